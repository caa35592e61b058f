import type { Clock } from '../clock';
import { sessionOf } from '../events/payload';
import type { Arrival } from '../events/item';

/** Tells of a visitor who is typing. */
export const TYPING = 'message:compose:send';

interface Burst {
	arrivals: Arrival[];
	/** On the clock: when it is passed on at the latest. */
	latest: number;
	/** On the clock: when the visitor has been quiet for long enough. */
	due: number;
	cancel: () => void;
}

/**
 * Gathers the messages that a visitor writes in a row, until they have been quiet for a while. One
 * call of the clock is outstanding per conversation: activity only moves the time (see
 * `systemClock`).
 */
export class Silence {
	private readonly bursts = new Map<string, Burst>();

	/**
	 * @param quietMs how long no message comes and nobody types
	 * @param longestMs from the first message on, however much is written
	 * @param pass takes the messages of one conversation, in order
	 */
	constructor(
		private readonly clock: Clock,
		private readonly quietMs: number,
		private readonly longestMs: number,
		private readonly pass: (burst: Arrival[]) => void,
	) {}

	/** @param arrival a message of a visitor; one without a conversation is passed on at once */
	add(arrival: Arrival): void {
		const sessionId = sessionOf(arrival.payload);
		if (sessionId === null) {
			this.pass([arrival]);
			return;
		}
		const now = this.clock.now();
		const burst = this.bursts.get(sessionId);
		if (burst) {
			burst.arrivals.push(arrival);
			burst.due = now + this.quietMs;
			return;
		}
		const begun: Burst = {
			arrivals: [arrival],
			latest: now + this.longestMs,
			due: now + this.quietMs,
			cancel: () => {},
		};
		this.bursts.set(sessionId, begun);
		this.watch(sessionId, begun);
	}

	/** Somebody types in a conversation. */
	typing(sessionId: string | null): void {
		const burst = sessionId === null ? undefined : this.bursts.get(sessionId);
		if (burst) burst.due = this.clock.now() + this.quietMs;
	}

	/** Forgets what was gathered. */
	close(): void {
		for (const { cancel } of this.bursts.values()) cancel();
		this.bursts.clear();
	}

	private watch(sessionId: string, burst: Burst): void {
		const end = Math.min(burst.due, burst.latest);
		burst.cancel = this.clock.after(end - this.clock.now(), () => {
			if (Math.min(burst.due, burst.latest) > this.clock.now()) {
				this.watch(sessionId, burst);
				return;
			}
			this.bursts.delete(sessionId);
			this.pass(burst.arrivals);
		});
	}
}
