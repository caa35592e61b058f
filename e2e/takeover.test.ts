import { OPERATOR_IDS } from '../sandbox';
import { autoReply } from './autoReply';
import { itemsOf, type NodeInput, type StoredCredential } from './client';
import { sendNode } from './nodes';
import { Operator } from './operator';
import { setStage, type Stage } from './stage';

let stage: Stage;
let credential: StoredCredential;
let operator: Operator;

beforeAll(async () => {
	stage = await setStage();
	credential = await stage.credential();
	operator = new Operator(stage.sandbox);
});
afterAll(async () => await stage.close());

/** Generous, for machines that are busy with other things. */
const PATIENCE = { timeout: 120_000 };

/** Publishes an auto-reply whose nodes are changed by name, for as long as `test` takes. */
async function whilePublished(
	parameters: Record<string, NodeInput['parameters']>,
	test: (id: string) => Promise<void>,
): Promise<void> {
	const input = autoReply(credential);
	const nodes = input.nodes.map((node, index) => ({
		...node,
		parameters: { ...node.parameters, ...parameters[index === 0 ? 'trigger' : 'reply'] },
	}));
	const workflow = await stage.n8n.client.createWorkflow({ ...input, nodes });
	try {
		const { status } = await stage.n8n.client.activate(workflow);
		expect(status).toBe('published');
		await stage.sandbox.until(
			() => stage.sandbox.sockets().some(({ authenticated }) => authenticated),
			PATIENCE,
		);
		stage.sandbox.clearRequests();
		await test(workflow.id);
	} finally {
		await stage.n8n.client.deactivate(workflow.id);
	}
	await stage.sandbox.until(() => stage.sandbox.sockets().length === 0, PATIENCE);
}

const replies = (sessionId: string) =>
	stage.sandbox
		.messages(sessionId)
		.filter(({ automated }) => automated)
		.map(({ content }) => String(content));

/** A visitor asks and gets an answer. @returns the conversation */
async function isAnswered(text: string, known?: string): Promise<string> {
	const { sessionId } = stage.sandbox.visitor.say(text, { sessionId: known });
	const answer = () => replies(sessionId).some((reply) => reply.includes(text));
	await stage.sandbox.until(answer, PATIENCE);
	return sessionId;
}

/** A visitor asks and gets none: what another one asks afterwards is answered. */
async function isNotAnswered(text: string, sessionId: string, other: string): Promise<void> {
	stage.sandbox.visitor.say(text, { sessionId });
	await isAnswered(`After ${text}`, other);
	expect(replies(sessionId).join()).not.toContain(text);
}

/** How often conversations were looked at. */
const looks = () =>
	stage.sandbox.requests.filter(
		({ verb, path }) => verb === 'GET' && /conversation\/[^/]+(\/messages)?$/.test(path),
	).length;

test('an answer, an assignment and a flag take over; each is given back, and none takes a request', async () => {
	await whilePublished({ trigger: { humanTakeover: 'untilHandedBack' } }, async () => {
		const other = await isAnswered('Somebody else');
		const session = await isAnswered('First');
		expect(looks()).toBe(4);

		await operator.answer(session, 'I am a human');
		await isNotAnswered('To the human', session, other);
		await operator.resolve(session);
		await isAnswered('After the human', session);

		await operator.assign(session, OPERATOR_IDS.owner);
		await isNotAnswered('To whom it is assigned', session, other);
		await operator.assign(session, null);
		await isAnswered('After the assignment', session);

		await operator.changeMeta(session, { data: { ai_status: 'disabled' } });
		await isNotAnswered('To whom it was handed off', session, other);
		await operator.changeMeta(session, { data: { ai_status: 'enabled' } });
		await isAnswered('After the hand-off', session);

		await operator.assign(session, OPERATOR_IDS.owner);
		await isNotAnswered('Before the resolution', session, other);
		await operator.resolve(session);
		await isAnswered('After the resolution', session);
		expect(looks()).toBe(4);
	});
});

test('what was taken over and given back is known after n8n was killed', async () => {
	await whilePublished({ trigger: { humanTakeover: 'untilHandedBack' } }, async () => {
		const other = await isAnswered('Other');
		const taken = await isAnswered('Taken');
		const givenBack = await isAnswered('Given back');
		await operator.assign(givenBack, OPERATOR_IDS.owner);
		await operator.resolve(givenBack);
		await isAnswered('Stores what is known', other);
		await isAnswered('With the operator still assigned', givenBack);
		await stage.n8n.kill();
		await operator.assign(taken, OPERATOR_IDS.owner);
		const { sessionId: asked } = stage.sandbox.visitor.say('While away', { sessionId: taken });
		await stage.n8n.start();
		await isAnswered('Other again', other);
		await isAnswered('Once more', givenBack);
		expect(replies(asked).join()).not.toContain('While away');
	});
});

test('typing is shown while the workflow runs, and ends also where it fails', async () => {
	const shown = () =>
		stage.sandbox.requests
			.filter(({ path }) => path.endsWith('/compose'))
			.map(({ body }) => (body as { type: string }).type);
	const parameters = {
		trigger: { options: { showTyping: true } },
		reply: { ...sendNode(credential).parameters, text: '={{ $json.no.such.thing() }}' },
	};
	await whilePublished(parameters, async (id) => {
		const { sessionId } = stage.sandbox.visitor.say('Hello');
		const [execution] = await stage.n8n.client.finishedExecutions(id, 1);
		expect(execution.status).toBe('error');
		await stage.sandbox.until(() => shown().length === 2, PATIENCE);
		expect(shown()).toEqual(['start', 'stop']);
		expect(replies(sessionId)).toEqual([]);
	});
});

test('a new conversation starts the workflow, and a reopened one has its state before', async () => {
	const events = ['conversation:new', 'conversation:reopened'];
	await whilePublished({ trigger: { events } }, async (id) => {
		const session = await isAnswered('First');
		stage.sandbox.visitor.say('Second', { sessionId: session });
		await operator.resolve(session);
		stage.sandbox.visitor.say('Third', { sessionId: session });
		const executions = await stage.n8n.client.finishedExecutions(id, 2);
		const items = executions.flatMap((execution) => itemsOf(execution, 'Visitor writes') ?? []);
		const told = items.map(({ event, chatInput, state, previous_state }) => ({
			event,
			chatInput,
			state,
			previous_state,
		}));
		expect(told).toHaveLength(2);
		expect(told).toEqual(
			expect.arrayContaining([
				{ event: 'conversation:new', chatInput: 'First' },
				{ event: 'conversation:reopened', state: 'unresolved', previous_state: 'resolved' },
			]),
		);
	});
});
