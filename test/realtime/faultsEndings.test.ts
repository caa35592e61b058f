import { systemClock } from '../../nodes/Crisp/clock';
import { Hub, type Subscription } from '../../nodes/Crisp/realtime/hub';
import type { StateChange } from '../../nodes/Crisp/realtime/session';
import { startCrispServer } from '../support/crispServer';
import { startRudeServer } from '../support/rudeServer';
import { counting, socketClasses } from '../support/sockets';
import { FakeClock, settle, until } from '../support/time';

const HOUR = 3_600_000;

/** For what takes long on a busy machine. */
const PATIENCE_MS = 25_000;

describe.each(socketClasses)('a shared connection over %s', (_, socketClass) => {
	const { socketClass: counted, count } = counting(socketClass);
	let clock: FakeClock;
	let hub: Hub;
	let changes: StateChange[];
	let cleanUp: Array<() => Promise<void>>;

	beforeEach(() => {
		clock = new FakeClock();
		hub = new Hub({ clock, random: () => 1 });
		changes = [];
		cleanUp = [];
		count.made = 0;
	});

	afterEach(async () => {
		for (const work of cleanUp.reverse()) {
			const done = work();
			await clock.advance(1_000);
			await done;
		}
		expect(clock.pending).toBe(0);
		await until(() => count.open === 0);
	});

	function subscribe(url: () => string, more: Partial<Subscription> = {}) {
		const subscriber = hub.subscribe({
			key: 'token',
			socketClass: counted,
			login: { tier: 'plugin', username: 'identifier', password: 'key' },
			events: ['a'],
			lookUpEndpoints: async () => [url()],
			onEvent: () => {},
			onState: (change) => changes.push(change),
			...more,
		});
		cleanUp.push(async () => await subscriber.stop());
		return subscriber;
	}

	async function rude(...args: Parameters<typeof startRudeServer>) {
		const server = await startRudeServer(...args);
		cleanUp.push(async () => await server.close());
		return server;
	}

	const state = () => changes.at(-1)?.to;

	/** Lets time pass in steps that give sockets a chance. */
	async function pass(ms: number, step = 1_000): Promise<void> {
		for (let passed = 0; passed < ms; passed += step) {
			await clock.advance(step);
			await settle(8);
		}
	}

	it('comes back after every code that a server can close with', async () => {
		const codes = [
			...[1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014],
			...[3000, 3999, 4000, 4001, 4003, 4401, 4403, 4429, 4999],
		];
		const server = await rude(async (peer) => {
			await peer.accept();
			const code = codes.at(peer.index);
			if (code !== undefined) peer.close(code);
		});
		const subscriber = subscribe(() => server.address);
		await subscriber.start();
		while (server.peers.length <= codes.length) await pass(5_000);
		await until(() => state() === 'live');
		const ends = changes.filter(({ to }) => to === 'waiting').map(({ end }) => end);
		expect(ends).toEqual(codes.map((code) => ({ code: 'closed', detail: `code ${code}` })));
	});

	it('grows its delays for an hour with a server that accepts and drops, whoever comes', async () => {
		const server = await rude(async (peer) => {
			await peer.accept();
			peer.break();
		});
		await subscribe(() => server.address).start();
		for (let minute = 0; minute < 60; minute++) {
			if (minute % 20 === 10) {
				const events = [`b${minute}`];
				void subscribe(() => server.address, { events, onState: undefined }).start();
			}
			await pass(60_000, 5_000);
		}
		const delays = changes.filter(({ to }) => to === 'waiting').map(({ delay }) => delay);
		expect(delays.slice(0, 6)).toEqual([2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
		const late = delays.indexOf(60_000);
		expect(new Set(delays.slice(3, late))).toEqual(new Set([15_000]));
		expect(new Set(delays.slice(late))).toEqual(new Set([60_000]));
		expect(delays.length).toBeGreaterThan(70);
		expect(delays.length).toBeLessThan(100);
	});

	it('follows a look-up that first names a host that is not there', async () => {
		const server = await rude(async (peer) => await peer.accept());
		let lookUps = 0;
		const subscriber = subscribe(() => (lookUps++ === 0 ? 'wss://relay.invalid/' : server.address));
		expect(await subscriber.start()).toMatchObject({
			state: 'waiting',
			end: { code: 'unreachable' },
		});
		await pass(2_000);
		await until(() => state() === 'live');
	});

	it('does not heed jumps of the time of day', async () => {
		const server = await rude(async (peer) => await peer.accept());
		await subscribe(() => server.address).start();
		const now = jest.spyOn(Date, 'now');
		for (const jump of [-24 * HOUR, 365 * 24 * HOUR, -HOUR]) {
			now.mockReturnValue(1_900_000_000_000 + jump);
			server.peers[0].send('2');
			await until(() => server.peers[0].received.at(-1) === '3');
			await pass(20_000);
			server.peers[0].received.pop();
		}
		now.mockRestore();
		expect(changes.map(({ to }) => to)).toEqual(['connecting', 'live']);
	});

	it('notices after a sleep of hours that nobody is there, and comes back at once', async () => {
		const server = await rude(async (peer) => await peer.accept());
		await subscribe(() => server.address).start();
		await clock.jump(8 * HOUR);
		await clock.advance(1_000);
		await until(() => state() === 'waiting');
		expect(changes.at(-1)?.end).toEqual({ code: 'silence' });
		await pass(2_000);
		await until(() => state() === 'live');
		expect(server.peers).toHaveLength(2);
	});

	it('stays after a sleep when a ping has waited meanwhile', async () => {
		const server = await rude(async (peer) => await peer.accept());
		await subscribe(() => server.address).start();
		await clock.jump(8 * HOUR);
		server.peers[0].send('2');
		await until(() => server.peers[0].received.at(-1) === '3');
		await clock.advance(10_000);
		expect(state()).toBe('live');
	});

	it(
		'leaves no socket, timer or listener over 1,000 activations',
		async () => {
			const server = await startCrispServer();
			cleanUp.push(async () => await server.close());
			const shared = new Hub({ clock: systemClock });
			const signals: AbortSignal[] = [];
			const cycle = async (events: string[]) => {
				const subscriber = shared.subscribe({
					key: 'token',
					socketClass: counted,
					login: { tier: 'plugin', username: 'identifier', password: 'key' },
					events,
					lookUpEndpoints: async (signal) => {
						signals.push(signal);
						return [server.address];
					},
					onEvent: () => {},
				});
				expect(await subscriber.start()).toEqual({ state: 'live' });
				return subscriber;
			};
			await (await cycle(['a'])).stop();
			await until(() => server.clients.size === 0);
			const resources = (name: string) =>
				process.getActiveResourcesInfo().filter((resource) => resource === name).length;
			await settle(20);
			const before = ['TCPSocketWrap', 'TCPServerWrap', 'Timeout'].map((name) => ({
				name,
				most: resources(name),
			}));
			for (let round = 0; round < 500; round++) {
				// Two by two, now sharing a connection and now one after the other.
				const more = round % 5 === 0 ? ['a', 'b'] : ['a'];
				const [one, two] = await Promise.all([cycle(['a']), cycle(more)]);
				if (round % 2 === 0) await Promise.all([one.stop(), two.stop()]);
				else {
					await one.stop();
					await two.stop();
				}
			}
			expect(shared.size).toBe(0);
			expect(count.open).toBe(0);
			await until(() => server.clients.size === 0 && server.io.engine.clientsCount === 0);
			for (const { name, most } of before) {
				await until(() => resources(name) <= most, `each ${name} to be given back`);
			}
			expect(signals.length).toBeGreaterThanOrEqual(1_000);
		},
		PATIENCE_MS,
	);
});
