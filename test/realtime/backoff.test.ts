import { Backoff } from '../../nodes/Crisp/realtime/backoff';

const delays = (backoff: Backoff, count: number) =>
	Array.from({ length: count }, () => backoff.next());

describe('the delay before the next attempt', () => {
	it('doubles up to a minute at its longest', () => {
		const longest = delays(new Backoff(() => 1), 8);
		expect(longest).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
	});

	it('is a quarter of a second at its shortest, whatever the attempt', () => {
		expect(new Set(delays(new Backoff(() => 0), 50))).toEqual(new Set([250]));
	});

	it('is spread over the whole span, so that clients cut off together come back apart', () => {
		expect(delays(new Backoff(() => 0.5), 2)).toEqual([1_125, 2_125]);
	});

	it('stays at a minute after any number of attempts', () => {
		const backoff = new Backoff(() => 1);
		expect(delays(backoff, 2_000).at(-1)).toBe(60_000);
	});

	it('starts again after a reset', () => {
		const backoff = new Backoff(() => 1);
		delays(backoff, 5);
		backoff.reset();
		expect(backoff.next()).toBe(2_000);
	});
});
