import { readFileSync } from 'node:fs';
import path from 'node:path';

import { command, root } from './command';

/** The parts of the project's package.json that scripts need. */
export interface Manifest {
	name: string;
	version: string;
	homepage: string;
	author: { name: string; email: string };
	dependencies?: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
}

/** Bytes; a package that grows past it has swallowed something. */
export const MAX_TARBALL = 280 * 1024;

/** Reads the package.json of a folder, of the checkout by default. */
export const readManifest = (folder = root): Manifest =>
	JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;

/** Compiles a checkout, this one by default, into its `dist/`. */
export const build = async (cwd = root): Promise<void> => {
	await command('npm', ['run', '--silent', 'build'], { cwd });
};

/** Packs a checkout as it would be published; returns the tarball's path inside `folder`. */
export async function pack(folder: string, cwd = root): Promise<string> {
	const output = await command('npm', ['pack', '--json', '--pack-destination', folder], { cwd });
	const [{ filename }] = JSON.parse(output) as Array<{ filename: string }>;
	return path.join(folder, filename);
}
