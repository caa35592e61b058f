/**
 * `npm run bench:burst -- [messages] [--start] [--rounds 1] [--against REF] [NAME=value ...]`: visitors write so many
 * messages at once (10,000) to a real n8n with its default settings, where Crisp Trigger starts a workflow
 * that answers each: to an n8n that has come to rest after its start, or right after it. Tells how long it
 * takes until all are answered, whether they are answered once and in order, and how much CPU and memory
 * n8n has taken. In turns with it, one n8n with the package as it was at another commit, and one for each setting of
 * n8n of the form NAME=value; ratios are taken within each round.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { autoReply } from '../e2e/autoReply';
import type { Undo } from '../e2e/demonstration';
import { accountOf } from '../e2e/stage';
import { startSandbox, type Sandbox } from '../sandbox';
import { precise, range, whole } from './figures';
import { startVersions, type Version } from './versions';

const { values: args, positionals } = parseArgs({
	options: {
		start: { type: 'boolean', default: false },
		rounds: { type: 'string', default: '1' },
		against: { type: 'string' },
	},
	allowPositionals: true,
});
const MESSAGES = Number(positionals.find((word) => !word.includes('=')) ?? 10_000);
const SETTINGS = positionals.filter((word) => word.includes('='));
const CONVERSATIONS = 20;
const LIMIT_MS = 3_600_000;
const SECOND = 1_000;

interface Stage extends Version {
	sandbox: Sandbox;
	results: Result[];
}

interface Result {
	seconds: number;
	perSecond: number;
	/** Milliseconds of n8n's CPU for each execution. */
	cpuMs: number;
	/** Since n8n's start. */
	peakMib: number;
	/** Conversations in which answers are missing, doubled or out of order. */
	wrong: number;
}

async function listening({ sandbox }: Stage): Promise<void> {
	const listens = () => sandbox.sockets().some(({ authenticated }) => authenticated);
	await sandbox.until(listens, { timeout: LIMIT_MS });
}

async function setStage(version: Version, undo: Undo): Promise<Stage> {
	const { client } = version.n8n;
	const sandbox = await startSandbox();
	undo.push(async () => await sandbox.close());
	const credential = await client.createCredential('crispApi', 'Sandbox', accountOf(sandbox));
	const workflow = await client.createWorkflow(autoReply(credential));
	const { status } = await client.activate(workflow);
	if (status !== 'published') throw new Error(`The workflow was not published: ${status}`);
	const stage = { ...version, sandbox, results: [] };
	if (!args.start) {
		await listening(stage);
		await version.n8n.settle();
	}
	return stage;
}

function sayAll({ sandbox }: Stage): string[] {
	const sessions = Array.from({ length: CONVERSATIONS }, (_, index) =>
		sandbox.visitor.open({ nickname: `Visitor ${index}` }),
	);
	for (let index = 0; index < MESSAGES; index++) {
		sandbox.visitor.say(`Message ${index}`, { sessionId: sessions[index % CONVERSATIONS] });
	}
	return sessions;
}

async function measure(stage: Stage): Promise<Result> {
	const { sandbox, n8n } = stage;
	if (args.start) await n8n.restart();
	await listening(stage);
	let answered = 0;
	const cpu = await n8n.cpuSeconds();
	const began = performance.now();
	const sessions = sayAll(stage);
	const answersOf = (sessionId: string) =>
		sandbox.messages(sessionId).filter(({ from }) => from === 'operator');
	const givenUp = began + LIMIT_MS;
	while (answered < MESSAGES && performance.now() < givenUp) {
		// Seldom: counting takes time from the sandbox, and thereby from what is measured.
		await sleep(SECOND);
		answered = sessions.reduce((sum, sessionId) => sum + answersOf(sessionId).length, 0);
	}
	const seconds = (performance.now() - began) / SECOND;
	const cpuMs = (((await n8n.cpuSeconds()) - cpu) * SECOND) / answered;
	const wrong = sessions.filter((sessionId) => {
		const said = sandbox.messages(sessionId).filter(({ from }) => from === 'user');
		const quotes = answersOf(sessionId).map(({ content }) => /“(.*)”/.exec(String(content))?.[1]);
		return said.map(({ content }) => content).join('\n') !== quotes.join('\n');
	}).length;
	const peakMib = await n8n.peakMemory();
	return { seconds, perSecond: answered / seconds, cpuMs, peakMib, wrong };
}

const row = (...cells: string[]) => console.log(`| ${cells.join(' | ')} |`);

function print(stages: Stage[]): void {
	const head = [
		'n8n',
		'seconds',
		'executions/s',
		'CPU ms/execution',
		'× first',
		'peak MiB',
		'wrong',
	];
	row(...head);
	row(...head.map(() => '---'));
	for (const { name, results } of stages) {
		const of = (pick: (one: Result, round: number) => number, digits = 0) =>
			range(results.map(pick), digits === 0 ? whole : precise(digits));
		row(
			name,
			of(({ seconds }) => seconds),
			of(({ perSecond }) => perSecond, 1),
			of(({ cpuMs }) => cpuMs, 1),
			of(({ cpuMs }, round) => cpuMs / stages[0].results[round].cpuMs, 3),
			of(({ peakMib }) => peakMib),
			of(({ wrong }) => wrong),
		);
		if (results.some(({ wrong }) => wrong > 0)) process.exitCode = 1;
	}
}

async function main(): Promise<void> {
	const undo: Undo = [];
	try {
		const versions = await startVersions(
			[
				{ name: 'default' },
				...(args.against ? [{ name: args.against, ref: args.against }] : []),
				...SETTINGS.map((name) => ({
					name,
					settings: Object.fromEntries([name.split('=', 2)]) as Record<string, string>,
				})),
			],
			undo,
		);
		const stages: Stage[] = [];
		for (const version of versions) stages.push(await setStage(version, undo));
		for (let round = 0; round < Number(args.rounds); round++) {
			for (const stage of stages) stage.results.push(await measure(stage));
			console.error(`round ${round + 1}`);
		}
		print(stages);
	} finally {
		for (const step of undo.reverse()) await step();
	}
}

void main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
