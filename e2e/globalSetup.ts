import { mkdir, mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { build, pack } from '../scripts/tarball';
import { installHost } from './install';
import { N8n } from './n8n';
import { shareRun } from './run';
import { installPackage } from './userFolder';

/** Builds and packs the package, and boots n8n once, so that each test file starts from a copy. */
export default async function globalSetup(): Promise<void> {
	const host = await installHost((line) => process.stderr.write(`${line}\n`));
	await build();
	const folder = await mkdtemp(path.join(os.tmpdir(), 'n8n-nodes-crisp-e2e-'));
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
	shareRun({ host, template, folder });
}
