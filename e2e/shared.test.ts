import type { IDataObject } from 'n8n-workflow';

import { itemsOf, type StoredCredential, type StoredWorkflow } from './client';
import { CRISP_TRIGGER } from './nodes';
import { setStage, type Stage } from './stage';

let stage: Stage;
let credential: StoredCredential;
const published: StoredWorkflow[] = [];

beforeAll(async () => {
	stage = await setStage();
	credential = await stage.credential();
});
afterEach(async () => {
	for (const { id } of published.splice(0)) await stage.n8n.client.deactivate(id);
});
afterAll(async () => await stage.close());

/** Generous, for machines that are busy with other things. */
const PATIENCE = { timeout: 60_000 };

const ARRIVES = 'Crisp Trigger';

/** A workflow of a trigger alone, published. */
async function publish(name: string, parameters: IDataObject): Promise<StoredWorkflow> {
	const node = { name: ARRIVES, type: CRISP_TRIGGER, credential };
	const workflow = await stage.n8n.client.createWorkflow({
		name,
		nodes: [{ ...node, parameters: parameters as StoredWorkflow['nodes'][0]['parameters'] }],
	});
	published.push(workflow);
	expect((await stage.n8n.client.activate(workflow)).status).toBe('published');
	return workflow;
}

/** The sockets that receive events, once there are so many and no other is open. */
async function socketsBecome(count: number) {
	const { sandbox } = stage;
	const live = () => sandbox.sockets().filter(({ authenticated }) => authenticated);
	await sandbox.until(
		() => live().length === count && sandbox.sockets().length === count,
		PATIENCE,
	);
	return live();
}

/** Somebody of the team resolves a conversation in Crisp's app. */
async function resolve(sessionId: string): Promise<void> {
	const { apiUrl, websiteId, credentials } = stage.sandbox;
	const { identifier, key } = credentials.website;
	const path = `/website/${websiteId}/conversation/${sessionId}/state`;
	const response = await fetch(apiUrl + path, {
		method: 'PATCH',
		headers: {
			authorization: `Basic ${Buffer.from(`${identifier}:${key}`).toString('base64')}`,
			'x-crisp-tier': 'website',
			'content-type': 'application/json',
		},
		body: JSON.stringify({ state: 'resolved' }),
	});
	expect(response.status).toBe(200);
}

const itemsIn = async ({ id }: StoredWorkflow, executions: number) =>
	(await stage.n8n.client.finishedExecutions(id, executions)).map(
		(execution) => itemsOf(execution, ARRIVES) ?? [],
	);

/** What every trigger listens to for the questions of Crisp Ask. */
const OF_ANSWERS = ['message:received', 'message:updated', 'session:removed', 'session:set_data'];

test('triggers with one credential share a socket, and each gets what it has chosen', async () => {
	const messages = await publish('Messages', { events: ['message:send'] });
	const [first] = await socketsBecome(1);
	expect([...first.events].sort()).toEqual([...OF_ANSWERS, 'message:send'].sort());
	const states = await publish('States', { events: ['session:set_state'] });
	const [wider] = await socketsBecome(1);
	expect([...wider.events].sort()).toEqual(
		[...OF_ANSWERS, 'message:send', 'session:set_state'].sort(),
	);

	const { sessionId } = stage.sandbox.visitor.say('For the one');
	await resolve(sessionId);
	const [said] = await itemsIn(messages, 1);
	expect(said).toMatchObject([{ event: 'message:send', chatInput: 'For the one' }]);
	const [changed] = (await itemsIn(states, 1)).slice(-1);
	expect(changed).toMatchObject([{ event: 'session:set_state', session_id: sessionId }]);

	await stage.n8n.client.deactivate(states.id);
	stage.sandbox.visitor.say('Still there', { sessionId });
	expect((await itemsIn(messages, 2))[1]).toMatchObject([{ chatInput: 'Still there' }]);
	await stage.n8n.client.deactivate(messages.id);
	await socketsBecome(0);
	published.length = 0;
});

test('what a visitor writes in a row is one execution, with Wait for Silence', async () => {
	const workflow = await publish('Patient', {
		events: ['message:send'],
		options: { waitForSilence: 2 },
	});
	await socketsBecome(1);
	const { sessionId } = stage.sandbox.visitor.say('Hello', { nickname: 'Vera' });
	stage.sandbox.visitor.say('where is', { sessionId });
	stage.sandbox.visitor.say('my parcel?', { sessionId });
	stage.sandbox.visitor.say('Another visitor');
	const bursts = (await itemsIn(workflow, 2)).flat();
	expect(bursts).toHaveLength(2);
	expect(bursts).toContainEqual(
		expect.objectContaining({
			chatInput: 'Hello\nwhere is\nmy parcel?',
			sessionId,
			nickname: 'Vera',
			messages: [
				expect.objectContaining({ text: 'Hello' }),
				expect.objectContaining({ text: 'where is' }),
				expect.objectContaining({ text: 'my parcel?' }),
			],
		}),
	);
	expect(bursts).toContainEqual(expect.objectContaining({ chatInput: 'Another visitor' }));
});
