import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { signatureOf } from '../nodes/Crisp/webhook/signature';
import { itemsOf, type StoredCredential } from './client';
import { CRISP_TRIGGER, CRISP_WEBHOOK_TRIGGER } from './nodes';
import { setStage, type Stage } from './stage';
import { waitUntil } from './waitUntil';

const SECRET = 'a-secret-that-nobody-may-see';
const KEY = 'a-key-that-nobody-may-see';

let stage: Stage;
let credential: StoredCredential;

beforeAll(async () => {
	stage = await setStage({ hookRetryDelay: 200 });
	credential = await stage.credential('plugin', { webhookSecret: SECRET });
});
afterAll(async () => await stage.close());

let undo: Array<() => unknown> = [];
afterEach(async () => {
	stage.sandbox.faults.clear();
	stage.sandbox.hookDeliveries.length = 0;
	for (const step of undo.reverse()) await step();
	undo = [];
});

/** A workflow of one webhook trigger. */
async function workflowWith(parameters: IDataObject, used = credential) {
	const webhookId = randomUUID();
	const workflow = await stage.n8n.client.createWorkflow({
		name: `Webhook ${webhookId}`,
		nodes: [
			{
				name: 'Hook',
				type: CRISP_WEBHOOK_TRIGGER,
				credential: used,
				webhookId,
				parameters: { events: ['message:send'], ...(parameters as object) },
			},
		],
	});
	return { workflow, path: `${webhookId}/crisp` };
}

/** The same, published; answers the address that the editor shows. */
async function publish(parameters: IDataObject, used = credential) {
	const { workflow, path } = await workflowWith(parameters, used);
	expect((await stage.n8n.client.activate(workflow)).status).toBe('published');
	undo.push(async () => await stage.n8n.client.deactivate(workflow.id));
	return { id: workflow.id, url: `${stage.n8n.url}/webhook/${path}` };
}

function enter(hook: Parameters<Stage['sandbox']['addHook']>[0]): void {
	undo.push(stage.sandbox.addHook({ events: ['message:send'], ...hook }));
}

const delivered = async (count: number) =>
	await stage.sandbox.until(() => stage.sandbox.hookDeliveries.length >= count, {
		timeout: 60_000,
	});

/** All that n8n has kept of a workflow's executions, as text. */
async function kept(id: string): Promise<string> {
	const all = await stage.n8n.client.executions(id);
	const bodies = all.map(
		async (execution) =>
			await (await stage.n8n.client.fetch('GET', `/rest/executions/${execution.id}`)).text(),
	);
	return (await Promise.all(bodies)).join('\n');
}

test('a signed hook starts the workflow with the item that the real-time trigger gives', async () => {
	const { id, url } = await publish({ hookType: 'plugin' });
	const realtime = await stage.n8n.client.createWorkflow({
		name: 'Real time',
		nodes: [
			{
				name: 'Socket',
				type: CRISP_TRIGGER,
				credential,
				parameters: { events: ['message:send'] },
			},
		],
	});
	await stage.n8n.client.activate(realtime);
	undo.push(async () => await stage.n8n.client.deactivate(realtime.id));
	await stage.sandbox.until(() => stage.sandbox.sockets().some((it) => it.authenticated), {
		timeout: 60_000,
	});
	enter({ kind: 'plugin', url, secret: SECRET });

	const { sessionId } = stage.sandbox.visitor.say('Héllo — “1042” 🎁', { nickname: 'Vera' });
	const [byHook] = await stage.n8n.client.finishedExecutions(id, 1);
	const [bySocket] = await stage.n8n.client.finishedExecutions(realtime.id, 1);
	expect(byHook).toMatchObject({ status: 'success', mode: 'webhook' });
	expect(itemsOf(byHook, 'Hook')).toEqual([
		expect.objectContaining({ chatInput: 'Héllo — “1042” 🎁', sessionId, recovered: false }),
	]);
	expect(itemsOf(byHook, 'Hook')).toEqual(itemsOf(bySocket, 'Socket'));
	await delivered(1);
	expect(stage.sandbox.hookDeliveries).toMatchObject([{ attempt: 1, status: 200 }]);
	expect(await kept(id)).not.toMatch(/signature|a-secret-that/);
});

test('hooks that are wrongly signed, unsigned or old are refused and start nothing', async () => {
	const { id, url } = await publish({ hookType: 'plugin' });
	enter({ kind: 'plugin', url, secret: SECRET });
	const { hooks } = stage.sandbox.faults;
	const statuses: Array<number | undefined> = [];
	for (const fault of [
		() => hooks.wrongSignature(),
		() => hooks.unsigned(),
		() => hooks.old(600_000),
	]) {
		fault();
		const before = stage.sandbox.hookDeliveries.length;
		stage.sandbox.visitor.say('Let me in');
		await delivered(before + 3);
		statuses.push(...stage.sandbox.hookDeliveries.slice(before).map(({ status }) => status));
	}
	expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 403, 403, 403]);
	expect(await stage.n8n.client.executions(id)).toEqual([]);
	expect(stage.n8n.log).toContain("'Hook' of workflow");
	expect(stage.n8n.log).toContain('The signature does not fit.');
	expect(stage.n8n.log).not.toContain(SECRET);

	stage.sandbox.visitor.say('The right one');
	await stage.n8n.client.finishedExecutions(id, 1);
});

test('an event that comes twice has one execution, also after a restart of n8n', async () => {
	const { id, url } = await publish({ hookType: 'plugin' });
	enter({ kind: 'plugin', url, secret: SECRET });
	const events: Array<Parameters<Stage['sandbox']['world']['hub']['emit']>[0]> = [];
	undo.push(stage.sandbox.world.hub.listen((event) => events.push(event)));
	stage.sandbox.faults.hooks.twice();
	stage.sandbox.visitor.say('Only once');
	await delivered(2);
	expect(stage.sandbox.hookDeliveries).toMatchObject([{ status: 200 }, { status: 200 }]);
	expect(await stage.n8n.client.finishedExecutions(id, 1)).toHaveLength(1);

	await stage.n8n.restart();
	await stage.n8n.client.login();
	stage.sandbox.hookDeliveries.length = 0;
	for (const event of events.filter(({ name }) => name === 'message:send')) {
		stage.sandbox.world.hub.emit(event);
	}
	await delivered(1);
	expect(stage.sandbox.hookDeliveries).toMatchObject([{ status: 200, answer: 'Received before.' }]);
	expect(await stage.n8n.client.executions(id)).toHaveLength(1);
});

/** A web hook as Crisp sends it, and what n8n answers. */
async function deliver(
	url: string,
	body: string,
	{ secret = SECRET, timestamp = String(Date.now()) } = {},
): Promise<{ status: number; text: string }> {
	const response = await fetch(url, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'x-crisp-request-timestamp': timestamp,
			'x-crisp-signature': signatureOf(secret, timestamp, body),
		},
		body,
	});
	return { status: response.status, text: await response.text() };
}

const messageHook = (fingerprint: number): string =>
	JSON.stringify({
		website_id: stage.sandbox.websiteId,
		event: 'message:send',
		data: {
			website_id: stage.sandbox.websiteId,
			session_id: 'session_of-many',
			type: 'text',
			from: 'user',
			origin: 'chat',
			content: 'Hello',
			fingerprint,
			timestamp: Date.now(),
		},
		timestamp: Date.now(),
	});

test('of 150 hooks that come at the same time, none starts the workflow again after a restart', async () => {
	const { id, url } = await publish({ hookType: 'plugin' });
	const timestamp = String(Date.now());
	const bodies = Array.from({ length: 150 }, (_, index) => messageHook(index));
	// n8n stores what is remembered in another way where something is stored already.
	for (const body of bodies.slice(0, 3)) await deliver(url, body, { timestamp });
	const sendAll = async () =>
		await Promise.all(bodies.map(async (body) => await deliver(url, body, { timestamp })));
	const first = await sendAll();
	expect(new Set(first.map(({ status }) => status))).toEqual(new Set([200]));
	expect(first.filter(({ text }) => text === 'Received before.')).toHaveLength(3);
	await waitUntil('the latest executions are finished', async () =>
		(await stage.n8n.client.executions(id)).every(({ status }) => status === 'success'),
	);
	const latest = (await stage.n8n.client.executions(id)).at(-1)?.id;

	await stage.n8n.restart();
	await stage.n8n.client.login();
	for (const answer of await sendAll()) {
		expect(answer).toEqual({ status: 200, text: 'Received before.' });
	}
	expect((await stage.n8n.client.executions(id)).at(-1)?.id).toBe(latest);
});

test('hooks that are nested too deep or too large are refused, and make no execution fail', async () => {
	const { id, url } = await publish({ hookType: 'plugin' });
	const deep = `{"event":"message:send","data":{"a":${'['.repeat(15_000)}${']'.repeat(15_000)}}}`;
	const large = JSON.stringify({ event: 'message:send', data: { a: 'x'.repeat(2_000_000) } });
	expect(await deliver(url, deep, { secret: 'forged' })).toEqual({
		status: 401,
		text: 'The signature does not fit.',
	});
	expect(await deliver(url, deep)).toEqual({ status: 400, text: 'The body is nested too deep.' });
	for (const secret of ['forged', SECRET]) {
		expect(await deliver(url, large, { secret })).toEqual({
			status: 413,
			text: 'The body is larger than 1 MB.',
		});
	}
	expect(await stage.n8n.client.executions(id)).toEqual([]);
});

test('a website hook starts the workflow with the key in its address, and not without', async () => {
	const website = await stage.credential('website', { webhookSecret: KEY });
	const { id, url } = await publish({ hookType: 'website' }, website);
	for (const address of [url, `${url}?key=wrong`, `${url}?key=${KEY}`]) {
		enter({ kind: 'website', url: address });
	}
	stage.sandbox.visitor.say('Hello over a website hook');
	await delivered(3);
	expect(stage.sandbox.hookDeliveries.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
	const [execution, ...others] = await stage.n8n.client.finishedExecutions(id, 1);
	expect(others).toEqual([]);
	expect(itemsOf(execution, 'Hook')).toEqual([
		expect.objectContaining({ chatInput: 'Hello over a website hook' }),
	]);
	expect(await kept(id)).not.toContain(KEY);
	expect(stage.n8n.log).not.toContain(KEY);
});

test('a body that is no JSON starts nothing', async () => {
	const { id, url } = await publish({ hookType: 'plugin' });
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: '{',
	});
	// By n8n itself, as docs/webhooks.md says.
	expect(response.status).toBe(422);
	expect(await stage.n8n.client.executions(id)).toEqual([]);
});

test('a credential without a secret keeps the workflow from being published, and says why', async () => {
	const { workflow } = await workflowWith({}, await stage.credential('website'));
	const outcome = await stage.n8n.client
		.activate(workflow)
		.then(({ triggers }) => triggers?.map(({ errorMessage }) => errorMessage).join())
		.catch((error: Error) => error.message);
	expect(outcome).toContain("The credential has no 'Web Hook Secret'");
});

test('a test by hand takes one event at the test address, and waits through a wrong one', async () => {
	const { workflow, path } = await workflowWith({ hookType: 'plugin' });
	const { id } = workflow;
	await stage.n8n.client.call('POST', `/workflows/${id}/run`, {
		triggerToStartFrom: { name: 'Hook' },
	});
	enter({ kind: 'plugin', url: `${stage.n8n.url}/webhook-test/${path}`, secret: SECRET });
	stage.sandbox.faults.hooks.wrongSignature();
	stage.sandbox.visitor.say('Wrong');
	await delivered(3);
	expect(await stage.n8n.client.executions(id)).toEqual([]);
	stage.sandbox.visitor.say('Right');
	const [execution] = await waitUntil('the test has an execution', async () => {
		const all = await stage.n8n.client.finishedExecutions(id, 1);
		return all.length > 0 && all;
	});
	expect(execution.mode).toBe('manual');
	expect(itemsOf(execution, 'Hook')).toEqual([expect.objectContaining({ chatInput: 'Right' })]);
});
