import { existsSync } from 'node:fs';
import { mkdir, readdir, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Written last, so a folder with this file is complete. */
const MARKER = '.complete';

const POLL_MS = 50;

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/**
 * Takes the lock, or returns the process that holds it. The lock is a symbolic link to its holder's
 * process id, because making one is atomic together with its content. A dead holder's is removed.
 */
async function takeLock(lock: string): Promise<{ holder?: number }> {
	for (;;) {
		try {
			await symlink(String(process.pid), lock);
			return {};
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
		const holder = Number(await readlink(lock).catch(() => NaN));
		if (isAlive(holder)) return { holder };
		await rm(lock, { force: true });
	}
}

/** Removes what processes left that died while they were making `folder`. */
async function removeLeftovers(folder: string): Promise<void> {
	const prefix = `${path.basename(folder)}.partial-`;
	for (const name of await readdir(path.dirname(folder))) {
		if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue;
		await rm(path.join(path.dirname(folder), name), { recursive: true, force: true });
	}
}

/**
 * Makes `folder` once, for this and every later process: `make` fills a folder beside it, which is
 * then renamed, so a half-done one is never taken for complete. Of several processes one works and
 * the others wait for it. Two that remove the same dead lock at once may both work; then the first
 * rename wins, as each has a folder of its own.
 *
 * @param waiting called once when another process is at work on the same folder
 */
export async function makeOnce(
	folder: string,
	make: (partial: string) => Promise<void>,
	waiting: (holder: number) => void = () => {},
): Promise<string> {
	const isComplete = () => existsSync(path.join(folder, MARKER));
	if (isComplete()) return folder;
	await mkdir(path.dirname(folder), { recursive: true });

	const lock = `${folder}.lock`;
	for (let told = false; ; told = true) {
		const { holder } = await takeLock(lock);
		if (holder === undefined) break;
		if (!told) waiting(holder);
		await wait(POLL_MS);
		if (isComplete()) return folder;
	}
	try {
		if (isComplete()) return folder;
		await removeLeftovers(folder);
		const partial = `${folder}.partial-${process.pid}`;
		await rm(partial, { recursive: true, force: true });
		await mkdir(partial);
		await make(partial);
		await writeFile(path.join(partial, MARKER), '');
		if (isComplete()) {
			await rm(partial, { recursive: true, force: true });
		} else {
			await rm(folder, { recursive: true, force: true });
			await rename(partial, folder);
		}
		return folder;
	} finally {
		await rm(lock, { force: true });
	}
}
