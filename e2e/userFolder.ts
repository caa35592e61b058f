import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { command } from '../scripts/command';
import { readManifest } from '../scripts/tarball';

/** Where n8n looks for community packages. */
const nodesFolder = (userFolder: string): string => path.join(userFolder, '.n8n', 'nodes');

/** Where n8n looks for this one. */
export const packageFolder = (userFolder: string): string =>
	path.join(nodesFolder(userFolder), 'node_modules', readManifest().name);

/** Writes a package.json without what only developers need, as n8n does when it installs a package. */
export async function writeManifest(source: string, target: string): Promise<void> {
	const manifest = JSON.parse(await readFile(source, 'utf8')) as Record<string, unknown>;
	for (const key of ['devDependencies', 'peerDependencies', 'optionalDependencies']) {
		delete manifest[key];
	}
	await writeFile(target, JSON.stringify(manifest, null, 2));
}

/**
 * Puts a packed package into a user folder, step by step as n8n does when somebody installs it in
 * Settings > Community nodes: unpack, drop what only developers need, install what it depends on.
 */
export async function installPackage(userFolder: string, tarball: string): Promise<void> {
	const unpacked = packageFolder(userFolder);
	await mkdir(unpacked, { recursive: true });
	await command('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);

	const file = path.join(unpacked, 'package.json');
	await writeManifest(file, file);

	const flags = [
		'--audit=false',
		'--fund=false',
		'--bin-links=false',
		'--install-strategy=shallow',
		'--ignore-scripts=true',
		'--package-lock=false',
	];
	await command('npm', ['install', ...flags], { cwd: unpacked });

	const { name, version } = readManifest(unpacked);
	const dependencies = { [name]: version };
	await writeFile(
		path.join(nodesFolder(userFolder), 'package.json'),
		JSON.stringify({ name: 'installed-nodes', private: true, dependencies }, null, 2),
	);
}
