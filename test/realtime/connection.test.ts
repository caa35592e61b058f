import http from 'node:http';
import type { AddressInfo } from 'node:net';

import { Connection, type ConnectionEnd, type Login } from '../../nodes/Crisp/realtime/connection';
import type { SocketClass } from '../../nodes/Crisp/realtime/socket';
import { startCrispServer, type CrispServer } from '../support/crispServer';
import { startRudeServer, type Peer, type RudeServer } from '../support/rudeServer';
import { counting, socketClasses } from '../support/sockets';
import { FakeClock, settle, until } from '../support/time';

const LOGIN: Login = {
	tier: 'website',
	username: 'identifier',
	password: 'key',
	events: ['message:send', 'session:set_state'],
};

describe.each(socketClasses)('one connection over %s', (_, socketClass) => {
	let clock: FakeClock;
	let events: Array<[string, unknown]>;
	let oddities: string[];
	let servers: Array<{ close(): Promise<void> }>;
	let connections: Connection[];

	beforeEach(() => {
		clock = new FakeClock();
		events = [];
		oddities = [];
		servers = [];
		connections = [];
	});

	afterEach(async () => {
		const closing = connections.map(async (connection) => await connection.close());
		await clock.advance(1_000);
		await Promise.all(closing);
		expect(clock.pending).toBe(0);
		await Promise.all(servers.map(async (server) => await server.close()));
	});

	function connect(address: string, chosen: SocketClass = socketClass): Connection {
		const connection = new Connection({
			socketClass: chosen,
			clock,
			address,
			login: LOGIN,
			onEvent: (name, data) => events.push([name, data]),
			onOddity: (what) => oddities.push(what),
		});
		connections.push(connection);
		return connection;
	}

	async function rude(...args: Parameters<typeof startRudeServer>): Promise<RudeServer> {
		const server = await startRudeServer(...args);
		servers.push(server);
		return server;
	}

	/** The end of a connection whose closing may take a grace period of the fake clock. */
	async function endOf(connection: Connection): Promise<ConnectionEnd> {
		let end: ConnectionEnd | undefined;
		void connection.closed.then((value) => (end = value));
		await settle(10);
		for (let tries = 0; end === undefined && tries < 20; tries++) {
			await clock.advance(100);
			await settle(10);
		}
		if (end === undefined) throw new Error('The connection did not end');
		return end;
	}

	async function live(
		script: (peer: Peer) => void | Promise<void> = async (peer) => await peer.accept(),
	) {
		const server = await rude(script);
		const connection = connect(server.address);
		expect(await connection.authenticated).toBe(true);
		return { server, connection, peer: server.peers[0] };
	}

	describe('with the real Socket.IO server', () => {
		let server: CrispServer;

		beforeEach(async () => {
			server = await startCrispServer();
			servers.push(server);
		});

		it('logs in and receives events', async () => {
			const connection = connect(server.address);
			expect(await connection.authenticated).toBe(true);
			server.send('message:send', { content: 'Hé \u{1f600}' });
			server.send('session:set_state', { state: 'resolved' });
			await until(() => events.length === 2);
			expect(events).toEqual([
				['message:send', { content: 'Hé \u{1f600}' }],
				['session:set_state', { state: 'resolved' }],
			]);
			expect(server.logins).toEqual([LOGIN]);
		});

		it('says goodbye when it is closed, and leaves no client behind', async () => {
			const connection = connect(server.address);
			await connection.authenticated;
			const reasons: string[] = [];
			for (const client of server.clients) client.on('disconnect', (why) => reasons.push(why));
			await connection.close();
			await until(() => server.clients.size === 0);
			expect(reasons).toEqual(['client namespace disconnect']);
			expect(await connection.closed).toEqual({ code: 'stopped' });
			await until(() => server.io.engine.clientsCount === 0);
		});

		it('ends when the server restarts', async () => {
			const connection = connect(server.address);
			await connection.authenticated;
			await server.io.close();
			expect((await endOf(connection)).code).toBe('closed');
		});

		it('ends when the server disconnects it', async () => {
			const connection = connect(server.address);
			await connection.authenticated;
			for (const client of server.clients) client.disconnect();
			expect((await endOf(connection)).code).toBe('disconnected');
		});

		it('ends with the words of a server that does not let it in', async () => {
			server.io.use((_socket, next) => next(new Error('not today')));
			const connection = connect(server.address);
			expect(await connection.authenticated).toBe(false);
			expect(await endOf(connection)).toEqual({ code: 'refused', detail: 'not today' });
		});

		it('ends with the reason of a server that does not accept the token', async () => {
			server.verdict = 'unauthorized';
			const connection = connect(server.address);
			expect(await connection.authenticated).toBe(false);
			expect(await endOf(connection)).toEqual({ code: 'unauthorized', detail: 'invalid_session' });
		});

		it('ends when the login is declined without a reason', async () => {
			server.verdict = 'declined';
			const connection = connect(server.address);
			expect(await endOf(connection)).toEqual({ code: 'loginDeclined' });
		});

		it('ends when the login is not answered within 10 seconds', async () => {
			server.verdict = 'nothing';
			const connection = connect(server.address);
			await until(() => server.logins.length === 1);
			await clock.advance(9_999);
			let ended = false;
			void connection.closed.then(() => (ended = true));
			await settle();
			expect(ended).toBe(false);
			await clock.advance(1);
			expect(await endOf(connection)).toEqual({ code: 'loginTimeout' });
			expect(await connection.authenticated).toBe(false);
		});

		it('answers each ping of the server, which sends the next one only then', async () => {
			const quick = await startCrispServer({ pingInterval: 5, pingTimeout: 5_000 });
			servers.push(quick);
			const connection = connect(quick.address);
			await connection.authenticated;
			let pongs = 0;
			for (const client of quick.clients) {
				client.conn.on('packet', ({ type }) => (pongs += type === 'pong' ? 1 : 0));
			}
			await until(() => pongs >= 5);
			expect(quick.clients.size).toBe(1);
		});
	});

	describe('dialling', () => {
		it('asks for the advertised path with the Engine.IO query, and nothing else', async () => {
			const { peer } = await live();
			expect(peer.url).toBe('/relay/?EIO=4&transport=websocket');
		});

		it('joins once and logs in once, however often the server repeats itself', async () => {
			const { peer } = await live(async (it) => {
				await it.welcome();
				it.send('40{"sid":"again"}', '40{"sid":"and again"}');
				it.event('authenticated', true);
				it.send('40{"sid":"late"}');
				it.event('authenticated', true);
				it.send('2');
			});
			await until(() => peer.received.includes('3'));
			expect(peer.received.map((frame) => frame.slice(0, 2))).toEqual(['40', '42', '3']);
		});

		it('is live where the yes to the login has no value', async () => {
			const { connection, peer } = await live(async (it) => {
				await it.welcome();
				it.event('authenticated');
			});
			peer.event('message:send', 1);
			await until(() => events.length === 1);
			expect(await connection.authenticated).toBe(true);
		});

		it('stays when the login is answered once more, and otherwise', async () => {
			const { peer } = await live();
			peer.event('authenticated', false);
			peer.event('message:send', 1);
			await until(() => events.length === 1);
		});

		it.each(['nonsense', ''])('ends where the address is none: %j', async (address) => {
			const connection = connect(address);
			expect(await connection.closed).toMatchObject({ code: 'unreachable' });
			expect(await connection.authenticated).toBe(false);
		});

		it('ends when nothing listens there', async () => {
			const gone = http.createServer();
			await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
			const { port } = gone.address() as AddressInfo;
			await new Promise((resolve) => gone.close(resolve));
			const connection = connect(`ws://127.0.0.1:${port}/`);
			expect(await connection.authenticated).toBe(false);
			expect((await endOf(connection)).code).toBe('unreachable');
		});

		it.each([
			['a plain web page', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi'],
			['a refusal', 'HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n'],
			['something that is no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
		])('ends when %s answers', async (_what, answer) => {
			const server = await rude(
				() => {},
				() => answer,
			);
			const connection = connect(server.address);
			await connection.authenticated;
			expect((await endOf(connection)).code).toBe('unreachable');
		});

		it.each([
			['upgrade the request', () => false as const, () => {}],
			['send a handshake', () => true as const, () => {}],
		])('ends after 10 seconds with a server that does not %s', async (_what, upgrades, script) => {
			let requests = 0;
			const server = await rude(script, () => {
				requests++;
				return upgrades();
			});
			const connection = connect(server.address);
			await until(() => requests === 1);
			await settle(10);
			await clock.advance(10_000);
			expect(await endOf(connection)).toEqual({ code: 'handshakeTimeout' });
			await until(() => server.open() === 0);
		});

		it('ends after 10 seconds with a server that pings but never lets it join', async () => {
			const server = await rude((peer) => {
				peer.send('0{"sid":"e","pingInterval":3000,"pingTimeout":2000}');
			});
			const connection = connect(server.address);
			await until(() => server.peers[0]?.received.length === 1);
			for (let second = 0; second < 10; second += 2) {
				server.peers[0].send('2');
				await until(() => server.peers[0].received.filter((it) => it === '3').length > second / 2);
				await clock.advance(2_000);
			}
			expect(await endOf(connection)).toEqual({ code: 'joinTimeout' });
		});

		it('gives up a server that speaks something else once its time is over', async () => {
			const server = await rude((peer) => peer.send('hello', '{"type":"welcome"}', '0{}'));
			connect(server.address);
			await until(() => oddities.length === 3);
			await clock.advance(10_000);
			expect((await endOf(connections[0])).code).toBe('handshakeTimeout');
		});
	});

	describe('the heartbeat', () => {
		it('ends after an interval and a timeout without a ping', async () => {
			const { connection } = await live(async (peer) => await peer.accept(25_000, 20_000));
			await clock.advance(44_999);
			await settle(10);
			expect(clock.pending).toBe(1);
			await clock.advance(1);
			expect(await endOf(connection)).toEqual({ code: 'silence' });
		});

		it('is counted from the last ping of the server', async () => {
			const { connection, peer } = await live(async (it) => await it.accept(2_000, 1_000));
			await clock.advance(2_500);
			peer.send('2');
			await until(() => peer.received.includes('3'));
			await clock.advance(2_999);
			await settle(10);
			expect(clock.pending).toBe(1);
			await clock.advance(1);
			expect((await endOf(connection)).code).toBe('silence');
		});

		it('ends although events keep coming, for they are no sign of a working heartbeat', async () => {
			const { connection, peer } = await live(async (it) => await it.accept(2_000, 1_000));
			for (let sent = 1; sent <= 3; sent++) {
				peer.event('message:send', sent);
				await until(() => events.length === sent);
				await clock.advance(1_000);
			}
			expect((await endOf(connection)).code).toBe('silence');
		});

		it('follows the times of a second handshake', async () => {
			const { connection, peer } = await live(async (it) => await it.accept(25_000, 20_000));
			peer.send('0{"sid":"e","pingInterval":300,"pingTimeout":200}', '2');
			await until(() => peer.received.includes('3'));
			await clock.advance(500);
			expect((await endOf(connection)).code).toBe('silence');
		});

		it('keeps one timer however many pings come', async () => {
			const { peer } = await live();
			for (let ping = 0; ping < 50; ping++) peer.send('2');
			await until(() => peer.received.filter((frame) => frame === '3').length === 50);
			expect(clock.pending).toBe(1);
		});

		it('gives pings that waited while this process was held up a second to be read', async () => {
			const { peer } = await live(async (it) => await it.accept(2_000, 1_000));
			await clock.jump(60_000);
			peer.send('2');
			await until(() => peer.received.includes('3'));
			await clock.advance(2_999);
			peer.event('message:send', 'still there');
			await until(() => events.length === 1);
		});

		it('ends when no ping had waited', async () => {
			const { connection } = await live(async (it) => await it.accept(2_000, 1_000));
			await clock.jump(60_000);
			await clock.advance(1_000);
			expect((await endOf(connection)).code).toBe('silence');
		});
	});

	describe('once live', () => {
		it.each([1000, 1001, 1008, 1011, 1012, 4401])('ends with code %i', async (code) => {
			const { connection, peer } = await live();
			peer.close(code);
			expect(await endOf(connection)).toEqual({ code: 'closed', detail: `code ${code}` });
		});

		it('ends with a closing frame without a code', async () => {
			const { connection, peer } = await live();
			peer.close();
			expect(await endOf(connection)).toEqual({ code: 'closed', detail: 'code 1005' });
		});

		it('ends when the TCP connection breaks', async () => {
			const { connection, peer } = await live();
			peer.break();
			expect((await endOf(connection)).code).toBe('closed');
		});

		it.each([
			['41', { code: 'disconnected' }],
			['1', { code: 'disconnected' }],
			['44{"message":"no more"}', { code: 'refused', detail: 'no more' }],
			['42["unauthorized",{"message":"rolled"}]', { code: 'unauthorized', detail: 'rolled' }],
			['4211["unauthorized"]', { code: 'unauthorized' }],
			['42["unauthorized","rolled"]', { code: 'unauthorized', detail: 'rolled' }],
		])('ends on %s', async (frame, end) => {
			const { server, connection, peer } = await live();
			peer.send(frame);
			expect(await endOf(connection)).toEqual(end);
			await until(() => server.open() === 0);
		});

		it('masks the token that it has sent in what the server says', async () => {
			const pair = Buffer.from('identifier:key').toString('base64');
			const { connection, peer } = await live();
			peer.send(`42["unauthorized",{"message":"Basic ${pair} of key"}]`);
			expect(await endOf(connection)).toEqual({
				code: 'unauthorized',
				detail: 'Basic *** of ***',
			});
		});

		it('takes no notice of frames that it cannot read or that concern others', async () => {
			const { peer } = await live();
			peer.send(
				...['', 'x', '9', '49[]', '42{', '42[]', '451-["message:send",{"_placeholder":true}]'],
				Buffer.from([1, 2, 3]),
				...['43[1]', '42/other,["message:send",1]', '41/other,', '6', '5', '3'],
			);
			peer.event('message:send', 'after');
			await until(() => events.length === 1);
			expect(events).toEqual([['message:send', 'after']]);
			expect(oddities).toHaveLength(8);
		});

		it('delivers what comes between the login and its acceptance', async () => {
			await live(async (peer) => {
				await peer.welcome();
				peer.event('message:send', 'early');
				peer.event('authenticated', true);
			});
			expect(events).toEqual([['message:send', 'early']]);
		});

		it('stays when a handler throws', async () => {
			const server = await rude(async (peer) => await peer.accept());
			const seen: unknown[] = [];
			const trouble: unknown[] = [];
			const connection = new Connection({
				socketClass,
				clock,
				address: server.address,
				login: LOGIN,
				onEvent(_name, data) {
					seen.push(data);
					throw new Error('workflow trouble');
				},
				onOddity: (_what, error) => trouble.push(error),
			});
			connections.push(connection);
			await connection.authenticated;
			server.peers[0].event('message:send', 1);
			server.peers[0].event('message:send', 2);
			await until(() => seen.length === 2);
			expect(trouble).toEqual([new Error('workflow trouble'), new Error('workflow trouble')]);
		});

		it('delivers nothing after it was closed, whatever the server still sends', async () => {
			const { connection, peer } = await live();
			const closing = connection.close();
			for (let late = 0; late < 20; late++) peer.event('message:send', late);
			peer.send('0{"sid":"e","pingInterval":25000,"pingTimeout":20000}', '2', '40{"sid":"s"}');
			await clock.advance(1_000);
			await closing;
			await settle(10);
			expect(events).toEqual([]);
			expect(clock.pending).toBe(0);
		});

		it('delivers a large event', async () => {
			const { peer } = await live();
			const text = 'x'.repeat(5 * 2 ** 20);
			peer.event('message:send', { text });
			await until(() => events.length === 1);
			expect((events[0][1] as { text: string }).text).toHaveLength(text.length);
		});
	});

	describe('closing', () => {
		it('may be asked for again and again', async () => {
			const { connection, server } = await live();
			await Promise.all([connection.close(), connection.close()]);
			await connection.close();
			expect(await connection.closed).toEqual({ code: 'stopped' });
			await until(() => server.open() === 0);
		});

		it('works before the socket is open', async () => {
			let requests = 0;
			const server = await rude(
				() => {},
				() => {
					requests++;
					return false;
				},
			);
			const connection = connect(server.address);
			await until(() => requests === 1);
			await connection.close();
			expect(await connection.closed).toEqual({ code: 'stopped' });
			expect(await connection.authenticated).toBe(false);
			await until(() => server.open() === 0);
		});

		it('waits a second at most for a peer that does not answer', async () => {
			const { connection, peer } = await live();
			peer.goSilent();
			const closed = jest.fn();
			void connection.close().then(closed);
			await clock.advance(999);
			expect(closed).not.toHaveBeenCalled();
			await clock.advance(1);
			expect(closed).toHaveBeenCalled();
		});

		it('is told once, with the first reason', async () => {
			const { connection, peer } = await live();
			peer.send('41', '44{"message":"x"}', '42["unauthorized"]');
			peer.close(1012);
			expect(await endOf(connection)).toEqual({ code: 'disconnected' });
			await connection.close();
			expect(await connection.closed).toEqual({ code: 'disconnected' });
		});
	});
});

describe('a peer that has gone silent', () => {
	it('is let go of, with the class that can', async () => {
		const clock = new FakeClock();
		const server = await startRudeServer(async (peer) => await peer.accept(2_000, 1_000));
		const socketClass = socketClasses[0][1];
		const counted = counting(socketClass);
		const connection = new Connection({
			socketClass: counted.socketClass,
			clock,
			address: server.address,
			login: LOGIN,
			onEvent: () => {},
		});
		await connection.authenticated;
		server.peers[0].goSilent();
		await clock.advance(3_000);
		await clock.advance(1_000);
		expect(await connection.closed).toEqual({ code: 'silence' });
		await until(() => counted.count.open === 0);
		await server.close();
	});
});
