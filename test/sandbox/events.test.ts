import type { Sandbox } from '../../sandbox';
import { INBOX_ID, OPERATOR_IDS } from '../../sandbox';
import type { RawSocket, Reply } from './support';
import { api, listenTo, sandboxForTest } from './support';

interface Scene {
	sandbox: Sandbox;
	call: (verb: string, path: string, body?: unknown) => Promise<Reply>;
	sessionId: string;
	/** Path of the conversation. */
	at: string;
	fingerprint: number;
}

type Act = (scene: Scene) => unknown;

/** What happens, the event that tells of it, and the payload beyond website, session and inbox. */
const SESSION_EVENTS: Array<[title: string, act: Act, event: string, payload: object]> = [
	[
		'the visitor speaks',
		({ sandbox, sessionId }) => sandbox.visitor.say('More', { sessionId }),
		'message:send',
		{
			type: 'text',
			from: 'user',
			origin: 'chat',
			content: 'More',
			stamped: true,
			mentions: [],
		},
	],
	[
		'a REST call speaks as the visitor',
		({ call, at }) =>
			call('POST', `${at}/message`, {
				type: 'text',
				from: 'user',
				origin: 'email',
				content: 'Mail',
			}),
		'message:send',
		{ from: 'user', origin: 'email', content: 'Mail', mentions: [] },
	],
	[
		'a REST call speaks as the operator',
		({ call, at }) =>
			call('POST', `${at}/message`, {
				type: 'text',
				from: 'operator',
				origin: 'chat',
				content: 'Hello',
				automated: true,
				user: { type: 'participant', nickname: 'Bot' },
			}),
		'message:received',
		{
			from: 'operator',
			content: 'Hello',
			automated: true,
			user: { type: 'participant', nickname: 'Bot' },
		},
	],
	[
		'a note is written',
		({ call, at }) =>
			call('POST', `${at}/message`, {
				type: 'note',
				from: 'operator',
				origin: 'chat',
				content: 'Careful',
				mentions: [OPERATOR_IDS.owner],
			}),
		'message:received',
		{ type: 'note', content: 'Careful', mentions: [OPERATOR_IDS.owner] },
	],
	[
		'an operator is mentioned',
		({ call, at }) =>
			call('POST', `${at}/message`, {
				type: 'note',
				from: 'operator',
				origin: 'chat',
				content: 'Careful',
				mentions: [OPERATOR_IDS.owner],
			}),
		'session:set_mentions',
		{ mentions: [OPERATOR_IDS.owner] },
	],
	[
		'a message is changed',
		({ call, at, fingerprint }) =>
			call('PATCH', `${at}/message/${fingerprint}`, { content: 'Changed' }),
		'message:updated',
		{ content: 'Changed' },
	],
	[
		'a message is removed',
		({ call, at, fingerprint }) => call('DELETE', `${at}/message/${fingerprint}`),
		'message:removed',
		{},
	],
	[
		'the visitor types',
		({ sandbox, sessionId }) => sandbox.visitor.type(sessionId, 'start', 'I wou'),
		'message:compose:send',
		{ type: 'start', excerpt: 'I wou' },
	],
	[
		'the operator types',
		({ call, at }) => call('PATCH', `${at}/compose`, { type: 'start', from: 'operator' }),
		'message:compose:receive',
		{ type: 'start', user: { type: 'website', nickname: 'Acme' } },
	],
	[
		'the visitor was read',
		({ call, at }) => call('PATCH', `${at}/read`, { from: 'user', origin: 'chat' }),
		'message:acknowledge:read:send',
		{ origin: 'chat', fingerprints: [expect.any(Number)] },
	],
	[
		'the operator was read',
		async ({ call, at, sandbox, sessionId }) => {
			await call('POST', `${at}/message`, {
				type: 'text',
				from: 'operator',
				origin: 'chat',
				content: 'Hello',
			});
			sandbox.visitor.read(sessionId);
		},
		'message:acknowledge:read:received',
		{ origin: 'chat', fingerprints: [expect.any(Number)] },
	],
	[
		'the conversation is marked as unread',
		async ({ call, at }) => {
			await call('PATCH', `${at}/read`, { from: 'user', origin: 'chat' });
			await call('PATCH', `${at}/unread`, { from: 'operator' });
		},
		'message:acknowledge:unread:send',
		{ fingerprints: [expect.any(Number)] },
	],
	[
		'messages are delivered',
		({ call, at }) => call('PATCH', `${at}/delivered`, { from: 'user', origin: 'email' }),
		'message:acknowledge:delivered',
		{ origin: 'email', fingerprints: [expect.any(Number)] },
	],
	[
		'the state changes',
		({ call, at }) => call('PATCH', `${at}/state`, { state: 'resolved' }),
		'session:set_state',
		{ state: 'resolved' },
	],
	[
		'it is assigned',
		({ call, at }) =>
			call('PATCH', `${at}/routing`, { assigned: { user_id: OPERATOR_IDS.member } }),
		'session:set_routing',
		{ routing_id: OPERATOR_IDS.member, previous_routing_id: null },
	],
	[
		'it moves to an inbox',
		({ call, at }) => call('PATCH', `${at}/inbox`, { inbox_id: INBOX_ID }),
		'session:set_inbox',
		{ inbox_id: INBOX_ID, previous_inbox_id: null },
	],
	[
		'it is blocked',
		({ call, at }) => call('PATCH', `${at}/block`, { blocked: true }),
		'session:set_block',
		{ is_blocked: true },
	],
	[
		'it is verified',
		({ call, at }) => call('PATCH', `${at}/verify`, { verified: true }),
		'session:update_verify',
		{ is_verified: true, verifications: [] },
	],
	[
		'it is opened on screen',
		({ call, at }) => call('PATCH', `${at}/open`, { opened: true }),
		'session:set_opened',
		{ operator: { nickname: 'Acme' } },
	],
	[
		'it gets participants',
		({ call, at }) =>
			call('PUT', `${at}/participants`, { participants: [{ type: 'email', target: 'a@b.c' }] }),
		'session:set_participants',
		{ participants: [{ type: 'email', target: 'a@b.c' }] },
	],
	[
		'it is initiated',
		({ call, at }) => call('POST', `${at}/initiate`),
		'session:request:initiated',
		{},
	],
	[
		'it is bound to a contact',
		({ call, at }) => call('PATCH', `${at}/meta`, { email: 'jane@example.com' }),
		'people:bind:session',
		{ people_id: expect.any(String) },
	],
	[
		'its device becomes known',
		({ call, at }) => call('PATCH', `${at}/meta`, { device: { locales: ['fr'] } }),
		'session:sync:locales',
		{ locales: { locales: ['fr'] } },
	],
	[
		'its address becomes known',
		({ call, at }) => call('PATCH', `${at}/meta`, { ip: '127.0.0.1' }),
		'session:sync:network',
		{ network: { ip: '127.0.0.1' } },
	],
	[
		'the visitor leaves',
		({ sandbox, sessionId }) => sandbox.visitor.leave(sessionId),
		'session:update_availability',
		{ availability: 'offline' },
	],
	[
		'the visitor rates it',
		({ sandbox, sessionId }) => sandbox.visitor.rate(sessionId, 4, 'Quick answer'),
		'session:sync:rating',
		{ rating: { stars: 4, comment: 'Quick answer' } },
	],
	['it is removed', ({ call, at }) => call('DELETE', at), 'session:removed', {}],
	...['nickname', 'email', 'phone', 'address', 'subject', 'avatar', 'origin'].map(
		(name): [string, Act, string, object] => [
			`its ${name} is set`,
			({ call, at }) => call('PATCH', `${at}/meta`, { [name]: 'someone@example.com' }),
			`session:set_${name}`,
			{ [name]: 'someone@example.com' },
		],
	),
	[
		'its segments are set',
		({ call, at }) => call('PATCH', `${at}/meta`, { segments: ['vip'] }),
		'session:set_segments',
		{ segments: ['vip'] },
	],
	[
		'its data is set',
		({ call, at }) => call('PATCH', `${at}/meta`, { data: { plan: 'pro' } }),
		'session:set_data',
		{ data: { plan: 'pro' } },
	],
];

describe('An event of a conversation', () => {
	test.each(SESSION_EVENTS)('is sent when %s', async (_title, act, event, payload) => {
		const sandbox = await sandboxForTest();
		const { sessionId, fingerprint } = sandbox.visitor.say('Hello');
		const socket = await listenTo(sandbox, [event]);
		const at = `{w}/conversation/${sessionId}`;
		await act({ sandbox, call: api(sandbox), sessionId, at, fingerprint });
		expect(await socket.first(event)).toMatchObject({
			website_id: sandbox.websiteId,
			session_id: sessionId,
			inbox_id: null,
			...payload,
		});
	});

	test('comes before the answer to the request that caused it', async () => {
		const sandbox = await sandboxForTest();
		const { sessionId } = sandbox.visitor.say('Hello');
		const socket = await listenTo(sandbox, ['message:received']);
		const { body } = await api(sandbox)('POST', `{w}/conversation/${sessionId}/message`, {
			type: 'text',
			from: 'operator',
			origin: 'chat',
			content: 'Hello',
		});
		expect(await socket.first('message:received')).toMatchObject(body?.data as object);
	});

	test('tells of the message first and then of the state that it reopened', async () => {
		const sandbox = await sandboxForTest();
		const { sessionId } = sandbox.visitor.say('Hello');
		await api(sandbox)('PATCH', `{w}/conversation/${sessionId}/state`, { state: 'resolved' });
		const socket = await listenTo(sandbox, ['session:set_state', 'message:send']);
		sandbox.visitor.say('Wait', { sessionId });
		expect(await socket.first('session:set_state')).toMatchObject({ state: 'unresolved' });
		expect(socket.events.map(({ name }) => name)).toEqual([
			'authenticated',
			'message:send',
			'session:set_state',
		]);
	});

	test('is not sent for typing that the other side must not see', async () => {
		const sandbox = await sandboxForTest();
		const { sessionId } = sandbox.visitor.say('Hello');
		const socket = await listenTo(sandbox, ['message:compose:receive', 'message:send']);
		await api(sandbox)('PATCH', `{w}/conversation/${sessionId}/compose`, {
			type: 'start',
			from: 'operator',
			stealth: true,
		});
		sandbox.visitor.say('After it', { sessionId });
		await socket.first('message:send');
		expect(socket.named('message:compose:receive')).toEqual([]);
	});
});

describe('An event of a contact', () => {
	async function withContact(events: string[]): Promise<{
		sandbox: Sandbox;
		socket: RawSocket;
		at: string;
		id: string;
	}> {
		const sandbox = await sandboxForTest();
		const socket = await listenTo(sandbox, events);
		const { body } = await api(sandbox)('POST', '{w}/people/profile', {
			email: 'jane@example.com',
			person: { nickname: 'Jane' },
		});
		const { people_id: id } = body?.data as { people_id: string };
		return { sandbox, socket, id, at: `{w}/people/profile/${id}` };
	}

	test('tells of creation, change, subscription and removal', async () => {
		const names = [
			'people:profile:created',
			'people:profile:updated',
			'email:subscribe',
			'people:profile:removed',
		];
		const { sandbox, socket, at, id } = await withContact(names);
		const call = api(sandbox);
		await call('PATCH', at, { person: { phone: '+33612345678' } });
		await call('PATCH', `{w}/people/subscription/${id}`, { email: false });
		await call('DELETE', at);
		await socket.first('people:profile:removed');

		const website_id = sandbox.websiteId;
		expect(socket.events.slice(1)).toEqual([
			{
				name: names[0],
				payload: { website_id, people_id: id, email: 'jane@example.com' },
			},
			{
				name: names[1],
				payload: {
					website_id,
					people_id: id,
					email: 'jane@example.com',
					update: { person: { phone: '+33612345678' }, updated_at: expect.any(Number) as number },
				},
			},
			{ name: names[2], payload: { website_id, email: 'jane@example.com', subscribed: false } },
			{ name: names[3], payload: { website_id, people_id: id } },
		]);
	});
});

describe('An event of a campaign', () => {
	test('goes to user tokens only', async () => {
		const sandbox = await sandboxForTest();
		const names = ['campaign:dispatched', 'campaign:running', 'campaign:progress'];
		const events = [...names, 'people:profile:created'];
		const website = await listenTo(sandbox, events);
		const user = await listenTo(sandbox, events, { tier: 'user' });
		const call = api(sandbox, 'user');
		const created = await call('POST', '{w}/campaign', { type: 'one-shot', name: 'News' });
		const { campaign_id: id } = created.body?.data as { campaign_id: string };
		await call('PATCH', `{w}/campaign/${id}`, {
			subject: 'News',
			message: 'Hello',
			sender: { user_id: OPERATOR_IDS.owner },
			recipients: { type: 'all' },
		});
		await call('POST', `{w}/campaign/${id}/dispatch`);
		await call('POST', '{w}/people/profile', { email: 'a@b.c', person: { nickname: 'A' } });
		await website.first('people:profile:created');
		await user.first('people:profile:created');

		expect(website.events.map(({ name }) => name)).toEqual([
			'authenticated',
			'people:profile:created',
		]);
		expect(user.events.map(({ name }) => name)).toEqual([
			'authenticated',
			'campaign:dispatched',
			'campaign:running',
			'campaign:progress',
			'campaign:running',
			'people:profile:created',
		]);
	});
});
