import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { startSandbox, type Sandbox } from '../sandbox';
import { build, pack } from '../scripts/tarball';
import { autoReply } from './autoReply';
import type { StoredCredential, StoredWorkflow } from './client';
import { installHost } from './install';
import { N8n } from './n8n';
import { freePort } from './n8nProcess';
import { installPackage } from './userFolder';

/** Ports that are taken if they are free: n8n's usual one and the sandbox's. */
const N8N_PORT = 5678;
const SANDBOX_PORT = 3310;

/** A Crisp and an n8n with this package, in which a workflow answers visitors. */
export interface Demonstration {
	sandbox: Sandbox;
	n8n: N8n;
	credential: StoredCredential;
	workflow: StoredWorkflow;
	/** n8n keeps its data in `.n8n` below it. */
	userFolder: string;
}

/** Steps that undo what has been done so far, in the order in which it was done. */
export type Undo = Array<() => Promise<unknown>>;

/** How the package comes into n8n. */
export interface PackageSource {
	/** Completes "· …" for people who wait. */
	progress: string;
	/** @param folder for temporary files, removed at the end */
	install(userFolder: string, folder: string): Promise<void>;
	/** Environment variables that n8n gets besides. */
	settings?: Record<string, string>;
}

/** As users get it. */
export const packed: PackageSource = {
	progress: 'Building and packing n8n-nodes-crisp',
	async install(userFolder, folder) {
		await build();
		await installPackage(userFolder, await pack(folder));
	},
};

/**
 * Puts the package into n8n, installs n8n if need be, and starts everything.
 *
 * @param report receives lines of progress
 * @param undo filled on the way, so that an interrupted start can be cleaned up as well
 */
export async function startDemonstration(
	report: (line: string) => void,
	undo: Undo,
	{ progress, install, settings }: PackageSource = packed,
): Promise<Demonstration> {
	// n8n watches its files by their real path, which that of a temporary folder need not be.
	const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'n8n-nodes-crisp-demo-')));
	undo.push(async () => await rm(folder, { recursive: true, force: true }));
	report(progress);
	const userFolder = path.join(folder, 'user');
	await mkdir(userFolder);
	await install(userFolder, folder);
	const host = await installHost(report);

	const sandbox = await startSandbox({ port: await freePort(SANDBOX_PORT) });
	undo.push(async () => await sandbox.close());
	report(`Starting n8n ${host.version}`);
	const n8n = await N8n.over(host, userFolder, { port: N8N_PORT, settings });
	undo.push(async () => await n8n.stop());
	await n8n.start();

	await n8n.client.createOwner();
	const credential = await n8n.client.createCredential('crispApi', 'Crisp sandbox', {
		tier: 'website',
		...sandbox.credentials.website,
		websiteId: sandbox.websiteId,
		baseUrl: sandbox.apiUrl,
	});
	report('Publishing the workflow');
	const workflow = await n8n.client.createWorkflow(autoReply(credential));
	const { status, triggers } = await n8n.client.activate(workflow);
	if (status !== 'published') {
		const why = triggers?.map(({ errorMessage }) => errorMessage).join('; ');
		throw new Error(`n8n did not start the workflow (${status}): ${why}`);
	}
	return { sandbox, n8n, credential, workflow, userFolder };
}
