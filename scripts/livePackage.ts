import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { readAssets } from './assets';
import { command } from './command';
import { Compiler } from './compiler';

/** What an update has done. */
export interface Update {
	/** Files of the package that are others now. */
	changed: number;
	/** What is wrong with the sources, one line each. */
	complaints: string[];
}

/** The nodes and the credential, compiled again and again as their sources change. */
export class LivePackage {
	private readonly compiler = new Compiler();

	/**
	 * Writes what has changed since the last time, all at once, and nothing that cannot be parsed.
	 *
	 * @param dist takes the place of the checkout's `dist/`
	 */
	async update(dist: string): Promise<Update> {
		const ungenerated = await generate();
		const { files, complaints } = this.compiler.compile();
		const assets = await readAssets();
		return {
			changed: (await writeChanged(files, dist)) + (await writeChanged(assets, dist)),
			// What cannot be compiled cannot be generated from either.
			complaints: complaints.length > 0 ? complaints : ungenerated,
		};
	}
}

/** In a process of its own: this one has loaded the records and the literals as they were. */
async function generate(): Promise<string[]> {
	const script = ['--import', 'tsx', 'scripts/generate.ts', '--package'];
	return await command(process.execPath, script).then(
		() => [],
		(error: Error) => [error.message],
	);
}

/** @returns how many files were others, or not there */
async function writeChanged(files: Map<string, string | Buffer>, folder: string): Promise<number> {
	let changed = 0;
	for (const [name, content] of files) {
		const file = path.join(folder, name);
		const present = await readFile(file).catch(() => undefined);
		const wanted = typeof content === 'string' ? Buffer.from(content) : content;
		if (present?.equals(wanted)) continue;
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, wanted);
		changed += 1;
	}
	return changed;
}
