import { randomUUID } from 'node:crypto';
import { Asking, byId, itemOf, PATIENCE } from './asking';
import { itemsOf, type StoredCredential, type StoredWorkflow } from './client';
import {
	startLanguageModel,
	type ChatReply,
	type ChatRequest,
	type LanguageModel,
} from './languageModel';
import {
	CRISP_ASK,
	CRISP_ASK_REVIEW,
	CRISP_ASK_TOOL,
	CRISP_TOOL,
	CRISP_TRIGGER,
	CRISP_WEBHOOK_TRIGGER,
} from './nodes';
import { Operator } from './operator';
import { setStage, type Stage } from './stage';
import { waitUntil } from './waitUntil';

let stage: Stage;
let credential: StoredCredential;
let asking: Asking;

beforeAll(async () => {
	stage = await setStage();
	credential = await stage.credential();
	asking = new Asking(stage, credential);
});
afterAll(async () => await stage?.close());

afterEach(async () => await asking.tidyUp());

const messages = (sessionId: string) => stage.sandbox.messages(sessionId);

test('a visitor is asked, and the answer continues that execution and starts none', async () => {
	const workflow = await asking.publish({ responseType: 'freeText' });
	const { sessionId } = stage.sandbox.visitor.say('Where is my parcel?');
	const [id] = await asking.waiting(workflow);
	stage.sandbox.clearRequests();
	expect(messages(sessionId).at(-1)).toMatchObject({
		type: 'text',
		from: 'operator',
		content: 'What is the number of your order?',
		automated: true,
	});
	expect(asking.metaOf(sessionId).segments).toEqual(['n8n-waiting']);

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
	await asking.unmarked(sessionId);
	expect(stage.sandbox.requests.length).toBeLessThanOrEqual(3);
	expect(await asking.startsAnother(workflow, sessionId, 1)).toHaveLength(2);
});

const BUTTONS = {
	button: [
		{ label: 'Track an order', value: 'track' },
		{ label: 'Talk to a person', value: '' },
	],
};

test('a button continues the execution, also when nothing but the asking process listens', async () => {
	const { sessionId } = stage.sandbox.visitor.say('Hello');
	const [workflow, id] = await asking.byHand({
		sessionId: byId(sessionId),
		message: 'What can I do for you?',
		responseType: 'buttons',
		buttons: BUTTONS,
	});
	await asking.waiting(workflow);
	const question = messages(sessionId).at(-1);
	expect(question).toMatchObject({
		type: 'picker',
		content: { text: 'What can I do for you?', choices: [{ value: 'track' }, {}] },
	});
	// Words are no answer to buttons.
	stage.sandbox.visitor.say('I do not know', { sessionId });
	stage.sandbox.visitor.choose(sessionId, Number(question?.fingerprint), 'Talk to a person');
	const execution = await stage.n8n.client.execution(id);
	expect(itemOf(execution)).toMatchObject({
		answered: true,
		text: 'Talk to a person',
		value: 'Talk to a person',
		answered_by: 'visitor',
		answer_fingerprint: question?.fingerprint,
	});
});

const linksIn = (sessionId: string): string[] =>
	String(messages(sessionId).at(-1)?.content).match(/http\S+/g) ?? [];

test('the team approves by link: a preview, a HEAD and a forged link decide nothing', async () => {
	const workflow = await asking.publish({ responseType: 'approval', message: 'Refund 20 EUR?' });
	const { sessionId } = stage.sandbox.visitor.say('I want my money back');
	const [id] = await asking.waiting(workflow);
	expect(messages(sessionId).at(-1)).toMatchObject({ type: 'note', automated: true });
	expect(messages(sessionId).at(-1)?.content).toContain('This n8n has no public address');
	const [approve, decline] = linksIn(sessionId);

	const page = await fetch(approve);
	expect(await page.text()).toMatch(/<button type="submit">Approve<\/button>/);
	await fetch(approve, { method: 'HEAD' });
	const forged = await fetch(decline.replace('choice=decline', 'choice=approve'), {
		method: 'POST',
	});
	expect(forged.status).toBe(401);
	// The address of pokes is in the data of the conversation, where a visitor can read it.
	const { open } = JSON.parse(String(asking.metaOf(sessionId).data.n8n_ask)) as {
		open: Array<{ to: string }>;
	};
	const poke = async () =>
		await fetch(new URL(open[0].to, approve), {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ session_id: sessionId, approved: true, choice: 'approve' }),
		});
	expect(await (await poke()).json()).toEqual({ crispAsk: { state: 'waiting', taken: [] } });
	expect(await asking.waiting(workflow)).toEqual([id]);

	const pressed = await fetch(approve, { method: 'POST' });
	expect(await pressed.text()).toContain('Thank you. Your answer is “Approve”');
	const execution = await stage.n8n.client.execution(id);
	expect(itemOf(execution)).toMatchObject({
		approved: true,
		answered_by: 'link',
		data: { approved: true },
	});
	expect(await (await fetch(decline, { method: 'POST' })).text()).not.toContain('Thank you');
	await poke();
	expect(await stage.n8n.client.executions(workflow.id)).toHaveLength(1);
});

test('the team declines by link, with the words of the node', async () => {
	const workflow = await asking.publish({
		responseType: 'approval',
		message: 'Refund 20 EUR?',
		options: { approveLabel: 'Pay back', declineLabel: 'Keep' },
	});
	const { sessionId } = stage.sandbox.visitor.say('I want my money back');
	const [id] = await asking.waiting(workflow);
	const [, decline] = linksIn(sessionId);
	expect(await (await fetch(decline)).text()).toMatch(/<button type="submit">Keep<\/button>/);
	await fetch(decline, { method: 'POST' });
	expect(itemOf(await stage.n8n.client.execution(id))).toMatchObject({
		answered: true,
		approved: false,
		text: 'Keep',
		value: 'decline',
		answered_by: 'link',
	});
	await asking.unmarked(sessionId);
});

test('the team declines by a note, and other notes and the visitor decide nothing', async () => {
	const operator = new Operator(stage.sandbox);
	const workflow = await asking.publish(
		{ responseType: 'approval', message: 'Refund 20 EUR?' },
		{ events: ['message:send', 'message:received'], options: { ignoreAutomated: true } },
	);
	const { sessionId } = stage.sandbox.visitor.say('I want my money back');
	const [id] = await asking.waiting(workflow);
	await operator.note(sessionId, 'Shall we approve?');
	await operator.note(sessionId, ' DECLINE ');
	const execution = await stage.n8n.client.execution(id);
	expect(itemOf(execution)).toMatchObject({
		answered: true,
		approved: false,
		text: 'Decline',
		answered_by: { name: 'Olivia Owner' },
	});
	// The other note has started a workflow, the answer has not.
	const all = await waitUntil('the other note has started one', async () => {
		const found = await stage.n8n.client.executions(workflow.id);
		return found.length >= 2 && found;
	});
	expect(all).toHaveLength(2);
});

test.each(['before', 'while'])(
	'an answer given after n8n was killed, %s it is down, continues the one execution at the next start',
	async (when) => {
		const workflow = await asking.publish({ responseType: 'freeText' });
		const { sessionId } = stage.sandbox.visitor.say('Where is my parcel?');
		const [id] = await asking.waiting(workflow);
		if (when === 'before') {
			stage.sandbox.faults.realtime.clear();
			stage.sandbox.visitor.say('1042', { sessionId });
			await stage.n8n.kill();
		} else {
			await stage.n8n.kill();
			stage.sandbox.visitor.say('1042', { sessionId });
		}
		await asking.restart();
		const execution = await stage.n8n.client.execution(id);
		expect(itemOf(execution)).toMatchObject({ answered: true, text: '1042' });
		await asking.listening();
		const all = await asking.startsAnother(workflow, sessionId, 1);
		expect(all).toHaveLength(2);
	},
	240_000,
);

test('many are asked at once, and at the limit the execution continues with the answers that are there', async () => {
	const sessions = Array.from({ length: 20 }, (_, index) =>
		stage.sandbox.visitor.say(`Hello from ${index}`),
	).map(({ sessionId }) => sessionId);
	const [workflow, id] = await asking.byHand(
		{
			sessionId: byId('={{ $json.id }}'),
			message: 'Are you satisfied?',
			options: {
				limitWaitTime: {
					values: { limitType: 'afterTimeInterval', resumeAmount: 0.5, resumeUnit: 'minutes' },
				},
			},
		},
		sessions.map((one) => ({ id: one })),
	);
	await asking.waiting(workflow);
	stage.sandbox.clearRequests();
	for (const sessionId of sessions.slice(1)) stage.sandbox.visitor.say('Yes', { sessionId });
	const execution = await stage.n8n.client.execution(id);
	const requestsOf = (sessionId: string) =>
		stage.sandbox.requests.filter(({ path }) => path.includes(sessionId)).length;
	const items = itemsOf(execution, 'Ask') ?? [];
	expect(items.map(({ session_id }) => session_id)).toEqual(sessions);
	expect(items.map(({ answered }) => answered)).toEqual([false, ...Array(19).fill(true)]);
	expect(items.map(({ timed_out }) => timed_out)).toEqual([true, ...Array(19).fill(false)]);
	await stage.sandbox.until(
		() => sessions.every((sessionId) => asking.metaOf(sessionId).segments.length === 0),
		PATIENCE,
	);
	expect(sessions.map(requestsOf)).toEqual(Array(20).fill(3));
}, 180_000);

test('an answer starts no workflow by web hook either, and the message after it does', async () => {
	const webhookId = randomUUID();
	const secret = 'a-key-that-nobody-may-see';
	const hooked = await stage.credential('website', { webhookSecret: secret });
	const workflow = await stage.n8n.client.createWorkflow({
		name: 'Asks by hook',
		nodes: [
			{
				name: 'Hook',
				type: CRISP_WEBHOOK_TRIGGER,
				credential: hooked,
				webhookId,
				parameters: { events: ['message:send'] },
			},
			{
				name: 'Ask',
				type: CRISP_ASK,
				credential: hooked,
				parameters: {
					sessionId: byId('={{ $json.session_id }}'),
					message: 'What is the number of your order?',
					responseType: 'freeText',
				},
			},
		],
		connections: [['Hook', 'Ask']],
	});
	await asking.activate(workflow);
	const remove = stage.sandbox.addHook({
		kind: 'website',
		url: `${stage.n8n.url}/webhook/${webhookId}/crisp?key=${secret}`,
		events: ['message:send'],
	});
	try {
		const { sessionId } = stage.sandbox.visitor.say('Where is my parcel?');
		const [id] = await asking.waiting(workflow);
		stage.sandbox.visitor.say('1042', { sessionId });
		const execution = await stage.n8n.client.execution(id);
		expect(itemOf(execution)).toMatchObject({ answered: true, text: '1042' });
		expect(await asking.startsAnother(workflow, sessionId, 1)).toHaveLength(2);
	} finally {
		remove();
	}
});

test('with Pass On Answers the answer continues the execution and starts the workflow as well', async () => {
	const workflow = await asking.publish(
		{ responseType: 'freeText' },
		{ options: { passOnAnswers: true, ignoreAutomated: true } },
	);
	const { sessionId } = stage.sandbox.visitor.say('Where is my parcel?');
	const [id] = await asking.waiting(workflow);
	stage.sandbox.visitor.say('1042', { sessionId });
	expect(itemOf(await stage.n8n.client.execution(id))).toMatchObject({ text: '1042' });
	const [other] = await asking.waiting(workflow);
	expect(other).not.toBe(id);
});

test('a message to a cancelled execution starts the workflow, and the mark goes', async () => {
	const workflow = await asking.publish({ responseType: 'freeText' });
	const { sessionId } = stage.sandbox.visitor.say('Where is my parcel?');
	const [id] = await asking.waiting(workflow);
	await stage.n8n.client.stop(id);
	const before = String(asking.metaOf(sessionId).data.n8n_ask);
	stage.sandbox.visitor.say('Never mind', { sessionId });
	const [other] = await asking.waiting(workflow);
	expect(other).not.toBe(id);
	expect((await stage.n8n.client.execution(id)).status).toBe('canceled');
	const openAddress = /"to":"([^"]+)"/.exec(before)?.[1] ?? 'none';
	await stage.sandbox.until(
		() => !String(asking.metaOf(sessionId).data.n8n_ask).includes(openAddress),
		PATIENCE,
	);
});

describe('agents', () => {
	let model: LanguageModel;
	let openAi: StoredCredential;
	let decide: (request: ChatRequest) => ChatReply;

	beforeAll(async () => {
		model = await startLanguageModel((request) => decide(request));
		openAi = await stage.n8n.client.createCredential('openAiApi', 'Model', {
			apiKey: 'none',
			url: model.url,
		});
	});
	afterAll(async () => await model?.close());

	const lastOf = ({ messages: all }: ChatRequest) => all[all.length - 1];

	async function publishAgent(
		tools: Parameters<typeof stage.n8n.client.createWorkflow>[0]['nodes'],
		connections: Array<[string, string, 'ai_tool']>,
	): Promise<StoredWorkflow> {
		const workflow = await stage.n8n.client.createWorkflow({
			name: 'Agent',
			nodes: [
				{
					name: 'Visitor writes',
					type: CRISP_TRIGGER,
					credential,
					parameters: { events: ['message:send'] },
				},
				{
					name: 'AI Agent',
					type: '@n8n/n8n-nodes-langchain.agent',
					typeVersion: 3.1,
					parameters: { options: { systemMessage: 'You help the visitors of a shop.' } },
				},
				{
					name: 'Model',
					type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
					typeVersion: 1.2,
					credential: openAi,
					parameters: { model: { __rl: true, mode: 'id', value: 'scripted' } },
				},
				...tools,
			],
			connections: [
				['Visitor writes', 'AI Agent'],
				['Model', 'AI Agent', 'ai_languageModel'],
				...connections,
			],
		});
		await asking.activate(workflow);
		await asking.listening();
		return workflow;
	}

	const inConversation = {
		sessionId: byId("={{ $('Visitor writes').first().json.session_id }}"),
	};

	test('an agent asks the visitor as a tool, and goes on with the answer', async () => {
		decide = (request) =>
			lastOf(request).role === 'tool'
				? `It said: ${lastOf(request).content}`
				: { tool: 'Ask_visitor', input: { question: 'Which order?' } };
		const workflow = await publishAgent(
			[
				{
					name: 'Ask visitor',
					type: CRISP_ASK_TOOL,
					credential,
					parameters: {
						...inConversation,
						message: "={{ $fromAI('question', 'what to ask', 'string') }}",
						responseType: 'freeText',
					},
				},
			],
			[['Ask visitor', 'AI Agent', 'ai_tool']],
		);
		const { sessionId } = stage.sandbox.visitor.say('Where is my parcel?');
		const [id] = await asking.waiting(workflow);
		expect(messages(sessionId).at(-1)?.content).toBe('Which order?');
		stage.sandbox.visitor.say('1042', { sessionId });
		const execution = await stage.n8n.client.execution(id);
		expect(String(itemsOf(execution, 'AI Agent')?.[0].output)).toContain('"text":"1042"');
		expect(await stage.n8n.client.executions(workflow.id)).toHaveLength(1);
	});

	test.each([
		['approve', /"success":true/, 'resolved'],
		['decline', /reject|denied|declin/i, 'pending'],
	])('the team reviews a tool of an agent: %s', async (word, said, state) => {
		decide = (request) =>
			lastOf(request).role === 'tool'
				? `It said: ${lastOf(request).content}`
				: { tool: 'Change_state', input: { toolParameters: { state: 'resolved' } } };
		const workflow = await publishAgent(
			[
				{
					name: 'Review',
					type: CRISP_ASK_REVIEW,
					credential,
					parameters: {
						...inConversation,
						message: '=Run {{ $tool.name }}?',
					},
				},
				{
					name: 'Change state',
					type: CRISP_TOOL,
					credential,
					parameters: {
						resource: 'conversation',
						operation: 'changeState',
						...inConversation,
						state: "={{ $fromAI('state', 'pending, unresolved or resolved', 'string') }}",
					},
				},
			],
			[
				['Review', 'AI Agent', 'ai_tool'],
				['Change state', 'Review', 'ai_tool'],
			],
		);
		const { sessionId } = stage.sandbox.visitor.say('That was all');
		const [id] = await asking.waiting(workflow);
		expect(String(messages(sessionId).at(-1)?.content)).toMatch(/^Run Change.state\?/);
		await new Operator(stage.sandbox).note(sessionId, word);
		const execution = await stage.n8n.client.execution(id);
		expect(String(itemsOf(execution, 'AI Agent')?.[0].output)).toMatch(said);
		const conversation = stage.sandbox
			.conversations()
			.find(({ session_id }) => session_id === sessionId);
		expect(conversation?.state).toBe(state);
	});
});
