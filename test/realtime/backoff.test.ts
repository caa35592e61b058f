import { Backoff } from '../../nodes/Crisp/realtime/backoff';
import { FakeClock } from '../support/time';

describe('the delay before the next attempt', () => {
	let clock: FakeClock;

	beforeEach(() => {
		clock = new FakeClock();
	});

	/** Delays of attempts that take no time themselves. */
	async function delays(backoff: Backoff, count: number): Promise<number[]> {
		const all: number[] = [];
		for (; count > 0; count--) {
			const delay = backoff.next();
			all.push(delay);
			await clock.advance(delay);
		}
		return all;
	}

	it('doubles up to fifteen seconds, and up to a minute after ten minutes of trouble', async () => {
		const longest = await delays(new Backoff(clock, () => 1), 60);
		expect(longest.slice(0, 5)).toEqual([2_000, 4_000, 8_000, 15_000, 15_000]);
		const early = longest.slice(0, -1).filter((_, index) => sum(longest.slice(0, index)) < 600_000);
		expect(Math.max(...early)).toBe(15_000);
		expect(longest.at(-1)).toBe(60_000);
	});

	const sum = (list: number[]) => list.reduce((total, one) => total + one, 0);

	it('is a quarter of a second at its shortest, whatever the attempt', async () => {
		expect(new Set(await delays(new Backoff(clock, () => 0), 50))).toEqual(new Set([250]));
	});

	it('is spread over the whole span, so that clients cut off together come back apart', async () => {
		expect(await delays(new Backoff(clock, () => 0.5), 2)).toEqual([1_125, 2_125]);
	});

	it('stays at a minute after any number of attempts', async () => {
		const backoff = new Backoff(clock, () => 1);
		expect((await delays(backoff, 2_000)).at(-1)).toBe(60_000);
	});

	it('starts again after a reset', async () => {
		const backoff = new Backoff(clock, () => 1);
		await delays(backoff, 60);
		backoff.reset();
		expect(await delays(backoff, 4)).toEqual([2_000, 4_000, 8_000, 15_000]);
	});
});
