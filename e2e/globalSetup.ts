import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { build, pack } from '../scripts/tarball';
import { installHost, type Host } from './install';
import { N8n } from './n8n';
import { shareRun } from './run';
import { installPackage } from './userFolder';

/** A user folder with the packed package and the owner's account, on which n8n has run once. */
async function makeTemplate(host: Host, folder: string): Promise<string> {
	const template = path.join(folder, 'template');
	await mkdir(template);
	await installPackage(template, await pack(folder));
	const n8n = await N8n.over(host, template);
	try {
		await n8n.start();
		await n8n.client.createOwner();
	} finally {
		await n8n.stop();
	}
	return template;
}

/** Builds and packs the package, and boots n8n once, so that each test file starts from a copy. */
export default async function globalSetup(): Promise<void> {
	const host = await installHost((line) => process.stderr.write(`${line}\n`));
	await build();
	const folder = await mkdtemp(path.join(os.tmpdir(), 'n8n-nodes-crisp-e2e-'));
	try {
		shareRun({ host, template: await makeTemplate(host, folder), folder });
	} catch (error) {
		// Jest calls no teardown after a set-up that failed.
		await rm(folder, { recursive: true, force: true });
		throw error;
	}
}
