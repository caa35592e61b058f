import { systemClock, wait } from '../nodes/Crisp/clock';
import { FakeClock } from './support/time';

describe('the system clock', () => {
	it('calls back once, not before its time', async () => {
		const began = systemClock.now();
		const callback = jest.fn();
		await new Promise<void>((resolve) => {
			systemClock.after(15, () => {
				callback();
				resolve();
			});
		});
		expect(systemClock.now() - began).toBeGreaterThanOrEqual(14);
		expect(callback).toHaveBeenCalledTimes(1);
	});

	it('does not call back what was cancelled', async () => {
		const callback = jest.fn();
		const cancel = systemClock.after(5, callback);
		cancel();
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(callback).not.toHaveBeenCalled();
	});

	it('accepts fractions, negative delays and delays longer than a timer can hold', async () => {
		const cancel = systemClock.after(1e12, () => {});
		cancel();
		await new Promise<void>((resolve) => systemClock.after(0.5, resolve));
		await new Promise<void>((resolve) => systemClock.after(-5, resolve));
	});

	it('calls back although nothing refers to the timer and the garbage is collected', async () => {
		const { setFlagsFromString } = await import('node:v8');
		const { runInNewContext } = await import('node:vm');
		setFlagsFromString('--expose-gc');
		const collectGarbage = runInNewContext('gc') as () => void;
		let calls = 0;
		(() => {
			for (let delay = 20; delay < 30; delay++) systemClock.after(delay, () => calls++);
		})();
		for (let round = 0; round < 4; round++) {
			collectGarbage();
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
		expect(calls).toBe(10);
		// Collecting the whole heap of a test process takes a while on a busy machine.
	}, 30_000);
});

describe('waiting', () => {
	it('ends when the time is over', async () => {
		const clock = new FakeClock();
		const ended = jest.fn();
		void wait(clock, 1_000, new AbortController().signal).then(ended);
		await clock.advance(999);
		expect(ended).not.toHaveBeenCalled();
		await clock.advance(1);
		expect(ended).toHaveBeenCalled();
	});

	it('ends as soon as the signal aborts, and leaves no timer', async () => {
		const clock = new FakeClock();
		const controller = new AbortController();
		const waiting = wait(clock, 60_000, controller.signal);
		controller.abort();
		await waiting;
		expect(clock.pending).toBe(0);
	});

	it('does not begin when the signal has aborted already, or there is nothing to wait for', async () => {
		const clock = new FakeClock();
		await wait(clock, 60_000, AbortSignal.abort());
		await wait(clock, 0);
		await wait(clock, -5);
		expect(clock.asked).toEqual([]);
	});
});
