import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { IDataObject, INode } from 'n8n-workflow';

import { INBOX_ID, OPERATOR_IDS } from '../sandbox';
import { addMessage } from '../sandbox/domain/messages';
import { itemsOf, type Execution, type StoredCredential } from './client';
import { Crm } from './crm';
import { importExample, readExample, type Completion, type ExampleName } from './importExample';
import {
	startLanguageModel,
	textOf,
	type ChatReply,
	type ChatRequest,
	type LanguageModel,
} from './languageModel';
import { Operator } from './operator';
import { setStage, type Stage } from './stage';

let stage: Stage;
let crisp: StoredCredential;
let operator: Operator;
let model: LanguageModel;
/** What the model answers, in the test that runs. */
let decide: (request: ChatRequest) => ChatReply;
/** Completes examples that have a model. */
let withModel: Completion;

beforeAll(async () => {
	stage = await setStage();
	crisp = await stage.credential();
	operator = new Operator(stage.sandbox);
	model = await startLanguageModel((request) => decide(request));
	const openAi = await stage.n8n.client.createCredential('openAiApi', 'Model', {
		apiKey: 'none',
		url: model.url,
	});
	withModel = {
		credentialOf: (node) => (node.name === 'OpenAI Chat Model' ? openAi : onlyCrisp(node)),
	};
});
afterAll(async () => {
	await model?.close();
	await stage?.close();
});
beforeEach(() => {
	model.requests.length = 0;
});

/** Generous, for machines that are busy with other things. */
const PATIENCE = { timeout: 60_000 };

const DAY_MS = 24 * 60 * 60 * 1_000;

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

const isCrisp = ({ type }: INode) => type.startsWith('n8n-nodes-crisp.');

const onlyCrisp = (node: INode) => (isCrisp(node) ? crisp : undefined);

const connected = async () =>
	await stage.sandbox.until(
		() => stage.sandbox.sockets().some(({ authenticated }) => authenticated),
		PATIENCE,
	);

/** Imports an example, publishes it for as long as `test` runs, and hands it the workflow's ID. */
async function whilePublished(
	name: ExampleName,
	completion: Completion,
	test: (id: string) => Promise<void>,
): Promise<void> {
	const { client } = stage.n8n;
	const workflow = await importExample(client, name, completion);
	try {
		const { status, triggers } = await client.activate(workflow);
		expect([status, triggers]).toEqual(['published', triggers]);
		await connected();
		await test(workflow.id);
	} finally {
		await client.deactivate(workflow.id);
	}
	await stage.sandbox.until(() => stage.sandbox.sockets().length === 0, PATIENCE);
}

/** All executions of a workflow when so many have finished, each of which must have gone well. */
async function succeeded(id: string, count: number): Promise<Execution[]> {
	const executions = await stage.n8n.client.finishedExecutions(id, count);
	expect(executions.map(({ status, data }) => [status, data.resultData.error?.message])).toEqual(
		executions.map(() => ['success', undefined]),
	);
	expect(executions).toHaveLength(count);
	return executions;
}

/** Names of the nodes that have run, in their order. */
const nodesRun = ({ data }: Execution) =>
	Object.entries(data.resultData.runData)
		.sort(([, [one]], [, [other]]) => one.executionIndex - other.executionIndex)
		.map(([name]) => name);

function conversation(sessionId: string) {
	const found = stage.sandbox.conversations().find(({ session_id: id }) => id === sessionId);
	if (!found) throw new Error(`There is no conversation ${sessionId}`);
	return found;
}

/** The sandbox's own record of a conversation, for what no API does at once or at all. */
function stored(sessionId: string) {
	const { world, websiteId } = stage.sandbox;
	const found = world.websites.get(websiteId)?.conversations.get(sessionId);
	if (!found) throw new Error(`There is no conversation ${sessionId}`);
	return found;
}

const answers = (sessionId: string) =>
	stage.sandbox.messages(sessionId).filter(({ from }) => from === 'operator');

const last = ({ messages }: ChatRequest) => messages[messages.length - 1];

describe('ai-chatbot-with-handoff', () => {
	const published = async (test: (id: string) => Promise<void>) =>
		await whilePublished('ai-chatbot-with-handoff', withModel, test);

	/** A visitor says something; resolves when the conversation has so many messages of your side. */
	async function ask(text: string, count: number, known?: string) {
		const { sessionId } = stage.sandbox.visitor.say(text, {
			...(known ? { sessionId: known } : { nickname: 'Vera' }),
		});
		await stage.sandbox.until(() => answers(sessionId).length >= count, PATIENCE);
		return sessionId;
	}

	/** Uses a tool when asked, and says what came of it. */
	const using = (tool: string, input: IDataObject) => (request: ChatRequest) =>
		last(request).role === 'tool' ? `It said: ${last(request).content}` : { tool, input };

	const dataOf = (sessionId: string) => conversation(sessionId).meta.data;

	/** Requests that answers cost; typing is shown beside them. */
	const paid = () =>
		stage.sandbox.requests
			.filter(({ path }) => !path.endsWith('/compose') && path.includes('/conversation/'))
			.map(({ verb, path }) => `${verb} ${path.split('/conversation/')[1]}`);

	test('has at most seven nodes and three requests for an answer', async () => {
		await published(async () => {
			decide = () => 'Yes.';
			const sessionId = await ask('Do you ship to Norway?', 1);
			for (const count of [2, 3]) {
				stage.sandbox.clearRequests();
				await ask('And to Sweden?', count, sessionId);
				expect(paid()).toEqual([
					`GET ${sessionId}/messages`,
					`GET ${sessionId}`,
					`POST ${sessionId}/message`,
				]);
			}
		});
		const { nodes } = await readExample('ai-chatbot-with-handoff');
		expect(nodes.filter(({ type }) => !type.endsWith('.stickyNote')).length).toBeLessThanOrEqual(7);
	});

	test('answers under its name, remembers over a kill of n8n, and can look up the visitor', async () => {
		await published(async () => {
			decide = ({ messages }) =>
				`You said: ${messages
					.filter(({ role }) => role === 'user')
					.map(({ content }) => content)
					.join(' / ')}`;
			const sessionId = await ask('Do you ship to Norway?', 1);
			await stage.n8n.kill();
			await stage.n8n.start();
			await stage.n8n.client.login();
			await connected();
			await ask('How long does it take?', 2, sessionId);
			expect(answers(sessionId)).toMatchObject([
				{
					content: 'You said: Do you ship to Norway?',
					automated: true,
					user: { nickname: 'Acme Assistant' },
				},
				{ content: 'You said: Do you ship to Norway? / How long does it take?' },
			]);
			expect(model.requests[0].messages[0]).toMatchObject({
				role: 'system',
				content: expect.stringContaining('Acme'),
			});

			decide = using('Look_up_visitor', {});
			await ask('Who am I?', 3, sessionId);
			expect(answers(sessionId)[2].content).toContain('"meta_nickname":"Vera"');
		});
	});

	test('hands off when asked, is silent then, and answers again after the resolution', async () => {
		await published(async (id) => {
			decide = using('Hand_off_to_human', { summary: 'Wants a refund of order 1042.' });
			const sessionId = await ask('I want a person', 2);
			const [handedOff] = await succeeded(id, 1);
			// What the model says after it has handed off is not sent.
			expect(itemsOf(handedOff, 'Reply')).toMatchObject([{ sent: false, reason: 'handed_off' }]);
			expect(answers(sessionId)).toMatchObject([
				{ type: 'note', content: 'Wants a refund of order 1042.' },
				{ type: 'text', content: expect.stringContaining('a colleague'), automated: true },
			]);
			expect(conversation(sessionId).state).toBe('unresolved');
			expect(dataOf(sessionId)).toMatchObject({ ai_status: 'disabled' });

			model.requests.length = 0;
			stage.sandbox.visitor.say('Anybody there?', { sessionId });
			await operator.answer(sessionId, 'Here is your refund.');
			await operator.resolve(sessionId);
			// Crisp writes such a line, which the sandbox does not.
			addMessage(stage.sandbox.world, stored(sessionId), {
				type: 'event',
				from: 'operator',
				origin: 'chat',
				content: { namespace: 'state:resolved' },
				user: { user_id: OPERATOR_IDS.owner, nickname: 'Olivia' },
			});
			decide = () => 'Welcome back!';
			await ask('One more question', 5, sessionId);
			expect(answers(sessionId)[4].content).toBe('Welcome back!');
			// The model has seen what the colleague wrote, and was not asked before the resolution.
			expect(model.requests).toHaveLength(1);
			const seen = model.requests[0].messages.map(({ content }) => content).join('\n');
			expect(seen).toContain('Here is your refund.');
			await succeeded(id, 2);
		});
	});

	test('says nothing once an operator has answered, even while the model thinks', async () => {
		await published(async (id) => {
			let sessionId = '';
			decide = () => {
				const { world } = stage.sandbox;
				addMessage(world, stored(sessionId), {
					type: 'text',
					from: 'operator',
					origin: 'chat',
					content: 'Olivia here, I take care of it.',
					user: { user_id: OPERATOR_IDS.owner, nickname: 'Olivia' },
				});
				return 'I am only a bot';
			};
			({ sessionId } = stage.sandbox.visitor.say('Help!'));
			const [execution] = await succeeded(id, 1);
			expect(itemsOf(execution, 'AI Agent')).toEqual([{ output: 'I am only a bot' }]);
			expect(itemsOf(execution, 'Reply')).toMatchObject([
				{ sent: false, reason: 'operator_answered' },
			]);
			expect(answers(sessionId).map(({ content }) => content)).toEqual([
				'Olivia here, I take care of it.',
			]);
		});
	});

	test('tells the visitor when the model does not answer', async () => {
		await published(async (id) => {
			decide = () => {
				throw new Error('out of order');
			};
			const sessionId = await ask('Hello?', 1);
			await succeeded(id, 1);
			expect(answers(sessionId)).toMatchObject([
				{ content: expect.stringContaining('I cannot answer right now') },
			]);
			expect(conversation(sessionId).state).not.toBe('resolved');
		});
	});
});

describe('conversation-status-and-metadata', () => {
	const completion = { credentialOf: onlyCrisp };

	/** A conversation as it would be, had it begun and ended so long ago. */
	function age(sessionId: string, days: number): void {
		const aged = stored(sessionId);
		aged.created_at -= days * DAY_MS;
		aged.updated_at -= days * DAY_MS;
	}

	test('keeps times and label of a resolved conversation beside what was there', async () => {
		await whilePublished('conversation-status-and-metadata', completion, async (id) => {
			const { sessionId } = stage.sandbox.visitor.say('It works now, thank you');
			await operator.changeMeta(sessionId, { segments: ['vip'], data: { plan: 'pro' } });
			age(sessionId, 2);
			await operator.resolve(sessionId);
			await succeeded(id, 1);
			const { meta } = conversation(sessionId);
			expect(meta.segments).toEqual(['vip', 'slow']);
			expect(meta.data).toEqual({
				plan: 'pro',
				hours_open: 48,
				resolved_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
			});
		});
	});

	test('resolves those that are silent and read, and no others', async () => {
		const { client } = stage.n8n;
		const { visitor } = stage.sandbox;
		const { sessionId: stale } = visitor.say('What does it cost?');
		const { sessionId: waiting } = visitor.say('Is anybody there?');
		const { sessionId: recent } = visitor.say('Just now');
		await operator.changeMeta(stale, { segments: ['vip'] });
		for (const sessionId of [stale, recent]) {
			await operator.markAsRead(sessionId);
			await operator.answer(sessionId, 'See our price list.');
		}
		for (const sessionId of [stale, waiting]) age(sessionId, 15);

		const { id } = await importExample(client, 'conversation-status-and-metadata', completion);
		const execution = await client.execution(await client.run(id, 'Every morning'));
		expect(execution.status).toBe('success');
		expect(conversation(stale)).toMatchObject({
			state: 'resolved',
			meta: { segments: ['vip', 'stale'] },
		});
		for (const sessionId of [waiting, recent]) {
			expect(conversation(sessionId).state).not.toBe('resolved');
			expect(conversation(sessionId).meta.segments).toEqual([]);
		}
	});
});

describe('crm-sync-both-ways', () => {
	const toCrm: [string, string] = ['x-crm-key', 'key-of-the-crm'];
	const toN8n: [string, string] = ['x-n8n-key', 'key-of-n8n'];
	let crm: Crm;
	let completion: Completion;

	beforeAll(async () => {
		crm = new Crm(toCrm);
		await crm.start();
		const { client, url } = stage.n8n;
		const header = async ([name, value]: [string, string]) =>
			await client.createCredential('httpHeaderAuth', name, { name, value });
		const [forCrm, forN8n] = [await header(toCrm), await header(toN8n)];
		crm.subscription = { url: `${url}/webhook/crm-contact-changed`, header: toN8n };
		completion = {
			credentialOf: (node) => {
				if (node.type === 'n8n-nodes-base.webhook') return forN8n;
				return node.type === 'n8n-nodes-base.httpRequest' ? forCrm : onlyCrisp(node);
			},
			fill: {
				Settings: {
					assignments: {
						assignments: [{ id: '1', name: 'crm_url', value: crm.url, type: 'string' }],
					},
				},
			},
		};
	});
	afterAll(async () => await crm?.close());

	/** What n8n has written to Crisp since the requests were cleared. */
	const crispWrites = () =>
		stage.sandbox.requests
			.filter(({ verb, tier, status }) => verb !== 'GET' && tier === 'website' && status !== 404)
			.map(({ verb, body }) => [verb, body]);

	const contact = (email: string) =>
		stage.sandbox.contacts().find((candidate) => candidate.email === email);

	test('a change is written once to the other side, and comes back from neither', async () => {
		await whilePublished('crm-sync-both-ways', completion, async (id) => {
			stage.sandbox.clearRequests();
			const email = 'jane@acme.example';

			// The web hook of the CRM, then Crisp's event about what n8n has written.
			await crm.save({ email, name: 'Jane', phone: '+47 22 33 44' });
			await succeeded(id, 2);
			expect(contact(email)?.person).toMatchObject({ nickname: 'Jane', phone: '+47 22 33 44' });
			expect(crispWrites()).toEqual([
				['POST', { email, person: { nickname: 'Jane', phone: '+47 22 33 44' } }],
			]);
			expect(crm.writes).toEqual([]);

			// Crisp's event about the operator, then the web hook about what n8n has written.
			stage.sandbox.clearRequests();
			await operator.changeContact(email, { company: { name: 'Acme' } });
			await succeeded(id, 4);
			const merged = { email, name: 'Jane', phone: '+47 22 33 44', company: 'Acme' };
			expect(crm.writes).toEqual([merged]);
			expect(crispWrites()).toEqual([]);

			// A change that both sides make of the same thing, and one of the form only.
			await crm.save({ ...merged, phone: '+47223344' });
			await succeeded(id, 5);
			await crm.save({ ...merged, name: 'Jane Doe' });
			await succeeded(id, 7);
			expect(crispWrites().map(([verb]) => verb)).toEqual(['PATCH']);
			expect(contact(email)).toMatchObject({
				person: { nickname: 'Jane Doe' },
				company: { name: 'Acme' },
			});
			expect(crm.writes).toHaveLength(1);
		});
	});

	test('a contact that only Crisp has is made in the CRM', async () => {
		await whilePublished('crm-sync-both-ways', completion, async (id) => {
			stage.sandbox.clearRequests();
			crm.writes.length = 0;
			await operator.addContact({ email: 'sam@acme.example', person: { nickname: 'Sam' } });
			await succeeded(id, 2);
			expect(crm.writes).toEqual([{ email: 'sam@acme.example', name: 'Sam' }]);
			expect(crispWrites()).toEqual([]);
		});
	});

	test('nobody without the key writes to Crisp', async () => {
		await whilePublished('crm-sync-both-ways', completion, async (id) => {
			const { url } = crm.subscription!;
			const response = await fetch(url, { method: 'POST', body: '{"email":"eve@acme.example"}' });
			expect(response.status).toBe(403);
			expect(await stage.n8n.client.executions(id)).toEqual([]);
		});
	});
});

describe('proactive-message-and-campaign', () => {
	const completion = async (): Promise<Completion> => {
		const user = await stage.credential('user');
		return {
			credentialOf: (node) => (node.parameters.resource === 'campaign' ? user : onlyCrisp(node)),
			fill: { 'Create campaign': { additionalFields: { senderUserId: byId(OPERATOR_IDS.owner) } } },
		};
	};

	const contact = (email: string) =>
		stage.sandbox.contacts().find((candidate) => candidate.email === email);

	test('writes to each contact of the segment once, and remembers it', async () => {
		const { client } = stage.n8n;
		const trial = (name: string, segments: string[]) =>
			operator.addContact({
				email: `${name.toLowerCase()}@trial.example`,
				person: { nickname: name },
				segments,
			});
		await trial('Ada', ['trial', 'vip']);
		await trial('Bob', ['trial']);
		await trial('Cleo', ['customer']);
		const before = stage.sandbox.conversations().length;
		const { id } = await importExample(
			client,
			'proactive-message-and-campaign',
			await completion(),
		);

		// One of the two is refused, and gets it the next time.
		stage.sandbox.faults.rest.answer({ verb: 'PATCH', path: /\/meta$/, status: 400 });
		const first = await client.execution(await client.run(id, 'Every weekday'));
		expect(first.status).toBe('error');
		const second = await client.execution(await client.run(id, 'Every weekday'));
		expect(second.status).toBe('success');
		const third = await client.execution(await client.run(id, 'Every weekday'));
		expect(nodesRun(third)).toEqual(['Every weekday', 'Get trial contacts', 'Not written to yet']);

		expect(contact('ada@trial.example')?.segments).toEqual(['trial', 'vip', 'trial-welcomed']);
		expect(contact('bob@trial.example')?.segments).toEqual(['trial', 'trial-welcomed']);
		expect(contact('cleo@trial.example')?.segments).toEqual(['customer']);
		const made = stage.sandbox.conversations().slice(before);
		const written = made.filter(({ last_message: message }) => message !== '');
		expect(written.map(({ meta, state }) => [meta.email, meta.subject, state]).sort()).toEqual([
			['ada@trial.example', 'Your trial', 'resolved'],
			['bob@trial.example', 'Your trial', 'resolved'],
		]);
		for (const { session_id: sessionId, meta } of written) {
			expect(answers(sessionId).map(({ content }) => content)).toEqual([
				expect.stringContaining(`Hello ${meta.nickname},`),
			]);
		}
	});

	test('sends a campaign to the segment', async () => {
		const { client } = stage.n8n;
		const { id } = await importExample(
			client,
			'proactive-message-and-campaign',
			await completion(),
		);
		const execution = await client.execution(await client.run(id, 'Send campaign now'));
		expect(execution.status).toBe('success');
		expect(stage.sandbox.campaigns()).toMatchObject([
			{
				type: 'one-shot',
				dispatched: true,
				recipients: { type: 'segments', segments: ['trial'] },
				sender: { user_id: OPERATOR_IDS.owner },
				reached: 2,
			},
		]);
	});
});

describe('routing-by-content', () => {
	const completion: Completion = {
		credentialOf: onlyCrisp,
		fill: {
			'Move to billing inbox': { inboxId: byId(INBOX_ID) },
			'Assign to technician': { userId: byId(OPERATOR_IDS.member) },
			'Assign to French speaker': { userId: byId(OPERATOR_IDS.owner) },
		},
	};

	const notes = (sessionId: string) =>
		answers(sessionId)
			.filter(({ type }) => type === 'note')
			.map(({ content }) => content);

	test('routes each conversation once, by words or language', async () => {
		await whilePublished('routing-by-content', completion, async (id) => {
			const { visitor } = stage.sandbox;
			const billing = visitor.open();
			await operator.changeMeta(billing, { segments: ['vip'] });
			visitor.say('I was charged twice', { sessionId: billing });
			const { sessionId: both } = visitor.say('Your app crashes. Refund?');
			const french = visitor.open();
			await operator.changeMeta(french, { device: { locales: ['fr-FR', 'en'] } });
			visitor.say('Bonjour !', { sessionId: french });
			const { sessionId: other } = visitor.say('Hello, how are you?');
			await succeeded(id, 4);

			expect(conversation(billing)).toMatchObject({
				inbox_id: INBOX_ID,
				assigned: null,
				meta: { segments: ['vip', 'billing', 'routed'] },
			});
			expect(notes(billing)).toEqual(['Routed by n8n. Segments: vip, billing, routed']);
			// The first rule that fits counts.
			expect(conversation(both)).toMatchObject({
				inbox_id: INBOX_ID,
				meta: { segments: ['billing', 'routed'] },
			});
			expect(conversation(french)).toMatchObject({
				inbox_id: null,
				assigned: { user_id: OPERATOR_IDS.owner },
				meta: { segments: ['french', 'routed'] },
			});
			expect(conversation(other)).toMatchObject({
				inbox_id: null,
				assigned: null,
				meta: { segments: [] },
			});
			expect(notes(other)).toEqual([]);

			visitor.say('It is broken', { sessionId: other });
			visitor.say('My invoice?', { sessionId: french });
			await succeeded(id, 6);
			expect(conversation(other)).toMatchObject({
				assigned: { user_id: OPERATOR_IDS.member },
				meta: { segments: ['technical', 'routed'] },
			});
			expect(conversation(french).inbox_id).toBeNull();
			expect(notes(french)).toHaveLength(1);
		});
	});
});

test('ask with buttons: the order is looked up with the answers of one execution', async () => {
	const asked: Array<string | undefined> = [];
	const shop = http.createServer((request, response) => {
		asked.push(request.url);
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify({ status: 'on its way' }));
	});
	await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
	const { port } = shop.address() as AddressInfo;
	const url = `=http://127.0.0.1:${port}/orders/{{ encodeURIComponent($json.text ?? '') }}`;
	const completion = { credentialOf: onlyCrisp, fill: { 'Look up order': { url } } };
	try {
		await whilePublished('ask-with-buttons', completion, async (id) => {
			const { sessionId } = stage.sandbox.visitor.say('Hello');
			const last = () => stage.sandbox.messages(sessionId).at(-1);
			const asks = async (content: string) =>
				await stage.sandbox.until(
					() => JSON.stringify(last()?.content).includes(content),
					PATIENCE,
				);
			await asks('What can we do for you?');
			stage.sandbox.visitor.choose(sessionId, Number(last()?.fingerprint), 'track');
			await asks('What is the number of your order?');
			stage.sandbox.visitor.say('1042/7', { sessionId });
			await asks('Your order is on its way.');
			expect(asked).toEqual(['/orders/1042%2F7']);
			await succeeded(id, 1);
		});
	} finally {
		shop.close();
	}
});

test('ask the team: the visitor gets what an operator has answered in a private note', async () => {
	decide = (request) => {
		const { role, content } = last(request);
		if (role !== 'tool') return { tool: 'Tell_visitor', input: {} };
		const answer = /"text":"([^"]+)"/.exec(String(content));
		return answer
			? `The team says: ${answer[1]}`
			: { tool: 'Ask_team', input: { question: 'Do we ship to Norway?' } };
	};
	await whilePublished('ask-the-team', withModel, async (id) => {
		const { sessionId } = stage.sandbox.visitor.say('Do you ship to Norway?');
		await stage.sandbox.until(() => answers(sessionId).length >= 2, PATIENCE);
		await operator.note(sessionId, 'Yes, for 12 euros.');
		await succeeded(id, 1);
		expect(answers(sessionId)).toMatchObject([
			{ type: 'text', content: expect.stringContaining('asking a colleague') },
			{ type: 'note', content: expect.stringContaining('Do we ship to Norway?') },
			{ type: 'note', content: 'Yes, for 12 euros.' },
			{ type: 'text', content: 'The team says: Yes, for 12 euros.', automated: true },
		]);
		expect(stage.sandbox.visitor.sees(sessionId).map(({ content }) => content)).toEqual([
			'Do you ship to Norway?',
			expect.stringContaining('asking a colleague'),
			'The team says: Yes, for 12 euros.',
		]);
	});
});

test('rating follow-up: a rating below three stars makes a note, a label and one task', async () => {
	const tasks: unknown[] = [];
	const tracker = http.createServer((request, response) => {
		void json(request).then((task) => {
			tasks.push([request.headers['x-key'], task]);
			response.writeHead(201).end();
		});
	});
	await new Promise<void>((resolve) => tracker.listen(0, '127.0.0.1', resolve));
	const { port } = tracker.address() as AddressInfo;
	const header = await stage.n8n.client.createCredential('httpHeaderAuth', 'Tasks', {
		name: 'x-key',
		value: 'key-of-the-tracker',
	});
	const completion = {
		credentialOf: (node: INode) => (node.name === 'Create task' ? header : onlyCrisp(node)),
		fill: { 'Create task': { url: `http://127.0.0.1:${port}/tasks` } },
	};
	try {
		await whilePublished('rating-follow-up', completion, async (id) => {
			const { visitor, websiteId } = stage.sandbox;
			const { sessionId: content } = visitor.say('Thank you!');
			const { sessionId: unhappy } = visitor.say('Still broken');
			await operator.changeMeta(unhappy, { segments: ['vip'] });
			visitor.rate(content, 3);
			visitor.rate(unhappy, 2, 'He said "wait" twice');
			await succeeded(id, 2);
			expect(tasks).toEqual([
				[
					'key-of-the-tracker',
					{
						title: 'Call back: 2 of 5 stars',
						comment: 'He said "wait" twice',
						link: `https://app.crisp.chat/website/${websiteId}/inbox/${unhappy}/`,
					},
				],
			]);
			expect(conversation(unhappy).meta.segments).toEqual(['vip', 'unhappy']);
			expect(answers(unhappy)).toMatchObject([
				{ type: 'note', content: 'Rated 2 of 5: He said "wait" twice' },
			]);
			expect(conversation(content).meta.segments).toEqual([]);
			expect(answers(content)).toEqual([]);
		});
	} finally {
		tracker.close();
	}
});

describe('approve-in-the-inbox', () => {
	test.each([
		['approve', [{ order: '1042', amount: 12, reason: 'Stale' }]],
		['decline', []],
	])('the shop pays back only what the team approves: %s', async (word, paid) => {
		const refunds: unknown[] = [];
		const shop = http.createServer((request, response) => {
			void json(request).then((refund) => {
				refunds.push(refund);
				response.setHeader('content-type', 'application/json');
				response.end('{"refunded":true}');
			});
		});
		await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
		const { port } = shop.address() as AddressInfo;
		const header = await stage.n8n.client.createCredential('httpHeaderAuth', 'Shop', {
			name: 'x-key',
			value: 'none',
		});
		const completion: Completion = {
			credentialOf: (node) =>
				node.name === 'Refund order' ? header : withModel.credentialOf(node),
			fill: { 'Refund order': { url: `http://127.0.0.1:${port}/refunds` } },
		};
		const toolParameters = { order: '1042', amount: 12, reason: 'Stale' };
		decide = (request) =>
			last(request).role === 'tool'
				? 'The team has decided.'
				: { tool: 'Refund_order', input: { toolParameters } };
		try {
			await whilePublished('approve-in-the-inbox', completion, async (id) => {
				const { sessionId } = stage.sandbox.visitor.say('Refund order 1042, it is stale');
				await stage.sandbox.until(() => answers(sessionId).length >= 1, PATIENCE);
				expect(answers(sessionId)).toMatchObject([
					{
						type: 'note',
						content: expect.stringContaining('Refund 12 EUR for order 1042? Reason: Stale'),
					},
				]);
				expect(refunds).toEqual([]);
				await operator.note(sessionId, word);
				await succeeded(id, 1);
				expect(refunds).toEqual(paid);
				expect(answers(sessionId).at(-1)).toMatchObject({
					type: 'text',
					content: 'The team has decided.',
				});
			});
		} finally {
			shop.close();
		}
	});
});

test('summary on resolve: a resolved conversation gets a note with what the model says', async () => {
	decide = () => 'Wanted a refund. Was told how.';
	await whilePublished('summary-on-resolve', withModel, async (id) => {
		const { sessionId } = stage.sandbox.visitor.say('How do I send it back?');
		await operator.answer(sessionId, 'With the label in the box.');
		await operator.resolve(sessionId);
		await stage.sandbox.until(() => answers(sessionId).length >= 2, PATIENCE);
		expect(answers(sessionId)[1]).toMatchObject({
			type: 'note',
			content: 'Summary: Wanted a refund. Was told how.',
			automated: true,
		});
		expect(model.requests).toHaveLength(1);
		const seen = model.requests[0].messages.map(textOf).join('\n');
		expect(seen).toContain('How do I send it back?');
		expect(seen).toContain('With the label in the box.');
		const executions = await succeeded(id, 1);
		expect(itemsOf(executions[0], 'Add summary')).toHaveLength(1);
	});
});
