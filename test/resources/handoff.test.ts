import type { NodeApiError } from 'n8n-workflow';

import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { credential, executeNode } from '../support/n8n';
import { envelope, refusal, startServer, type Seen, type TestServer } from '../support/server';

let server: TestServer;
let meta: Record<string, unknown>;
let conversation: Record<string, unknown>;
let messages: object[];
/** Address whose requests Crisp refuses. */
let refused: string | undefined;

const answer = ({ method, url }: Seen) => {
	if (refused && url.endsWith(refused)) {
		return { status: 402, body: refusal('subscription_upgrade_required') };
	}
	if (url.endsWith('/message')) return { body: envelope({ fingerprint: server.seen.length }) };
	if (method !== 'GET') return { body: envelope({}) };
	if (url.endsWith('/meta')) return { body: envelope(meta) };
	return { body: envelope(url.endsWith('/messages') ? messages : conversation) };
};

beforeAll(async () => {
	server = await startServer(answer);
});
beforeEach(() => {
	server.seen.length = 0;
	meta = {};
	conversation = { state: 'unresolved' };
	messages = [];
	refused = undefined;
});
afterAll(async () => await server.close());

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const run = async (operation: string, parameters: object = {}) => {
	const [[{ json }]] = await executeNode(new Crisp(), {
		parameters: {
			resource: 'conversation',
			operation,
			sessionId: byId('session_1'),
			...parameters,
		},
		credential: credential(`${server.url}/v1`, { websiteId: 'website-1' }),
	});
	return json;
};

/** Last part of each address, with what was sent there. */
const sent = () =>
	server.seen.map(({ method, url, body }) => [
		`${method} ${url.split('/').at(-1)}`,
		body === '' ? undefined : (JSON.parse(body) as unknown),
	]);

/** Whatever time it is. */
const NOW = expect.any(Number) as number;

const everything = {
	userId: byId('user-1'),
	inboxId: byId('inbox-1'),
	note: 'Asks for a refund',
	message: 'A colleague takes over.',
};

describe('handing off to a human', () => {
	test('does what may be repeated first and tells the visitor last', async () => {
		meta = { data: { plan: 'pro' } };
		const json = await run('handOff', everything);
		expect(sent()).toEqual([
			['GET meta', undefined],
			['PATCH inbox', { inbox_id: 'inbox-1' }],
			['PATCH routing', { assigned: { user_id: 'user-1' } }],
			['PATCH state', { state: 'unresolved' }],
			['GET meta', undefined],
			['PATCH meta', { data: { plan: 'pro', ai_status: 'disabled', ai_status_since: NOW } }],
			[
				'POST message',
				{
					type: 'note',
					from: 'operator',
					origin: 'chat',
					content: 'Asks for a refund',
					automated: true,
				},
			],
			[
				'POST message',
				{
					type: 'text',
					from: 'operator',
					origin: 'chat',
					content: 'A colleague takes over.',
					automated: true,
				},
			],
		]);
		expect(json).toEqual({
			success: true,
			website_id: 'website-1',
			session_id: 'session_1',
			inbox_id: 'inbox-1',
			assigned: { user_id: 'user-1' },
			state: 'unresolved',
			bot_may_answer: false,
			data: { plan: 'pro', ai_status: 'disabled', ai_status_since: NOW },
			note_fingerprint: 7,
			text_fingerprint: 8,
			done: [
				'move to inbox',
				'assign to operator',
				'set state to unresolved',
				'stop bot',
				'write note',
				'tell visitor',
			],
		});
	});

	test('needs nothing but the conversation, and leaves assignment and inbox as they are', async () => {
		const json = await run('handOff', {
			userId: byId(''),
			inboxId: byId(' '),
			note: ' ',
			message: '',
		});
		expect(sent().map(([request]) => request)).toEqual([
			'GET meta',
			'PATCH state',
			'GET meta',
			'PATCH meta',
		]);
		expect(json.done).toEqual(['set state to unresolved', 'stop bot']);
	});

	test('tells the time anew where the flag is there already, as the conversation may have been resolved since', async () => {
		meta = { data: { bot: 'disabled', bot_since: 5 } };
		await run('handOff', { flagName: 'bot' });
		expect(sent().at(-1)).toEqual(['PATCH meta', { data: { bot: 'disabled', bot_since: NOW } }]);
	});

	test.each([
		['/routing', "'assign to operator'", "'move to inbox'", 3],
		['/state', "'set state to unresolved'", "'move to inbox', 'assign to operator'", 4],
		[
			'/message',
			"'write note'",
			"'move to inbox', 'assign to operator', 'set state to unresolved', 'stop bot'",
			7,
		],
	])('that ends at %s says what is done and what is not', async (at, stopped, done, count) => {
		refused = at;
		const error = (await run('handOff', everything).catch(
			(caught: unknown) => caught,
		)) as NodeApiError;
		expect(error.message).toContain(`Stopped at ${stopped}: The Crisp plan of this workspace`);
		expect(error.message).toContain(`Done before: ${done}.`);
		expect(error.message).toMatch(/Not done: .*'tell visitor'\.$/);
		expect(error.description).toContain('Upgrade the plan');
		expect(error.description).toContain('What is done stays done.');
		expect(error.httpCode).toBe('402');
		expect(server.seen).toHaveLength(count);
	});

	test('that is refused at once speaks of nothing done', async () => {
		refused = '/state';
		const error = (await run('handOff').catch((caught: unknown) => caught)) as NodeApiError;
		expect(error.message).not.toContain('Stopped');
	});
});

describe('handing back to the bot', () => {
	test('sets the flag before it takes the assignment away', async () => {
		meta = { data: { plan: 'pro', ai_status: 'disabled' } };
		const before = Date.now();
		const json = await run('handBack');
		const [, [, written], last] = sent();
		expect(written).toEqual({
			data: { plan: 'pro', ai_status: 'enabled', ai_status_since: expect.any(Number) },
		});
		expect(last).toEqual(['PATCH routing', { assigned: null }]);
		const { ai_status_since: since } = json.data as { ai_status_since: number };
		expect(since).toBeGreaterThanOrEqual(before);
		expect(json).toMatchObject({
			bot_may_answer: true,
			assigned: null,
			done: ['start bot', 'unassign'],
		});
	});
});

describe('the bot status', () => {
	const operator = {
		type: 'text',
		from: 'operator',
		timestamp: 200,
		user: { user_id: 'user-1', nickname: 'Jane' },
	};

	test.each([
		['nobody has written', [], true],
		['an operator has answered', [operator], false],
		[
			'the visitor has written after an operator',
			[operator, { from: 'user', timestamp: 300 }],
			false,
		],
		['a bot has answered', [{ ...operator, automated: true }], true],
		['a message came without an operator', [{ ...operator, user: { type: 'website' } }], true],
		['an operator has left a note', [{ ...operator, type: 'note' }], true],
		['Crisp has recorded an event', [{ ...operator, type: 'event' }], true],
	])('where %s lets the bot answer: %#', async (_title, given, may) => {
		messages = given;
		const json = await run('getBotStatus');
		expect(json.bot_may_answer).toBe(may);
		expect(json.reason).toBe(may ? 'nobody_took_over' : 'operator_answered');
		expect(json.operator_answered_at).toBe(may ? undefined : 200);
	});

	test.each([
		[{ ai_status: 'enabled', ai_status_since: 250 }, true],
		[{ ai_status: 'enabled', ai_status_since: 150 }, false],
	])('counts answers of operators since the conversation was handed back', async (data, may) => {
		conversation = { meta: { data } };
		messages = [operator];
		expect((await run('getBotStatus')).bot_may_answer).toBe(may);
	});

	test('takes a second request where the conversation is handed off or assigned, as it may be resolved since', async () => {
		conversation = { meta: { data: { ai_status: 'disabled' } } };
		expect(await run('getBotStatus')).toMatchObject({
			bot_may_answer: false,
			reason: 'handed_off',
			bot_flag: 'disabled',
		});
		conversation = { state: 'pending', assigned: { user_id: 'user-1' } };
		expect(await run('getBotStatus')).toEqual({
			bot_may_answer: false,
			reason: 'assigned',
			session_id: 'session_1',
			state: 'pending',
			assigned_user_id: 'user-1',
			bot_flag: null,
		});
		expect(server.seen).toHaveLength(4);
	});

	const resolvedAt = (timestamp: number) => ({
		type: 'event',
		from: 'operator',
		timestamp,
		content: { namespace: 'state:resolved' },
	});

	test.each([
		[{ state: 'resolved' }, [operator], true, 'resolved', 1],
		[{ state: 'resolved', assigned: { user_id: 'user-1' } }, [operator], true, 'resolved', 1],
		[{ state: 'unresolved' }, [operator, resolvedAt(300)], true, 'nobody_took_over', 2],
		[{ state: 'unresolved' }, [resolvedAt(100), operator], false, 'operator_answered', 2],
	])('gives a conversation back that was resolved: %#', async (given, said, may, reason, count) => {
		conversation = given;
		messages = said;
		expect(await run('getBotStatus')).toMatchObject({ bot_may_answer: may, reason });
		expect(server.seen).toHaveLength(count);
	});

	test('looks past an assignment where Crisp assigns by itself', async () => {
		conversation = { assigned: { user_id: 'user-1' } };
		expect(await run('getBotStatus', { stopWhenAssigned: false })).toMatchObject({
			bot_may_answer: true,
			assigned_user_id: 'user-1',
		});
	});
});
