import { cp, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox';
import type { StoredCredential } from './client';
import { N8n } from './n8n';
import { currentRun } from './run';

type Tier = keyof Sandbox['credentials'];

/** A Crisp and an n8n with the package, for one test file. */
export interface Stage {
	sandbox: Sandbox;
	n8n: N8n;
	/** Values of a credential that the sandbox accepts. */
	account(tier?: Tier, changes?: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject;
	/** Stores such a credential. */
	credential(tier?: Tier, changes?: ICredentialDataDecryptedObject): Promise<StoredCredential>;
	close(): Promise<void>;
}

/** Values of a credential that the sandbox accepts. */
export const accountOf = (
	sandbox: Sandbox,
	tier: Tier = 'website',
	changes: ICredentialDataDecryptedObject = {},
): ICredentialDataDecryptedObject => ({
	tier,
	...sandbox.credentials[tier],
	websiteId: sandbox.websiteId,
	baseUrl: sandbox.apiUrl,
	// n8n leaves out what a form does not show.
	webHooks: true,
	webhookSecret: '',
	...changes,
});

/** @param options of the sandbox */
export async function setStage(options?: SandboxOptions): Promise<Stage> {
	const { host, template, folder } = currentRun();
	const userFolder = await mkdtemp(path.join(folder, 'user-'));
	await cp(template, userFolder, { recursive: true });
	const n8n = await N8n.over(host, userFolder);
	const sandbox = await startSandbox(options);
	const close = async () => {
		await n8n.stop();
		await sandbox.close();
	};
	try {
		await n8n.start();
		await n8n.client.login();
	} catch (error) {
		// Jest would wait for ever for what is left open.
		await close();
		throw error;
	}

	const account: Stage['account'] = (tier, changes) => accountOf(sandbox, tier, changes);
	return {
		sandbox,
		n8n,
		account,
		credential: async (tier, changes) =>
			await n8n.client.createCredential('crispApi', 'Sandbox', account(tier, changes)),
		close,
	};
}
