import { autoReply } from './autoReply';
import type { NodeInput, Publication, StoredCredential, StoredWorkflow } from './client';
import { itemsOf } from './client';
import { setStage, type Stage } from './stage';

let stage: Stage;
let credential: StoredCredential;

beforeAll(async () => {
	stage = await setStage();
	credential = await stage.credential();
});
afterAll(async () => await stage.close());

/** Generous, for machines that are busy with other things. */
const PATIENCE = { timeout: 60_000 };

const openSockets = () => stage.sandbox.sockets().length;
const listening = async (sockets = 1) =>
	await stage.sandbox.until(
		() => stage.sandbox.sockets().filter(({ authenticated }) => authenticated).length === sockets,
		PATIENCE,
	);
const silent = async () => await stage.sandbox.until(() => openSockets() === 0, PATIENCE);

async function publish(
	trigger: NodeInput['parameters'] = {},
	using = credential,
): Promise<StoredWorkflow & { publication: Publication }> {
	const input = autoReply(using);
	const [first, ...others] = input.nodes;
	const nodes = [{ ...first, parameters: { ...first.parameters, ...trigger } }, ...others];
	const workflow = await stage.n8n.client.createWorkflow({ ...input, nodes });
	return { ...workflow, publication: await stage.n8n.client.activate(workflow) };
}

/** Runs `test` while an auto-reply is published; afterwards nothing may be left open. */
async function whilePublished(
	test: (workflow: StoredWorkflow) => Promise<void>,
	trigger?: NodeInput['parameters'],
): Promise<void> {
	const workflow = await publish(trigger);
	try {
		expect(workflow.publication.status).toBe('published');
		await listening();
		await test(workflow);
	} finally {
		await stage.n8n.client.deactivate(workflow.id);
	}
	await silent();
}

/** The visitor says something; resolves with the conversation when it has so many messages. */
async function say(
	text: string,
	{ sessionId, messages = 2 }: { sessionId?: string; messages?: number } = {},
) {
	const said = stage.sandbox.visitor.say(text, { sessionId });
	const all = () => stage.sandbox.messages(said.sessionId);
	await stage.sandbox.until(() => all().length >= messages, PATIENCE);
	return { sessionId: said.sessionId, messages: all() };
}

test('a visitor writes, and the workflow answers in that conversation', async () => {
	await whilePublished(async ({ id }) => {
		const { sessionId, messages } = await say('Is anybody there?');
		expect(messages[1]).toMatchObject({
			from: 'operator',
			type: 'text',
			automated: true,
			content: expect.stringContaining('“Is anybody there?”'),
		});

		const [execution, ...others] = await stage.n8n.client.finishedExecutions(id, 1);
		expect(others).toEqual([]);
		expect(execution).toMatchObject({ status: 'success', mode: 'trigger' });
		expect(itemsOf(execution, 'Visitor writes')).toEqual([
			expect.objectContaining({
				event: 'message:send',
				website_id: stage.sandbox.websiteId,
				session_id: sessionId,
				chatInput: 'Is anybody there?',
				type: 'text',
				sender: 'visitor',
				recovered: false,
			}),
		]);
		expect(itemsOf(execution, 'Reply')).toEqual([
			expect.objectContaining({ success: true, fingerprint: messages[1].fingerprint }),
		]);
	});
});

test('the answer does not start the workflow again, even if it listens to answers', async () => {
	// Events come in order, so when the second question is answered, all before it has been dealt with.
	await whilePublished(
		async ({ id }) => {
			const { sessionId } = await say('First question');
			const { messages } = await say('Second question', { sessionId, messages: 4 });
			expect(messages.map(({ from }) => from)).toEqual(['user', 'operator', 'user', 'operator']);
			const executions = await stage.n8n.client.finishedExecutions(id, 2);
			const seen = executions.map(
				(execution) => itemsOf(execution, 'Visitor writes')?.[0].chatInput,
			);
			expect(seen).toEqual(['First question', 'Second question']);
		},
		{ events: ['message:send', 'message:received'] },
	);
});

test.each(['graceful', '41', 'reset'] as const)(
	'the workflow goes on after Crisp has ended all sockets (%s)',
	async (how) => {
		await whilePublished(async () => {
			stage.sandbox.faults.realtime.disconnectAll(how);
			await stage.sandbox.until(() => openSockets() === 0, PATIENCE);
			await listening();
			const { messages } = await say('Are you back?');
			expect(messages).toHaveLength(2);
		});
	},
);

test('a restart of n8n brings the socket back', async () => {
	await whilePublished(async () => {
		await stage.n8n.stop();
		await silent();
		await stage.n8n.start();
		await listening();
		const { messages } = await say('Good morning');
		expect(messages).toHaveLength(2);
	});
});

test('a deactivated workflow answers nobody', async () => {
	let workflowId = '';
	await whilePublished(async ({ id }) => {
		workflowId = id;
	});
	const { sessionId } = stage.sandbox.visitor.say('Hello?');
	await whilePublished(async () => {
		await say('Somebody else');
	});
	expect(stage.sandbox.messages(sessionId)).toHaveLength(1);
	expect(await stage.n8n.client.executions(workflowId)).toEqual([]);
});

test('a run by hand waits for one event, goes on with it and closes the socket', async () => {
	const { client } = stage.n8n;
	const { id } = await client.createWorkflow(autoReply(credential));
	const executionId = await client.run(id, 'Visitor writes');
	await listening();
	const { messages } = await say('Testing');
	expect(messages).toHaveLength(2);
	const execution = await client.execution(executionId);
	expect(execution).toMatchObject({ status: 'success', mode: 'manual' });
	expect(itemsOf(execution, 'Visitor writes')).toHaveLength(1);
	await silent();
});

test('a run by hand that is stopped while it waits closes the socket', async () => {
	const { client } = stage.n8n;
	const { id } = await client.createWorkflow(autoReply(credential));
	const executionId = await client.run(id, 'Visitor writes');
	await listening();
	await client.stop(executionId);
	await silent();
	expect((await client.execution(executionId)).status).toBe('canceled');
});

test('a workflow with a wrong key does not start, says why, and opens no socket', async () => {
	const key = 'not-the-key-of-this-sandbox';
	const { id, publication } = await publish({}, await stage.credential('website', { key }));
	expect(publication.status).toBe('failed');
	expect(publication.triggers?.[0].errorMessage).toMatch(/does not accept the token/);
	expect(openSockets()).toBe(0);
	await stage.n8n.client.deactivate(id);
	expect(JSON.stringify(publication)).not.toContain(key);
	expect(stage.n8n.log).not.toContain(key);
});

test('no key is in the log of n8n', () => {
	const { identifier, key } = stage.sandbox.credentials.website;
	expect(stage.n8n.log).not.toContain(key);
	expect(stage.n8n.log).not.toContain(Buffer.from(`${identifier}:${key}`).toString('base64'));
});
