import type { Clock } from '../clock';

/**
 * Bounds the time that something may take. The signal given to it aborts when its time is
 * over or `stopped` aborts; one that ignores it is left to itself.
 *
 * @returns rejects as `work` does, or with an Error when it was not done in time
 */
export async function withLimit<T>(
	clock: Clock,
	ms: number,
	stopped: AbortSignal,
	work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const limit = new AbortController();
	const abort = () => limit.abort();
	const cancel = clock.after(ms, abort);
	if (stopped.aborted) abort();
	stopped.addEventListener('abort', abort, { once: true });
	try {
		return await Promise.race([work(limit.signal), rejectOnAbort(limit.signal)]);
	} finally {
		cancel();
		stopped.removeEventListener('abort', abort);
	}
}

async function rejectOnAbort(signal: AbortSignal): Promise<never> {
	return await new Promise((_, reject) => {
		const fail = () => reject(new Error('No answer in time'));
		if (signal.aborted) fail();
		else signal.addEventListener('abort', fail, { once: true });
	});
}
