import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 50;

/**
 * Asks again and again until there is an answer (anything but undefined and false); returns it.
 *
 * @param what completes "still waiting until …" in the error
 */
export async function waitUntil<T>(
	what: string,
	ask: () => T | undefined | false | Promise<T | undefined | false>,
	timeoutMs = 60_000,
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) return answer;
		if (Date.now() > deadline) {
			throw new Error(`still waiting until ${what} after ${timeoutMs} ms`);
		}
		await wait(POLL_MS);
	}
}
