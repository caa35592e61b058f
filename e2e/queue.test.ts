import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { startSandbox, type Sandbox } from '../sandbox';
import { autoReply } from './autoReply';
import { chatbot, given } from './chatbot';
import { itemsOf, type StoredCredential, type StoredWorkflow, type WorkflowInput } from './client';
import { startCluster, type Cluster, type Worker } from './cluster';
import { startLanguageModel, textOf } from './languageModel';
import { CRISP, CRISP_ASK, CRISP_TRIGGER, sendNode } from './nodes';
import { Operator } from './operator';
import { currentRun } from './run';
import { accountOf } from './stage';
import { waitUntil } from './waitUntil';

let cluster: Cluster;
let sandbox: Sandbox;
let credential: StoredCredential;
let workflow: StoredWorkflow | undefined;

/** Generous, for machines that are busy with other things. */
const PATIENCE_MS = 300_000;
const PATIENCE = { timeout: PATIENCE_MS };
const TIME_LIMIT = 600_000;

/** Longer than a worker takes to report the end of an execution, after its last line in the log. */
const REPORTED_MS = 2_000;

/** Longer than the asking process waits for the event that its mark has gone. */
const NOTICED_MS = 8_000;

beforeAll(async () => {
	sandbox = await startSandbox();
	cluster = await startCluster({
		...currentRun(),
		workers: 2,
		concurrency: 5,
		settings: {
			NODE_OPTIONS: `--require "${path.join(__dirname, 'slowExit.cjs')}"`,
			// A tenth of the usual, so that n8n soon notices that a worker has died.
			QUEUE_WORKER_LOCK_DURATION: '10000',
			QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
			QUEUE_WORKER_STALLED_INTERVAL: '3000',
		},
	});
	const account = accountOf(sandbox);
	credential = await cluster.main.client.createCredential('crispApi', 'Sandbox', account);
}, TIME_LIMIT);

afterEach(async () => {
	sandbox.faults.rest.clear();
	const { main, workers } = cluster;
	for (const worker of workers) if (!worker.isRunning) await worker.start();
	if (!main.isRunning) {
		await main.start();
		await main.client.login();
	}
	if (workflow) await main.client.deactivate(workflow.id);
	workflow = undefined;
}, TIME_LIMIT);

afterAll(async () => {
	await cluster?.stop();
	await sandbox?.close();
}, TIME_LIMIT);

const openSockets = () => sandbox.sockets().filter(({ authenticated }) => authenticated).length;
const listening = async () => await sandbox.until(() => openSockets() === 1, PATIENCE);

async function publish(input: WorkflowInput): Promise<StoredWorkflow> {
	const { client } = cluster.main;
	workflow = await client.createWorkflow(input);
	expect((await client.activate(workflow)).status).toBe('published');
	await listening();
	return workflow;
}

/**
 * Lets the trigger wait no longer than so many minutes for the end of an execution. If a worker ends
 * after storing an execution and before reporting it, n8n tells nobody of its end.
 */
function waitingAtMost(minutes: number, input: WorkflowInput): WorkflowInput {
	const [trigger, ...others] = input.nodes;
	const options = { longestExecution: minutes };
	const patient = { ...trigger, parameters: { ...trigger.parameters, options } };
	return { ...input, nodes: [patient, ...others] };
}

/** Visitors say `count` things in turn, and go on in their conversations if they have any. */
function sayMany(count: number, visitors: number, label: string, conversations: string[] = []) {
	for (let index = 0; index < count; index++) {
		const said = sandbox.visitor.say(`${label} ${index}`, {
			sessionId: conversations[index % visitors],
		});
		conversations[index % visitors] = said.sessionId;
	}
	return conversations;
}

const texts = (sessionId: string, from: 'user' | 'operator') =>
	sandbox
		.messages(sessionId)
		.filter((message) => message.from === from)
		.map(({ content }) => String(content));

/** What the answers of a conversation quote, in their order. */
const quoted = (sessionId: string) =>
	texts(sessionId, 'operator').map((text) => /“(.*)”/.exec(text)?.[1]);

async function answered(conversations: string[], count: number): Promise<void> {
	const answers = () => conversations.flatMap((sessionId) => quoted(sessionId)).length;
	await sandbox.until(() => answers() >= count, PATIENCE);
}

/** Every message has one answer, in the order of its conversation. */
function expectAnswersInOrder(conversations: string[]): void {
	for (const sessionId of conversations) {
		expect(quoted(sessionId)).toEqual(texts(sessionId, 'user'));
	}
}

/** What a worker has begun since `since`, which a test has noted at its start. */
const begunBy = ({ workers }: Cluster): string[][] => workers.map((worker) => worker.executions());

test(
	'the main process listens on one socket, and both workers do the work',
	async () => {
		const before = begunBy(cluster);
		const { id } = await publish(autoReply(credential));
		// As long as real answers take: else one worker would be done before the other asks.
		sandbox.faults.rest.latency = 200;
		const conversations = sayMany(60, 20, 'Question');
		await answered(conversations, 60);
		expect(openSockets()).toBe(1);
		expectAnswersInOrder(conversations);

		const executions = await cluster.main.client.finishedExecutions(id, 60);
		expect(executions.map(({ status }) => status)).toEqual(Array(60).fill('success'));
		const shares = begunBy(cluster).map((ids, index) => ids.slice(before[index].length));
		for (const share of shares) expect(share.length).toBeGreaterThan(5);
		expect(shares.flat().sort()).toEqual(executions.map((execution) => execution.id).sort());
	},
	TIME_LIMIT,
);

test(
	'an execution on a worker sends to many conversations',
	async () => {
		const conversations = sayMany(40, 40, 'Is the shop open?');
		const { id } = await publish({
			name: 'Announcement',
			nodes: [
				{
					name: 'Visitor writes',
					type: CRISP_TRIGGER,
					credential,
					parameters: { events: ['message:send'] },
				},
				{
					name: 'Conversations',
					type: CRISP,
					credential,
					parameters: { resource: 'conversation', operation: 'getAll', returnAll: true },
				},
				sendNode(credential, { text: 'We have opened.' }),
			],
			connections: [
				['Visitor writes', 'Conversations'],
				['Conversations', 'Reply'],
			],
		});
		conversations.push(sandbox.visitor.say('And now?').sessionId);
		const [execution] = await cluster.main.client.finishedExecutions(id, 1);
		expect(execution.status).toBe('success');
		expect(begunBy(cluster).flat()).toContain(execution.id);
		const sent = itemsOf(execution, 'Reply') ?? [];
		expect(sent).toHaveLength(itemsOf(execution, 'Conversations')?.length ?? NaN);
		for (const sessionId of conversations) {
			expect(texts(sessionId, 'operator')).toEqual(['We have opened.']);
		}
	},
	TIME_LIMIT,
);

const AT_ONCE = 5;

/** Waits until all executions that may run at once wait for Crisp: n8n starts none meanwhile. */
async function allWaitForCrisp(): Promise<void> {
	const unanswered = () =>
		sandbox.requests.filter(({ verb, status }) => verb === 'POST' && status === undefined);
	await waitUntil(
		'all executions wait for Crisp',
		() => unanswered().length === AT_ONCE,
		PATIENCE_MS,
	);
}

test.each([
	['was stopped', async () => await cluster.main.stop()],
	['was killed', async () => await cluster.main.kill()],
])(
	'a main process that %s goes on where it was, while the workers end what they had begun',
	async (_how, end) => {
		const { main } = cluster;
		const { id } = await publish(autoReply(credential));
		sandbox.faults.rest.latency = 200;
		const conversations = sayMany(40, 10, 'Before');
		await answered(conversations, 10);
		sandbox.faults.rest.latency = 8_000;
		await allWaitForCrisp();
		sandbox.faults.rest.latency = 200;
		// An execution that n8n had stored and not yet queued when it was killed would never be begun.
		await end();
		sayMany(20, 10, 'Meanwhile', conversations);
		await main.start();
		await main.client.login();
		await listening();
		sayMany(10, 10, 'Afterwards', conversations);

		await answered(conversations, 70);
		const executions = await main.client.finishedExecutions(id, 70);
		expect(executions.map(({ status }) => status)).toEqual(Array(70).fill('success'));
		for (const sessionId of conversations) {
			expect(quoted(sessionId).sort()).toEqual(texts(sessionId, 'user').sort());
		}
		const items = executions.map((execution) => itemsOf(execution, 'Visitor writes')?.[0] ?? {});
		const meanwhile = items.filter(({ chatInput }) => /^Meanwhile/.test(String(chatInput)));
		expect(meanwhile.map(({ recovered }) => recovered)).toEqual(Array(20).fill(true));
	},
	TIME_LIMIT,
);

/**
 * Lets visitors write, and waits until all executions that may run at once wait for Crisp. Nothing
 * else moves for a while then.
 *
 * @returns the conversations, and a worker that is in the middle of an execution
 */
async function busyWorker(label: string): Promise<[conversations: string[], busy: Worker]> {
	const { workers } = cluster;
	const before = begunBy(cluster);
	sandbox.clearRequests();
	// Long enough for all to have begun before the first is answered, and shorter than a worker that is
	// stopped may take.
	sandbox.faults.rest.latency = 8_000;
	const conversations = sayMany(20, 10, label);
	await allWaitForCrisp();
	sandbox.faults.rest.latency = 0;
	const hasBegun = (worker: Worker, index: number) =>
		worker.executions().length > before[index].length;
	const busy = workers.find(hasBegun);
	if (!busy) throw new Error('No worker has begun anything');
	return [conversations, busy];
}

test(
	'a worker that is stopped ends what it has begun, and the other one does the rest',
	async () => {
		const { id } = await publish(autoReply(credential));
		const [conversations, busy] = await busyWorker('Stopped');
		await busy.stop();
		await answered(conversations, 20);
		expectAnswersInOrder(conversations);
		const executions = await cluster.main.client.finishedExecutions(id, 20);
		expect(executions.map(({ status }) => status)).toEqual(Array(20).fill('success'));
	},
	TIME_LIMIT,
);

/** Every message is answered, in the order of its conversation; some perhaps once more. */
function expectAllAnswered(conversations: string[]): void {
	for (const sessionId of conversations) {
		expect([...new Set(quoted(sessionId))]).toEqual(texts(sessionId, 'user'));
	}
}

test.each(['once', 'twice', 'a third time'])(
	'no message is lost when a worker is stopped while it takes up executions, %s',
	async () => {
		await publish(waitingAtMost(0.5, autoReply(credential)));
		const before = begunBy(cluster);
		const conversations = sayMany(60, 20, 'Stopped on the way');
		const busy = await waitUntil(
			'a worker is at work',
			() =>
				cluster.workers.find((worker, index) => worker.executions().length > before[index].length),
			PATIENCE_MS,
		);
		await busy.stop();
		const all = () => conversations.flatMap((sessionId) => [...new Set(quoted(sessionId))]);
		await sandbox.until(() => all().length === 60, PATIENCE);
		expectAllAnswered(conversations);
	},
	TIME_LIMIT,
);

test(
	'what a killed worker was doing is done by the other one, and no message is lost',
	async () => {
		const { id } = await publish(autoReply(credential));
		const [conversations, busy] = await busyWorker('Killed');
		const told = cluster.main.log.length;
		await busy.kill();

		await answered(conversations, 20);
		// A message that the dead worker had sent already would be sent once more.
		expectAllAnswered(conversations);
		const { client } = cluster.main;
		const executions = await waitUntil(
			'nothing runs any more',
			async () => {
				const all = await client.executions(id);
				return all.every(({ status }) => status === 'success' || status === 'error') && all;
			},
			PATIENCE_MS,
		);
		const lost = executions.filter(({ status }) => status === 'error');
		expect(lost.length).toBeGreaterThan(0);
		expect(executions.length - lost.length).toBe(20);
		const warnings = cluster.main.log.slice(told).match(/worker of an execution has gone/g);
		expect(warnings).toHaveLength(lost.length);
	},
	TIME_LIMIT,
);

test(
	'executions that n8n ends by their timeout, and tells nobody, do not hold up the next ones',
	async () => {
		// The shortest that lets the timeout come first.
		const input = waitingAtMost(0.15, autoReply(credential));
		const { id } = await publish({ ...input, executionTimeout: 2 });
		sandbox.faults.rest.latency = 15_000;
		const conversations = sayMany(AT_ONCE, AT_ONCE, 'Too slow');
		await waitUntil(
			'all have timed out',
			async () => {
				const all = await cluster.main.client.executions(id);
				return all.filter(({ status }) => status === 'canceled').length === AT_ONCE;
			},
			PATIENCE_MS,
		);
		sandbox.faults.rest.latency = 0;
		sayMany(AT_ONCE, AT_ONCE, 'In time', conversations);
		const inTime = () =>
			conversations
				.flatMap((sessionId) => quoted(sessionId))
				.filter((text) => text?.startsWith('In time'));
		await sandbox.until(() => inTime().length === AT_ONCE, PATIENCE);
	},
	TIME_LIMIT,
);

test(
	'an answer continues the execution whose worker was killed while it waited, and starts no other',
	async () => {
		const before = begunBy(cluster);
		const { id } = await publish({
			name: 'Asks',
			nodes: [
				{
					name: 'Visitor writes',
					type: CRISP_TRIGGER,
					credential,
					parameters: { events: ['message:send'] },
				},
				{
					name: 'Ask',
					type: CRISP_ASK,
					credential,
					parameters: {
						sessionId: { __rl: true, mode: 'id', value: '={{ $json.session_id }}' },
						message: 'Which order?',
						responseType: 'freeText',
					},
				},
			],
			connections: [['Visitor writes', 'Ask']],
		});
		const { client } = cluster.main;
		const statuses = async () => (await client.executions(id)).map(({ status }) => status);
		const waits = async (...wanted: string[]) =>
			await waitUntil(
				`the executions are ${wanted.join()}`,
				async () => (await statuses()).join() === wanted.join(),
				PATIENCE_MS,
			);
		const { sessionId } = sandbox.visitor.say('Where is my parcel?');
		await waits('waiting');
		const [{ id: executionId }] = await client.executions(id);
		const asked = cluster.workers.find(
			(worker, index) => worker.executions().length > before[index].length,
		);
		// If a worker dies after storing that an execution waits and before reporting it, n8n lets it fail.
		await waitUntil('the worker is done', () => asked?.hasDone(executionId), PATIENCE_MS);
		await sleep(REPORTED_MS);
		await asked?.kill();
		sandbox.visitor.say('1042', { sessionId });
		await waits('success');
		// With both at work: each of them, and the main process, may notice the next answer.
		await asked?.start();
		sandbox.visitor.say('And another one', { sessionId });
		await waits('success', 'waiting');
		sandbox.clearRequests();
		sandbox.visitor.say('1043', { sessionId });
		await waits('success', 'success');
		const isOver = () =>
			sandbox
				.conversations()
				.filter(({ session_id }) => session_id === sessionId)
				.every(({ meta }) => (meta as { segments: string[] }).segments.length === 0);
		await sandbox.until(isOver, PATIENCE);
		// Whoever comes second notices by the event that the mark has gone.
		await sleep(NOTICED_MS);
		const requests = sandbox.requests.filter(({ path }) => path.includes(sessionId));
		expect(requests.map(({ verb, path }) => [verb, path.split('/').at(-1)])).toEqual([
			['GET', 'messages'],
			['GET', 'meta'],
			['PATCH', 'meta'],
		]);
		const answers = (await client.finishedExecutions(id, 2)).map(
			(execution) => itemsOf(execution, 'Ask')?.[0].text,
		);
		expect(answers).toEqual(['1042', '1043']);
	},
	TIME_LIMIT,
);

test(
	'an agent in a worker remembers what another worker, since killed, and a colleague have answered',
	async () => {
		const { client } = cluster.main;
		const model = await startLanguageModel(
			({ messages }) => `Answer to: ${textOf(messages[messages.length - 1])}`,
		);
		try {
			const openAi = await client.createCredential('openAiApi', 'Model', {
				apiKey: 'none',
				url: model.url,
			});
			const before = begunBy(cluster);
			const hasBegun = (worker: Worker, index: number) =>
				worker.executions().length > before[index].length;
			const { id } = await publish(waitingAtMost(0.15, chatbot(credential, openAi)));
			const said = sandbox.visitor.say('My name is Vera');
			const { sessionId } = said;
			const answers = async (count: number) =>
				await sandbox.until(() => texts(sessionId, 'operator').length === count, PATIENCE);
			await answers(1);
			await new Operator(sandbox).answer(sessionId, 'Hello Vera, your order left today.');
			await answers(2);
			// Else the trigger would start once more what the dead worker had not ended.
			await client.finishedExecutions(id, 1);
			const first = cluster.workers.find(hasBegun);
			await first?.kill();

			model.requests.length = 0;
			sandbox.clearRequests();
			sandbox.visitor.say('Who am I?', { sessionId });
			await answers(3);
			const other = cluster.workers.find((worker) => worker !== first);
			expect(hasBegun(other as Worker, cluster.workers.indexOf(other as Worker))).toBe(true);
			const [shown] = model.requests.map(given);
			expect(shown).toEqual([
				'user: My name is Vera',
				expect.stringMatching(
					/^assistant: Answer to: My name is Vera\n\n\[.+, human operator\] Hello Vera, your order left today\.$/,
				),
				'user: Who am I?',
			]);
			const reads = sandbox.requests.filter(
				({ verb, path }) => verb === 'GET' && path.endsWith('/messages'),
			);
			expect(reads).toHaveLength(1);
		} finally {
			await model.close();
		}
	},
	TIME_LIMIT,
);

test('no key is in the log of any process', () => {
	const { identifier, key } = sandbox.credentials.website;
	for (const { log } of [cluster.main, ...cluster.workers]) {
		expect(log).not.toContain(key);
		expect(log).not.toContain(Buffer.from(`${identifier}:${key}`).toString('base64'));
	}
});
