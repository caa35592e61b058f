import type { IDataObject, NodeConnectionType } from 'n8n-workflow';

import { chatbot, given } from './chatbot';
import { itemsOf, type Execution, type NodeInput, type StoredCredential } from './client';
import {
	startLanguageModel,
	textOf,
	type ChatReply,
	type ChatRequest,
	type LanguageModel,
} from './languageModel';
import { CRISP_CHAT_MEMORY } from './nodes';
import { Operator } from './operator';
import { currentRun } from './run';
import { setStage, type Stage } from './stage';

/** n8n before 2.20 has no SDK for memories of packages. */
const HAS_MEMORIES = Number(currentRun().host.version.split('.')[1]) >= 20;

let stage: Stage;
let crisp: StoredCredential;
let openAi: StoredCredential;
let operator: Operator;
let model: LanguageModel;
let decide: (request: ChatRequest) => ChatReply;

beforeAll(async () => {
	stage = await setStage();
	crisp = await stage.credential();
	operator = new Operator(stage.sandbox);
	model = await startLanguageModel((request) => decide(request));
	openAi = await stage.n8n.client.createCredential('openAiApi', 'Model', {
		apiKey: 'none',
		url: model.url,
	});
});
beforeEach(() => {
	model.requests.length = 0;
	stage.sandbox.clearRequests();
	decide = ({ messages }) => `Answer to: ${textOf(messages[messages.length - 1])}`;
});
afterAll(async () => {
	await model?.close();
	await stage?.close();
});

const PATIENCE = { timeout: 90_000 };

const MEMORY: NodeInput = { name: 'Memory', type: CRISP_CHAT_MEMORY };

/** Publishes the chatbot. @returns its ID */
async function publishChatbot(): Promise<string> {
	const workflow = await stage.n8n.client.createWorkflow(chatbot(crisp, openAi));
	expect((await stage.n8n.client.activate(workflow)).status).toBe('published');
	await connected();
	return workflow.id;
}

const connected = async () =>
	await stage.sandbox.until(
		() => stage.sandbox.sockets().some(({ authenticated }) => authenticated),
		PATIENCE,
	);

const answers = (sessionId: string) =>
	stage.sandbox
		.messages(sessionId)
		.filter(({ automated }) => automated === true)
		.map(({ content }) => content);

/** A visitor says something; resolves when the bot has given so many answers. */
async function ask(text: string, count: number, known?: string): Promise<string> {
	const { sessionId } = stage.sandbox.visitor.say(text, { sessionId: known });
	await stage.sandbox.until(() => answers(sessionId).length >= count, PATIENCE);
	return sessionId;
}

const reads = () =>
	stage.sandbox.requests.filter(({ verb, path }) => verb === 'GET' && path.endsWith('/messages'))
		.length;

const writes = () => stage.sandbox.requests.filter(({ verb }) => verb !== 'GET');

/** Runs a Chat Memory Manager over the memory by hand; resolves with the execution. */
async function manage(item: IDataObject, parameters: NodeInput['parameters']): Promise<Execution> {
	const aiMemory: NodeConnectionType = 'ai_memory';
	const { id } = await stage.n8n.client.createWorkflow({
		name: 'Manager',
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{
				name: 'Manager',
				type: '@n8n/n8n-nodes-langchain.memoryManager',
				typeVersion: 1.1,
				parameters,
			},
			{ ...MEMORY, credential: crisp },
		],
		connections: [
			['Start', 'Manager'],
			['Memory', 'Manager', aiMemory],
		],
		items: [item],
	});
	return await stage.n8n.client.execution(await stage.n8n.client.run(id, 'Start'));
}

const errorOf = ({ data }: Execution) => data.resultData.error;

if (HAS_MEMORIES) {
	test('an agent knows after a kill of n8n what it and a colleague have answered', async () => {
		const id = await publishChatbot();
		try {
			const sessionId = await ask('My name is Vera', 1);
			await operator.answer(sessionId, 'Hello Vera, your order left today.');
			await ask('Thank you', 2, sessionId);

			await stage.n8n.kill();
			await stage.n8n.start();
			await stage.n8n.client.login();
			await connected();
			model.requests.length = 0;

			await ask('Who am I?', 3, sessionId);
			const name = /\[(.+), human operator\]/.exec(given(model.requests[0]).join('\n'))?.[1];
			expect(name).toMatch(/\w/);
			expect(model.requests.map(given)).toEqual([
				[
					'user: My name is Vera',
					`assistant: Answer to: My name is Vera\n\n[${name}, human operator] Hello Vera, your order left today.`,
					'user: Thank you',
					'assistant: Answer to: Thank you',
					'user: Who am I?',
				],
			]);
		} finally {
			await stage.n8n.client.deactivate(id);
		}
	});

	test('an agent that uses tools reads the conversation once, and its answer is sent once', async () => {
		const id = await publishChatbot();
		try {
			const sessionId = await ask('Hello', 1);
			model.requests.length = 0;
			stage.sandbox.clearRequests();
			decide = ({ messages }) => {
				const results = messages.filter(({ role }) => role === 'tool').length;
				if (results === 2) return 'All done';
				return { tool: 'Change_state', input: { state: results === 0 ? 'pending' : 'resolved' } };
			};
			await ask('Please close this', 2, sessionId);
			expect(model.requests).toHaveLength(3);
			for (const request of model.requests) {
				expect(given(request).slice(0, 3)).toEqual([
					'user: Hello',
					'assistant: Answer to: Hello',
					'user: Please close this',
				]);
			}
			expect(model.requests[2].messages.map(({ role }) => role).slice(-4)).toEqual([
				'assistant',
				'tool',
				'assistant',
				'tool',
			]);
			expect(reads()).toBe(1);
			expect(answers(sessionId)).toEqual(['Answer to: Hello', 'All done']);
			expect(writes().filter(({ verb }) => verb === 'POST')).toHaveLength(1);
		} finally {
			await stage.n8n.client.deactivate(id);
		}
	});

	test('Chat Memory Manager shows the conversation, and neither adds to it nor deletes it', async () => {
		const { sessionId } = stage.sandbox.visitor.say('Is anybody there?');
		await operator.answer(sessionId, 'I am.');
		const said = stage.sandbox.messages(sessionId);
		stage.sandbox.clearRequests();

		const shown = await manage({ sessionId }, { mode: 'load', simplifyOutput: true });
		expect(errorOf(shown)).toBeUndefined();
		const [{ messages }] = itemsOf(shown, 'Manager') ?? [];
		expect(messages).toEqual([
			{ human: 'Is anybody there?', ai: expect.stringMatching(/^\[.+, human operator\] I am\.$/) },
		]);

		const inserted = await manage(
			{ sessionId },
			{
				mode: 'insert',
				insertMode: 'insert',
				messages: { messageValues: [{ type: 'ai', message: 'Not to be sent' }] },
			},
		);
		expect(errorOf(inserted)).toBeUndefined();

		const deleted = await manage({ sessionId }, { mode: 'delete', deleteMode: 'all' });
		expect(errorOf(deleted)?.message).toMatch(/^Crisp Chat Memory deletes nothing/);
		expect(stage.sandbox.messages(sessionId)).toEqual(said);
		expect(writes()).toEqual([]);
	});

	test('a conversation that Crisp does not have is refused in words', async () => {
		const refused = await manage({ sessionId: 'session_none' }, { mode: 'load' });
		expect(errorOf(refused)?.message).toMatch(/no conversation with the ID in 'Session ID'/);
		const empty = await manage({}, { mode: 'load' });
		expect(errorOf(empty)?.message).toBe("'Session ID' is empty");
	});
} else {
	test('an n8n without memories of packages says what is needed, and nothing is sent', async () => {
		const { sessionId } = stage.sandbox.visitor.say('Hello');
		const refused = await manage({ sessionId }, { mode: 'load' });
		expect(errorOf(refused)?.message).toBe(
			'This n8n is too old for Crisp Chat Memory: n8n 2.20 or later is needed',
		);
		expect(reads()).toBe(0);
	});
}
