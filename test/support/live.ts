import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { seedDemo, startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import type { Tier } from '../../sandbox/model';
import type { LiveReport } from '../../scripts/live/report';
import { runLive, type RunOptions } from '../../scripts/live/run';

export interface LiveTest {
	sandbox: Sandbox;
	leftoversFile: string;
	run(tier?: Tier, more?: Partial<RunOptions>): Promise<LiveReport>;
	/** Names and addresses of everything in the sandbox that a run has made. */
	made(): string[];
	close(): Promise<void>;
}

/** A sandbox whose clock goes on whenever a run waits. */
export async function liveTest(options: SandboxOptions = {}): Promise<LiveTest> {
	let now = Date.UTC(2026, 5, 1);
	const folder = mkdtempSync(path.join(os.tmpdir(), 'n8n-nodes-crisp-live-'));
	const leftoversFile = path.join(folder, 'leftovers.json');
	const sandbox = await startSandbox({ seed: seedDemo, clock: { now: () => now }, ...options });
	return {
		sandbox,
		leftoversFile,
		run: async (tier = 'website', more = {}) =>
			await runLive({
				account: {
					tier,
					...sandbox.credentials[tier],
					websiteId: sandbox.websiteId,
					baseUrl: sandbox.apiUrl,
					webhookSecret: '',
				},
				leftoversFile,
				server: 'sandbox',
				pause: async (ms) => {
					now += ms;
					await sleep(2);
				},
				progress: () => {},
				...more,
			}),
		made: () => [
			...sandbox.conversations().map(({ meta }) => meta.nickname),
			...sandbox.contacts().map(({ email }) => email),
		],
		async close() {
			await sandbox.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
