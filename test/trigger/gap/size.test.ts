import type { Account } from '../../../nodes/Crisp/client/account';
import type { Settings } from '../../../nodes/Crisp/trigger/settings';
import { FakeClock } from '../../support/time';
import { SimulatedCrisp, type Fault } from '../support/simulatedCrisp';
import { SimulatedHost, type SimulatedHostOptions } from '../support/simulatedHost';
import { ACCOUNT, SETTINGS, WEBSITE } from '../support/settings';

const HOUR = 3_600_000;

const makeHost = (
	clock: FakeClock,
	crisp: SimulatedCrisp,
	options: Partial<SimulatedHostOptions> = {},
) =>
	new SimulatedHost({
		clock,
		settings: SETTINGS,
		account: ACCOUNT,
		openClient: async () => crisp.client(),
		today: () => crisp.now(),
		storeMs: () => 2,
		startMs: () => 5,
		runMs: () => 200,
		...options,
	});

/** A trigger that has lost its connection, with everything that it meets in memory. */
async function setUp({
	settings = {},
	account = {},
	clockError = 0,
	runMs = 200,
}: {
	settings?: Partial<Settings>;
	account?: Partial<Account>;
	clockError?: number;
	/** Milliseconds until an execution has answered. */
	runMs?: number;
} = {}) {
	const clock = new FakeClock();
	let fault: (path: string) => Fault | undefined = () => undefined;
	const crisp = new SimulatedCrisp({
		clock,
		random: () => 0.5,
		websiteId: WEBSITE,
		latency: () => 30,
		fault: (path) => fault(path),
	});
	const host = makeHost(clock, crisp, {
		settings: { ...SETTINGS, ...settings },
		account: { ...ACCOUNT, ...account },
		today: () => crisp.now() + clockError,
		runMs: () => runMs,
		work: ({ payloads }) => crisp.say(String(payloads[0].session_id), '', { from: 'operator' }),
	});
	let isLive = true;
	crisp.onMessage = (message) => {
		if (isLive && message.from === 'user') host.take('message:send', message);
	};
	host.start('activate');
	host.follow(true);
	while (!host.isActive) await clock.advance(50);
	crisp.say('first', 'hello');
	await clock.advance(2_000);
	return {
		clock,
		crisp,
		host,
		texts: () => host.executions.flatMap(({ payloads }) => payloads.map(({ content }) => content)),
		log: () => host.log,
		set fault(next: typeof fault) {
			fault = next;
		},
		lose() {
			isLive = false;
			host.follow(false);
		},
		comeBack() {
			isLive = true;
			host.follow(true);
		},
		/** Nobody knew: n8n was killed, and is started again. */
		async restart(ms = 1_000) {
			host.kill();
			isLive = false;
			await clock.advance(ms);
			host.start('init');
		},
		async until(condition: () => boolean, hours = 30) {
			for (let minute = 0; minute < hours * 60 && !condition(); minute++)
				await clock.advance(60_000);
			expect(condition()).toBe(true);
		},
	};
}

/** As many conversations, each with one message, in a gap that begins and ends here. */
async function gapOf(count: number, given: Parameters<typeof setUp>[0] = {}) {
	const all = await setUp(given);
	all.lose();
	for (let index = 0; index < count; index++) {
		all.crisp.say(`session_${index}`, `text ${index}`);
		await all.clock.advance(1);
	}
	all.comeBack();
	return all;
}

const caughtUp = (log: string[]) => log.filter((line) => line.includes('has caught up'));

describe('a large gap', () => {
	it('of 5,000 conversations is filled within hours by the default budget, each message once', async () => {
		const { crisp, clock, host, texts, log, until } = await gapOf(5_000);
		const began = clock.now();
		await until(() => caughtUp(log()).length > 0, 3);
		expect(clock.now() - began).toBeLessThan(2.5 * HOUR);
		expect(texts()).toHaveLength(5_001);
		expect(new Set(texts()).size).toBe(5_001);
		expect(crisp.requests).toBeLessThan(5_150);
		expect(caughtUp(log())[0]).toMatch(
			/has caught up: 5001 conversations read, 5000 events fetched \(requests: 51\d\d\)\.$/,
		);
		expect(log().filter((line) => line.includes('requests of this hour are spent'))).toHaveLength(
			2,
		);
		expect(host.executions[1].payloads[0].content).toBe('text 4999');
	});

	it('is read newest first: the last to write has an answer at once', async () => {
		const { clock, texts } = await gapOf(2_000);
		await clock.advance(3_000);
		expect(texts().slice(1, 11)).toEqual(
			Array.from({ length: 10 }, (_, index) => `text ${1_999 - index}`),
		);
	});

	it('of 7,000 is filled over two days, within three fifths of the quota of each', async () => {
		const { texts, log, until, crisp } = await gapOf(7_000);
		await until(() => texts().length > 5_500, 4);
		expect(crisp.requests).toBeLessThanOrEqual(6_020);
		await until(() => caughtUp(log()).length > 0, 60);
		expect(texts()).toHaveLength(7_001);
		expect(new Set(texts()).size).toBe(7_001);
	}, 120_000);

	it('spends no more of the quota of a plugin token than three fifths a day', async () => {
		const settings = { requestBudget: 10_000 };
		const { clock, crisp } = await gapOf(3_500, { account: { tier: 'plugin' }, settings });
		await clock.advance(HOUR);
		expect(crisp.requests).toBeGreaterThan(2_950);
		expect(crisp.requests).toBeLessThanOrEqual(3_010);
	});

	it('is passed by what is received: a visitor who writes now waits for a few executions only', async () => {
		const { clock, crisp, texts } = await gapOf(1_500);
		await clock.advance(2_000);
		const before = texts().length;
		crisp.say('somebody new', 'now');
		await clock.advance(1_000);
		expect(texts().slice(before)).toContain('now');
		// One whose past has not been read: it comes before, and both come before the others.
		crisp.say('session_3', 'and then');
		await clock.advance(1_000);
		const own = texts().filter((text) => text === 'text 3' || text === 'and then');
		expect(own).toEqual(['text 3', 'and then']);
		expect(texts().length).toBeLessThan(200);
	});

	it('is passed by the past of who writes now, also where that waits in line already', async () => {
		// 5 at once of 10 s each, so that what is read ahead takes about 100 s.
		const { clock, crisp, texts } = await gapOf(300, { runMs: 10_000 });
		await clock.advance(25_000);
		crisp.say('session_250', 'now');
		expect(crisp.paths.filter((path) => path.includes('session_250/'))).toHaveLength(1);
		expect(texts()).not.toContain('text 250');
		await clock.advance(25_000);
		expect(texts().filter((text) => text === 'text 250' || text === 'now')).toEqual([
			'text 250',
			'now',
		]);
	});

	it('goes on where it stood after a restart, and reads nothing twice', async () => {
		const { clock, crisp, host, texts, log, until, restart } = await gapOf(1_500);
		await clock.advance(15_000);
		const read = new Set(texts()).size;
		expect(read).toBeGreaterThan(200);
		await restart();
		const requests = crisp.paths.length;
		host.follow(true);
		await until(() => caughtUp(log()).length > 0, 1);
		expect(texts()).toHaveLength(1_501);
		expect(new Set(texts()).size).toBe(1_501);
		const reads = crisp.paths.slice(requests).filter((path) => path.endsWith('/messages'));
		expect(new Set(reads).size).toBe(reads.length);
	});

	it.each(['n8n', 'the connection'])(
		'is not read again because of the answers when %s goes in its middle',
		async (what) => {
			const all = await gapOf(1_500, { runMs: 2_000 });
			await all.clock.advance(400_000);
			const answered = all.texts().length;
			expect(answered).toBeGreaterThan(900);
			const requests = all.crisp.paths.length;
			if (what === 'n8n') await all.restart();
			else {
				all.lose();
				await all.clock.advance(1_000);
			}
			all.comeBack();
			await all.until(() => caughtUp(all.log()).length > 0 && all.texts().length > 1_500, 1);
			expect(all.texts()).toHaveLength(1_501);
			expect(new Set(all.texts()).size).toBe(1_501);
			const reads = all.crisp.paths.slice(requests).filter((path) => path.endsWith('/messages'));
			// Five in two seconds are answered: those of the last two minutes may have been written to
			// before it was noticed that the connection had gone, and some wait for their turn.
			expect(reads.length).toBeLessThan(1_500 - answered + 2.5 * 120 + 100);
			expect(caughtUp(all.log())).toEqual([expect.stringContaining(': 1501 conversations read, ')]);
		},
	);

	it('reads no conversation again because the answer has changed it', async () => {
		const { crisp, log, until, clock } = await gapOf(200);
		for (let round = 0; round < 40 && caughtUp(log()).length === 0; round++) {
			await clock.advance(500);
			for (let index = 0; index < 200; index += 3) crisp.touch(`session_${index}`);
		}
		await until(() => caughtUp(log()).length > 0, 1);
		const reads = crisp.paths.filter((path) => path.endsWith('/messages'));
		expect(new Set(reads).size).toBe(reads.length);
	});
});

describe('a message that comes before it is told that the connection stands', () => {
	it.each(['n8n', 'the connection'])('waits for its past after a gap of %s', async (what) => {
		const all = await setUp();
		if (what === 'n8n') await all.restart();
		else all.lose();
		all.crisp.say('first', 'in the gap');
		await all.clock.advance(1_000);
		const early = all.crisp.say('first', 'early');
		const where = { website_id: WEBSITE, session_id: 'first' };
		all.host.take('message:send', { ...where, ...early });
		await all.clock.advance(1_000);
		all.comeBack();
		await all.clock.advance(5_000);
		expect(all.texts()).toEqual(['hello', 'in the gap', 'early']);
	});

	it('is passed on where there is no gap', async () => {
		const clock = new FakeClock();
		const crisp = new SimulatedCrisp({ clock, random: () => 0.5, websiteId: WEBSITE });
		const host = makeHost(clock, crisp);
		crisp.onMessage = (message) => host.take('message:send', message);
		host.start('activate');
		crisp.say('session_1', 'early');
		host.follow(true);
		await clock.advance(5_000);
		expect(host.executions.map(({ payloads }) => payloads[0].content)).toEqual(['early']);
	});
});

describe('one bad thing costs itself only', () => {
	it.each([403, 404] as const)('a conversation that answers %i', async (status) => {
		const all = await setUp();
		all.lose();
		for (let index = 0; index < 39; index++) {
			all.crisp.say(`session_${index}`, `text ${index}`);
			await all.clock.advance(1);
		}
		for (const index of [3, 20, 38]) all.crisp.forbidden.set(`session_${index}`, status);
		all.comeBack();
		await all.until(() => caughtUp(all.log()).length > 0, 1);
		expect(all.texts()).toHaveLength(1 + 36);
		const [line] = caughtUp(all.log());
		expect(line).toMatch(/^warn .*Could not be read: session_38, session_20, session_3 \(/);
	});

	it('what is cut, not JSON, no list, refused for now or lost is asked for until it is there', async () => {
		const all = await setUp();
		const faults: Fault[] = ['cut', 'notJson', 'noList', 500, 502, 429, 'dropped', 'timeout'];
		const failed = new Map<string, number>();
		all.fault = (path) => {
			const times = failed.get(path) ?? 0;
			failed.set(path, times + 1);
			return faults[times];
		};
		all.lose();
		for (let index = 0; index < 20; index++) all.crisp.say(`session_${index}`, `text ${index}`);
		all.comeBack();
		await all.until(() => caughtUp(all.log()).length > 0, 2);
		expect(all.texts()).toHaveLength(21);
		expect(caughtUp(all.log())[0]).not.toContain('Could not be read');
	});

	it.each([
		[401, 'does not accept the token'],
		[423, 'daily quota'],
	] as const)('what a person must mend (%i) is said once and waited for', async (fault, words) => {
		const all = await setUp();
		all.lose();
		for (let index = 0; index < 20; index++) all.crisp.say(`session_${index}`, `text ${index}`);
		all.fault = () => fault;
		all.comeBack();
		await all.clock.advance(20 * HOUR);
		expect(all.texts()).toHaveLength(1);
		expect(all.log().filter((line) => line.includes(words))).toHaveLength(1);
		// It does not knock all the time.
		expect(all.crisp.requests).toBeLessThan(fault === 401 ? 1_300 : 200);
		all.fault = () => undefined;
		await all.until(() => caughtUp(all.log()).length > 0, 1);
		expect(all.texts()).toHaveLength(21);
	});

	it('a conversation that alone cannot be read holds up its own events for minutes only', async () => {
		const all = await setUp();
		all.fault = (path) => (path.includes('session_7/') ? 500 : undefined);
		all.lose();
		for (let index = 0; index < 20; index++) all.crisp.say(`session_${index}`, `text ${index}`);
		all.comeBack();
		all.crisp.say('session_7', 'later');
		await all.clock.advance(60_000);
		expect(all.texts()).toHaveLength(20);
		await all.until(() => all.texts().includes('later'), 0.3);
		expect(all.texts()).not.toContain('text 7');
		all.fault = () => undefined;
		await all.until(() => all.texts().includes('text 7'), 0.1);
	});
});

describe("the clock of n8n's machine", () => {
	it.each([600_000, -600_000, 86_400_000, -86_400_000])(
		'decides nothing where it is %i ms off',
		async (clockError) => {
			const all = await setUp({ clockError });
			for (const round of [1, 2]) {
				all.lose();
				all.crisp.say('first', `in gap ${round}`);
				all.comeBack();
				await all.clock.advance(5_000);
			}
			await all.restart(60_000);
			all.crisp.say('first', 'while n8n was down');
			all.host.follow(true);
			await all.clock.advance(5_000);
			expect(all.texts()).toEqual(['hello', 'in gap 1', 'in gap 2', 'while n8n was down']);
		},
	);

	/** A trigger that was never told of a message, on a machine whose clock is ten minutes fast. */
	async function activate(options: Partial<SimulatedHostOptions> = {}) {
		const clock = new FakeClock();
		let fault: Fault | undefined;
		const crisp = new SimulatedCrisp({
			clock,
			random: () => 0.5,
			websiteId: WEBSITE,
			websites: ['website-gone', WEBSITE],
			fault: () => fault,
		});
		crisp.forbidden.set('website-gone', 403);
		const host = makeHost(clock, crisp, { today: () => crisp.now() + 600_000, ...options });
		crisp.say('session_1', 'before the activation');
		await clock.advance(60_000);
		return {
			clock,
			crisp,
			host,
			set fault(next: Fault | undefined) {
				fault = next;
			},
			async start() {
				host.start('activate');
				host.follow(true);
				while (!host.isActive) await clock.advance(50);
			},
			async texts() {
				await clock.advance(60_000);
				return host.executions.map(({ payloads }) => payloads[0].content);
			},
		};
	}

	it.each<[string, Partial<SimulatedHostOptions>]>([
		['one website', {}],
		[
			'all workspaces, of which one may not be read',
			{
				account: { ...ACCOUNT, tier: 'plugin' },
				settings: { ...SETTINGS, websiteId: undefined },
			},
		],
	])('decides nothing before the first message either (%s)', async (_what, options) => {
		const all = await activate(options);
		await all.start();
		all.host.follow(false);
		all.crisp.say('session_2', 'in the gap');
		all.host.follow(true);
		expect(await all.texts()).toEqual(['in the gap']);
	});

	it('hides nothing where the first connection was silent and Crisp could not be asked', async () => {
		const all = await activate();
		const { crisp, host, clock } = all;
		all.fault = 'timeout';
		await all.start();
		crisp.say('session_2', 'never received');
		await clock.advance(45_000);
		host.follow(false);
		all.fault = undefined;
		host.follow(true);
		expect(await all.texts()).toEqual(['never received']);
	});
});
