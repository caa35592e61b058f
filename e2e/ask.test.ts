import type { IDataObject } from 'n8n-workflow';

import { itemsOf, type Execution, type StoredCredential, type StoredWorkflow } from './client';
import { CRISP_ASK, CRISP_TRIGGER } from './nodes';
import { setStage, type Stage } from './stage';
import { waitUntil } from './waitUntil';

let stage: Stage;
let credential: StoredCredential;

beforeAll(async () => {
	stage = await setStage();
	credential = await stage.credential();
});
afterAll(async () => await stage?.close());

const PATIENCE = { timeout: 60_000 };

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

const published: StoredWorkflow[] = [];

afterEach(async () => {
	if (!stage.n8n.isRunning) {
		await stage.n8n.start();
		await stage.n8n.client.login();
	}
	for (const { id } of published.splice(0)) await stage.n8n.client.deactivate(id);
});

const listening = async () =>
	await stage.sandbox.until(
		() => stage.sandbox.sockets().some(({ authenticated }) => authenticated),
		PATIENCE,
	);

/** Crisp Trigger → Crisp Ask, which asks whoever begins with "Order". */
async function publish(
	parameters: IDataObject,
	trigger: IDataObject = {},
): Promise<StoredWorkflow> {
	const workflow = await stage.n8n.client.createWorkflow({
		name: 'Asks',
		nodes: [
			{
				name: 'Visitor writes',
				type: CRISP_TRIGGER,
				credential,
				parameters: { events: ['message:send'], ...trigger } as never,
			},
			{
				name: 'Ask',
				type: CRISP_ASK,
				credential,
				parameters: {
					sessionId: byId('={{ $json.session_id }}'),
					message: 'What is the number of your order?',
					...parameters,
				} as never,
			},
		],
		connections: [['Visitor writes', 'Ask']],
	});
	expect((await stage.n8n.client.activate(workflow)).status).toBe('published');
	published.push(workflow);
	await listening();
	return workflow;
}

/** Resolves when so many executions of the workflow wait. */
async function waiting(workflow: StoredWorkflow, count = 1): Promise<string[]> {
	return await waitUntil('executions wait', async () => {
		const all = await stage.n8n.client.executions(workflow.id);
		const found = all.filter(({ status }) => status === 'waiting');
		return found.length === count && found.map(({ id }) => id);
	});
}

const messages = (sessionId: string) => stage.sandbox.messages(sessionId);

const metaOf = (sessionId: string) =>
	stage.sandbox.conversations().find(({ session_id }) => session_id === sessionId)?.meta as {
		data: IDataObject;
		segments: string[];
	};

const itemOf = (execution: Execution) => itemsOf(execution, 'Ask')?.[0] ?? {};

/** Where a test expects that nothing more is started, another message proves that it would be. */
async function startsAnother(workflow: StoredWorkflow, sessionId: string, before: number) {
	stage.sandbox.visitor.say('One more thing', { sessionId });
	await waitUntil('the next message starts an execution', async () => {
		const all = await stage.n8n.client.executions(workflow.id);
		return all.length > before;
	});
	return await stage.n8n.client.executions(workflow.id);
}

test('a visitor is asked, and the answer continues that execution and starts none', async () => {
	const workflow = await publish({ responseType: 'freeText' });
	const { sessionId } = stage.sandbox.visitor.say('Where is my parcel?');
	const [id] = await waiting(workflow);
	stage.sandbox.clearRequests();
	expect(messages(sessionId).at(-1)).toMatchObject({
		type: 'text',
		from: 'operator',
		content: 'What is the number of your order?',
		automated: true,
	});
	expect(metaOf(sessionId).segments).toEqual(['n8n-waiting']);

	const { fingerprint } = stage.sandbox.visitor.say('1042', { sessionId });
	const execution = await stage.n8n.client.execution(id);
	expect(execution.status).toBe('success');
	expect(itemOf(execution)).toEqual({
		answered: true,
		timed_out: false,
		text: '1042',
		value: null,
		approved: null,
		answered_by: 'visitor',
		session_id: sessionId,
		website_id: stage.sandbox.websiteId,
		question_fingerprint: messages(sessionId)[1].fingerprint,
		answer_fingerprint: fingerprint,
		data: { approved: null, text: '1042', value: null },
	});
	await stage.sandbox.until(() => metaOf(sessionId).segments.length === 0, PATIENCE);
	expect(stage.sandbox.requests().length).toBeLessThanOrEqual(3);
	expect(await startsAnother(workflow, sessionId, 1)).toHaveLength(2);
});
