import type { INodeParameters } from 'n8n-workflow';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import {
	itemsOf,
	type Execution,
	type N8nClient,
	type NodeInput,
	type StoredCredential,
} from '../../e2e/client';
import { installHost } from '../../e2e/install';
import { N8n } from '../../e2e/n8n';
import { CRISP } from '../../e2e/nodes';
import { installPackage } from '../../e2e/userFolder';
import { build, pack } from '../../scripts/tarball';
import { whole } from '../figures';
import { printTable, type Run } from './table';

const ITEMS = 1_000;
const AT_ONCE = 5;
const WEBSITE = '42286ab3-b29a-4fde-8538-da0ae501d825';
const NODE = 'Read';
const CRISP_NODE = `Crisp, ${AT_ONCE} at once`;

/** The nodes that do the same job, by what the table calls them. */
const nodes = (
	url: string,
	delayMs: number,
	credential: StoredCredential,
): Record<string, Omit<NodeInput, 'name'>> => {
	const httpRequest = (options: INodeParameters) => ({
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		credential,
		parameters: {
			url: `=${url}/v1/website/${WEBSITE}/conversation/{{ $json.session_id }}`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'crispApi',
			options,
		},
	});
	return {
		[CRISP_NODE]: {
			type: CRISP,
			credential,
			parameters: {
				resource: 'conversation',
				operation: 'get',
				sessionId: { __rl: true, mode: 'id', value: '={{ $json.session_id }}' },
				requestOptions: { itemsAtOnce: AT_ONCE },
			},
		},
		[`HTTP Request, batches of 5 every ${delayMs} ms`]: httpRequest({
			batching: { batch: { batchSize: AT_ONCE, batchInterval: delayMs } },
		}),
		'HTTP Request, all at once': httpRequest({}),
	};
};

const POLL_MS = 1_000;

const LIMIT_MS = 300_000;

/** Runs a workflow to its end, asking seldom, as n8n pays for the answers as well. */
async function finish(client: N8nClient, workflowId: string): Promise<Execution> {
	const id = await client.run(workflowId, 'Start');
	for (const deadline = Date.now() + LIMIT_MS; Date.now() < deadline; await wait(POLL_MS)) {
		const summary = (await client.executions(workflowId)).find((one) => one.id === id);
		if (summary && ['success', 'error', 'crashed'].includes(summary.status)) break;
	}
	return await client.execution(id);
}

/** Boots n8n with the packed package and lets the nodes take turns over the same items. */
export async function compareInN8n(url: string, delayMs: number, rounds: number): Promise<void> {
	const host = await installHost((line) => console.error(line));
	await build();
	const folder = await mkdtemp(path.join(os.tmpdir(), 'n8n-nodes-crisp-bench-'));
	const n8n = await N8n.over(host, folder);
	try {
		await installPackage(folder, await pack(folder));
		await n8n.start();
		const { client } = n8n;
		await client.createOwner();
		const credential = await client.createCredential('crispApi', 'Local', {
			tier: 'website',
			identifier: 'identifier',
			key: 'key',
			websiteId: WEBSITE,
			baseUrl: `${url}/v1`,
			webhookSecret: '',
		});
		const items = Array.from({ length: ITEMS }, (_item, n) => ({ session_id: `session_${n}` }));
		const workflows = new Map<string, { id: string; runs: Run[] }>();
		for (const [name, node] of Object.entries(nodes(url, delayMs, credential))) {
			const { id } = await client.createWorkflow({
				name,
				nodes: [
					{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
					{ name: NODE, ...node },
				],
				connections: [['Start', NODE]],
				items,
			});
			workflows.set(name, { id, runs: [] });
		}
		// The first round warms up and is not counted.
		for (let round = 0; round <= rounds; round++) {
			for (const [name, { id, runs }] of workflows) {
				const cpu = await n8n.cpuSeconds();
				const execution = await finish(client, id);
				const spent = (await n8n.cpuSeconds()) - cpu;
				const [run] = execution.data.resultData.runData[NODE] ?? [];
				if (execution.status !== 'success' || itemsOf(execution, NODE)?.length !== ITEMS) {
					throw new Error(
						`${name}: ${execution.data.resultData.error?.message ?? 'items are missing'}`,
					);
				}
				if (round === 0) continue;
				runs.push({ seconds: run.executionTime / 1_000, cpuMs: (spent * 1_000) / ITEMS });
			}
		}
		const ideal = ((ITEMS / AT_ONCE) * delayMs) / 1_000;
		console.log(
			`\nIn a real n8n: ${whole(ITEMS)} items, ideal for ${AT_ONCE} at once ${ideal} s, ${rounds} interleaved rounds: median (least–most)`,
		);
		console.log('Seconds are those that n8n stores for the node, CPU is that of the whole n8n.\n');
		printTable(new Map([...workflows].map(([name, { runs }]) => [name, runs])), ideal, CRISP_NODE);
	} finally {
		await n8n.stop();
		await rm(folder, { recursive: true, force: true });
	}
}
