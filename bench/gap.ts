/**
 * `npm run bench:gap -- [--against REF] [--conversations 300,3000,10000] [--rounds 3] [--answers 1] [--minutes 10]`:
 * what a gap costs a real n8n, in which Crisp Trigger has lost its connection while visitors wrote in so
 * many conversations. So many rounds to read all of it, where no message starts anything, and so many, as these
 * take long, to answer all of it while somebody writes every second. Each for so many minutes at most. Beside
 * the package as it was at another commit, in turns, where one is given; ratios are taken within each round.
 */
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { INodeParameters } from 'n8n-workflow';

import { autoReply } from '../e2e/autoReply';
import type { Undo } from '../e2e/demonstration';
import { accountOf } from '../e2e/stage';
import { startSandbox, type Sandbox } from '../sandbox';
import { precise, range, whole } from './figures';
import { startVersions, type Version } from './versions';

const { values: args } = parseArgs({
	options: {
		against: { type: 'string' },
		conversations: { type: 'string', default: '300,3000,10000' },
		rounds: { type: 'string', default: '3' },
		answers: { type: 'string', default: '1' },
		minutes: { type: 'string', default: '10' },
	},
});
const COUNTS = args.conversations.split(',').map(Number);
const ROUNDS = Number(args.rounds);
const ANSWER_ROUNDS = Number(args.answers);
const LIMIT_MS = Number(args.minutes) * 60_000;

/** Enough for the largest gap, so that no pause is measured. */
const OPTIONS = { requestBudget: 100_000, dailyRequestBudget: 100_000 };

/** No message of a visitor here is a file: all are read, and none starts an execution. */
const READ_ONLY: INodeParameters = { filters: { messageTypes: ['file'] } };

const START_MS = 120_000;
const POLL_MS = 100;
const LIVE_EVERY_MS = 1_000;

interface Result {
	/** Until it was done; `undefined` where it was not in time. */
	seconds: number | undefined;
	/** Of the catch-up. */
	requests: number;
	cpuSeconds: number;
	peakMib: number;
}

interface Answering extends Result {
	answered: number;
	/** Conversations in which an answer came twice, or out of order, or where all is over, is missing. */
	wrong: number;
	/** Until the answer to the one who wrote last in the gap; `undefined` where there was none in time. */
	lastWriter: number | undefined;
	/** How long each of those waited who wrote meanwhile, as far as they have an answer. */
	waits: number[];
}

/** A sandbox whose visitors have written while the trigger had no connection, which has come back. */
interface Scene {
	version: Version;
	sandbox: Sandbox;
	sessions: string[];
	/** Length of n8n's log before the gap. */
	told: number;
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

/** Lets the connection be lost while visitors write, and calls `measure` when it stands again. */
async function withGap<T>(
	version: Version,
	count: number,
	parameters: INodeParameters,
	measure: (scene: Scene) => Promise<T>,
): Promise<T> {
	const { n8n } = version;
	await n8n.restart();
	const sandbox = await startSandbox();
	const listening = async () => {
		const isListening = () => sandbox.sockets().some(({ authenticated }) => authenticated);
		await sandbox.until(isListening, { timeout: START_MS });
	};
	try {
		const { client } = n8n;
		const credential = await client.createCredential('crispApi', 'Sandbox', accountOf(sandbox));
		const input = autoReply(credential);
		const [trigger, ...others] = input.nodes;
		trigger.parameters = { ...trigger.parameters, ...parameters, options: OPTIONS };
		const workflow = await client.createWorkflow({ ...input, nodes: [trigger, ...others] });
		const { status } = await client.activate(workflow);
		if (status !== 'published') throw new Error(`The workflow was not published: ${status}`);
		await listening();
		await comeToRest(version);
		const told = n8n.log.length;
		sandbox.faults.realtime.disconnectAll('reset');
		await sandbox.until(() => sandbox.sockets().length === 0, { timeout: START_MS });
		const sessions = Array.from(
			{ length: count },
			(_, index) => sandbox.visitor.say(`Gap ${index}`).sessionId,
		);
		await listening();
		sandbox.clearRequests();
		try {
			return await measure({ version, sandbox, sessions, told });
		} finally {
			await client.deactivate(workflow.id);
		}
	} finally {
		await sandbox.close();
	}
}

/** Waits until it is done, or the time is over. */
async function watch({ version, sandbox }: Scene, isDone: () => boolean): Promise<Result> {
	const { n8n } = version;
	const cpu = await n8n.cpuSeconds();
	const began = performance.now();
	const ms = () => performance.now() - began;
	let requests = 0;
	const count = () => {
		requests += sandbox.requests.filter(({ verb }) => verb === 'GET').length;
		// The sandbox remembers the latest requests only.
		sandbox.clearRequests();
	};
	while (!isDone() && ms() < LIMIT_MS) {
		await sleep(POLL_MS);
		count();
	}
	return {
		seconds: isDone() ? ms() / 1_000 : undefined,
		requests,
		cpuSeconds: (await n8n.cpuSeconds()) - cpu,
		peakMib: await n8n.peakMemory(),
	};
}

const readAll = async (version: Version, count: number): Promise<Result> =>
	await withGap(
		version,
		count,
		READ_ONLY,
		async (scene) =>
			await watch(scene, () => version.n8n.log.includes('has caught up', scene.told)),
	);

const answerAll = async (version: Version, count: number): Promise<Answering> =>
	await withGap(version, count, {}, async (scene) => {
		const { sandbox, sessions } = scene;
		const began = performance.now();
		const said = new Map(sessions.map((session, index) => [session, [`Gap ${index}`]]));
		const told = new Map<string, string[]>();
		const spoken = new Map<string, number>();
		const waits: number[] = [];
		let lastWriter: number | undefined;
		const stop = sandbox.world.hub.listen(({ name, payload }) => {
			if (name !== 'message:received') return;
			const { session_id: session, content } = payload as Record<string, string>;
			const text = String(/“(.*)”/s.exec(content)?.[1]);
			told.set(session, [...(told.get(session) ?? []), text]);
			const at = spoken.get(text);
			if (at !== undefined) waits.push((performance.now() - at) / 1_000);
			if (session === sessions.at(-1)) lastWriter ??= (performance.now() - began) / 1_000;
		});
		/** In turns in a new conversation and in one of the gap. */
		const speak = () => {
			const text = `Live ${spoken.size}`;
			spoken.set(text, performance.now());
			const sessionId = spoken.size % 2 === 0 ? sessions[spoken.size] : undefined;
			const message = sandbox.visitor.say(text, sessionId ? { sessionId } : {});
			said.set(message.sessionId, [...(said.get(message.sessionId) ?? []), text]);
		};
		const isOver = () =>
			[...said].every(([session, texts]) => (told.get(session)?.length ?? 0) >= texts.length);
		const speaking = setInterval(() => !isOver() && speak(), LIVE_EVERY_MS);
		try {
			const result = await watch(scene, isOver);
			const answered = [...told.values()].flat().length;
			const isRight = ([session, texts]: [string, string[]]) => {
				const all = told.get(session)?.join('\n') ?? '';
				return isOver() ? all === texts.join('\n') : texts.join('\n').startsWith(all);
			};
			const wrong = [...said].filter((one) => !isRight(one)).length;
			return { ...result, answered, wrong, lastWriter, waits };
		} finally {
			clearInterval(speaking);
			stop();
		}
	});

type Results<T> = Map<Version, T[]>;

/** Median, least and most, and how often it was not done in time. */
function inTime(all: Array<number | undefined>): string {
	const known = all.filter((value) => value !== undefined);
	const late = all.length - known.length;
	return [
		...(known.length > 0 ? [range(known, precise(1))] : []),
		...(late > 0 ? [`not done after ${LIMIT_MS / 1_000} s: ${late} of ${all.length}`] : []),
	].join(', ');
}

const of = <T>(all: T[], pick: (one: T) => number, digits = 0): string =>
	range(all.map(pick), digits === 0 ? whole : precise(digits));

/**
 * How the CPU of the other version compares to this one's, within each round.
 *
 * @param costOf CPU for what was done: the slower one has to answer more who write meanwhile
 */
function printRatio<T extends Result>(results: Results<T>, costOf: (one: T) => number): void {
	const [now, other = []] = [...results.values()];
	const both = other.map((theirs, round) => costOf(theirs) / costOf(now[round]));
	// Nothing may have been done in time.
	if (both.length > 0 && both.every(Number.isFinite))
		console.log(`\nCPU for each, other / now: ${range(both, precise(2))}`);
}

const row = (...cells: string[]) => console.log(`| ${cells.join(' | ')} |`);

function head(...cells: string[]): void {
	console.log('');
	row(...cells);
	row(...cells.map(() => '---'));
}

function printReading(count: number, results: Results<Result>): void {
	head(`to read ${whole(count)}`, 'seconds', 'requests', 'CPU s', 'CPU ms/request', 'peak MiB');
	for (const [{ name }, all] of results) {
		row(
			name,
			inTime(all.map(({ seconds }) => seconds)),
			of(all, ({ requests }) => requests),
			of(all, ({ cpuSeconds }) => cpuSeconds, 2),
			of(all, ({ cpuSeconds, requests }) => (cpuSeconds * 1_000) / requests, 2),
			of(all, ({ peakMib }) => peakMib),
		);
	}
	printRatio(results, ({ cpuSeconds, requests }) => cpuSeconds / requests);
}

function printAnswering(count: number, results: Results<Answering>): void {
	head(
		`to answer ${whole(count)}`,
		'last writer, s',
		'live, s',
		'answered',
		'wrong',
		'seconds',
		'requests',
		'CPU s',
		'CPU ms/answer',
		'peak MiB',
	);
	for (const [{ name }, all] of results) {
		const waits = all.flatMap((one) => one.waits);
		row(
			name,
			inTime(all.map(({ lastWriter }) => lastWriter)),
			waits.length > 0 ? range(waits, precise(1)) : 'none',
			of(all, ({ answered }) => answered),
			of(all, ({ wrong }) => wrong),
			inTime(all.map(({ seconds }) => seconds)),
			of(all, ({ requests }) => requests),
			of(all, ({ cpuSeconds }) => cpuSeconds, 1),
			of(all, ({ cpuSeconds, answered }) => (cpuSeconds * 1_000) / answered, 1),
			of(all, ({ peakMib }) => peakMib),
		);
	}
	printRatio(results, ({ cpuSeconds, answered }) => cpuSeconds / answered);
}

const tellRound = (what: string) => console.error(`${what}; load ${precise(1)(os.loadavg()[0])}`);

async function main(): Promise<void> {
	const undo: Undo = [];
	try {
		const versions = await startVersions(
			[{ name: 'now' }, ...(args.against ? [{ name: args.against, ref: args.against }] : [])],
			undo,
		);
		for (const count of COUNTS) {
			const reading: Results<Result> = new Map(versions.map((version) => [version, []]));
			const answering: Results<Answering> = new Map(versions.map((version) => [version, []]));
			for (let round = 0; round < ROUNDS; round++) {
				for (const [version, all] of reading) all.push(await readAll(version, count));
				tellRound(`to read ${whole(count)}, round ${round + 1}`);
			}
			printReading(count, reading);
			for (let round = 0; round < ANSWER_ROUNDS; round++) {
				for (const [version, all] of answering) all.push(await answerAll(version, count));
				tellRound(`to answer ${whole(count)}, round ${round + 1}`);
			}
			printAnswering(count, answering);
		}
	} finally {
		for (const step of undo.reverse()) await step();
	}
}

void main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
