import { Hub, type Subscription } from '../../nodes/Crisp/realtime/hub';
import { decode, type Packet } from '../../nodes/Crisp/realtime/packets';
import { fuzzedFrames } from './fuzz';
import { startRudeServer, type Peer, type RudeServer } from '../support/rudeServer';
import { counting, socketClasses } from '../support/sockets';
import { FakeClock, settle, until } from '../support/time';

/** For what takes long on a busy machine. */
const PATIENCE_MS = 20_000;

const SEED = 20_261;

/** Whether a frame asks, in good form, for the end of the connection. */
function ends(packet: Packet): boolean {
	return (
		['close', 'disconnect', 'refused'].includes(packet.type) ||
		(packet.type === 'event' && packet.name === 'unauthorized')
	);
}

describe('frames that make no sense', () => {
	const frames = fuzzedFrames(10_000, SEED);

	it('are the same for the same seed, and of many kinds', () => {
		expect(fuzzedFrames(100, SEED)).toEqual(frames.slice(0, 100));
		const kinds = new Set(frames.map((frame) => decode(frame).type));
		expect([...kinds].sort()).toEqual(
			[
				...['close', 'connect', 'disconnect', 'event', 'nothing', 'open', 'ping', 'refused'],
				'unreadable',
			].sort(),
		);
		expect(frames.filter((frame) => decode(frame).type === 'unreadable').length).toBeGreaterThan(
			5_000,
		);
	});

	it('are read as a packet, each of them, and never quoted in a reason', () => {
		const reasons = new Set<string>();
		for (const frame of frames) {
			const packet = decode(frame);
			if (packet.type === 'unreadable') reasons.add(packet.reason);
			if (packet.type === 'open') {
				expect(packet.pingInterval).toBeGreaterThan(0);
				expect(packet.pingTimeout).toBeGreaterThan(0);
			}
		}
		// A handful of fixed wordings, whatever the frames say.
		expect(reasons.size).toBeLessThanOrEqual(8);
	});
});

describe.each(socketClasses)('frames over %s', (_, socketClass) => {
	const counted = counting(socketClass);
	let clock: FakeClock;
	let server: RudeServer;
	let peer: Peer;
	let stop: () => Promise<void>;
	let states: string[];
	let oddities: string[];
	let took: (name: string, data: unknown) => void;

	beforeEach(async () => {
		clock = new FakeClock();
		states = [];
		oddities = [];
		server = await startRudeServer(async (it) => await it.accept());
		const subscription: Subscription = {
			key: 'token',
			socketClass: counted.socketClass,
			login: { tier: 'plugin', username: 'identifier', password: 'key' },
			events: ['message:send', 'good'],
			lookUpEndpoints: async () => [server.address],
			onEvent: (name, data) => took(name, data),
			onState: ({ to }) => states.push(to),
			onOddity: (what) => oddities.push(what),
		};
		const subscriber = new Hub({ clock, random: () => 0.5 }).subscribe(subscription);
		stop = async () => await subscriber.stop();
		expect(await subscriber.start()).toEqual({ state: 'live' });
		[peer] = server.peers;
	});

	afterEach(async () => {
		const stopping = stop();
		await clock.advance(1_000);
		await stopping;
		expect(clock.pending).toBe(0);
		await server.close();
		await until(() => counted.count.open === 0);
	});

	it('that make no sense, 10,000 of them, keep no good event from arriving', async () => {
		const good: unknown[] = [];
		took = (name, data) => {
			if (name === 'good') good.push(data);
		};
		const frames = fuzzedFrames(10_000, SEED).filter((frame) => !ends(decode(frame)));
		expect(frames.length).toBeGreaterThan(9_000);
		for (const [index, frame] of frames.entries()) {
			peer.send(frame);
			if (index % 50 === 0) peer.event('good', index);
			if (index % 500 === 0) await settle(1);
		}
		peer.event('good', 'last');
		await until(() => good.at(-1) === 'last', 'the last good event', PATIENCE_MS);
		expect(good).toEqual([
			...frames.map((_frame, index) => index).filter((index) => index % 50 === 0),
			'last',
		]);
		expect(states).toEqual(['connecting', 'live']);
		expect(oddities.length).toBeGreaterThan(5_000);
		// The watchdog, and nothing that has piled up.
		expect(clock.pending).toBe(1);
	});

	it.each([
		['text that is not UTF-8', Buffer.from([0x81, 0x02, 0xc3, 0x28])],
		['a frame with a reserved bit', Buffer.from([0xc1, 0x01, 0x32])],
		['a masked frame', Buffer.from([0x81, 0x81, 1, 2, 3, 4, 0x33])],
		['an unknown opcode', Buffer.from([0x83, 0x00])],
		['a continuation of nothing', Buffer.from([0x80, 0x01, 0x32])],
		['a control frame that is too long', Buffer.concat([Buffer.from([0x89, 126, 0, 126])])],
		['bytes of something else', Buffer.from('HTTP/1.1 500 Oops\r\n\r\n')],
	])('end with %s, and it comes back', async (_what, bytes) => {
		took = () => {};
		peer.raw(bytes);
		await until(() => states.at(-1) === 'waiting');
		await clock.advance(2_000);
		await until(() => states.at(-1) === 'live');
		expect(server.peers).toHaveLength(2);
	});

	it.each([
		['100 KB', 100_000],
		['1 MB', 1_000_000],
		['10 MB', 10_000_000],
		['50 MB', 50_000_000],
	])(
		'of %s arrive whole, and the next one, too',
		async (_size, bytes) => {
			const lengths: number[] = [];
			took = (_name, data) => lengths.push((data as { text: string }).text.length);
			peer.event('message:send', { text: 'x'.repeat(bytes) });
			peer.event('message:send', { text: 'small' });
			await until(() => lengths.length === 2, 'both events', PATIENCE_MS);
			expect(lengths).toEqual([bytes, 5]);
			expect(states).toEqual(['connecting', 'live']);
		},
		PATIENCE_MS,
	);

	it(
		'in a burst of 100,000 arrive all and in order',
		async () => {
			const amount = 100_000;
			let next = 0;
			let inOrder = true;
			took = (_name, data) => {
				inOrder &&= (data as { fingerprint: number }).fingerprint === next;
				next++;
			};
			for (let index = 0; index < amount; index++) {
				peer.send(`42["message:send",{"content":"hello","fingerprint":${index}}]`);
				if (index % 2_000 === 0) await settle(1);
			}
			await until(() => next === amount, 'all events', PATIENCE_MS);
			expect(inOrder).toBe(true);
			expect(states).toEqual(['connecting', 'live']);
		},
		PATIENCE_MS,
	);
});
