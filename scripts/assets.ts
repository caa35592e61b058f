import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { root } from './command';

/** Icons, codex files and output schemas: what the compiler leaves behind. */
const ASSET = /(\.svg|\.node\.json|\/__schema__\/.*\.json)$/;

/** The contents of the nodes' assets, by their paths below the checkout, which are those below `dist/` too. */
export async function readAssets(): Promise<Map<string, Buffer>> {
	const names = await readdir(path.join(root, 'nodes'), { recursive: true });
	const files = names
		.map((name) => path.join('nodes', name))
		.filter((file) => ASSET.test(file.replaceAll(path.sep, '/')));
	const contents = files.map(async (file): Promise<[string, Buffer]> => [
		file,
		await readFile(path.join(root, file)),
	]);
	return new Map(await Promise.all(contents));
}
