import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { makeOnce } from './cache';

let parent: string;
let folder: string;

beforeEach(async () => {
	parent = await mkdtemp(path.join(os.tmpdir(), 'cache-'));
	folder = path.join(parent, 'host');
});
afterEach(async () => await rm(parent, { recursive: true, force: true }));

const fill = (text: string) => async (partial: string) =>
	await writeFile(path.join(partial, 'content'), text);
const content = async () => await readFile(path.join(folder, 'content'), 'utf8');

/** A process id that no process has: that of one that has just ended. */
async function deadPid(): Promise<number> {
	const child = spawn(process.execPath, ['-e', '']);
	await once(child, 'exit');
	return child.pid as number;
}

test('a folder is made once', async () => {
	await makeOnce(folder, fill('first'));
	await makeOnce(folder, fill('second'));
	expect(await content()).toBe('first');
	expect(await readdir(parent)).toEqual(['host']);
});

test('a folder whose making failed is not there, and is made the next time', async () => {
	const fail = async (partial: string) => {
		await fill('half')(partial);
		throw new Error('no network');
	};
	await expect(makeOnce(folder, fail)).rejects.toThrow('no network');
	expect(existsSync(folder)).toBe(false);
	await makeOnce(folder, fill('whole'));
	expect(await content()).toBe('whole');
});

test('what a killed process left behind is thrown away', async () => {
	const pid = await deadPid();
	await symlink(String(pid), `${folder}.lock`);
	for (const name of [folder, `${folder}.partial-${pid}`]) {
		await mkdir(name);
		await fill('half')(name);
	}
	await makeOnce(folder, fill('whole'));
	expect(await content()).toBe('whole');
	expect(await readdir(parent)).toEqual(['host']);
});

test('of two that come at once one works and the other waits for it', async () => {
	let release = () => {};
	const released = new Promise<void>((resolve) => (release = resolve));
	let made = 0;
	const make = async (partial: string) => {
		made += 1;
		await released;
		await fill('whole')(partial);
	};
	const holders: number[] = [];
	const both = [1, 2].map(
		async () =>
			await makeOnce(folder, make, (holder) => {
				holders.push(holder);
				release();
			}),
	);
	expect(await Promise.all(both)).toEqual([folder, folder]);
	expect(made).toBe(1);
	expect(holders).toEqual([process.pid]);
	expect(await content()).toBe('whole');
});
