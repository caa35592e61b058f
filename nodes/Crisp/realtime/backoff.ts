const FLOOR_MS = 250;
const FIRST_MS = 2_000;
const CAP_MS = 60_000;

/**
 * Delays between attempts: random over the whole span (full jitter, so that clients cut off
 * together do not come back together), the span doubling up to a minute.
 */
export class Backoff {
	private attempts = 0;

	/** @param random a number from 0 up to 1 */
	constructor(private readonly random: () => number = Math.random) {}

	/** Milliseconds to wait before the next attempt. */
	next(): number {
		const span = Math.min(FIRST_MS * 2 ** this.attempts, CAP_MS);
		this.attempts++;
		return FLOOR_MS + this.random() * (span - FLOOR_MS);
	}

	/** To be called when a connection has proved good, not when it has merely begun. */
	reset(): void {
		this.attempts = 0;
	}
}
