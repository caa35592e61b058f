import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { autoReply } from './autoReply';
import { itemsOf, type Execution, type StoredCredential, type StoredWorkflow } from './client';
import { setStage, type Stage } from './stage';
import { waitUntil } from './waitUntil';

let stage: Stage;
let credential: StoredCredential;
let workflow: StoredWorkflow | undefined;

/** Generous, for machines that are busy with other things. */
const PATIENCE_MS = 600_000;
const PATIENCE = { timeout: PATIENCE_MS };
const TIME_LIMIT = 900_000;

/** Conversations that are written to in a gap. */
const MANY = 1_500;
const SOME = 300;

/** Executions at the same time, as long as the trigger is not told otherwise. */
const AT_ONCE = 5;

/** After so many answers somebody writes. */
const LIVE_EVERY = 10;

/**
 * How many others are answered at most while somebody waits who writes now: what runs already, what
 * others write, and a share of the backlog. A count and no time, which would depend on the machine.
 */
const MAX_AHEAD = 25;

const MAX_MIB = 1_300;

/** A message, or an answer to one. */
interface Said {
	text: string;
	/** How many answers there were before it. */
	place: number;
}

/** Noted as it is said: to copy all conversations for each look would slow down what is measured. */
const visitors = new Map<string, Said[]>();
const answers = new Map<string, Said[]>();
let answerCount = 0;

/** Called after each tenth answer. */
let writeLive = () => {};

beforeAll(async () => {
	stage = await setStage();
	credential = await stage.credential();
	stage.sandbox.world.hub.listen(({ name, payload }) => {
		const { session_id: sessionId, content } = payload as Record<string, string>;
		const said = { text: content, place: answerCount };
		if (name === 'message:send') note(visitors, sessionId, said);
		if (name === 'message:received') {
			note(answers, sessionId, { ...said, text: String(/“(.*)”/s.exec(content)?.[1]) });
			answerCount++;
			if (answerCount % LIVE_EVERY === 0) setImmediate(() => writeLive());
		}
	});
}, TIME_LIMIT);

afterEach(async () => {
	stage.sandbox.faults.clear();
	if (workflow) await stage.n8n.client.deactivate(workflow.id);
	workflow = undefined;
	visitors.clear();
	answers.clear();
	answerCount = 0;
	writeLive = () => {};
});

afterAll(async () => await stage?.close());

function note(all: Map<string, Said[]>, sessionId: string, said: Said): void {
	all.set(sessionId, [...(all.get(sessionId) ?? []), said]);
}

const textsOf = (all: Map<string, Said[]>, sessionId: string) =>
	(all.get(sessionId) ?? []).map(({ text }) => text);

const isListening = () => stage.sandbox.sockets().some(({ authenticated }) => authenticated);
const listening = async () => await stage.sandbox.until(isListening, PATIENCE);

/** Answers visitors, with a trigger that has all its defaults unless told. */
async function publish(parameters: INodeParameters = {}): Promise<StoredWorkflow> {
	const { client } = stage.n8n;
	const input = autoReply(credential);
	const [trigger, ...others] = input.nodes;
	trigger.parameters = { ...trigger.parameters, ...parameters };
	workflow = await client.createWorkflow({ ...input, nodes: [trigger, ...others] });
	expect((await client.activate(workflow)).status).toBe('published');
	await listening();
	return workflow;
}

/** Ends the connection; it takes n8n at least a quarter of a second to have another. */
async function cut(): Promise<void> {
	stage.sandbox.faults.realtime.disconnectAll('reset');
	await stage.sandbox.until(() => stage.sandbox.sockets().length === 0, PATIENCE);
}

/** In each of as many conversations somebody says something, in every fiftieth two things. */
function sayMany(count: number): string[] {
	const { visitor } = stage.sandbox;
	return Array.from({ length: count }, (_, index) => {
		const { sessionId } = visitor.say(`Gap ${index}`);
		if (index % 50 === 0) visitor.say(`Gap ${index}, and more`, { sessionId });
		return sessionId;
	});
}

const messageCount = () => [...visitors.values()].reduce((sum, { length }) => sum + length, 0);

const answered = async (count: number) =>
	await stage.sandbox.until(() => answerCount >= count, PATIENCE);

/** From now on somebody writes again and again, in turns in a new conversation and in one of those given. */
function keepWriting(conversations: string[]): void {
	let count = 0;
	writeLive = () => {
		const text = `Live ${count}`;
		stage.sandbox.visitor.say(text, count % 2 === 0 ? {} : { sessionId: conversations[count] });
		count++;
	};
}

/** How many others were answered between each live message and its own answer. */
const answeredAhead = (): number[] =>
	[...visitors].flatMap(([sessionId, all]) =>
		all
			.filter(({ text }) => text.startsWith('Live'))
			.map(({ text, place }) => {
				const answer = answers.get(sessionId)?.find((one) => one.text === text);
				return (answer?.place ?? Infinity) - place;
			}),
	);

const caughtUp = () => stage.n8n.log.match(/has (not )?caught up[^\n]*/g) ?? [];

/** Whether no execution runs or waits. */
const areEnded = async (workflowId: string): Promise<boolean> =>
	(await stage.n8n.client.executions(workflowId, ['running', 'new'])).length === 0;

/** Items that the trigger gave to an execution, also to one that was killed. */
function given(execution: Execution): IDataObject[] {
	// What n8n notes of a killed one as the output of its nodes is made up.
	const [unfinished] = execution.data.executionData?.nodeExecutionStack ?? [];
	const stacked = unfinished?.data.main[0]?.map(({ json }) => json);
	return stacked ?? itemsOf(execution, 'Visitor writes') ?? [];
}

/** What visitors said that was in executions which were killed. */
async function crashedTexts(): Promise<string[]> {
	const { client } = stage.n8n;
	const crashed = await client.executions(workflow?.id ?? '', ['crashed']);
	const executions = await Promise.all(crashed.map(async ({ id }) => await client.execution(id)));
	return executions.flatMap(given).map(({ chatInput }) => String(chatInput));
}

/** All that was said has been answered once, in order, but for what ran when n8n was killed. */
async function expectAnsweredOnce(kills: number): Promise<void> {
	const crashed = await crashedTexts();
	expect(crashed.length).toBeLessThanOrEqual(kills * AT_ONCE);
	for (const sessionId of visitors.keys()) {
		const said = textsOf(visitors, sessionId);
		const told = textsOf(answers, sessionId);
		// An execution may have answered before it was killed.
		expect(told).toEqual(said.filter((text) => told.includes(text) || !crashed.includes(text)));
	}
}

test(
	'a request of the catch-up takes n8n at most 10 ms of CPU',
	async () => {
		// No message is a file: all are read, and no execution is paid for.
		const { id } = await publish({ filters: { messageTypes: ['file'] } });
		await n8nIsIdle();
		const { sandbox, n8n } = stage;
		sandbox.clearRequests();
		const before = await n8n.cpuSeconds();
		await cut();
		sayMany(MANY);
		await waitUntil('all is read', () => caughtUp().length > 0, PATIENCE_MS);
		const spent = (await n8n.cpuSeconds()) - before;
		const requests = sandbox.requests.length;
		expect(requests).toBeGreaterThan(MANY);
		expect((spent * 1_000) / requests).toBeLessThan(10);
		expect(await n8n.client.executions(id)).toEqual([]);
	},
	TIME_LIMIT,
);

/** Right after its start n8n is busy with itself. */
async function n8nIsIdle(): Promise<void> {
	const { n8n } = stage;
	let before = Infinity;
	await waitUntil('n8n is idle', async () => {
		const now = await n8n.cpuSeconds();
		const isIdle = now - before < 0.05;
		before = now;
		await sleep(1_000);
		return isIdle;
	});
}

test(
	`${MANY} conversations of a gap are answered once, in order, and live messages before them`,
	async () => {
		const { n8n } = stage;
		const told = caughtUp().length;
		await publish();
		await cut();
		const conversations = sayMany(MANY);
		expect(isListening()).toBe(false);
		await listening();
		keepWriting(conversations);
		await answered(MANY);
		writeLive = () => {};
		await answered(messageCount());
		// Before all executions are read through n8n's API, which takes memory of its own.
		const peak = await n8n.peakMemory();
		await expectAnsweredOnce(0);
		expect(answeredAhead().length).toBeGreaterThan(100);
		expect(Math.max(...answeredAhead())).toBeLessThanOrEqual(MAX_AHEAD);
		expect(caughtUp().slice(told)).toEqual([expect.stringMatching(/^has caught up: /)]);
		expect(peak).toBeLessThan(MAX_MIB);
	},
	TIME_LIMIT,
);

test(
	'what was written while n8n was down is answered once, in order, although it is killed again',
	async () => {
		const { n8n } = stage;
		const told = caughtUp().length;
		const { id } = await publish();
		await n8n.kill();
		const conversations = sayMany(SOME);
		await n8n.start();
		await listening();
		keepWriting(conversations);
		await answered(SOME / 3);
		await n8n.kill();
		sayMany(10);
		await n8n.start();
		await answered(SOME);
		writeLive = () => {};
		const isOver = async () =>
			answerCount >= messageCount() - (await crashedTexts()).length && (await areEnded(id));
		await waitUntil('all executions have ended', isOver, PATIENCE_MS);
		expect(caughtUp().length).toBeGreaterThan(told);
		await expectAnsweredOnce(2);
	},
	TIME_LIMIT,
);

test.each([
	['Batch Size', { batchSize: 3, batchSeconds: 1 }],
	['Wait for Silence', { waitForSilence: 1, longestWait: 10 }],
])(
	'no message is in two executions after a kill with %s',
	async (_option, options) => {
		const { sandbox, n8n } = stage;
		const { id } = await publish({ options });
		const sessions = Array.from({ length: 14 }, () => sandbox.visitor.open());
		let count = 0;
		const sayAll = () => {
			for (const sessionId of [...sessions, ...sessions.slice(7)]) {
				sandbox.visitor.say(`Message ${count++}`, { sessionId });
			}
		};
		for (const _kill of [1, 2]) {
			// So that some executions have ended when n8n is killed, some run, and some have not begun.
			sandbox.faults.rest.latency = 1_000;
			sayAll();
			const before = answerCount;
			await answered(before + 1);
			sayAll();
			await n8n.kill();
			sandbox.faults.rest.latency = 0;
			sayAll();
			await n8n.start();
			await listening();
		}
		sayAll();
		const inExecutions = async () => {
			if (!(await areEnded(id))) return false;
			const all = await n8n.client.executions(id);
			const executions = await Promise.all(
				all.map(async (one) => await n8n.client.execution(one.id)),
			);
			const texts = executions.flatMap(given).flatMap(textsIn);
			return texts.length >= count && texts;
		};
		const texts = await waitUntil('all are in executions', inExecutions, PATIENCE_MS);
		expect([...texts].sort()).toEqual([...new Set(visitorTexts())].sort());
	},
	TIME_LIMIT,
);

const visitorTexts = () =>
	[...visitors.keys()].flatMap((sessionId) => textsOf(visitors, sessionId));

/** Texts of the messages in an item. */
const textsIn = ({ chatInput }: IDataObject): string[] => String(chatInput).split('\n');
