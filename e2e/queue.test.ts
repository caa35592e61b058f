import { startSandbox, type Sandbox } from '../sandbox';
import { autoReply } from './autoReply';
import { itemsOf, type StoredCredential, type StoredWorkflow, type WorkflowInput } from './client';
import { startCluster, type Cluster, type Worker } from './cluster';
import { CRISP, CRISP_TRIGGER, sendNode } from './nodes';
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

beforeAll(async () => {
	sandbox = await startSandbox();
	cluster = await startCluster({
		...currentRun(),
		workers: 2,
		concurrency: 5,
		settings: {
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
	if (workflow) await cluster.main.client.deactivate(workflow.id);
	workflow = undefined;
});

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

/** A worker that is in the middle of an execution, and the other one. */
async function busyWorker(): Promise<[busy: Worker, other: Worker]> {
	const { workers } = cluster;
	const before = begunBy(cluster);
	// Long enough for the worker to be ended before it is answered.
	sandbox.faults.rest.latency = 5_000;
	const hasBegun = (worker: Worker) =>
		worker.executions().length > before[workers.indexOf(worker)].length;
	const busy = await waitUntil('a worker works', () => workers.find(hasBegun), PATIENCE_MS);
	const [other] = workers.filter((worker) => worker !== busy);
	return [busy, other];
}

test(
	'a worker that is stopped ends what it has begun, and the other one does the rest',
	async () => {
		const { id } = await publish(autoReply(credential));
		const conversations = sayMany(20, 10, 'Stopped');
		const [busy] = await busyWorker();
		const stopped = busy.stop();
		sandbox.faults.rest.latency = 0;
		await stopped;
		await answered(conversations, 20);
		expectAnswersInOrder(conversations);
		const executions = await cluster.main.client.finishedExecutions(id, 20);
		expect(executions.map(({ status }) => status)).toEqual(Array(20).fill('success'));
		await busy.start();
	},
	TIME_LIMIT,
);

test(
	'what a killed worker was doing is done by the other one, and no message is lost',
	async () => {
		const { id } = await publish(autoReply(credential));
		const conversations = sayMany(20, 10, 'Killed');
		const [busy] = await busyWorker();
		await busy.kill();
		sandbox.faults.rest.latency = 0;

		await answered(conversations, 20);
		for (const sessionId of conversations) {
			// A message that the dead worker had sent already would be sent once more.
			expect([...new Set(quoted(sessionId))]).toEqual(texts(sessionId, 'user'));
		}
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
		expect(cluster.main.log.match(/worker of an execution has died/g)).toHaveLength(lost.length);
		await busy.start();
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
