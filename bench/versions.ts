import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import type { Undo } from '../e2e/demonstration';
import { installHost } from '../e2e/install';
import { N8n } from '../e2e/n8n';
import { installPackage } from '../e2e/userFolder';
import { command, root } from '../scripts/command';
import { build, pack } from '../scripts/tarball';

/** One of several n8n that are measured in turns. */
export interface Version {
	name: string;
	n8n: N8n;
}

/** What is different about it. */
export interface VersionInput {
	name: string;
	/** Of the package, as git knows it; the checkout as it is where left out. */
	ref?: string;
	/** Environment variables of n8n. */
	settings?: Record<string, string>;
}

/** Builds and packs what git has under a name, with the tools of this checkout. */
async function packAt(ref: string, folder: string): Promise<string> {
	const checkout = path.join(folder, 'checkout');
	await command('git', ['worktree', 'add', '--detach', checkout, ref]);
	try {
		await symlink(path.join(root, 'node_modules'), path.join(checkout, 'node_modules'));
		await build(checkout);
		return await pack(folder, checkout);
	} finally {
		await command('git', ['worktree', 'remove', '--force', checkout]);
	}
}

async function packNow(folder: string): Promise<string> {
	await build();
	return await pack(folder);
}

/**
 * Starts an n8n of its own for each, with an owner.
 *
 * @param undo filled on the way with what stops and removes all of it
 */
export async function startVersions(inputs: VersionInput[], undo: Undo): Promise<Version[]> {
	const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'n8n-nodes-crisp-bench-')));
	undo.push(async () => await rm(folder, { recursive: true, force: true }));
	const host = await installHost((line) => console.error(line));
	const [cpu] = os.cpus();
	console.log(`n8n ${host.version}, ${os.availableParallelism()} cores, ${cpu.model}`);
	const tarballs = new Map<string | undefined, string>();
	const versions: Version[] = [];
	for (const [index, { name, ref, settings }] of inputs.entries()) {
		const own = path.join(folder, String(index));
		const userFolder = path.join(own, 'user');
		await mkdir(userFolder, { recursive: true });
		const tarball = tarballs.get(ref) ?? (await (ref ? packAt(ref, own) : packNow(own)));
		tarballs.set(ref, tarball);
		await installPackage(userFolder, tarball);
		const n8n = await N8n.over(host, userFolder, { settings });
		undo.push(async () => await n8n.stop());
		await n8n.start();
		await n8n.client.createOwner();
		versions.push({ name, n8n });
	}
	return versions;
}
