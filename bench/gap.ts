/**
 * `npm run bench:gap [rounds] [minutes] [tarball]`: what a gap costs a real n8n, in which Crisp Trigger has lost its
 * connection while visitors wrote in 300, 3,000 and 10,000 conversations. Twice for each: to read all of
 * it, where no message starts anything, and to answer all of it, for so many minutes at most (10). Beside the
 * packed package of another version, in turns, where one is given.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';

import { autoReply } from '../e2e/autoReply';
import { installHost, type Host } from '../e2e/install';
import { N8n } from '../e2e/n8n';
import { accountOf } from '../e2e/stage';
import { installPackage } from '../e2e/userFolder';
import { waitUntil } from '../e2e/waitUntil';
import { startSandbox, type Sandbox } from '../sandbox';
import { build, pack } from '../scripts/tarball';
import { precise, range, whole } from './figures';

const ROUNDS = Number(process.argv[2] ?? 3);
const MINUTES = Number(process.argv[3] ?? 10);
const OTHER = process.argv[4];
const COUNTS = [300, 3_000, 10_000];

/** Enough for the largest gap, so that no pause is measured. */
const OPTIONS = { requestBudget: 100_000, dailyRequestBudget: 100_000 };

/** No message of a visitor here is a file: all are read, and none starts an execution. */
const READ_ONLY: INodeParameters = { filters: { messageTypes: ['file'] } };

const LIMIT_MS = 600_000;
const ANSWER_MS = MINUTES * 60_000;
const POLL_MS = 20;

interface Reading {
	seconds: number;
	requests: number;
	cpuSeconds: number;
	cpuMsPerRequest: number;
	peakMib: number;
}

interface Answering {
	/** Until the answer to the one who wrote last in the gap. */
	lastWriter: number;
	seconds: number;
	answered: number;
	peakMib: number;
}

interface Version {
	name: string;
	n8n: N8n;
	sandbox: Sandbox;
	reading: Map<number, Reading[]>;
	answering: Map<number, Answering[]>;
}

const isListening = ({ sandbox }: Version): boolean =>
	sandbox.sockets().some(({ authenticated }) => authenticated);

const listening = async (version: Version) =>
	await version.sandbox.until(() => isListening(version), { timeout: LIMIT_MS });

async function makeVersion(
	name: string,
	host: Host,
	folder: string,
	tarball: string,
): Promise<Version> {
	const userFolder = path.join(folder, name);
	await mkdir(userFolder);
	await installPackage(userFolder, tarball);
	const n8n = await N8n.over(host, userFolder);
	const sandbox = await startSandbox();
	try {
		await n8n.start();
		await n8n.client.createOwner();
	} catch (error) {
		await n8n.stop();
		await sandbox.close();
		throw error;
	}
	return { name, n8n, sandbox, reading: new Map(), answering: new Map() };
}

/** Right after its start n8n is busy with itself. */
async function comeToRest({ n8n }: Version): Promise<void> {
	for (let before = -Infinity; ;) {
		const now = await n8n.cpuSeconds();
		if (now - before < 0.05) return;
		before = now;
		await sleep(1_000);
	}
}

/**
 * Lets the connection be lost while visitors write in so many conversations.
 *
 * @param measure called when the connection stands again
 * @returns what `measure` resolves with
 */
async function withGap<T>(
	version: Version,
	count: number,
	parameters: INodeParameters,
	measure: (sessions: string[], told: number) => Promise<T>,
): Promise<T> {
	const { n8n, sandbox } = version;
	await n8n.restart();
	const { client } = n8n;
	const credential = await client.createCredential('crispApi', 'Sandbox', accountOf(sandbox));
	const input = autoReply(credential);
	const [trigger, ...others] = input.nodes;
	trigger.parameters = { ...trigger.parameters, ...parameters, options: OPTIONS };
	const workflow = await client.createWorkflow({ ...input, nodes: [trigger, ...others] });
	const { status } = await client.activate(workflow);
	if (status !== 'published') throw new Error(`The workflow was not published: ${status}`);
	await listening(version);
	await comeToRest(version);
	const told = n8n.log.length;
	sandbox.clearRequests();
	sandbox.faults.realtime.disconnectAll('reset');
	await sandbox.until(() => sandbox.sockets().length === 0, { timeout: LIMIT_MS });
	const sessions = Array.from(
		{ length: count },
		(_, index) => sandbox.visitor.say(`Gap ${index}`).sessionId,
	);
	await listening(version);
	try {
		return await measure(sessions, told);
	} finally {
		await client.deactivate(workflow.id);
	}
}

const readAll = async (version: Version, count: number): Promise<Reading> =>
	await withGap(version, count, READ_ONLY, async (_sessions, told) => {
		const { n8n, sandbox } = version;
		const cpu = await n8n.cpuSeconds();
		const began = performance.now();
		await waitUntil('all is read', () => n8n.log.includes('has caught up', told), LIMIT_MS);
		const seconds = (performance.now() - began) / 1_000;
		const cpuSeconds = (await n8n.cpuSeconds()) - cpu;
		const requests = sandbox.requests.filter(({ path: of }) => of.includes('/conversation')).length;
		return {
			seconds,
			requests,
			cpuSeconds,
			cpuMsPerRequest: (cpuSeconds * 1_000) / requests,
			peakMib: await n8n.peakMemory(),
		};
	});

const answerAll = async (version: Version, count: number): Promise<Answering> => {
	const answers = new Map<unknown, number>();
	const stop = version.sandbox.world.hub.listen(({ name, payload }) => {
		const { session_id: sessionId } = payload as { session_id: unknown };
		if (name === 'message:received') answers.set(sessionId, performance.now());
	});
	try {
		return await withGap(version, count, {}, async (sessions) => {
			const began = performance.now();
			const ms = () => performance.now() - began;
			while (answers.size < count && ms() < ANSWER_MS) await sleep(POLL_MS);
			return {
				lastWriter: ((answers.get(sessions.at(-1)) ?? NaN) - began) / 1_000,
				seconds: ms() / 1_000,
				answered: answers.size,
				peakMib: await version.n8n.peakMemory(),
			};
		});
	} finally {
		stop();
	}
};

function add<T>(to: Map<number, T[]>, count: number, result: T): void {
	to.set(count, [...(to.get(count) ?? []), result]);
}

const row = (...cells: string[]) => console.log(`| ${cells.join(' | ')} |`);

function print(versions: Version[]): void {
	console.log('\nTo read all of it:\n');
	row('conversations', 'version', 'seconds', 'requests', 'CPU s', 'CPU ms/request', 'peak MiB');
	row(...Array.from({ length: 7 }, () => '---'));
	for (const count of COUNTS) {
		for (const { name, reading } of versions) {
			const all = reading.get(count) ?? [];
			if (all.length === 0) continue;
			const of = (pick: (one: Reading) => number, digits: number) =>
				range(all.map(pick), digits === 0 ? whole : precise(digits));
			row(
				whole(count),
				name,
				of(({ seconds }) => seconds, 1),
				of(({ requests }) => requests, 0),
				of(({ cpuSeconds }) => cpuSeconds, 2),
				of(({ cpuMsPerRequest }) => cpuMsPerRequest, 2),
				of(({ peakMib }) => peakMib, 0),
			);
		}
	}
	console.log(`\nTo answer all of it, for ${MINUTES} minutes at most:\n`);
	row('conversations', 'version', 'last writer, s', 'answered', 'seconds', 'peak MiB');
	row(...Array.from({ length: 6 }, () => '---'));
	for (const count of COUNTS) {
		for (const { name, answering } of versions) {
			const all = answering.get(count) ?? [];
			if (all.length === 0) continue;
			const of = (pick: (one: Answering) => number, digits: number) =>
				range(all.map(pick), digits === 0 ? whole : precise(digits));
			row(
				whole(count),
				name,
				of(({ lastWriter }) => lastWriter, 1),
				of(({ answered }) => answered, 0),
				of(({ seconds }) => seconds, 0),
				of(({ peakMib }) => peakMib, 0),
			);
		}
	}
}

async function main(): Promise<void> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'n8n-nodes-crisp-gap-'));
	const undo = [async () => await rm(folder, { recursive: true, force: true })];
	try {
		await build();
		const host = await installHost((line) => console.error(line));
		const tarballs = { now: await pack(folder), ...(OTHER ? { other: path.resolve(OTHER) } : {}) };
		const versions: Version[] = [];
		for (const [name, tarball] of Object.entries(tarballs)) {
			const version = await makeVersion(name, host, folder, tarball);
			undo.push(async () => {
				await version.n8n.stop();
				await version.sandbox.close();
			});
			versions.push(version);
		}
		const [cpu] = os.cpus();
		console.log(`n8n ${host.version}, ${os.availableParallelism()} cores, ${cpu.model}`);
		for (const count of COUNTS) {
			for (let round = 0; round < ROUNDS; round++) {
				for (const version of versions) {
					add(version.reading, count, await readAll(version, count));
					// The same number of times takes hours for the largest: once shows it.
					if (round > 0 && count > COUNTS[0]) continue;
					add(version.answering, count, await answerAll(version, count));
				}
				console.error(
					`${whole(count)} conversations, round ${round + 1}; load ${precise(1)(os.loadavg()[0])}`,
				);
			}
		}
		print(versions);
	} finally {
		for (const step of undo.reverse()) await step();
	}
}

void main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
