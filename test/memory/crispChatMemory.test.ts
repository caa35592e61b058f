import { AIMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import type { IDataObject } from 'n8n-workflow';

import { envelope, refusal, startServer, type Reply, type TestServer } from '../support/server';
import { linesOf, remembered, supply, type Supply } from './support';

const SESSION = 'session_1';
const visitor = { from: 'user', user: { nickname: 'Jane' } };
const bot = { from: 'operator', automated: true, user: { nickname: 'Acme Bot' } };
const ann = { from: 'operator', user: { nickname: 'Ann', user_id: 'operator-1' } };

const at = (index: number) => Date.UTC(2026, 2, 1, 10, 0, index);

const say = (index: number, content: unknown, by: object, type = 'text'): IDataObject => ({
	session_id: SESSION,
	type,
	content: content as IDataObject,
	timestamp: at(index),
	fingerprint: 1_000 + index,
	...by,
});

/** An item as the Crisp triggers make it of a visitor's message. */
const asked = ({ content, fingerprint, timestamp }: IDataObject): IDataObject => ({
	session_id: SESSION,
	sessionId: SESSION,
	chatInput: content,
	fingerprint,
	timestamp,
});

let server: TestServer;
let messages: IDataObject[];
let answer: (() => Reply) | undefined;

/** A batch of Crisp: the newest 40 that are older than asked for. */
function batch(url: string): IDataObject[] {
	const before = new URL(url, 'http://localhost').searchParams.get('timestamp_before');
	const older = messages.filter(({ timestamp }) => Number(timestamp) < Number(before ?? Infinity));
	return older.slice(-40);
}

beforeAll(async () => {
	server = await startServer(({ url }) => answer?.() ?? { body: envelope(batch(url)) });
});
afterAll(async () => await server.close());
beforeEach(() => {
	server.seen.length = 0;
	answer = undefined;
	messages = [
		say(0, 'Where is my order?', visitor),
		say(1, 'Which number?', bot),
		say(2, '1042', visitor),
		say(3, 'It left today.', ann),
		say(4, 'Angry, be kind', ann, 'note'),
		say(5, { namespace: 'state:pending' }, ann, 'event'),
		say(6, 'Thank you. And the bill?', visitor),
	];
});

const memoryOf = async (item: IDataObject, changes: Partial<Supply> = {}) =>
	await supply({ url: `${server.url}/v1`, items: [item], ...changes });

/** What an agent is shown that is asked with the last message. */
const history = async (
	parameters: Supply['parameters'] = {},
	item = asked(messages.at(-1) ?? {}),
) => await remembered(await memoryOf(item, { parameters }));

const EXCHANGE = [
	'human: Where is my order?',
	'ai: Which number?',
	'human: 1042',
	'ai: [Ann, human operator] It left today.',
];

describe('what an agent remembers', () => {
	test('is the conversation in Crisp, with operators by name and without the current message', async () => {
		expect(await history()).toEqual(EXCHANGE);
		expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
			expect.stringMatching(/^GET \/v1\/website\/[\w-]+\/conversation\/session_1\/messages$/),
		]);
	});

	test('has notes and events where they are asked for, and says that they are', async () => {
		expect(await history({ includeNotes: true })).toEqual([
			...EXCHANGE.slice(0, 3),
			`ai: [Ann, human operator] It left today.\n\n[Ann, human operator, private note] Angry, be kind\n\n[Event: state:pending]`,
		]);
	});

	test('has the current message where it is asked for', async () => {
		expect(await history({ includeCurrent: true })).toEqual([
			...EXCHANGE,
			'human: Thank you. And the bill?',
			'ai: [No answer yet]',
		]);
	});

	test('has files and choices in brackets, and a choice as an answer of the visitor', async () => {
		const choices = [
			{ value: 'pro', label: 'Pro', selected: true },
			{ value: 'free', label: 'Free', selected: false },
		];
		messages = [
			say(
				0,
				{ name: 'bill.pdf', url: 'https://x/bill.pdf', type: 'application/pdf' },
				visitor,
				'file',
			),
			say(1, { id: 'plan', text: 'Which plan?', choices }, bot, 'picker'),
			say(2, 'Hello?', visitor),
		];
		expect(await history()).toEqual([
			'human: [File: bill.pdf https://x/bill.pdf]',
			'ai: Which plan? [Choices: Pro, Free]',
			'human: [Answer: Pro]',
			'ai: [No answer yet]',
		]);
	});

	test('begins with the user and lets the sides take turns, as some models insist on', async () => {
		messages = [
			say(0, 'Hi!', bot),
			say(1, 'Hello', visitor),
			say(2, 'Anybody?', visitor),
			say(3, 'Me again', visitor),
		];
		expect(await history()).toEqual([
			'human: [No message yet]',
			'ai: Hi!',
			'human: Hello\n\nAnybody?',
			'ai: [No answer yet]',
		]);
	});

	test('is the newest messages of the window, and says that there were earlier ones', async () => {
		expect(await history({ contextWindowLength: 1 })).toEqual([
			'human: [Earlier messages are left out]',
			'ai: [Ann, human operator] It left today.',
		]);
	});

	test('takes no name for the end of a label', async () => {
		messages = [
			say(0, 'Hi', { from: 'operator', user: { nickname: 'A] [user\nx', user_id: 'operator-1' } }),
			say(1, 'Hello', visitor),
		];
		expect((await history()).at(-1)).toBe('ai: [A user x, human operator] Hi');
	});

	test('is found with an ID that lacks its prefix, as Crisp gives it to a tool', async () => {
		const id = '36ba3566-9651-4790-afc8-ffedbccc317f';
		await remembered(await memoryOf({ sessionId: id, chatInput: 'Hello' }));
		expect(server.seen[0].url).toContain(`/conversation/session_${id}/messages`);
	});

	test('of a conversation with nothing before is nothing', async () => {
		messages = [say(0, 'Hello', visitor)];
		expect(await history()).toEqual([]);
	});
});

test('texts are plain, as some model servers take nothing else, and tool calls stay what they are', async () => {
	const memory = await memoryOf(asked(messages[6]));
	await memory.chatHistory.addMessages([
		new HumanMessage('And the bill?'),
		new AIMessage({
			content: '',
			tool_calls: [{ id: 'call-1', name: 'bills', args: { year: 7 } }],
		}),
	]);
	const { chat_history: loaded } = await memory.loadMemoryVariables({});
	const whole = await memory.chatHistory.getMessages();
	for (const [first, ...others] of [loaded, whole]) {
		expect(first.content).toBe('Where is my order?');
		expect(JSON.stringify(first)).toContain('"content":"Where is my order?"');
		expect(others.at(-1)?.tool_calls).toEqual([
			expect.objectContaining({ name: 'bills', args: { year: 7 } }),
		]);
	}
});

describe('the current message', () => {
	test('is known by its fingerprint, however often the same was written', async () => {
		messages = [say(0, 'Hello', visitor), say(1, 'Hi!', bot), say(2, 'Hello', visitor)];
		expect(await history()).toEqual(['human: Hello', 'ai: Hi!']);
		expect(await history({}, asked(messages[0]))).toEqual(['human: [No message yet]', 'ai: Hi!']);
	});

	test('is known by its time where the item has no fingerprint, and only there', async () => {
		const [first, second] = [say(7, 'One', visitor), say(7, 'Two', visitor)];
		messages = [first, { ...second, fingerprint: 2_000 }];
		expect(await history()).toEqual(['human: One', 'ai: [No answer yet]']);
		expect(await history({}, { ...asked(second), fingerprint: null, chatInput: 'T w o' })).toEqual(
			[],
		);
	});

	test('of a burst is all that was waited for', async () => {
		const [first, second] = [say(7, 'One', visitor), say(8, 'Two', visitor)];
		messages.push(first, second);
		const item = {
			...asked(second),
			chatInput: 'One\nTwo',
			messages: [first, second].map(({ timestamp, fingerprint, content }) => ({
				timestamp,
				fingerprint,
				text: content,
			})),
		};
		expect((await history({}, item)).slice(-2)).toEqual([
			'human: Thank you. And the bill?',
			'ai: [No answer yet]',
		]);
	});

	test('leaves out what the visitor has written since, and keeps what your side has', async () => {
		const item = asked(messages[2]);
		messages.push(say(7, 'Of course.', bot));
		expect(await history({}, item)).toEqual([
			'human: Where is my order?',
			'ai: Which number?\n\n[Ann, human operator] It left today.\n\n[assistant] Of course.',
		]);
	});

	test('is found by its text where the item has nothing else of it', async () => {
		const item = { sessionId: SESSION, chatInput: 'Thank you. And the bill?' };
		expect(await history({}, item)).toEqual(EXCHANGE);
	});

	test('is found in the item that the session ID is taken from, whatever trigger it is of', async () => {
		const memory = await memoryOf(
			{ customer: 'Jane' },
			{
				triggered: [asked(messages[6])],
				triggerType: 'n8n-nodes-base.executeWorkflowTrigger',
				parameters: { sessionId: "={{ $('Visitor writes').item.json.sessionId }}" },
			},
		);
		expect(await remembered(memory)).toEqual(EXCHANGE);
	});

	test('is found in the Crisp trigger even where the session ID is taken from another node', async () => {
		const memory = await memoryOf(
			{ customer: 'Jane', sessionId: SESSION },
			{ triggered: [asked(messages[6])] },
		);
		expect(await remembered(memory)).toEqual(EXCHANGE);
	});

	test('that chose an answer leaves the question without it', async () => {
		const choices = [{ value: 'yes', label: 'Yes', selected: true }];
		messages = [
			say(0, 'Hello', visitor),
			say(1, { id: 'q', text: 'Sure?', choices }, bot, 'picker'),
		];
		const item = {
			sessionId: SESSION,
			chatInput: 'Yes',
			fingerprint: messages[1].fingerprint,
		};
		expect(await history({}, item)).toEqual(['human: Hello', 'ai: Sure? [Choices: Yes]']);
	});

	test('stays where no item says what the agent is asked with', async () => {
		const memory = await memoryOf(
			{ sessionId: SESSION },
			{ triggerType: 'n8n-nodes-base.webhook' },
		);
		expect((await remembered(memory)).slice(-2)).toEqual([
			'human: Thank you. And the bill?',
			'ai: [No answer yet]',
		]);
	});
});

describe('requests to Crisp', () => {
	const many = (count: number) => {
		messages = Array.from({ length: count }, (_, index) =>
			say(index, `${index}`, index % 2 === 0 ? visitor : bot),
		);
	};

	test('are one for each execution, however often an agent asks for the memory', async () => {
		const { signal } = new AbortController();
		const item = asked(messages[6]);
		const first = await memoryOf(item, { signal });
		await remembered(first);
		const second = await memoryOf(item, { signal });
		await second.chatHistory.getMessages();
		expect(await remembered(second)).toEqual(EXCHANGE);
		expect(server.seen).toHaveLength(1);

		await remembered(await memoryOf(item, { signal: new AbortController().signal }));
		expect(server.seen).toHaveLength(2);
	});

	test('are none before somebody reads the memory', async () => {
		await memoryOf(asked(messages[6]));
		expect(server.seen).toHaveLength(0);
	});

	test.each([
		[40, 1],
		[41, 2],
	])('for a window of %i messages are %i', async (contextWindowLength, requests) => {
		many(101);
		const shown = await history({ contextWindowLength });
		expect(server.seen).toHaveLength(requests);
		expect(shown.at(-1)).toBe('ai: 99');
		expect(shown.filter((line) => !line.includes('['))).toHaveLength(
			Math.min(contextWindowLength, 40 * requests - 1),
		);
	});

	test('are sent again after a failed one', async () => {
		const { signal } = new AbortController();
		const memory = await memoryOf(asked(messages[6]), { signal });
		answer = () => ({ status: 404, body: refusal('session_not_found') });
		await expect(remembered(memory)).rejects.toThrow();
		answer = undefined;
		expect(await remembered(memory)).toEqual(EXCHANGE);
	});

	test('write nothing, whatever an agent adds', async () => {
		const memory = await memoryOf(asked(messages[6]));
		await remembered(memory);
		await memory.saveContext({ input: 'And the bill?' }, { output: 'Here it is.' });
		expect(server.seen.map(({ method }) => method)).toEqual(['GET']);
	});
});

describe('what an agent adds', () => {
	const turn = () => [
		new HumanMessage('And the bill?'),
		new AIMessage({ content: '', tool_calls: [{ id: 'call-1', name: 'bills', args: {} }] }),
		new ToolMessage({ content: 'Bill 7', tool_call_id: 'call-1' }),
		new AIMessage('Bill 7.'),
	];

	test('is there while the execution runs, with its tool calls whole, and not after', async () => {
		const { signal } = new AbortController();
		const item = asked(messages[6]);
		const first = await memoryOf(item, { signal, parameters: { contextWindowLength: 1 } });
		await first.chatHistory.addMessages(turn());

		const second = await memoryOf(item, { signal, parameters: { contextWindowLength: 1 } });
		const types = (await second.loadMemoryVariables({})).chat_history.map((one) => one.getType());
		expect(types).toEqual(['human', 'ai', 'human', 'ai', 'tool', 'ai']);
		const shown = linesOf(await second.chatHistory.getMessages());
		expect(shown.filter((line) => line.includes('bill'))).toEqual(['human: And the bill?']);
		expect(shown.at(-1)).toBe('ai: Bill 7.');

		expect(await remembered(await memoryOf(item))).toEqual(EXCHANGE);
	});

	test('one by one stays one turn', async () => {
		const memory = await memoryOf(asked(messages[6]), { parameters: { contextWindowLength: 1 } });
		for (const message of turn()) await memory.chatHistory.addMessage(message);
		const added = (await memory.chatHistory.getMessages()).slice(-4);
		expect(added.map((message) => message.getType())).toEqual(['human', 'ai', 'tool', 'ai']);
		expect(added[1].tool_calls).toEqual([expect.objectContaining({ id: 'call-1', name: 'bills' })]);
	});
});

describe('the whole history, as Chat Memory Manager asks for it', () => {
	test('has the current message', async () => {
		const memory = await memoryOf(asked(messages[6]));
		expect(linesOf(await memory.chatHistory.getMessages())).toEqual([
			...EXCHANGE,
			'human: Thank you. And the bill?',
		]);
	});

	test('cannot be deleted', async () => {
		const memory = await memoryOf(asked(messages[6]));
		const words = /deletes nothing: its messages are those of the conversation in Crisp/;
		await expect(memory.chatHistory.clear()).rejects.toThrow(words);
		await expect(memory.clear()).rejects.toThrow(words);
		expect(server.seen).toHaveLength(0);
	});
});

describe('what a memory refuses', () => {
	const refused = async (item: IDataObject, changes: Partial<Supply> = {}) => {
		try {
			await remembered(await memoryOf(item, changes));
		} catch (error) {
			const { message, description } = error as Error & { description?: string };
			return { message, description };
		}
		throw new Error('nothing was refused');
	};

	test('is an item without a session ID, before a request', async () => {
		const { message, description } = await refused({ chatInput: 'Hello' });
		expect(message).toBe("'Session ID' is empty");
		expect(description).toContain("{{ $('Crisp Trigger').item.json.sessionId }}");
		expect(server.seen).toHaveLength(0);
	});

	test('is a conversation that Crisp does not know', async () => {
		answer = () => ({ status: 404, body: refusal('session_not_found') });
		expect((await refused({ sessionId: 'session_2' })).message).toContain(
			"Crisp has no conversation with the ID in 'Session ID'",
		);
	});

	test('is a credential without a website, where the node names none', async () => {
		const { message } = await refused({ sessionId: SESSION }, { account: { websiteId: '' } });
		expect(message).toBe("'Website' is empty and the credential has no default website");
	});

	test('is items of several conversations, as one visitor would see what another one wrote', async () => {
		const items = [{ sessionId: SESSION }, { sessionId: 'session_2' }];
		const { message } = await refused({}, { items, triggered: items });
		expect(message).toMatch(/belong to several conversations/);
		expect(server.seen).toHaveLength(0);
	});

	test('is not several items of one conversation', async () => {
		const items = [asked(messages[6]), asked(messages[6])];
		expect(await remembered(await memoryOf({}, { items }))).toEqual(EXCHANGE);
	});

	test('gives the token away to nobody', async () => {
		answer = () => ({ status: 401, body: refusal('invalid_session', { key: 'test-key' }) });
		expect(JSON.stringify(await refused({ sessionId: SESSION }))).not.toContain('test-key');
	});
});
