import { cp, stat } from 'node:fs/promises';
import path from 'node:path';

import { root } from './command';

/** Icons, codex files and output schemas: what the compiler leaves behind. */
const ASSET = /(\.svg|\.node\.json|\/__schema__\/.*\.json)$/;

/** Copies the assets of the nodes below `nodes/` of a folder for compiled files. */
export async function copyAssets(target: string): Promise<void> {
	await cp(path.join(root, 'nodes'), path.join(target, 'nodes'), {
		recursive: true,
		filter: async (source) =>
			(await stat(source)).isDirectory() || ASSET.test(source.replaceAll(path.sep, '/')),
	});
}
