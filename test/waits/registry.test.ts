import { writeMarks, type Mark } from '../../nodes/Crisp/waits/marks';
import type { PokeReply } from '../../nodes/Crisp/waits/poke';
import { Waits, type Poker } from '../../nodes/Crisp/waits/registry';
import { FakeClock, settle } from '../support/time';
import { MARK, PLACE } from './support/mark';

const dataWith = (...open: Mark[]) => ({
	n8n_ask: writeMarks({ open, taken: [] }, 'key', PLACE),
});

const said = (fingerprint: number, content = 'x') => ({
	website_id: PLACE.websiteId,
	session_id: PLACE.sessionId,
	fingerprint,
	from: 'user',
	type: 'text',
	content,
});

function setUp(replies: PokeReply[] = [{ state: 'taken', taken: ['5'] }], patienceMs = 0) {
	const clock = new FakeClock();
	const waits = new Waits('key', clock, () => 1_000);
	const poked: string[] = [];
	const forgotten: string[] = [];
	const takenInCrisp: string[] = [];
	const poker: Poker = {
		instance: MARK.instance,
		patienceMs,
		addressOf: (path) => `http://n8n${path}`,
		async post(address) {
			poked.push(address);
			const reply = replies.length > 1 ? replies.shift() : replies[0];
			return { status: 200, body: { crispAsk: reply } };
		},
		async forget(_place, { to }) {
			forgotten.push(to);
			return takenInCrisp;
		},
		warn: () => {},
	};
	const leave = waits.join(poker);
	return { waits, clock, poker, poked, forgotten, takenInCrisp, leave };
}

describe('What a process knows of waiting executions', () => {
	test('a message of a conversation in which nobody waits is judged at once, and pokes nobody', () => {
		const { waits, poked } = setUp();
		expect(waits.offer('message:send', said(5))).toBe(false);
		waits.learn(PLACE, { plan: 'pro' });
		expect(waits.offer('message:send', said(5))).toBe(false);
		expect(poked).toEqual([]);
	});

	test('the answer is taken for all triggers with one poke, and the next message is none', async () => {
		const { waits, poked } = setUp();
		waits.learn(PLACE, dataWith(MARK));
		const verdicts = [
			waits.offer('message:send', said(5)),
			waits.offer('message:send', said(5)),
			waits.offer('message:send', said(6)),
		];
		expect(await Promise.all(verdicts)).toEqual([true, true, false]);
		expect(waits.offer('message:send', said(5))).toBe(true);
		expect(waits.offer('message:send', said(7))).toBe(false);
		expect(poked).toEqual([`http://n8n${MARK.to}`]);
	});

	test('a message that the execution does not take goes on, and the wait with it', async () => {
		const { waits, poked } = setUp([{ state: 'waiting', taken: [] }]);
		waits.learn(PLACE, dataWith(MARK));
		expect(await waits.offer('message:send', said(5))).toBe(false);
		expect(await waits.offer('message:send', said(6))).toBe(false);
		expect(poked).toHaveLength(2);
	});

	test('a mark whose execution is over is taken out of Crisp, and swallows nothing', async () => {
		const { waits, forgotten } = setUp([{ state: 'over', taken: [] }]);
		waits.learn(PLACE, dataWith(MARK));
		expect(await waits.offer('message:send', said(5))).toBe(false);
		expect(waits.offer('message:send', said(6))).toBe(false);
		expect(forgotten).toEqual([MARK.to]);
	});

	test('an answer that another process has handed over is known from Crisp', async () => {
		const { waits, takenInCrisp } = setUp([{ state: 'over', taken: [] }]);
		takenInCrisp.push('5');
		waits.learn(PLACE, dataWith(MARK));
		expect(await waits.offer('message:send', said(5))).toBe(true);
		expect(waits.offer('message:send', said(6))).toBe(false);
	});

	test.each(['the event says so', 'this process has settled it'])(
		'a mark that goes while its execution ends elsewhere is not looked for in Crisp: %s',
		async (how) => {
			const { waits, clock, forgotten } = setUp([{ state: 'over', taken: [] }], 5_000);
			waits.begin(PLACE, MARK);
			if (how === 'the event says so') waits.learn(PLACE, dataWith(MARK));
			const verdict = waits.offer('message:send', said(5));
			await clock.advance(1_000);
			if (how === 'the event says so') {
				waits.learn(PLACE, { n8n_ask: writeMarks({ open: [], taken: ['5'] }, 'key', PLACE) });
			} else waits.settle(PLACE, ({ to }) => to === MARK.to, '5');
			await clock.advance(4_000);
			expect(await verdict).toBe(true);
			expect(forgotten).toEqual([]);
		},
	);

	test('a mark that stays although its execution is over is taken out in the end', async () => {
		const { waits, clock, forgotten } = setUp([{ state: 'over', taken: [] }], 5_000);
		waits.begin(PLACE, MARK);
		const verdict = waits.offer('message:send', said(5));
		await clock.advance(5_000);
		expect(await verdict).toBe(false);
		expect(forgotten).toEqual([MARK.to]);
	});

	test('executions of this process look for their answers once they have asked, not before', async () => {
		const { waits, poked } = setUp([{ state: 'waiting', taken: [] }]);
		const mark = waits.begin(PLACE, MARK);
		await waits.lookForOwn();
		expect(poked).toEqual([]);
		waits.ask(mark);
		await waits.lookForOwn();
		expect(poked).toHaveLength(1);
	});

	test('two items with the same question are one mark, and one poke', async () => {
		const { waits, poked } = setUp([{ state: 'waiting', taken: [] }]);
		expect(waits.begin(PLACE, { ...MARK })).toBe(waits.begin(PLACE, { ...MARK }));
		await waits.offer('message:send', said(5));
		expect(poked).toHaveLength(1);
	});

	test('a mark of another n8n, or one that is not sealed, calls nobody', async () => {
		const { waits, poked } = setUp();
		waits.learn(PLACE, dataWith({ ...MARK, instance: 'another' }));
		expect(await waits.offer('message:send', said(5))).toBe(false);
		waits.learn(PLACE, { n8n_ask: JSON.stringify({ open: [MARK] }) });
		expect(await waits.offer('message:send', said(6))).toBe(false);
		expect(poked).toEqual([]);
	});

	test('an answer that was taken before a restart is known from the conversation', () => {
		const { waits } = setUp();
		waits.learn(PLACE, { n8n_ask: writeMarks({ open: [], taken: ['5'] }, 'key', PLACE) });
		expect(waits.offer('message:send', said(5))).toBe(true);
		expect(waits.offer('message:send', said(6))).toBe(false);
	});

	test('an execution of this process is known before Crisp tells of it, and whatever it tells', async () => {
		const { waits } = setUp();
		waits.begin(PLACE, MARK);
		waits.learn(PLACE, { n8n_ask: '' });
		expect(await waits.offer('message:send', said(5))).toBe(true);
	});

	describe('an execution of this process whose answer another process has handed over', () => {
		const listening = async (waits: Waits) => {
			const keeper = { isStopped: false };
			const mark = waits.begin(PLACE, MARK);
			await waits.listen(() => ({
				ready: Promise.resolve(),
				stop: () => (keeper.isStopped = true),
			}));
			waits.learn(PLACE, dataWith(mark));
			return keeper;
		};

		test('is over when Crisp has its answer in place of its mark, and nobody listens for it', async () => {
			const { waits } = setUp();
			const keeper = await listening(waits);
			waits.learn(PLACE, { n8n_ask: writeMarks({ open: [], taken: ['5'] }, 'key', PLACE) });
			expect(keeper.isStopped).toBe(true);
		});

		test('waits on where somebody has written data without the mark', async () => {
			const { waits } = setUp();
			const keeper = await listening(waits);
			waits.learn(PLACE, { n8n_ask: '' });
			waits.learn(PLACE, { n8n_ask: JSON.stringify({ taken: [{ key: '5', seal: 'x' }] }) });
			expect(keeper.isStopped).toBe(false);
			expect(await waits.offer('message:send', said(5))).toBe(true);
		});

		test('is over when it cannot be reached, and its mark has gone', async () => {
			const { waits, clock, poker } = setUp();
			poker.post = async () => await Promise.reject(new Error('connect ECONNREFUSED'));
			const keeper = await listening(waits);
			const look = waits.look(PLACE);
			await clock.advance(1_000);
			waits.learn(PLACE, { n8n_ask: '' });
			await clock.advance(60_000);
			await look;
			expect(keeper.isStopped).toBe(true);
		});
	});

	test('at its limit an execution is poked, once', async () => {
		const { waits, clock, poked } = setUp([{ state: 'taken', taken: [] }]);
		waits.begin(PLACE, { ...MARK, until: 61_000 });
		waits.learn(PLACE, dataWith({ ...MARK, until: 61_000 }));
		await clock.advance(59_000);
		expect(poked).toEqual([]);
		await clock.advance(2_000);
		expect(poked).toHaveLength(1);
		await clock.advance(600_000);
		expect(poked).toHaveLength(1);
	});

	test('at its limit an execution is poked where it still waits, also if the first conversation has answered', async () => {
		const { waits, clock, poked } = setUp([
			{ state: 'taken', taken: ['5'] },
			{ state: 'taken', taken: [] },
		]);
		const mark = { ...MARK, until: 61_000 };
		waits.begin(PLACE, mark);
		waits.begin({ ...PLACE, sessionId: 'session_2' }, mark);
		expect(await waits.offer('message:send', said(5))).toBe(true);
		await clock.advance(61_000);
		expect(poked).toHaveLength(2);
	});

	test('somebody listens for executions of this process while no trigger does, and as long as they wait', async () => {
		const { waits } = setUp();
		let listening = 0;
		const keeper = () => {
			listening++;
			return { ready: Promise.resolve(), stop: () => listening-- };
		};
		const trigger = {};
		waits.attend(trigger, undefined);
		waits.begin(PLACE, MARK);
		await waits.listen(keeper);
		expect(listening).toBe(0);
		waits.unattend(trigger);
		expect(listening).toBe(1);
		waits.attend(trigger, 'another website');
		expect(listening).toBe(1);
		waits.attend(trigger, PLACE.websiteId);
		expect(listening).toBe(0);
		waits.unattend(trigger);
		waits.settle(PLACE, ({ to }) => to === MARK.to, '5');
		expect(listening).toBe(0);
		await settle();
		expect(waits.offer('message:send', said(5))).toBe(true);
	});
});
