import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { credential, executeNode } from '../support/n8n';
import { envelope, startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
	server = await startServer(() => ({ body: envelope({ fingerprint: 524653764345 }) }));
});
beforeEach(() => {
	server.seen.length = 0;
});
afterAll(async () => await server.close());

const run = async (parameters: object) =>
	await executeNode(new Crisp(), {
		parameters: {
			resource: 'message',
			operation: 'send',
			sessionId: { __rl: true, mode: 'id', value: 'session_1' },
			...parameters,
		},
		credential: credential(`${server.url}/v1`, { websiteId: 'website-1' }),
	});

const content = () => (JSON.parse(server.seen[0].body) as { content: unknown }).content;

test('a message is a text to the visitor by a bot on the chat unless it says otherwise', async () => {
	const [[{ json }]] = await run({ text: 'Hello' });
	expect(JSON.parse(server.seen[0].body)).toEqual({
		type: 'text',
		content: 'Hello',
		from: 'operator',
		automated: true,
		origin: 'chat',
	});
	expect(json).toMatchObject({ success: true, fingerprint: 524653764345 });
});

test('a type from an expression sends the content of that type only', async () => {
	await run({
		type: '={{ "event" }}',
		text: 'Shipped',
		contentId: 'plan',
		answerRequired: true,
		namespace: 'order:shipped',
	});
	expect(content()).toEqual({ namespace: 'order:shipped', text: 'Shipped' });
});

test('a type that an operation does not have is refused, with those that it has', async () => {
	await expect(run({ type: '={{ "file" }}', text: 'Hello' })).rejects.toThrow(
		"'Type' cannot be 'file'. Choose one of: picker, carousel, event, field, note, text",
	);
	const update = { operation: 'update', fingerprint: '1', type: '={{ "note" }}', text: 'Hello' };
	await expect(run(update)).rejects.toThrow("'Type' cannot be 'note'");
	expect(server.seen).toHaveLength(0);
});

test.each([
	['note', {}, "'Text' is empty"],
	['picker', { text: 'Which?', contentId: 'plan' }, "'Buttons' is empty"],
	[
		'picker',
		{ text: 'Which?', contentId: 'plan', choices: { choice: [{ label: 'Pro' }] } },
		"'Value' in 'Buttons' is empty",
	],
	['field', { text: 'Which?' }, "'ID' is empty"],
	['carousel', { text: 'Look' }, "'Cards' is empty"],
	['event', { text: 'Shipped' }, "'Namespace' is empty"],
])('a %s without what it is made of is not sent', async (type, parameters, message) => {
	await expect(run({ type, ...parameters })).rejects.toThrow(message);
	expect(server.seen).toHaveLength(0);
});

test('a choice says that it is not made yet, and has no action unless one is given', async () => {
	await run({
		type: 'picker',
		text: 'Which plan?',
		contentId: 'plan',
		choices: { choice: [{ label: 'Pro', value: 'pro' }] },
	});
	expect(content()).toEqual({
		id: 'plan',
		text: 'Which plan?',
		choices: [{ label: 'Pro', value: 'pro', selected: false }],
		required: false,
	});
});

test('an event needs no text', async () => {
	await run({ type: 'event', namespace: 'order:shipped' });
	expect(content()).toEqual({ namespace: 'order:shipped' });
});

test('an update sends the new content and nothing else', async () => {
	await run({ operation: 'update', fingerprint: '5', type: 'text', text: 'Corrected' });
	expect(JSON.parse(server.seen[0].body)).toEqual({ content: 'Corrected' });
});

test('an update as JSON takes the content of any type', async () => {
	await run({
		operation: 'update',
		fingerprint: '5',
		type: 'json',
		contentJson: '={{ { id: "pick", choices: [] } }}',
	});
	expect(content()).toEqual({ id: 'pick', choices: [] });
});
