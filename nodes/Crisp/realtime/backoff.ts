import type { Clock } from '../clock';

const FLOOR_MS = 250;
const FIRST_MS = 2_000;

/** In a chat somebody waits: soon at first, and less often only where the trouble lasts. */
const CAP_MS = 15_000;
const LATE_CAP_MS = 60_000;
const LATE_AFTER_MS = 600_000;

/**
 * Delays between attempts: random over the whole span (full jitter, so that clients that were cut off
 * together do not come back together). The span doubles up to 15 seconds, and after ten minutes of
 * trouble up to a minute.
 */
export class Backoff {
	private attempts = 0;

	/** On the clock: when the trouble began. */
	private began?: number;

	/** @param random a number from 0 up to 1 */
	constructor(
		private readonly clock: Clock,
		private readonly random: () => number = Math.random,
	) {}

	/** Milliseconds to wait before the next attempt. */
	next(): number {
		const now = this.clock.now();
		this.began ??= now;
		const cap = now - this.began < LATE_AFTER_MS ? CAP_MS : LATE_CAP_MS;
		const span = Math.min(FIRST_MS * 2 ** this.attempts, cap);
		this.attempts++;
		return FLOOR_MS + this.random() * (span - FLOOR_MS);
	}

	/** To be called when a connection has proved good, not when it has merely begun. */
	reset(): void {
		this.attempts = 0;
		this.began = undefined;
	}
}
