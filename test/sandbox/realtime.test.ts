import { INBOX_ID, SECOND_WEBSITE_ID } from '../../sandbox';
import { api, connectSocket, listenTo, sandboxForTest } from './support';

const wrong = { tier: 'website', username: 'x', password: 'y', events: ['message:send'] };

describe('The addresses of the socket', () => {
	test.each([
		['website', 'website/connect/endpoints'],
		['website', '{w}/connect/endpoints'],
		['plugin', 'plugin/connect/endpoints'],
		['user', 'user/connect/endpoints'],
	] as const)('are told to a %s token by %s, with one for emergencies', async (tier, path) => {
		const sandbox = await sandboxForTest();
		const { body } = await api(sandbox, tier)('GET', path);
		const host = sandbox.url.replace('http', 'ws');
		expect(body?.data).toEqual({
			socket: { app: `${host}/w/app/` },
			rescue: { socket: { app: `${host}/w/rescue/` } },
		});
	});

	test('both lead to the events', async () => {
		const sandbox = await sandboxForTest();
		const socket = await connectSocket(sandbox, '/w/rescue/');
		expect(socket.packets[1]).toMatch(/^40\{"sid"/);
	});
});

describe('Authentication', () => {
	test('is answered by true, or by a reason and the end of the connection', async () => {
		const sandbox = await sandboxForTest();
		const good = await listenTo(sandbox, ['message:send']);
		expect(good.events).toEqual([{ name: 'authenticated', payload: true }]);

		const bad = await connectSocket(sandbox);
		bad.emit('authentication', wrong);
		await bad.until(() => bad.closed);
		expect(bad.packets.slice(2)).toEqual([
			'42["unauthorized",{"message":"invalid_session"}]',
			'41',
		]);
	});

	test('fails with the token of another tier', async () => {
		const sandbox = await sandboxForTest();
		const socket = await connectSocket(sandbox);
		const { identifier, key } = sandbox.credentials.plugin;
		socket.emit('authentication', { ...wrong, username: identifier, password: key });
		await socket.until(() => socket.closed);
		expect(socket.named('authenticated')).toEqual([]);
	});

	test('must come in time', async () => {
		const sandbox = await sandboxForTest({ authenticationTimeout: 20 });
		const late = await connectSocket(sandbox);
		await late.until(() => late.closed);
		expect(late.packets.at(-1)).toBe('41');
		expect(sandbox.sockets()).toEqual([]);
	});

	test('in time keeps the connection', async () => {
		const sandbox = await sandboxForTest({ authenticationTimeout: 20 });
		const socket = await listenTo(sandbox, ['message:send']);
		await new Promise((resolve) => setTimeout(resolve, 40));
		expect(socket.closed).toBe(false);
		expect(sandbox.sockets()).toEqual([
			{
				authenticated: true,
				tier: 'website',
				events: ['message:send'],
				websites: [sandbox.websiteId],
			},
		]);
	});

	test('must come before any event', async () => {
		const sandbox = await sandboxForTest();
		const silent = await connectSocket(sandbox);
		const other = await listenTo(sandbox, ['message:send']);
		sandbox.visitor.say('Hello');
		await other.first('message:send');
		expect(silent.events).toEqual([]);
	});
});

describe('Delivery', () => {
	test('is limited to the events that were asked for', async () => {
		const sandbox = await sandboxForTest();
		const socket = await listenTo(sandbox, ['session:set_state']);
		const { sessionId } = sandbox.visitor.say('Hello');
		await api(sandbox)('PATCH', `{w}/conversation/${sessionId}/state`, { state: 'resolved' });
		await socket.first('session:set_state');
		expect(socket.events.map(({ name }) => name)).toEqual(['authenticated', 'session:set_state']);
	});

	test('is limited to the websites that the token sees, and to its rooms', async () => {
		const sandbox = await sandboxForTest();
		const events = ['message:send'];
		const website = await listenTo(sandbox, events);
		const plugin = await listenTo(sandbox, events, { tier: 'plugin' });
		const room = await listenTo(sandbox, events, { tier: 'plugin', rooms: [SECOND_WEBSITE_ID] });
		sandbox.visitor.say('Labs', { websiteId: SECOND_WEBSITE_ID });
		sandbox.visitor.say('Acme');
		const contents = (socket: typeof website) =>
			socket.named('message:send').map((payload) => (payload as { content: string }).content);
		await website.first('message:send');
		await plugin.until(() => contents(plugin).length === 2);
		await room.first('message:send');

		expect(contents(website)).toEqual(['Acme']);
		expect(contents(plugin)).toEqual(['Labs', 'Acme']);
		expect(contents(room)).toEqual(['Labs']);
	});

	test('is limited to inboxes where some were named; contacts have none', async () => {
		const sandbox = await sandboxForTest();
		const socket = await listenTo(sandbox, ['message:send', 'people:profile:created'], {
			inboxes: [INBOX_ID],
		});
		const { sessionId } = sandbox.visitor.say('In the main inbox');
		await api(sandbox)('PATCH', `{w}/conversation/${sessionId}/inbox`, { inbox_id: INBOX_ID });
		sandbox.visitor.say('In billing', { sessionId, email: 'jane@example.com' });
		await socket.until(() => socket.events.length === 3);
		expect(socket.events.slice(1)).toMatchObject([
			{ name: 'people:profile:created' },
			{ name: 'message:send', payload: { content: 'In billing', inbox_id: INBOX_ID } },
		]);
	});

	test('follows new websites after socket:bind', async () => {
		const sandbox = await sandboxForTest();
		const socket = await listenTo(sandbox, ['message:send'], { tier: 'user' });
		const created = await api(sandbox, 'user')('POST', 'website', {
			name: 'New',
			domain: 'new.example',
		});
		const { website_id: websiteId } = created.body?.data as { website_id: string };
		sandbox.visitor.say('Before', { websiteId });
		socket.emit('socket:bind', {});
		await sandbox.until(() => sandbox.sockets()[0].websites.includes(websiteId));
		sandbox.visitor.say('After', { websiteId });
		expect(await socket.first('message:send')).toMatchObject({ content: 'After' });
	});
});

describe('Trouble on the socket', () => {
	test.each([
		['graceful', []],
		['41', ['41']],
		['reset', []],
	] as const)('%s: all sockets end', async (how, packets) => {
		const sandbox = await sandboxForTest();
		const sockets = await Promise.all([1, 2].map(() => listenTo(sandbox, ['message:send'])));
		const before = sockets[0].packets.length;
		sandbox.faults.realtime.disconnectAll(how);
		await Promise.all(sockets.map((socket) => socket.until(() => socket.closed)));
		expect(sockets[0].packets.slice(before)).toEqual(packets);
		await sandbox.until(() => sandbox.sockets().length === 0);
		await listenTo(sandbox, ['message:send']);
	});

	test('a refused authentication says why, with the right token too', async () => {
		const sandbox = await sandboxForTest();
		sandbox.faults.realtime.refuseAuthentication = 'not today';
		const socket = await connectSocket(sandbox);
		const { identifier, key } = sandbox.credentials.website;
		socket.emit('authentication', { ...wrong, username: identifier, password: key });
		expect(await socket.first('unauthorized')).toEqual({ message: 'not today' });
		await socket.until(() => socket.closed);
	});

	test('an ignored authentication gets no answer', async () => {
		const sandbox = await sandboxForTest({ authenticationTimeout: 30 });
		sandbox.faults.realtime.ignoreAuthentication = true;
		const socket = await connectSocket(sandbox);
		const { identifier, key } = sandbox.credentials.website;
		socket.emit('authentication', { ...wrong, username: identifier, password: key });
		await socket.until(() => socket.closed);
		expect(socket.events).toEqual([]);
	});

	test('a refused connection gets 44 in place of 40', async () => {
		const sandbox = await sandboxForTest();
		sandbox.faults.realtime.refuseConnections = 'full';
		const socket = await connectSocket(sandbox);
		expect(socket.packets[1]).toBe('44{"message":"full"}');
		sandbox.faults.clear();
		await listenTo(sandbox, ['message:send']);
	});

	test('silence holds everything back, even the heartbeat, and lets it go later', async () => {
		const sandbox = await sandboxForTest({ pingInterval: 10, pingTimeout: 1_000 });
		const socket = await listenTo(sandbox, ['message:send']);
		await socket.until(() => socket.packets.includes('2'));
		sandbox.faults.realtime.goSilent(true);
		sandbox.visitor.say('Can you hear me?');
		// What was written before the silence may still be on its way.
		await new Promise((resolve) => setTimeout(resolve, 10));
		const before = socket.packets.length;
		await new Promise((resolve) => setTimeout(resolve, 40));
		expect(socket.packets).toHaveLength(before);
		expect(socket.closed).toBe(false);
		sandbox.faults.clear();
		expect(await socket.first('message:send')).toMatchObject({ content: 'Can you hear me?' });
	});
});

test('Two sandboxes run side by side and share nothing', async () => {
	const [one, two] = await Promise.all([sandboxForTest(), sandboxForTest()]);
	one.visitor.say('Hello');
	expect(two.conversations()).toEqual([]);
	expect(one.url).not.toBe(two.url);
});
