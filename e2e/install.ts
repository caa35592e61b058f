import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { command } from '../scripts/command';
import { makeOnce } from './cache';
import { CURRENT_HOST, findHost, HOST_VARIABLE, type HostDefinition } from './hosts';

/** An installed n8n and the Node that runs it. */
export interface Host {
	/** Folder that holds node_modules/n8n. */
	directory: string;
	/** Node's executable. */
	node: string;
	/** n8n's version. */
	version: string;
}

/** Compiled packages that n8n does not start without; which of them it has depends on its version. */
const COMPILED = ['sqlite3', 'isolated-vm'];

const PROGRESS_MS = 30_000;

/**
 * Where hosts are kept: N8N_NODES_CRISP_CACHE, or the user's cache folder. Outside the checkout, so
 * that they survive `git clean` and that no tool of the project walks through 100,000 files.
 */
const cacheFolder = (): string =>
	path.resolve(
		process.env.N8N_NODES_CRISP_CACHE ||
			path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'n8n-nodes-crisp'),
	);

/** One folder per lock file, which pins n8n and Node, and per kind of machine, for the compiled parts. */
function hostFolder({ directory }: HostDefinition): string {
	const lock = readFileSync(path.join(directory, 'package-lock.json'));
	const hash = createHash('sha256').update(lock).digest('hex').slice(0, 12);
	return path.join(cacheFolder(), `n8n-${hash}-${process.platform}-${process.arch}`);
}

/**
 * The Node for n8n: the one that the lock file pins, which npm installs on Linux; elsewhere the one
 * that runs this, if it is new enough.
 *
 * @param directory where the host is installed
 * @returns its executable, and the folder with its C headers if it has them
 */
async function findNode(
	directory: string,
	{ nodeMajor }: HostDefinition,
): Promise<{ node: string; headers?: string }> {
	const pinned = path.join(directory, 'node_modules', `node-${process.platform}-${process.arch}`);
	const node = path.join(pinned, 'bin', 'node');
	// It does not start where the C library is another one, as on Alpine.
	if (existsSync(node) && (await command(node, ['--version']).catch(() => ''))) {
		return { node, headers: pinned };
	}
	if (Number(process.versions.node.split('.')[0]) >= nodeMajor) return { node: process.execPath };
	throw new Error(
		`This n8n needs Node ${nodeMajor}, and there is none to install from npm for ${process.platform}-${process.arch}: run this with Node ${nodeMajor} or later (it is ${process.version}).`,
	);
}

async function install(directory: string, definition: HostDefinition): Promise<void> {
	for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
		await copyFile(path.join(definition.directory, file), path.join(directory, file));
	}
	// Most install scripts of n8n's dependencies fetch binaries that it runs without.
	await command('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: directory,
	});
	const { node, headers } = await findNode(directory, definition);
	const env = {
		PATH: [path.dirname(node), process.env.PATH].join(path.delimiter),
		...(headers ? { npm_config_nodedir: headers } : {}),
	};
	// The flag outdoes the checkout's .npmrc, which `npm run` hands down as an environment variable.
	const compiled = COMPILED.filter((name) =>
		existsSync(path.join(directory, 'node_modules', name)),
	);
	await command('npm', ['rebuild', '--ignore-scripts=false', ...compiled], { cwd: directory, env });
	const loads = compiled.map((name) => `require('${name}')`).join(';');
	await command(node, ['-e', loads], { cwd: directory, env });
}

const clock = (sinceMs: number): string => {
	const seconds = Math.round((Date.now() - sinceMs) / 1000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/**
 * An n8n of hosts/, installed if it is not there yet: from npm packages alone, in about five minutes
 * and 3 GB. Needs Python and a C++ compiler where no compiled sqlite3 can be fetched.
 *
 * @param report receives lines of progress
 * @param name of the host; the one in the environment variable, or the current one, unless told
 */
export async function installHost(
	report: (line: string) => void,
	name = process.env[HOST_VARIABLE] || CURRENT_HOST,
): Promise<Host> {
	const definition = findHost(name);
	const directory = await makeOnce(
		hostFolder(definition),
		async (partial) => {
			report(`Installing n8n ${name} into ${cacheFolder()}: once, about 5 minutes and 3 GB.`);
			const start = Date.now();
			const timer = setInterval(
				() => report(`still installing n8n (${clock(start)})`),
				PROGRESS_MS,
			);
			try {
				await install(partial, definition);
			} finally {
				clearInterval(timer);
			}
			report(`n8n is installed (${clock(start)}).`);
		},
		(holder) => report(`Waiting for process ${holder}, which is installing n8n.`),
	);
	const { node } = await findNode(directory, definition);
	const manifest = readFileSync(path.join(directory, 'node_modules/n8n/package.json'), 'utf8');
	return { directory, node, version: (JSON.parse(manifest) as { version: string }).version };
}

if (require.main === module) {
	void installHost((line) => console.log(line), process.argv[2]).then(
		({ directory, version }) => console.log(`n8n ${version} in ${directory}`),
		(error: Error) => {
			console.error(error.message);
			process.exitCode = 1;
		},
	);
}
