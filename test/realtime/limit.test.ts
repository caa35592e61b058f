import { getEventListeners } from 'node:events';

import { withLimit } from '../../nodes/Crisp/realtime/limit';
import { FakeClock, settle } from '../support/time';

const never = async () => await new Promise<never>(() => {});

describe('what must come to an end in time', () => {
	test('has the outcome of its work, and leaves neither timer nor listener', async () => {
		const clock = new FakeClock();
		const stopped = new AbortController();
		expect(await withLimit(clock, 1_000, stopped.signal, async () => 7)).toBe(7);
		const failing = withLimit(clock, 1_000, stopped.signal, async () => {
			throw new Error('no');
		});
		await expect(failing).rejects.toThrow('no');
		expect(clock.pending).toBe(0);
		expect(getEventListeners(stopped.signal, 'abort')).toEqual([]);
	});

	test('is told to end when its time is over, and is left to itself if it does not', async () => {
		const clock = new FakeClock();
		let given: AbortSignal | undefined;
		const result = withLimit(clock, 1_000, new AbortController().signal, async (signal) => {
			given = signal;
			return await never();
		}).catch((error: Error) => error.message);
		await clock.advance(999);
		expect(given?.aborted).toBe(false);
		await clock.advance(1);
		expect(given?.aborted).toBe(true);
		expect(await result).toBe('No answer in time');
	});

	test('ends when it is stopped, also where that was before it began', async () => {
		const clock = new FakeClock();
		const stopped = new AbortController();
		const running = withLimit(clock, 1_000, stopped.signal, never).catch(() => 'ended');
		await settle();
		stopped.abort();
		expect(await running).toBe('ended');
		expect(await withLimit(clock, 1_000, stopped.signal, never).catch(() => 'ended')).toBe('ended');
		expect(clock.pending).toBe(0);
	});
});
