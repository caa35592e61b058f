import { NodeApiError, NodeOperationError, type INodeExecutionData } from 'n8n-workflow';

import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { credential, executeNode, type ExecuteSettings } from '../support/n8n';
import {
	envelope,
	refusal,
	startServer,
	type Reply,
	type Seen,
	type TestServer,
} from '../support/server';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const getConversation = {
	resource: 'conversation',
	operation: 'get',
	sessionId: byId('session_1'),
	output: 'raw',
};
const sendMessage = {
	resource: 'message',
	operation: 'send',
	sessionId: byId('session_1'),
	type: 'text',
	text: 'Hello',
};

let server: TestServer;
let reply: (index: number, request: Seen) => Reply;
const now: Reply = { status: 429, headers: { 'retry-after': '0' } };

beforeAll(async () => {
	server = await startServer((request, index) => reply(index, request));
});
beforeEach(() => {
	server.seen.length = 0;
	jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => await server.close());

const run = async (
	parameters: ExecuteSettings['parameters'],
	{ changes = {}, ...settings }: Partial<ExecuteSettings> & { changes?: object } = {},
) =>
	await executeNode(new Crisp(), {
		parameters,
		credential: credential(`${server.url}/v1`, changes as never),
		...settings,
	});

const failing = async (...args: Parameters<typeof run>) => {
	const error = await run(...args).then(
		() => undefined,
		(caught: unknown) => caught,
	);
	if (!(error instanceof NodeApiError) && !(error instanceof NodeOperationError)) {
		throw new Error('expected n8n to be told of a refusal');
	}
	return error as NodeApiError;
};

describe('a request', () => {
	test('carries the token, its tier and JSON, and asks once', async () => {
		reply = () => ({ body: envelope({ fingerprint: 1 }) });
		const [items] = await run(sendMessage, { changes: { tier: 'plugin' } });
		expect(items[0].json).toMatchObject({ success: true, session_id: 'session_1', fingerprint: 1 });
		expect(server.seen).toHaveLength(1);
		const [{ headers, body }] = server.seen;
		expect(headers.authorization).toBe(
			`Basic ${Buffer.from('test-identifier:test-key').toString('base64')}`,
		);
		expect(headers['x-crisp-tier']).toBe('plugin');
		expect(headers['content-type']).toBe('application/json');
		expect(JSON.parse(body)).toMatchObject({ type: 'text', content: 'Hello', from: 'operator' });
	});

	test('takes 206 and 201 for the success that they are', async () => {
		for (const status of [201, 206]) {
			reply = () => ({ status, body: envelope({ a: status }) });
			const [items] = await run(getConversation);
			expect(items[0].json).toEqual({ a: status });
		}
	});

	test('is not sent twice when Crisp does not accept the token', async () => {
		reply = () => ({ status: 401, body: refusal('invalid_session') });
		const error = await failing(getConversation);
		expect(server.seen).toHaveLength(1);
		expect(error.message).toBe(
			'Crisp does not accept the token of this credential as a Website token',
		);
		expect(error.description).toContain("'Token Tier'");
		expect(error.httpCode).toBe('401');
	});
});

test('a redirect is not followed, so that the token goes nowhere else', async () => {
	reply = (index) =>
		index === 0 ? { status: 302, headers: { location: `${server.url}/elsewhere` } } : {};
	expect((await failing(getConversation)).httpCode).toBe('302');
	expect(server.seen).toHaveLength(1);
});

describe('what Crisp refuses', () => {
	test.each([
		[402, 'subscription_upgrade_required', 'plan of this workspace', 'Upgrade'],
		[403, 'not_allowed', 'may not do this', 'website:conversation:sessions read'],
		[404, 'not_subscribed', 'not installed on this workspace', 'Install the plugin'],
		[404, 'website_not_found', "ID in 'Workspace'", 'Setup & Integrations'],
		[404, 'session_not_found', "ID in 'Conversation'", "begins with 'session_'"],
		[404, 'not_found', "under the given 'Conversation'", 'may also have been removed'],
		[423, 'quota_limit_exceeded', 'daily quota', 'once a day'],
		[500, 'server_fault', 'status 500: server_fault', 'status.crisp.chat'],
	])('%i %s comes with words and advice', async (status, reason, message, description) => {
		reply = () => ({ status, body: refusal(reason) });
		const error = await failing(getConversation, { changes: { tier: 'plugin' } });
		expect(error.message).toContain(message);
		expect(error.description).toContain(description);
		expect(error.httpCode).toBe(String(status));
		expect(server.seen).toHaveLength(1);
	});

	test('a user-only operation says which token it needs and where to make one', async () => {
		reply = () => ({ status: 403, body: refusal('not_allowed') });
		const error = await failing({ resource: 'campaign', operation: 'getAll' });
		expect(error.message).toContain('Website token');
		expect(error.description).toContain('known to work with a User token');
	});

	test('the explanation of a 400 is part of the message, which is all that an AI agent sees', async () => {
		const message = "data should have required property '.origin'";
		reply = () => ({ status: 400, body: refusal('invalid_data', { message }) });
		expect((await failing(sendMessage)).message).toBe(
			`Crisp does not accept the values sent: ${message}`,
		);
	});

	test('a refusal inside a 200 is one too', async () => {
		reply = () => ({ status: 200, body: refusal('people_not_found') });
		expect((await failing(getConversation)).message).toContain('no contact');
		reply = () => ({ status: 200, body: refusal('something_new') });
		expect((await failing(getConversation)).message).toBe('Crisp refused this: something_new');
	});

	test.each([
		['text', 'Welcome to the proxy', ' (tried 4 times)'],
		['a page', '<html><body>Sign in</body></html>', ' (tried 4 times)'],
		['JSON of somebody else', { hello: 'world' }, ''],
		['a bare list', ['a'], ''],
	])('an answer that is %s is not taken for one of Crisp', async (_title, body, tried) => {
		reply = () => ({ body });
		const error = await failing(getConversation);
		expect(error.message).toBe(`The answer does not come from Crisp's API (status 200)${tried}`);
		expect(error.description).toContain(`${server.url}/v1`);
	});

	const whole = envelope({ nickname: 'x'.repeat(500) });
	const damaged: Array<[string, Reply]> = [
		['is cut in its middle', { body: whole, cut: true }],
		['ends too early', { body: JSON.stringify(whole).slice(0, 100) }],
		['is no gzip although it says so', { body: whole, headers: { 'content-encoding': 'gzip' } }],
	];

	test.each(damaged)(
		'an answer that %s is asked for again where that does no harm',
		async (_title, bad) => {
			reply = (index) => (index < 2 ? bad : { body: envelope({ a: 1 }) });
			const [items] = await run(getConversation);
			expect(items[0].json).toEqual({ a: 1 });
			expect(server.seen).toHaveLength(3);
		},
	);

	test.each(damaged)(
		'a message whose answer %s is not sent again, and the error says so',
		async (_title, bad) => {
			reply = () => bad;
			const error = await failing(sendMessage);
			expect(error.description).toContain('It may have been carried out all the same');
			expect(server.seen).toHaveLength(1);
		},
	);

	test('a page in place of a refusal still shows its status', async () => {
		reply = () => ({ status: 403, body: '<html>Forbidden</html>' });
		expect((await failing(getConversation)).httpCode).toBe('403');
	});
});

describe('trying again', () => {
	test('stops after three retries and says so', async () => {
		reply = () => now;
		const error = await failing(sendMessage);
		expect(server.seen).toHaveLength(4);
		expect(error.message).toBe('Crisp asked to slow down and kept doing so (tried 4 times)');
	});

	test('a read survives lost connections and gateway trouble', async () => {
		const replies: Reply[] = [{ drop: true }, { status: 503 }, { body: envelope({ a: 1 }) }];
		reply = (index) => replies[index];
		expect((await run(getConversation))[0][0].json).toEqual({ a: 1 });
		expect(server.seen).toHaveLength(3);
	});

	test('a message is not sent again when its answer is lost', async () => {
		reply = () => ({ drop: true });
		const error = await failing(sendMessage);
		expect(server.seen).toHaveLength(1);
		expect(error.message).toBe('Crisp could not be reached: ECONNRESET');
		expect(error.description).toContain('may have been carried out all the same');
		expect(error.description).toContain('look first');
	});

	test('a removal whose first answer was lost counts as done', async () => {
		const replies: Reply[] = [{ drop: true }, { status: 404, body: refusal('session_not_found') }];
		reply = (index) => replies[index];
		const [items] = await run({ ...getConversation, operation: 'delete' });
		expect(items[0].json).toMatchObject({ deleted: true, session_id: 'session_1' });
	});

	test('a removal of what is not there is refused', async () => {
		reply = () => ({ status: 404, body: refusal('session_not_found') });
		expect((await failing({ ...getConversation, operation: 'delete' })).httpCode).toBe('404');
	});

	test('ends at once when the execution is cancelled', async () => {
		const controller = new AbortController();
		reply = () => {
			controller.abort();
			return { status: 429, headers: { 'retry-after': '60' } };
		};
		const error = await failing(getConversation, {
			signal: controller.signal,
			continueOnFail: true,
			// The pause that Crisp asked for would hold back the tests that follow.
			changes: { identifier: 'another-identifier' },
		});
		expect(error.message).toContain('cancelled');
		expect(server.seen).toHaveLength(1);
	});
});

describe('nothing that is shown or stored', () => {
	test.each([
		['a refusal', { status: 403, body: refusal('not_allowed') }],
		['a lost connection', { drop: true }],
		['a foreign answer', { body: 'text' }],
	])('holds the key: %s', async (_title, answer: Reply) => {
		reply = () => answer;
		const error = await failing(sendMessage);
		const shown = JSON.stringify({
			...error,
			cause: error.cause,
			stack: error.stack,
			context: error.context,
		});
		expect(shown).not.toContain('test-key');
		expect(shown).not.toContain(Buffer.from('test-identifier:test-key').toString('base64'));
	});

	test('holds the key of an unusable credential', async () => {
		const error = await failing(getConversation, { changes: { identifier: 'a:other-secret' } });
		expect(error.message).toContain("'Identifier' and 'Key' do not fit together");
		expect(JSON.stringify([error, error.stack, error.cause])).not.toMatch(/other-secret|test-key/);
		expect(server.seen).toHaveLength(0);
	});
});

describe('several items', () => {
	const items: INodeExecutionData[] = ['session_1', 'session_2', 'session_3'].map((id) => ({
		json: { id },
	}));
	const parameters = { ...getConversation, sessionId: byId('={{ $json.id }}') };

	beforeEach(() => {
		reply = (_index, { url }) =>
			url.endsWith('session_2')
				? { status: 404, body: refusal('session_not_found') }
				: { body: envelope({ session_id: url.split('/').at(-1) }) };
	});

	test('stop at the first that fails, with its number', async () => {
		const error = await failing(parameters, {
			items,
			changes: { setLimits: true, itemsAtOnce: 1 },
		});
		expect(error.context.itemIndex).toBe(1);
		expect(server.seen).toHaveLength(2);
	});

	test('go on with "continue on fail", each result linked to its item', async () => {
		const [out] = await run(parameters, { items, continueOnFail: true });
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(out[0].json).toEqual({ session_id: 'session_1' });
		expect(out[1].json).toMatchObject({
			error: "Crisp has no conversation with the ID in 'Conversation'",
			httpCode: '404',
		});
		expect(out[1].error).toBeInstanceOf(NodeApiError);
		expect(out[2].json).toEqual({ session_id: 'session_3' });
	});

	test('go on as well where a value cannot be sent', async () => {
		const [out] = await run(parameters, {
			items: [{ json: { id: '' } }, { json: { id: 'session_1' } }],
			continueOnFail: true,
		});
		expect(out[0].json.error).toBe("'Conversation' is empty");
		expect(out[1].json).toEqual({ session_id: 'session_1' });
	});
});
