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
		const rest = delays.slice(80) as number[];
		expect(rest[0]).toBe(0);
		expect(rest[1]).toBe(45_000);
		expect(rest).toEqual([...rest].sort((a, b) => a - b));
		expect(new Set(rest).size).toBe(20);
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
});
