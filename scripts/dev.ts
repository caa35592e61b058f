/**
 * `npm run dev`: the sandbox and a real n8n with this package, which follows the sources: a change in
 * `nodes/` or `credentials/` is in the editor seconds after it is saved, by n8n's own hot reload.
 * Nothing is kept but the installed n8n.
 */
import { watch } from 'chokidar';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import {
	startDemonstration,
	type Demonstration,
	type PackageSource,
	type Undo,
} from '../e2e/demonstration';
import { packageFolder, writeManifest } from '../e2e/userFolder';
import { waitUntil } from '../e2e/waitUntil';
import { systemClock } from '../nodes/Crisp/clock';
import { root } from './command';
import { LivePackage } from './livePackage';
import { SCHEMAS_FOLDER } from './outputSchemas';
import { PROPERTIES_FOLDER } from './properties';
import { Rebuilds, type Saved } from './rebuilds';
import { addresses, progress, runSession } from './session';

const SOURCES = ['nodes', 'credentials'];

/** Each rebuild writes them. */
const GENERATED = [PROPERTIES_FOLDER, SCHEMAS_FOLDER].map((folder) => path.join(root, folder));

/** n8n takes a second or two. */
const RELOAD_MS = 30_000;

/** n8n looks for changes of packages only in development. */
const settings = { NODE_ENV: 'development', N8N_DEV_RELOAD: 'true' };

const live = new LivePackage();

const distIn = (userFolder: string): string => path.join(packageFolder(userFolder), 'dist');

/**
 * A real folder and no link to the checkout, as users have it: from the checkout, Node.js would find
 * the n8n-workflow of its devDependencies, with classes that are not those of n8n.
 */
const followed: PackageSource = {
	progress: 'Compiling n8n-nodes-crisp',
	settings,
	async install(userFolder) {
		const folder = packageFolder(userFolder);
		await mkdir(folder, { recursive: true });
		await writeManifest(path.join(root, 'package.json'), path.join(folder, 'package.json'));
		const { complaints } = await live.update(distIn(userFolder));
		if (complaints.length > 0) report('The sources are not in order:', complaints);
	},
};

/** Prints a line, and what is wrong below it. */
function report(line: string, complaints: string[]): void {
	const indented = complaints.map((complaint) => `  ${complaint.replaceAll('\n', '\n  ')}`);
	// In one piece, for those who read it line by line.
	console.log([line, ...indented].join('\n'));
}

const secondsSince = (start: number): string => ((systemClock.now() - start) / 1000).toFixed(1);

/** What n8n has loaded. */
interface Version {
	/** Changes when n8n has written the descriptions for the editor. */
	etag: string | null;
	/** Length of what n8n has written on its screen. */
	log: number;
}

async function version({ n8n }: Demonstration): Promise<Version> {
	// Of the files with descriptions it is the one that n8n writes last.
	const response = await n8n.client.fetch('HEAD', '/types/credentials.json');
	return { etag: response.headers.get('etag'), log: n8n.log.length };
}

/** What n8n writes when it cannot load the package as it is now; it does not write why. */
const NOT_RELOADED = 'Hot reload failed';

/** @returns whether n8n could load the package */
async function reloaded(demonstration: Demonstration, before: Version): Promise<boolean> {
	return await waitUntil(
		'n8n has reloaded the package',
		async () => {
			if (demonstration.n8n.log.includes(NOT_RELOADED, before.log)) return 'failed';
			const { etag } = await version(demonstration);
			return etag !== before.etag && 'loaded';
		},
		RELOAD_MS,
	).then((outcome) => outcome === 'loaded');
}

async function rebuild(demonstration: Demonstration, { files, since }: Saved): Promise<void> {
	const before = await version(demonstration);
	const { changed, complaints } = await live.update(distIn(demonstration.userFolder));
	const names = files.length > 3 ? `${files.length} files` : files.join(', ');
	const built = `${names}: built after ${secondsSince(since)} s`;
	const outcome = async () => {
		if (changed === 0) return 'nothing changes in n8n';
		if (!(await reloaded(demonstration, before))) return 'but n8n cannot load it';
		return `in n8n after ${secondsSince(since)} s`;
	};
	report(`${built}, ${await outcome()}`, complaints);
}

async function start(undo: Undo): Promise<Demonstration> {
	const demonstration = await startDemonstration(progress, undo, followed);
	const rebuilds = new Rebuilds(systemClock, async (saved) => {
		await rebuild(demonstration, saved).catch((error: Error) => report(error.message, []));
	});
	const watcher = watch(SOURCES, { cwd: root, ignoreInitial: true, ignored: GENERATED });
	undo.push(async () => await watcher.close());
	watcher.on('all', (_event, file) => rebuilds.note(file));
	await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
	return demonstration;
}

runSession({
	start,
	explain: (demonstration) => `${addresses(demonstration)}
Save a change in ${SOURCES.join('/ or ')}/, and see it here and in the editor.
A published workflow keeps the old code of its trigger until it is published again.
Ctrl+C ends it and removes everything but the installed n8n.
`,
});
