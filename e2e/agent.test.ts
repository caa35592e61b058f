import { chatbot } from './chatbot';
import type { StoredCredential } from './client';
import {
	startLanguageModel,
	type ChatReply,
	type ChatRequest,
	type LanguageModel,
} from './languageModel';
import { setStage, type Stage } from './stage';

let stage: Stage;
let credential: StoredCredential;
let model: LanguageModel;
let decide: (request: ChatRequest) => ChatReply;

beforeAll(async () => {
	stage = await setStage();
	credential = await stage.credential();
	model = await startLanguageModel((request) => decide(request));
});
afterAll(async () => {
	await model?.close();
	await stage?.close();
});

const PATIENCE = { timeout: 60_000 };

const MEMORY = { type: '@n8n/n8n-nodes-langchain.memoryBufferWindow', typeVersion: 1.3 };

async function publishChatbot() {
	const openAi = await stage.n8n.client.createCredential('openAiApi', 'Model', {
		apiKey: 'none',
		url: model.url,
	});
	const workflow = await stage.n8n.client.createWorkflow(chatbot(credential, openAi, MEMORY));
	expect((await stage.n8n.client.activate(workflow)).status).toBe('published');
	await stage.sandbox.until(
		() => stage.sandbox.sockets().some(({ authenticated }) => authenticated),
		PATIENCE,
	);
	return workflow;
}

const lastOf = ({ messages }: ChatRequest) => messages[messages.length - 1];

const answers = (sessionId: string) =>
	stage.sandbox
		.messages(sessionId)
		.filter(({ from }) => from === 'operator')
		.map(({ content }) => content);

/** A visitor says something; resolves when the conversation has so many answers. */
async function ask(text: string, count: number, known?: string) {
	const { sessionId } = stage.sandbox.visitor.say(text, { sessionId: known });
	await stage.sandbox.until(() => answers(sessionId).length >= count, PATIENCE);
	return sessionId;
}

test('an agent answers visitors, remembers each, and uses operations as tools', async () => {
	const { id } = await publishChatbot();
	try {
		decide = ({ messages }) => {
			const said = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
			return `You said: ${said.join(' / ')}`;
		};
		const vera = await ask('My name is Vera', 1);
		const boris = await ask('I am Boris', 1);
		await ask('Who am I?', 2, vera);
		expect(answers(vera)).toEqual([
			'You said: My name is Vera',
			'You said: My name is Vera / Who am I?',
		]);
		expect(answers(boris)).toEqual(['You said: I am Boris']);

		decide = (request) =>
			lastOf(request).role === 'tool'
				? `The tool said: ${lastOf(request).content}`
				: { tool: 'Change_state', input: { state: 'resolved' } };
		await ask('That was all, thank you', 2, boris);
		const [{ function: tool }] = model.requests.at(-1)?.tools ?? [];
		expect(tool.description).toMatch(/conversation/i);
		expect(tool.parameters).toMatchObject({
			properties: { state: { type: 'string', description: 'pending, unresolved or resolved' } },
			required: ['state'],
		});
		expect(answers(boris)[1]).toContain('"success":true');
		const conversations = stage.sandbox.conversations();
		expect(conversations).toContainEqual(
			expect.objectContaining({ session_id: boris, state: 'resolved' }),
		);
	} finally {
		await stage.n8n.client.deactivate(id);
	}
});

test('an agent is told in words what Crisp refuses', async () => {
	const { id } = await publishChatbot();
	try {
		decide = (request) =>
			lastOf(request).role === 'tool'
				? `It said: ${lastOf(request).content}`
				: { tool: 'Change_state', input: { state: 'forgotten' } };
		const sessionId = await ask('Forget me', 1);
		expect(answers(sessionId)[0]).toMatch(/It said: .*state/i);
	} finally {
		await stage.n8n.client.deactivate(id);
	}
});
