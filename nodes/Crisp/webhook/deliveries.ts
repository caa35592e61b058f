import { createHash } from 'crypto';

import { identityOf } from '../events/identity';
import type { Envelope } from './envelope';

/** As much of a digest as makes two different deliveries differ (60 bits); it is stored many times. */
export const KEY_LENGTH = 10;

/**
 * What makes a delivery the same as an earlier one: for a message its identity, for other events the
 * whole body, in which Crisp puts the time. Two events that look alike but for their time are two.
 */
export function deliveryKey({ event, payload }: Envelope, body: Buffer | string): string {
	const identity = identityOf(event, payload);
	const digest = createHash('sha256');
	if (identity === undefined) digest.update(body);
	else digest.update(`${event}\n${identity}`);
	return digest.digest('base64url').slice(0, KEY_LENGTH);
}

/** Deliveries by their key, oldest first, each with its time in milliseconds since 1970. */
export type Times = ReadonlyMap<string, number>;

/** Whose repeats must be known for certain. */
export interface Span {
	/** Milliseconds since 1970. */
	now: number;
	/** How far back, in milliseconds; 0 where nothing must be. */
	certainMs: number;
}

/** At most so many are remembered for certain. What is more is not let in. */
export const MAX_CERTAIN = 10_000;

/** So many more are remembered beside them, as long as the process runs. */
const MAX_OTHERS = 2_000;

/**
 * The deliveries to keep: all that must be known for certain, and of the others the newest.
 *
 * @param others how many of those
 */
export function kept(times: Times, { now, certainMs }: Span, others: number): Map<string, number> {
	const all = new Map(times);
	const isCertain = (at: number) => certainMs > 0 && at >= now - certainMs;
	const uncertain = [...all].filter(([, at]) => !isCertain(at));
	const surplus = uncertain.length - others;
	if (surplus <= 0) return all;
	const oldest = uncertain.sort(([, one], [, other]) => one - other).slice(0, surplus);
	for (const [key] of oldest) all.delete(key);
	return all;
}

/** What becomes of a delivery. */
export type Claim =
	/** It has been received before. */
	| 'repeat'
	/** There is no room to remember it, so that its repeats would be let in. */
	| 'full'
	/** It is the first. */
	| First;

/** A delivery that may start an execution. */
export interface First {
	/** All that is to be stored with it: itself, and what has been taken over until now. */
	times(): Times;
	/** To be called once, with whether n8n has taken it over; the next delivery waits for it. */
	settle(taken: boolean): void;
}

/**
 * The deliveries of one trigger that n8n has taken over, so that each starts one execution however
 * often it is sent, by Crisp or by somebody who has recorded it.
 *
 * They are taken over one after another. n8n stores what is remembered with each of them, and the
 * last of several at the same time would overwrite the others, so that their repeats would be let in
 * after a restart.
 */
export class Deliveries {
	private times = new Map<string, number>();

	/** Ends with the delivery that came last. */
	private last: Promise<void> = Promise.resolve();

	/**
	 * Waits until all deliveries that came before have their outcome.
	 *
	 * @param at when it was sent or received, whichever is later
	 * @param stored what n8n has stored, by this process or another one
	 * @param span asked when it is its turn
	 */
	async claim(key: string, at: number, stored: Times, span: () => Span): Promise<Claim> {
		// What is known already has nothing to wait for.
		if (this.times.has(key)) return 'repeat';
		const before = this.last;
		let leave = () => {};
		this.last = new Promise((resolve) => (leave = resolve));
		await before;
		const refusal = this.refuse(key, stored, span());
		if (refusal !== undefined) {
			leave();
			return refusal;
		}
		return {
			times: () => new Map([...this.times, [key, at]]),
			settle: (taken) => {
				if (taken) this.times.set(key, at);
				leave();
			},
		};
	}

	private refuse(key: string, stored: Times, span: Span): 'repeat' | 'full' | undefined {
		for (const [other, time] of stored) {
			if (!this.times.has(other)) this.times.set(other, time);
		}
		if (this.times.has(key)) return 'repeat';
		this.times = kept(this.times, span, MAX_OTHERS);
		return kept(this.times, span, 0).size >= MAX_CERTAIN ? 'full' : undefined;
	}
}
