/**
 * `npm run build`: writes the generated files, then compiles the package into an empty `dist/`, so
 * that a renamed file cannot survive in it.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { readAssets } from './assets';
import { command, root } from './command';
import { generate } from './generate';

async function main(): Promise<void> {
	await generate();
	const dist = path.join(root, 'dist');
	await rm(dist, { recursive: true, force: true });
	await command(process.execPath, [require.resolve('typescript/bin/tsc')]);
	for (const [file, content] of await readAssets()) {
		await mkdir(path.dirname(path.join(dist, file)), { recursive: true });
		await writeFile(path.join(dist, file), content);
	}
}

void main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
