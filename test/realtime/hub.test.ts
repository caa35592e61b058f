import { Hub, type Subscriber, type Subscription } from '../../nodes/Crisp/realtime/hub';
import { LookUpError, type AttemptEnd, type StateChange } from '../../nodes/Crisp/realtime/session';
import { startCrispServer, type CrispServer } from '../support/crispServer';
import { startRudeServer, type Peer, type RudeServer } from '../support/rudeServer';
import { counting, socketClasses } from '../support/sockets';
import { FakeClock, settle, until } from '../support/time';

/** What one subscriber has seen. */
interface Seen {
	subscriber: Subscriber;
	/** `name data` of each event. */
	events: string[];
	states: string[];
	changes: StateChange[];
	failures: AttemptEnd[];
	oddities: string[];
	lookUps: number;
}

function textOf(data: unknown): string {
	try {
		return typeof data === 'string' ? data : JSON.stringify(data);
	} catch {
		return 'too deep';
	}
}

describe.each(socketClasses)('subscribers of one token over %s', (_, socketClass) => {
	const counted = counting(socketClass);
	const { count } = counted;
	let clock: FakeClock;
	let hub: Hub;
	let all: Seen[];
	let servers: Array<{ close(): Promise<void> }>;

	beforeEach(() => {
		clock = new FakeClock();
		hub = new Hub({ clock, random: () => 0.5 });
		all = [];
		servers = [];
		count.most = 0;
		count.made = 0;
	});

	afterEach(async () => {
		const stopping = all.map(async ({ subscriber }) => await subscriber.stop());
		await clock.advance(2_000);
		await Promise.all(stopping);
		expect(hub.size).toBe(0);
		expect(clock.pending).toBe(0);
		await Promise.all(servers.map(async (server) => await server.close()));
		await until(() => count.open === 0, 'all sockets to be closed');
	});

	async function crisp(): Promise<CrispServer> {
		const server = await startCrispServer();
		servers.push(server);
		return server;
	}

	async function rude(script: (peer: Peer) => void | Promise<void>): Promise<RudeServer> {
		const server = await startRudeServer(script);
		servers.push(server);
		return server;
	}

	function subscribe(
		{ address }: { address: string },
		events: string[],
		more: Partial<Subscription> = {},
	): Seen {
		const seen: Omit<Seen, 'subscriber'> = {
			events: [],
			states: [],
			changes: [],
			failures: [],
			oddities: [],
			lookUps: 0,
		};
		const { lookUpEndpoints, onEvent, ...rest } = more;
		const subscriber = hub.subscribe({
			key: 'token',
			socketClass: counted.socketClass,
			login: { tier: 'plugin', username: 'identifier', password: 'key' },
			events,
			lookUpEndpoints: async (signal) => {
				seen.lookUps++;
				return lookUpEndpoints ? await lookUpEndpoints(signal) : [address];
			},
			onEvent(name, data) {
				seen.events.push(`${name} ${textOf(data)}`);
				return onEvent?.(name, data);
			},
			onState(change) {
				seen.states.push(change.to);
				seen.changes.push(change);
			},
			onFailure: (end) => seen.failures.push(end),
			onOddity: (what) => seen.oddities.push(what),
			...rest,
		});
		const result = Object.assign(seen, { subscriber });
		all.push(result);
		return result;
	}

	/** Lets time pass, in steps that give sockets a chance, until something is so. */
	async function pass(condition: () => boolean, limit = 120_000): Promise<void> {
		const end = clock.now() + limit;
		await settle(10);
		while (!condition() && clock.now() < end) {
			await clock.advance(100);
			await settle(10);
		}
		expect(condition()).toBe(true);
	}

	const wanted = ({ logins }: CrispServer) => logins.map(({ events }) => [...events].sort());

	describe('one connection', () => {
		it('serves all of them, each with what it asked for', async () => {
			const server = await crisp();
			const a = subscribe(server, ['message:send', 'session:set_state']);
			const b = subscribe(server, ['message:send', 'session:set_email']);
			const outcomes = await Promise.all([a.subscriber.start(), b.subscriber.start()]);
			expect(outcomes).toEqual([{ state: 'live' }, { state: 'live' }]);
			server.send('message:send', '1');
			server.send('session:set_email', '2');
			server.send('session:set_state', '3');
			server.send('nobody:asked', '4');
			server.send('message:send', '5');
			await until(() => a.events.length === 3 && b.events.length === 3);
			expect(a.events).toEqual(['message:send 1', 'session:set_state 3', 'message:send 5']);
			expect(b.events).toEqual(['message:send 1', 'session:set_email 2', 'message:send 5']);
			expect(wanted(server)).toEqual([['message:send', 'session:set_email', 'session:set_state']]);
			expect(count).toMatchObject({ made: 1, open: 1 });
		});

		it('is enough for 20 of them', async () => {
			const server = await crisp();
			const many = Array.from({ length: 20 }, () => subscribe(server, ['message:send']));
			for (const { subscriber } of many) {
				expect(await subscriber.start()).toEqual({ state: 'live' });
			}
			server.send('message:send', 'hello');
			await until(() => many.every(({ events }) => events.length === 1));
			expect(count).toMatchObject({ made: 1, most: 1 });
		});

		it('is another one for another token', async () => {
			const server = await crisp();
			const a = subscribe(server, ['message:send']);
			const b = subscribe(server, ['message:send'], { key: 'other token' });
			await Promise.all([a.subscriber.start(), b.subscriber.start()]);
			expect(server.logins).toHaveLength(2);
			expect(hub.size).toBe(2);
			await a.subscriber.stop();
			server.send('message:send', 'still');
			await until(() => b.events.length === 1);
			expect(a.events).toEqual([]);
		});

		it('asks for the rooms of all, and for no rooms as soon as one wants all websites', async () => {
			const server = await crisp();
			const [a, b, c] = [['a', 'b'], ['b', 'c'], undefined].map((rooms) =>
				subscribe(server, ['message:send'], { rooms }),
			);
			await Promise.all([a.subscriber.start(), b.subscriber.start()]);
			expect(server.logins.at(-1)?.rooms).toEqual(['a', 'b', 'c']);
			await c.subscriber.start();
			expect(server.logins.at(-1)).not.toHaveProperty('rooms');
			expect(server.logins).toHaveLength(2);
		});

		it('leaves the choice among the events of a name to each of them', async () => {
			const server = await crisp();
			const a = subscribe(server, ['message:send'], { accepts: (_name, data) => data === 'a' });
			const b = subscribe(server, ['message:send']);
			await Promise.all([a.subscriber.start(), b.subscriber.start()]);
			for (const data of ['a', 'b', 'a']) server.send('message:send', data);
			await until(() => b.events.length === 3);
			expect(a.events).toHaveLength(2);
		});

		it('brings an event once to one who asks for it twice', async () => {
			const server = await crisp();
			const a = subscribe(server, ['a', 'a']);
			await a.subscriber.start();
			for (const data of ['1', '2']) server.send('a', data);
			await until(() => a.events.includes('a 2'));
			expect(a.events).toEqual(['a 1', 'a 2']);
		});

		it('brings all of them an event that is too deep to copy or to compare', async () => {
			const server = await rude(async (peer) => await peer.accept());
			const depths: number[] = [];
			const onEvent = (_name: string, data: unknown) => {
				let depth = 0;
				for (let at = data; at !== null; at = (at as { in: unknown }).in) depth++;
				depths.push(depth);
			};
			const a = subscribe(server, ['a'], { onEvent });
			await a.subscriber.start();
			await subscribe(server, ['a', 'b'], { onEvent }).subscriber.start();
			const deep = 30_000;
			server.peers[1].send(`42["a",${'{"in":'.repeat(deep)}null${'}'.repeat(deep)}]`);
			await until(() => depths.length === 2);
			expect(depths).toEqual([deep, deep]);
		});

		it('leaves the choice to the only one as well', async () => {
			const server = await crisp();
			const a = subscribe(server, ['message:send'], { accepts: (_name, data) => data === 'a' });
			await a.subscriber.start();
			for (const data of ['b', 'a']) server.send('message:send', data);
			await until(() => a.events.length === 1);
			expect(a.events).toEqual(['message:send a']);
		});

		it('gives each of them a payload of its own', async () => {
			const server = await crisp();
			const payloads: unknown[] = [];
			const onEvent = (_name: string, data: unknown) => {
				const payload = data as { user: { names: string[] }; own?: boolean };
				payloads.push(structuredClone(payload));
				payload.user.names.push('changed');
				payload.own = true;
			};
			const three = [1, 2, 3].map(() => subscribe(server, ['message:send'], { onEvent }));
			await Promise.all(three.map(async ({ subscriber }) => await subscriber.start()));
			const sent = { user: { names: ['a', null, 1] }, ['__proto__']: { x: 1 } };
			server.send('message:send', sent);
			await until(() => payloads.length === 3);
			expect(payloads).toEqual([sent, sent, sent]);
		});
	});

	describe('coming and going', () => {
		it('widens the connection before the narrower one goes', async () => {
			const server = await crisp();
			const a = subscribe(server, ['message:send']);
			await a.subscriber.start();
			const b = subscribe(server, ['session:set_state']);
			expect(await b.subscriber.start()).toEqual({ state: 'live' });
			expect(wanted(server)).toEqual([['message:send'], ['message:send', 'session:set_state']]);
			server.send('session:set_state', 'resolved');
			server.send('message:send', 'hello');
			// Both are there for a while.
			await clock.advance(1_900);
			expect(server.clients.size).toBe(2);
			await clock.advance(100);
			await until(() => server.clients.size === 1);
			server.send('message:send', 'hello again');
			await until(() => a.events.length === 2);
			expect(a.events).toEqual(['message:send hello', 'message:send hello again']);
			expect(b.events).toEqual(['session:set_state resolved']);
			// Nothing has happened to the first one.
			expect(a.states).toEqual(['connecting', 'live']);
		});

		it('neither loses nor doubles events that come all the while, equal ones included', async () => {
			const server = await crisp();
			const a = subscribe(server, ['message:send']);
			await a.subscriber.start();
			const sent: string[] = [];
			let counter = 0;
			const send = () => {
				// Every third equals the one before.
				const data = String(counter++ % 3 === 2 ? counter - 2 : counter - 1);
				sent.push(`message:send ${data}`);
				server.send('message:send', data);
			};
			for (const name of ['b', 'c', 'd']) {
				const more = subscribe(server, ['message:send', name]);
				let started = false;
				void more.subscriber.start().then(() => (started = true));
				while (!started) {
					send();
					await settle(1);
				}
			}
			for (let step = 0; step < 60; step++) {
				send();
				await clock.advance(100);
			}
			await until(() => a.events.length >= sent.length);
			expect(server.clients.size).toBe(1);
			expect(a.events).toEqual(sent);
		});

		it('never has more than four connections, however quickly wishes grow', async () => {
			const server = await crisp();
			const names = Array.from({ length: 12 }, (_name, index) => `event:${index}`);
			for (const name of names) {
				const seen = subscribe(server, [name]);
				const outcome = seen.subscriber.start();
				await pass(() => seen.states.at(-1) === 'live');
				expect(await outcome).toEqual({ state: 'live' });
			}
			expect(count.most).toBeLessThanOrEqual(4);
			await pass(() => server.clients.size === 1);
			for (const name of names) server.send(name, 1);
			await until(() => all.every(({ events }) => events.length === 1));
		});

		it('has no more than four while some that are closed have not gone yet', async () => {
			const server = await rude(async (peer) => {
				await peer.accept();
				// Its closing frame is not answered, so that each takes a second to be gone.
				if (peer.index < 4) peer.goSilent();
			});
			for (const name of ['a', 'b', 'c', 'd']) await subscribe(server, [name]).subscriber.start();
			await clock.advance(2_000);
			const last = subscribe(server, ['e']);
			const outcome = last.subscriber.start();
			await settle(10);
			expect(count.made).toBe(4);
			await clock.advance(1_000);
			expect(await outcome).toEqual({ state: 'live' });
			expect(count.made).toBe(5);
		});

		it('takes an event that equals one of the connection that has gone, after a while', async () => {
			const server = await rude(async (peer) => await peer.accept());
			const a = subscribe(server, ['x']);
			await a.subscriber.start();
			await subscribe(server, ['x', 'y']).subscriber.start();
			const [older, newer] = server.peers;
			older.event('x', 'typing');
			await until(() => a.events.length === 1);
			await pass(() => count.open === 1);
			await clock.advance(2_000);
			newer.event('x', 'typing');
			await until(() => a.events.length === 2);
		});

		it('takes what only one of two connections brings, from either', async () => {
			const server = await rude(async (peer) => await peer.accept());
			const a = subscribe(server, ['x']);
			await a.subscriber.start();
			const b = subscribe(server, ['x', 'y']);
			await b.subscriber.start();
			const [older, newer] = server.peers;
			older.event('x', 'late on the newer');
			await until(() => a.events.length === 1);
			newer.event('x', 'late on the older');
			newer.event('x', 'late on the newer');
			newer.event('x', 'new');
			await until(() => a.events.length === 3);
			older.event('x', 'late on the older');
			older.event('x', 'only on the older');
			await until(() => a.events.length === 4);
			// What the older one has brought is remembered after it is gone ...
			await pass(() => count.open === 1);
			newer.event('x', 'only on the older');
			newer.event('x', 'newest');
			await until(() => a.events.length === 5);
			expect(a.events.map((event) => event.slice(2))).toEqual([
				'late on the newer',
				'late on the older',
				'new',
				'only on the older',
				'newest',
			]);
			// ... but not for long.
			older.event('x', 'ignored');
			await clock.advance(2_000);
			newer.event('x', 'new');
			await until(() => a.events.length === 6);
			expect(b.events).toEqual(a.events);
		});

		it('ends in one connection when several change their events at once', async () => {
			const server = await crisp();
			const before = [['a'], ['b']].map((events) => subscribe(server, events));
			await Promise.all(before.map(async ({ subscriber }) => await subscriber.start()));
			const after = [
				['a', 'c'],
				['b', 'd'],
			].map((events) => subscribe(server, events));
			const outcomes = await Promise.all([
				...after.map(async ({ subscriber }) => await subscriber.start()),
				...before.map(async ({ subscriber }) => await subscriber.stop()),
			]);
			expect(outcomes.slice(0, 2)).toEqual([{ state: 'live' }, { state: 'live' }]);
			await pass(() => server.clients.size === 1);
			expect(wanted(server).at(-1)).toEqual(expect.arrayContaining(['a', 'b', 'c', 'd']));
			for (const name of ['a', 'b', 'c', 'd']) server.send(name, 1);
			await until(() => after.every(({ events }) => events.length === 2));
			expect(after.map(({ events }) => events)).toEqual([
				['a 1', 'c 1'],
				['b 1', 'd 1'],
			]);
			expect(before.flatMap(({ events }) => events)).toEqual([]);
		});

		it('takes up who comes while a wider connection is already logging in', async () => {
			const server = await rude(async (peer) => {
				if (peer.index === 1) await peer.welcome();
				else await peer.accept();
			});
			const a = subscribe(server, ['a']);
			await a.subscriber.start();
			const b = subscribe(server, ['b']);
			void b.subscriber.start();
			await until(() => server.peers[1]?.received.length === 2);
			const c = subscribe(server, ['c']);
			const outcome = c.subscriber.start();
			await settle(10);
			server.peers[1].event('authenticated', true);
			expect(await outcome).toEqual({ state: 'live' });
			expect(server.peers[2].received[1]).toContain('["a","b","c"]');
			await pass(() => count.open === 1);
			expect(b.states).toEqual(['connecting', 'live']);
		});

		it('keeps the connection when somebody leaves, and asks for less at the next login', async () => {
			const server = await crisp();
			const a = subscribe(server, ['a']);
			const b = subscribe(server, ['b']);
			await Promise.all([a.subscriber.start(), b.subscriber.start()]);
			await b.subscriber.stop();
			await clock.advance(30_000);
			expect(server.logins).toHaveLength(1);
			server.send('b', 'unwanted');
			server.send('a', 'wanted');
			await until(() => a.events.length === 1);
			expect(b.events).toEqual([]);
			for (const client of server.clients) client.disconnect(true);
			await pass(() => server.logins.length === 2);
			expect(wanted(server)[1]).toEqual(['a']);
		});

		it('gives up widening when nobody needs it any more', async () => {
			const server = await rude(async (peer) => {
				if (peer.index === 0) await peer.accept();
			});
			const a = subscribe(server, ['a']);
			await a.subscriber.start();
			const b = subscribe(server, ['b']);
			const outcome = b.subscriber.start();
			await until(() => server.peers.length === 2);
			await b.subscriber.stop();
			expect(await outcome).toEqual({ state: 'stopped' });
			// At once, and not only when the server does not answer in time.
			await pass(() => server.open() === 1, 2_000);
			await clock.advance(30_000);
			expect(server.peers).toHaveLength(2);
			server.peers[0].event('a', 1);
			await until(() => a.events.length === 1);
			expect(a.states).toEqual(['connecting', 'live']);
		});

		it('tells who comes late how it stands at once', async () => {
			const server = await crisp();
			const a = subscribe(server, ['a']);
			await a.subscriber.start();
			const b = subscribe(server, ['a']);
			expect(await b.subscriber.start()).toEqual({ state: 'live' });
			expect(b.states).toEqual(['connecting', 'live']);
			for (const client of server.clients) client.disconnect(true);
			await pass(() => a.states.at(-1) === 'waiting');
			const c = subscribe(server, ['c']);
			expect(await c.subscriber.start()).toMatchObject({
				state: 'waiting',
				end: { code: 'disconnected' },
			});
			expect(c.changes.at(-1)).toMatchObject({ from: 'connecting', to: 'waiting', delay: 1_125 });
			await pass(() => c.states.at(-1) === 'live');
			expect(wanted(server).at(-1)).toEqual(['a', 'c']);
		});

		it('closes the connection with the last one', async () => {
			const server = await crisp();
			const [a, b] = [subscribe(server, ['a']), subscribe(server, ['a'])];
			await Promise.all([a.subscriber.start(), b.subscriber.start()]);
			await a.subscriber.stop();
			expect(count.open).toBe(1);
			await b.subscriber.stop();
			expect(count.open).toBe(0);
			await until(() => server.clients.size === 0);
			await Promise.all([a.subscriber.stop(), b.subscriber.stop()]);
			const c = subscribe(server, ['a']);
			expect(await c.subscriber.start()).toEqual({ state: 'live' });
			expect(count.made).toBe(2);
		});

		it('never begins with somebody who has left before', async () => {
			const server = await crisp();
			const a = subscribe(server, ['a']);
			await a.subscriber.stop();
			expect(await a.subscriber.start()).toEqual({ state: 'stopped' });
			expect(a.lookUps).toBe(0);
		});
	});

	describe('one of them', () => {
		it('that throws or rejects does no harm to the others', async () => {
			const server = await crisp();
			const handlers: Array<Partial<Subscription>> = [
				{
					onEvent() {
						throw new Error('at once');
					},
				},
				{
					onEvent: async () => await Promise.reject(new Error('later')),
					onState() {
						throw new Error('state');
					},
				},
				{
					accepts() {
						throw new Error('filter');
					},
				},
				{
					onEvent() {
						throw new Error('event');
					},
					onOddity() {
						throw new Error('oddity');
					},
				},
				{},
			];
			const seen = handlers.map((more) => subscribe(server, ['a'], more));
			await Promise.all(seen.map(async ({ subscriber }) => await subscriber.start()));
			server.send('a', 1);
			server.send('a', 2);
			await until(() => seen.every(({ events }) => events.length === 2));
			await settle();
			expect(seen.map(({ oddities }) => oddities.length)).toEqual([2, 4, 2, 0, 0]);
			expect(count.made).toBe(1);
		});

		it('that takes its time does not delay the others', async () => {
			const server = await crisp();
			const slow = subscribe(server, ['a'], { onEvent: async () => await new Promise(() => {}) });
			const quick = subscribe(server, ['a']);
			await Promise.all([slow.subscriber.start(), quick.subscriber.start()]);
			for (let index = 0; index < 100; index++) server.send('a', index);
			await until(() => quick.events.length === 100);
		});

		it('that leaves at an event keeps the others from nothing', async () => {
			const server = await crisp();
			const a = subscribe(server, ['a'], {
				onEvent: async () => {
					await Promise.all([a.subscriber.stop(), b.subscriber.stop()]);
				},
			});
			const b = subscribe(server, ['a']);
			const c = subscribe(server, ['a']);
			await Promise.all([a, b, c].map(async ({ subscriber }) => await subscriber.start()));
			server.send('a', 1);
			server.send('a', 2);
			await until(() => c.events.length === 2);
			expect([a.events, b.events]).toEqual([['a 1'], []]);
		});

		it('with a wrong setting is refused alone', async () => {
			const server = await crisp();
			const refuse = async () =>
				await Promise.reject(new LookUpError('atStart', new Error('no such website')));
			const wrong = subscribe(server, ['b'], { lookUpEndpoints: refuse });
			const good = subscribe(server, ['a']);
			const outcomes = await Promise.all([wrong.subscriber.start(), good.subscriber.start()]);
			expect(outcomes[0]).toMatchObject({
				state: 'stopped',
				end: { code: 'lookUpFailed', detail: 'no such website' },
			});
			expect(outcomes[1]).toEqual({ state: 'live' });
			const late = subscribe(server, ['c'], { lookUpEndpoints: refuse });
			expect(await late.subscriber.start()).toMatchObject({ state: 'stopped' });
			expect(wanted(server)).toEqual([['a']]);
			expect(wrong.failures.concat(late.failures)).toEqual([]);
			expect(wrong.states).toEqual(['connecting', 'stopped']);
		});
	});

	describe('looking up', () => {
		it('asks once for each that comes, and once for each attempt', async () => {
			const server = await crisp();
			const a = subscribe(server, ['a']);
			await a.subscriber.start();
			const b = subscribe(server, ['b']);
			await b.subscriber.start();
			await pass(() => server.clients.size === 1);
			expect([a.lookUps, b.lookUps]).toEqual([1, 1]);
			for (const client of server.clients) client.disconnect(true);
			await pass(() => a.states.at(-1) === 'waiting');
			await pass(() => a.states.at(-1) === 'live');
			expect(a.lookUps + b.lookUps).toBe(3);
		});

		it('asks those that are there, not those that have left', async () => {
			const server = await crisp();
			const a = subscribe(server, ['a']);
			const b = subscribe(server, ['a']);
			await a.subscriber.start();
			await b.subscriber.start();
			await a.subscriber.stop();
			for (const client of server.clients) client.disconnect(true);
			await pass(() => b.states.at(-1) === 'waiting');
			await pass(() => b.states.at(-1) === 'live');
			expect([a.lookUps, b.lookUps]).toEqual([1, 2]);
		});

		it('asks another when the one that was asked leaves', async () => {
			const server = await crisp();
			let hang = false;
			let aborted = false;
			const a = subscribe(server, ['a'], {
				lookUpEndpoints: async (signal) => {
					if (!hang) return [server.address];
					signal.addEventListener('abort', () => (aborted = true));
					return await new Promise(() => {});
				},
			});
			const b = subscribe(server, ['a']);
			await a.subscriber.start();
			await b.subscriber.start();
			hang = true;
			for (const client of server.clients) client.disconnect(true);
			await pass(() => a.lookUps === 2);
			await a.subscriber.stop();
			expect(aborted).toBe(true);
			await pass(() => b.states.at(-1) === 'live');
			// At once, and not with the next attempt.
			expect(b.states).toEqual(['connecting', 'live', 'waiting', 'connecting', 'live']);
		});

		it('waits like a proven token when somebody is refused on the way to a wider connection', async () => {
			const server = await rude(async (peer) => {
				if (peer.index === 1) peer.close(1013);
				else await peer.accept();
			});
			let lookUps = 0;
			const a = subscribe(server, ['a'], {
				lookUpEndpoints: async () => {
					if (lookUps++ === 1) throw new LookUpError('atStart', new Error('for a moment'));
					return [server.address];
				},
			});
			await a.subscriber.start();
			const b = subscribe(server, ['b']);
			expect(await b.subscriber.start()).toMatchObject({ state: 'waiting' });
			await pass(() => b.states.at(-1) === 'live');
			expect(lookUps).toBe(3);
			expect(b.failures).toEqual([]);
		});

		it('goes on with the others when one is refused for good later', async () => {
			const server = await crisp();
			let refused = false;
			const a = subscribe(server, ['a'], {
				lookUpEndpoints: async () => {
					if (refused) throw new LookUpError('always', new Error('uninstalled'));
					return [server.address];
				},
			});
			const b = subscribe(server, ['b']);
			await a.subscriber.start();
			await b.subscriber.start();
			await pass(() => server.clients.size === 1);
			refused = true;
			for (const client of server.clients) client.disconnect(true);
			await pass(() => a.states.at(-1) === 'stopped');
			await pass(() => b.states.at(-1) === 'live');
			expect(a.failures).toMatchObject([{ code: 'lookUpFailed', detail: 'uninstalled' }]);
			expect(b.failures).toEqual([]);
			expect(wanted(server).at(-1)).toEqual(['b']);
		});

		it('waits with all when the look-up passes over into a fault', async () => {
			const server = await crisp();
			const busy = async () => await Promise.reject(new Error('busy'));
			const [a, b] = ['a', 'b'].map((event) =>
				subscribe(server, [event], { lookUpEndpoints: busy }),
			);
			const outcomes = await Promise.all([a.subscriber.start(), b.subscriber.start()]);
			expect(outcomes).toMatchObject([
				{ state: 'waiting', end: { detail: 'busy' } },
				{ state: 'waiting', end: { detail: 'busy' } },
			]);
			expect(a.lookUps).toBe(1);
		});
	});

	describe('an end', () => {
		it('for good reaches all', async () => {
			const server = await crisp();
			const [a, b] = [subscribe(server, ['a']), subscribe(server, ['b'])];
			await Promise.all([a.subscriber.start(), b.subscriber.start()]);
			for (const client of server.clients) client.emit('unauthorized', { message: 'rolled' });
			await pass(() => a.states.at(-1) === 'stopped' && b.states.at(-1) === 'stopped');
			expect([a.failures, b.failures]).toEqual(
				Array(2).fill([{ code: 'unauthorized', detail: 'rolled' }]),
			);
			expect(hub.size).toBe(0);
			await clock.advance(3_600_000);
			expect(server.logins).toHaveLength(1);
		});

		it('for good is over: who stops later takes nothing from those that came since', async () => {
			const server = await crisp();
			const a = subscribe(server, ['a']);
			await a.subscriber.start();
			for (const client of server.clients) client.emit('unauthorized', { message: 'rolled' });
			await pass(() => a.states.at(-1) === 'stopped');
			const b = subscribe(server, ['a']);
			await b.subscriber.start();
			await a.subscriber.stop();
			expect(hub.size).toBe(1);
			const c = subscribe(server, ['a']);
			await c.subscriber.start();
			expect(count.made).toBe(2);
		});

		it('for good at the beginning is the outcome of all, and no failure besides', async () => {
			const server = await crisp();
			server.verdict = 'unauthorized';
			const seen = [subscribe(server, ['a']), subscribe(server, ['b'])];
			const outcomes = await Promise.all(
				seen.map(async ({ subscriber }) => await subscriber.start()),
			);
			expect(outcomes).toEqual(
				Array(2).fill({
					state: 'stopped',
					end: { code: 'unauthorized', detail: 'invalid_session' },
				}),
			);
			expect(seen.flatMap(({ failures }) => failures)).toEqual([]);
		});

		it('of a wider connection leaves those alone who do not need it', async () => {
			const server = await crisp();
			const a = subscribe(server, ['a']);
			await a.subscriber.start();
			server.verdict = 'unauthorized';
			const b = subscribe(server, ['b']);
			expect(await b.subscriber.start()).toMatchObject({
				state: 'stopped',
				end: { code: 'unauthorized' },
			});
			server.send('a', 'still');
			await until(() => a.events.length === 1);
			expect(a.failures).toEqual([]);
			expect(a.states).toEqual(['connecting', 'live']);
		});

		it('of the present connection, while a wider one is made, leaves the wider one', async () => {
			const server = await rude(async (peer) => {
				if (peer.index === 0) await peer.accept();
			});
			const a = subscribe(server, ['a']);
			await a.subscriber.start();
			const b = subscribe(server, ['b']);
			const outcome = b.subscriber.start();
			await until(() => server.peers.length === 2);
			server.peers[0].break();
			await until(() => a.states.at(-1) === 'connecting');
			await server.peers[1].accept();
			expect(await outcome).toEqual({ state: 'live' });
			expect(a.states).toEqual(['connecting', 'live', 'connecting', 'live']);
			server.peers[1].event('a', 1);
			await until(() => a.events.length === 1);
			await clock.advance(10_000);
			expect(server.peers).toHaveLength(2);
		});

		it('of a wider connection that passes is told to those who need it, and tried again', async () => {
			const server = await rude(async (peer) => {
				await peer.welcome();
				if (peer.index === 1) peer.close(1013);
				else peer.event('authenticated', true);
			});
			const a = subscribe(server, ['a']);
			await a.subscriber.start();
			const b = subscribe(server, ['b']);
			expect(await b.subscriber.start()).toMatchObject({
				state: 'waiting',
				end: { code: 'closed', detail: 'code 1013' },
			});
			expect(a.states).toEqual(['connecting', 'live']);
			await pass(() => b.states.at(-1) === 'live');
			await pass(() => count.open === 1);
			expect(a.states).toEqual(['connecting', 'live']);
		});

		it('of the connection that was replaced is taken no notice of', async () => {
			const server = await rude(async (peer) => await peer.accept());
			const a = subscribe(server, ['a']);
			await a.subscriber.start();
			await subscribe(server, ['b']).subscriber.start();
			server.peers[0].break();
			await until(() => count.open === 1);
			await clock.advance(30_000);
			expect(a.states).toEqual(['connecting', 'live']);
			expect(server.peers).toHaveLength(2);
		});
	});
});
