import { DayCount } from '../../nodes/Crisp/client/budget';

const HOUR = 60 * 60 * 1_000;
const MIDNIGHT = Date.UTC(2026, 2, 1);

function makeCount(start = MIDNIGHT) {
	const clock = { now: start };
	const count = new DayCount(() => clock.now);
	const take = (times: number, budget: number) =>
		Array.from({ length: times }, () => count.take(budget));
	return { clock, count, take };
}

describe('the daily budget', () => {
	test('lets all requests go at once where there is none, and counts them', () => {
		const { count, take } = makeCount();
		expect(new Set(take(20_000, 0))).toEqual(new Set([0]));
		expect(count.used).toBe(20_000);
	});

	test('lets four fifths go without waiting, and spaces the rest over what is left of the day', () => {
		const { take } = makeCount(MIDNIGHT + 23.75 * HOUR);
		const delays = take(100, 100);
		expect(new Set(delays.slice(0, 80))).toEqual(new Set([0]));
		expect(delays.slice(80)).toEqual(Array.from({ length: 20 }, (_request, n) => n * 45_000));
	});

	test('spaces what is asked for later from then on', () => {
		const { clock, take } = makeCount(MIDNIGHT + 23.75 * HOUR);
		take(82, 100);
		clock.now += 90_000;
		expect(take(3, 100)).toEqual([0, 45_000, 90_000]);
		clock.now += 600_000;
		expect(take(2, 100)).toEqual([0, 14_000]);
	});

	test('never keeps two requests more than a minute apart', () => {
		const { take } = makeCount();
		expect(take(10, 10).slice(8)).toEqual([0, 60_000]);
	});

	test('refuses what would exceed it, uncounted, until the next day (UTC)', () => {
		const { clock, count, take } = makeCount();
		expect(take(4, 3)).toEqual([0, 0, 0, undefined].map((delay) => delay));
		expect(count.used).toBe(3);
		clock.now = MIDNIGHT + 24 * HOUR - 1;
		expect(count.take(3)).toBeUndefined();
		clock.now++;
		expect(count.used).toBe(0);
		expect(count.take(3)).toBe(0);
	});

	test('takes back what was not sent', () => {
		const { count, take } = makeCount();
		take(2, 0);
		count.giveBack();
		expect(count.used).toBe(1);
	});

	test('owes nothing for what was taken the day before', () => {
		const { clock, count } = makeCount();
		count.take(0);
		clock.now += 24 * HOUR;
		expect(count.used).toBe(0);
		count.giveBack();
		expect(count.used).toBe(0);
	});
});
