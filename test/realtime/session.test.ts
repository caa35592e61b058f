import {
	LookUpError,
	Session,
	type AttemptEnd,
	type SessionOptions,
	type StateChange,
} from '../../nodes/Crisp/realtime/session';
import { startCrispServer } from '../support/crispServer';
import { startRudeServer, type Peer, type RudeServer } from '../support/rudeServer';
import { counting, socketClasses } from '../support/sockets';
import { FakeClock, settle, until } from '../support/time';

const MINUTE = 60_000;

describe.each(socketClasses)('a session over %s', (_, socketClass) => {
	const canCutOff = 'terminate' in socketClass.prototype;
	let clock: FakeClock;
	let sessions: Session[];
	let servers: Array<{ close(): Promise<void> }>;
	let states: string[];
	let changes: StateChange[];
	let failures: AttemptEnd[];
	let events: unknown[];
	let lookUps: number;
	let count: ReturnType<typeof counting>['count'];

	beforeEach(() => {
		clock = new FakeClock();
		sessions = [];
		servers = [];
		states = [];
		changes = [];
		failures = [];
		events = [];
		lookUps = 0;
	});

	afterEach(async () => {
		const stopping = sessions.map(async (session) => await session.stop());
		await clock.advance(1_000);
		await Promise.all(stopping);
		expect(clock.pending).toBe(0);
		// The global class keeps the socket of a silent peer until that goes away.
		if (canCutOff) await until(() => count.open === 0, 'all sockets to be closed');
		await Promise.all(servers.map(async (server) => await server.close()));
		await until(() => count.open === 0, 'all sockets to be closed');
	});

	function makeSession(
		endpoints: (attempt: number, signal: AbortSignal) => string[] | Promise<string[]>,
		settings: Partial<SessionOptions> = {},
	): Session {
		const counted = counting(socketClass);
		count = counted.count;
		const session = new Session({
			socketClass: counted.socketClass,
			clock,
			login: { tier: 'plugin', username: 'identifier', password: 'key', events: ['message:send'] },
			lookUpEndpoints: async (signal) => await endpoints(lookUps++, signal),
			onEvent: (_name, data) => events.push(data),
			onState(change) {
				states.push(change.to);
				changes.push(change);
			},
			onFailure: (end) => failures.push(end),
			random: () => 0.5,
			...settings,
		});
		sessions.push(session);
		return session;
	}

	async function rude(...args: Parameters<typeof startRudeServer>): Promise<RudeServer> {
		const server = await startRudeServer(...args);
		servers.push(server);
		return server;
	}

	/** Lets time pass, in steps that give sockets a chance, until the session is in that state. */
	async function pass(session: Session, state: string, limit = 2 * MINUTE): Promise<void> {
		const end = clock.now() + limit;
		await settle(10);
		while (session.state !== state && clock.now() < end) {
			await clock.advance(100);
			await settle(10);
		}
		expect(session.state).toBe(state);
	}

	describe('beginning', () => {
		it('is live when Crisp has accepted the login', async () => {
			const server = await startCrispServer();
			servers.push(server);
			const session = makeSession(() => [server.address]);
			expect(session.state).toBe('idle');
			expect(await session.start()).toEqual({ state: 'live' });
			expect(states).toEqual(['connecting', 'live']);
			server.send('message:send', 'hello');
			await until(() => events.length === 1);
		});

		it('begins once, however often it is asked to', async () => {
			const server = await rude(async (peer) => await peer.accept());
			const session = makeSession(() => [server.address]);
			const outcomes = await Promise.all([session.start(), session.start()]);
			expect(outcomes).toEqual([{ state: 'live' }, { state: 'live' }]);
			expect(await session.start()).toEqual({ state: 'live' });
			expect(lookUps).toBe(1);
		});

		it('waits for another try when the server cannot be reached', async () => {
			const server = await rude(() => {});
			await server.close();
			const session = makeSession(() => [server.address]);
			const outcome = await session.start();
			expect(outcome).toMatchObject({ state: 'waiting', end: { code: 'unreachable' } });
			expect(failures).toEqual([]);
		});

		it('gives up when Crisp does not accept the token', async () => {
			const server = await rude(async (peer) => {
				await peer.welcome();
				peer.event('unauthorized', { message: 'invalid_session' });
			});
			const session = makeSession(() => [server.address]);
			expect(await session.start()).toEqual({
				state: 'stopped',
				end: { code: 'unauthorized', detail: 'invalid_session' },
			});
			await clock.advance(60 * MINUTE);
			expect(lookUps).toBe(1);
			// The outcome says it; nobody has to be told a second time.
			expect(failures).toEqual([]);
		});

		it.each(['always', 'atStart'] as const)(
			'gives up when the look-up fails for good (%s)',
			async (permanence) => {
				const cause = new Error('no access');
				const session = makeSession(() => {
					throw new LookUpError(permanence, cause);
				});
				const outcome = await session.start();
				expect(outcome.state).toBe('stopped');
				expect(outcome.end).toMatchObject({ code: 'lookUpFailed', detail: 'no access' });
				expect((outcome.end?.cause as LookUpError).cause).toBe(cause);
			},
		);

		it.each([
			['passes', new LookUpError('never', new Error('busy'))],
			['says nothing about how long', new Error('busy')],
		])('tries again when the failure of a look-up %s', async (_what, error) => {
			const server = await rude(async (peer) => await peer.accept());
			const session = makeSession((attempt) => {
				if (attempt === 0) throw error;
				return [server.address];
			});
			expect(await session.start()).toMatchObject({
				state: 'waiting',
				end: { code: 'lookUpFailed', detail: 'busy' },
			});
			await pass(session, 'live');
		});

		it('does not wait longer than 15 seconds for a look-up, and tells it to end', async () => {
			let signal: AbortSignal | undefined;
			const session = makeSession(async (_attempt, given) => {
				signal = given;
				return await new Promise(() => {});
			});
			const outcome = session.start();
			await clock.advance(14_999);
			expect(session.state).toBe('connecting');
			await clock.advance(1);
			expect(await outcome).toMatchObject({ state: 'waiting', end: { code: 'lookUpFailed' } });
			expect(signal?.aborted).toBe(true);
		});
	});

	describe('coming back', () => {
		const faults: Array<[what: string, fault: (peer: Peer) => void | Promise<void>]> = [
			...[1000, 1001, 1008, 1011, 1012, 4401].map(
				(code) =>
					[
						`close code ${code}`,
						async (peer: Peer) => {
							await peer.accept();
							peer.close(code);
						},
					] as [string, (peer: Peer) => Promise<void>],
			),
			[
				'a closing frame without a code',
				async (peer) => {
					await peer.accept();
					peer.close();
				},
			],
			[
				'a broken TCP connection',
				async (peer) => {
					await peer.accept();
					peer.break();
				},
			],
			[
				'a goodbye of the server (41)',
				async (peer) => {
					await peer.accept();
					peer.send('41');
				},
			],
			[
				'a goodbye of the engine (1)',
				async (peer) => {
					await peer.accept();
					peer.send('1');
				},
			],
			[
				'a refusal after a good beginning (44)',
				async (peer) => {
					await peer.accept();
					peer.send('44{"message":"no more"}');
				},
			],
			[
				'a refusal at the beginning (44)',
				(peer) => {
					peer.send('0{"sid":"e","pingInterval":25000,"pingTimeout":20000}');
					peer.send('44{"message":"not today"}');
				},
			],
			['silence after a good beginning', async (peer) => await peer.accept(5_000, 4_000)],
			[
				'silence of a peer that answers nothing at all',
				async (peer) => {
					await peer.accept(5_000, 4_000);
					peer.goSilent();
				},
			],
			['a handshake that never comes', () => {}],
			['a connection dropped at once', (peer) => peer.break()],
			[
				'a namespace that is never joined',
				(peer) => peer.send('0{"sid":"e","pingInterval":25000,"pingTimeout":20000}'),
			],
			['a login that is never answered', async (peer) => void (await peer.welcome())],
			[
				'a login that is declined without a reason',
				async (peer) => {
					await peer.welcome();
					peer.event('authenticated', false);
				},
			],
			['a server that speaks something else', (peer) => peer.send('hello', '{}', '0[]')],
		];

		it.each(faults)('works after %s', async (_what, fault) => {
			const logins: unknown[] = [];
			const server = await rude(async (peer) => {
				if (peer.index === 0) {
					await fault(peer);
					return;
				}
				logins.push(await peer.welcome());
				peer.event('authenticated', true);
			});
			const session = makeSession(() => [server.address]);
			const first = session.start();
			await pass(session, 'waiting');
			await first;
			await pass(session, 'live');
			server.peers[1].event('message:send', 'after the fault');
			await until(() => events.includes('after the fault'));
			expect(logins).toEqual([
				{ tier: 'plugin', username: 'identifier', password: 'key', events: ['message:send'] },
			]);
			expect(lookUps).toBe(2);
			expect(failures).toEqual([]);
			if (canCutOff) expect(count.most).toBe(1);
		});

		it('works when the request for an upgrade is left without an answer', async () => {
			const server = await rude(
				async (peer) => await peer.accept(),
				(index) => index > 0,
			);
			const session = makeSession(() => [server.address]);
			void session.start();
			await pass(session, 'waiting');
			await pass(session, 'live');
			expect(changes.at(-3)).toMatchObject({ to: 'waiting', end: { code: 'handshakeTimeout' } });
		});

		it('works when the server itself restarts', async () => {
			const before = await startCrispServer();
			const session = makeSession(() => [before.address]);
			await session.start();
			const port = Number(new URL(before.address).port);
			await before.close();
			await pass(session, 'waiting');
			const after = await startCrispServer({ port });
			servers.push(after);
			await pass(session, 'live');
			after.send('message:send', 'back');
			await until(() => events.length === 1);
		});

		it('asks for the endpoint again, and follows it', async () => {
			const here = await rude(async (peer) => {
				await peer.accept();
				peer.close(1012);
			});
			const there = await rude(async (peer) => await peer.accept());
			const session = makeSession((attempt) => [attempt === 0 ? here.address : there.address]);
			await session.start();
			await pass(session, 'waiting');
			await pass(session, 'live');
			expect([here.peers.length, there.peers.length]).toEqual([1, 1]);
		});

		it('goes on when a look-up that used to work is refused like a wrong setting', async () => {
			const server = await rude(async (peer) => {
				await peer.accept();
				if (peer.index === 0) peer.break();
			});
			const session = makeSession((attempt) => {
				if (attempt === 1) throw new LookUpError('atStart', new Error('not found'));
				return [server.address];
			});
			await session.start();
			await pass(session, 'waiting');
			await pass(session, 'live');
			expect(lookUps).toBe(3);
			expect(failures).toEqual([]);
		});

		it('tells each state with its reason and the delay', async () => {
			const server = await rude(async (peer) => {
				await peer.accept();
				if (peer.index === 0) peer.close(1012);
			});
			const session = makeSession(() => [server.address]);
			await session.start();
			await pass(session, 'waiting');
			await pass(session, 'live');
			await session.stop();
			expect(changes).toEqual([
				{ from: 'idle', to: 'connecting' },
				{ from: 'connecting', to: 'live' },
				{
					from: 'live',
					to: 'waiting',
					end: { code: 'closed', detail: 'code 1012' },
					delay: 1_125,
				},
				{ from: 'waiting', to: 'connecting' },
				{ from: 'connecting', to: 'live' },
				{ from: 'live', to: 'stopped' },
			]);
		});

		it('never makes two attempts at once', async () => {
			let looking = 0;
			let most = 0;
			const server = await rude((peer) => peer.break());
			const session = makeSession(async () => {
				most = Math.max(most, ++looking);
				await settle();
				looking--;
				return [server.address];
			});
			void session.start();
			for (let second = 0; second < 120; second++) await clock.advance(1_000);
			expect(lookUps).toBeGreaterThan(3);
			expect(most).toBe(1);
			expect(count.most).toBe(1);
		});
	});

	describe('giving up later', () => {
		it('tells once that the token is no longer accepted, and makes no further attempt', async () => {
			const server = await rude(async (peer) => {
				await peer.accept();
				peer.event('unauthorized', { message: 'rolled' });
				peer.event('unauthorized', { message: 'rolled' });
			});
			const session = makeSession(() => [server.address]);
			expect(await session.start()).toEqual({ state: 'live' });
			await pass(session, 'stopped');
			expect(failures).toEqual([{ code: 'unauthorized', detail: 'rolled' }]);
			await clock.advance(60 * MINUTE);
			expect(lookUps).toBe(1);
		});

		it('does so when the look-up after a cut is refused for good', async () => {
			const server = await rude(async (peer) => {
				await peer.accept();
				peer.break();
			});
			const session = makeSession((attempt) => {
				if (attempt > 0) throw new LookUpError('always', new Error('no access'));
				return [server.address];
			});
			await session.start();
			await pass(session, 'stopped');
			expect(failures).toMatchObject([{ code: 'lookUpFailed', detail: 'no access' }]);
		});
	});

	describe('the delays', () => {
		const waits = () => changes.filter(({ to }) => to === 'waiting').map(({ delay }) => delay);

		it('grow with a server that accepts and drops, for as long as it does so', async () => {
			const server = await rude(async (peer) => {
				await peer.accept();
				peer.break();
			});
			const session = makeSession(() => [server.address], { random: () => 1 });
			await session.start();
			for (let second = 0; second < 3_600; second += 10) {
				await clock.advance(10_000);
				await settle(10);
			}
			expect(waits().slice(0, 6)).toEqual([2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
			expect(server.peers.length).toBeLessThan(100);
			expect(server.peers.length).toBeGreaterThan(20);
		});

		it('begin small again after a connection that lasted a minute', async () => {
			const server = await rude(async (peer) => await peer.accept(120_000, 120_000));
			const session = makeSession(() => [server.address], { random: () => 1 });
			await session.start();
			for (const lasted of [59_000, 59_000, 60_000, 1_000]) {
				await clock.advance(lasted);
				server.peers.at(-1)?.break();
				await pass(session, 'waiting');
				await pass(session, 'live');
			}
			expect(waits()).toEqual([2_000, 4_000, 2_000, 4_000]);
		});
	});

	describe('several endpoints', () => {
		it('turns to the next one where the first cannot be reached', async () => {
			const gone = await rude(() => {});
			await gone.close();
			const rescue = await rude(async (peer) => await peer.accept());
			const session = makeSession(() => [gone.address, rescue.address]);
			expect(await session.start()).toEqual({ state: 'live' });
			expect(lookUps).toBe(1);
			expect(count.most).toBe(1);
		});

		it('turns to the next one where the first leaves the request for an upgrade without an answer', async () => {
			const deaf = await rude(
				() => {},
				() => false,
			);
			const rescue = await rude(async (peer) => await peer.accept());
			const session = makeSession(() => [deaf.address, rescue.address]);
			const outcome = session.start();
			await pass(session, 'live');
			expect(await outcome).toEqual({ state: 'live' });
			expect(lookUps).toBe(1);
		});

		it('turns to the next one where the first is no address', async () => {
			const rescue = await rude(async (peer) => await peer.accept());
			const session = makeSession(() => ['nonsense', rescue.address]);
			expect(await session.start()).toEqual({ state: 'live' });
		});

		it('stays with the first one where it speaks', async () => {
			const first = await rude(async (peer) => {
				await peer.welcome();
				peer.event('authenticated', false);
			});
			const rescue = await rude(async (peer) => await peer.accept());
			const session = makeSession(() => [first.address, rescue.address]);
			expect(await session.start()).toMatchObject({
				state: 'waiting',
				end: { code: 'loginDeclined' },
			});
			expect(rescue.peers).toHaveLength(0);
		});

		it('tries again later when one could not be reached and the other is no address', async () => {
			const gone = await rude(() => {});
			await gone.close();
			const session = makeSession(() => [gone.address, 'nonsense']);
			expect(await session.start()).toMatchObject({ state: 'waiting' });
		});
	});

	describe('stopping', () => {
		it('works before it has begun, and nothing begins afterwards', async () => {
			const session = makeSession(() => ['ws://127.0.0.1:1/']);
			await session.stop();
			expect(await session.start()).toEqual({ state: 'stopped' });
			expect(lookUps).toBe(0);
		});

		it('ends a look-up that is under way', async () => {
			let signal: AbortSignal | undefined;
			const session = makeSession(async (_attempt, given) => {
				signal = given;
				return await new Promise(() => {});
			});
			const outcome = session.start();
			await session.stop();
			expect(signal?.aborted).toBe(true);
			expect(await outcome).toEqual({ state: 'stopped' });
		});

		it('opens no socket for a look-up that comes back too late', async () => {
			const server = await rude(async (peer) => await peer.accept());
			let answer: (endpoints: string[]) => void = () => {};
			const session = makeSession(
				async () => await new Promise<string[]>((resolve) => (answer = resolve)),
			);
			void session.start();
			await settle();
			await session.stop();
			answer([server.address]);
			await settle(10);
			expect(count.made).toBe(0);
		});

		it('opens no socket when it is asked for at the moment in which a look-up comes back', async () => {
			const server = await rude(async (peer) => await peer.accept());
			const session = makeSession(() => [], {
				lookUpEndpoints: () => {
					void session.stop();
					return Promise.resolve([server.address]);
				},
			});
			expect(await session.start()).toEqual({ state: 'stopped' });
			await session.stop();
			expect(count.made).toBe(0);
		});

		it('ends an attempt that is under way', async () => {
			const server = await rude(() => {});
			const session = makeSession(() => [server.address]);
			const outcome = session.start();
			await until(() => server.peers.length === 1);
			await session.stop();
			expect(await outcome).toEqual({ state: 'stopped' });
			await until(() => server.open() === 0);
		});

		it('ends the waiting for another attempt', async () => {
			const session = makeSession(() => {
				throw new Error('busy');
			});
			await session.start();
			expect(session.state).toBe('waiting');
			await session.stop();
			expect(clock.pending).toBe(0);
			await clock.advance(10 * MINUTE);
			expect(lookUps).toBe(1);
		});

		it('ends a live connection, may be asked for again, and is no failure', async () => {
			const server = await rude(async (peer) => await peer.accept());
			const session = makeSession(() => [server.address]);
			await session.start();
			await Promise.all([session.stop(), session.stop()]);
			await session.stop();
			expect(states).toEqual(['connecting', 'live', 'stopped']);
			expect(failures).toEqual([]);
			await until(() => server.open() === 0);
		});

		it('takes a second at most when the peer has gone silent', async () => {
			const server = await rude(async (peer) => await peer.accept());
			const session = makeSession(() => [server.address]);
			await session.start();
			server.peers[0].goSilent();
			const stopped = jest.fn();
			void session.stop().then(stopped);
			await clock.advance(1_000);
			expect(stopped).toHaveBeenCalled();
		});

		it('leaves no socket and no timer over many rounds', async () => {
			const server = await startCrispServer();
			servers.push(server);
			for (let round = 0; round < 50; round++) {
				const session = makeSession(() => [server.address]);
				await session.start();
				await session.stop();
				expect(clock.pending).toBe(0);
				await until(() => count.open === 0);
			}
			await until(() => server.io.engine.clientsCount === 0);
		});
	});

	it('is not ended by handlers that throw', async () => {
		const trouble: unknown[] = [];
		const server = await rude(async (peer) => {
			await peer.accept();
			if (peer.index === 0) peer.break();
			else peer.event('unauthorized');
		});
		const session = makeSession(() => [server.address], {
			onState() {
				throw new Error('in onState');
			},
			onFailure() {
				throw new Error('in onFailure');
			},
			onOddity: (_what, error) => trouble.push((error as Error).message),
		});
		await session.start();
		await pass(session, 'stopped');
		expect(trouble).toContain('in onState');
		expect(trouble.at(-1)).toBe('in onFailure');
		await session.stop();
	});
});
