/**
 * `npm run bench:queue [messages]`: how many messages per second (500 at once, each of another
 * visitor) a real n8n in queue mode works off with Crisp Trigger and an answering node, for several
 * numbers of workers and of Executions at Once; and how many its main process alone puts into the
 * queue. Needs PostgreSQL and Redis (Debian: `apt-get install postgresql redis-server`).
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { autoReply } from '../e2e/autoReply';
import { startCluster, type Cluster } from '../e2e/cluster';
import type { StoredCredential } from '../e2e/client';
import { installHost } from '../e2e/install';
import { accountOf } from '../e2e/stage';
import { installPackage } from '../e2e/userFolder';
import { waitUntil } from '../e2e/waitUntil';
import { startSandbox, type Sandbox } from '../sandbox';
import { build, pack } from '../scripts/tarball';

const MESSAGES = Number(process.argv[2] ?? 500);
const CONCURRENCY = 10;
const LIMIT_MS = 1_800_000;

interface Bench {
	sandbox: Sandbox;
	cluster: Cluster;
	credential: StoredCredential;
}

const seconds = (since: number) => (performance.now() - since) / 1_000;

const report = (what: string, took: number) =>
	console.log(`${what}: ${(MESSAGES / took).toFixed(1)} per second (${took.toFixed(1)} s)`);

/** Lets a workflow answer all visitors while `measure` runs. */
async function whilePublished(
	{ sandbox, cluster, credential }: Bench,
	atOnce: number,
	measure: (answers: () => number, begin: () => number) => Promise<void>,
): Promise<void> {
	const { client } = cluster.main;
	const input = autoReply(credential);
	const [trigger, ...others] = input.nodes;
	const parameters = { ...trigger.parameters, options: { atOnce } };
	const workflow = await client.createWorkflow({
		...input,
		nodes: [{ ...trigger, parameters }, ...others],
	});
	const { status } = await client.activate(workflow);
	if (status !== 'published') throw new Error(`The workflow was not published: ${status}`);
	const listens = () => sandbox.sockets().some(({ authenticated }) => authenticated);
	await sandbox.until(listens, { timeout: LIMIT_MS });

	const before = sandbox.requests.length;
	const answers = () =>
		sandbox.requests
			.slice(before)
			.filter(({ verb, path: url }) => verb === 'POST' && url.endsWith('/message')).length;
	const begin = () => {
		const began = performance.now();
		for (let index = 0; index < MESSAGES; index++) sandbox.visitor.say(`Message ${index}`);
		return began;
	};
	await measure(answers, begin);
	await client.deactivate(workflow.id);
}

async function measureWorkers(bench: Bench, atOnce: number, label: string): Promise<void> {
	await whilePublished(bench, atOnce, async (answers, begin) => {
		const began = begin();
		await waitUntil('all are answered', () => answers() >= MESSAGES, LIMIT_MS);
		report(`${label}, Executions at Once ${atOnce}`, seconds(began));
	});
}

/** What the main process alone can do; then what the workers do with a full queue. */
async function measureIntake(bench: Bench): Promise<void> {
	const { main, workers } = bench.cluster;
	for (const worker of workers) await worker.stop();
	await whilePublished(bench, MESSAGES, async (answers, begin) => {
		const before = main.log.length;
		const queued = () => main.log.slice(before).match(/Enqueued execution/g)?.length ?? 0;
		const began = begin();
		await waitUntil('all are in the queue', () => queued() >= MESSAGES, LIMIT_MS);
		report('main process alone, into the queue', seconds(began));
		await Promise.all(workers.map(async (worker) => await worker.start()));
		const started = performance.now();
		const done = answers();
		await waitUntil('all are answered', () => answers() >= MESSAGES, LIMIT_MS);
		const rate = ((MESSAGES - done) / seconds(started)).toFixed(1);
		console.log(`${workers.length} workers, from a full queue: ${rate} per second`);
		console.log(`most memory of the main process: ${Math.round(await main.peakMemory())} MB`);
	});
}

async function main(): Promise<void> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'n8n-nodes-crisp-queue-'));
	const undo = [async () => await rm(folder, { recursive: true, force: true })];
	try {
		await build();
		const template = path.join(folder, 'template');
		await mkdir(template);
		await installPackage(template, await pack(folder));
		const host = await installHost((line) => console.error(line));
		const sandbox = await startSandbox();
		undo.push(async () => await sandbox.close());
		const options = { host, template, folder, workers: 2, concurrency: CONCURRENCY };
		const cluster = await startCluster(options);
		undo.push(async () => await cluster.stop());
		const account = accountOf(sandbox);
		const { client } = cluster.main;
		const credential = await client.createCredential('crispApi', 'Sandbox', account);
		const bench = { sandbox, cluster, credential };

		const [cpu] = os.cpus();
		console.log(
			`n8n ${host.version}, ${os.availableParallelism()} cores, ${cpu.model}; --concurrency=${CONCURRENCY}`,
		);
		for (const atOnce of [5, 2 * CONCURRENCY]) await measureWorkers(bench, atOnce, '2 workers');
		await cluster.workers[1].stop();
		for (const atOnce of [5, CONCURRENCY]) await measureWorkers(bench, atOnce, '1 worker');
		await measureIntake(bench);
	} finally {
		for (const step of undo.reverse()) await step();
	}
}

void main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
