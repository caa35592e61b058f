import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { root } from './command';

/** Contents of generated files, by their paths below the checkout. */
export type Files = Record<string, string>;

/** A file that is not as it should be; without a content it should not be there. */
export interface Change {
	file: string;
	content?: string;
}

/** Paths of all files in a folder, below `at`, with slashes on every system. */
function filesIn(folder: string, at: string): string[] {
	const full = path.join(at, folder);
	if (!existsSync(full)) return [];
	return readdirSync(full, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(at, path.join(entry.parentPath, entry.name)))
		.map((file) => file.replaceAll(path.sep, '/'));
}

/**
 * What has to change on disk, in the order of the files; nothing is written.
 *
 * @param folders hold generated files only, so that whatever else is there is out of date
 * @param at the checkout
 */
export function findChanges(files: Files, folders: string[], at = root): Change[] {
	const isCurrent = (file: string, content: string) => {
		const full = path.join(at, file);
		return existsSync(full) && readFileSync(full, 'utf8') === content;
	};
	return [
		...Object.entries(files)
			.filter(([file, content]) => !isCurrent(file, content))
			.map(([file, content]) => ({ file, content })),
		...folders
			.flatMap((folder) => filesIn(folder, at))
			.filter((file) => !(file in files))
			.map((file) => ({ file })),
	];
}

/** Brings the files on disk up to date. */
export function applyChanges(changes: Change[], at = root): void {
	for (const { file, content } of changes) {
		const full = path.join(at, file);
		if (content === undefined) {
			rmSync(full);
		} else {
			mkdirSync(path.dirname(full), { recursive: true });
			writeFileSync(full, content);
		}
	}
}

/** The files of some changes in words, for one line on a screen. */
export function nameFiles(changes: Change[]): string {
	const names = changes.map(({ file }) => file);
	return names.length > 5 ? `${names.length} files, such as ${names[0]}` : names.join(', ');
}
