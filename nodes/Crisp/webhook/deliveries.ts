import { createHash } from 'crypto';

import { identityOf } from '../events/identity';
import type { Envelope } from './envelope';

/** As much of a digest as makes two different deliveries differ; it is stored many times. */
const KEY_LENGTH = 22;

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

/** Says whether n8n has taken a delivery over. */
export type Settle = (taken: boolean) => void;

/**
 * Deliveries that this process has taken, so that each starts one execution however often Crisp
 * sends it. A repeat that comes while n8n still works at the first waits for its outcome: if that
 * could not be started, the repeat takes its place.
 */
export class Deliveries {
	/** Newest last. */
	private readonly known = new Map<string, true | Promise<boolean>>();

	constructor(private readonly limit = 2_000) {}

	/** @returns `undefined` for a repeat; else what to call, once, with the outcome */
	async claim(key: string): Promise<Settle | undefined> {
		for (;;) {
			const earlier = this.known.get(key);
			if (earlier === undefined) return this.begin(key);
			if (await earlier) return undefined;
		}
	}

	/** Those that n8n has taken over, newest last. */
	get taken(): string[] {
		return [...this.known].filter(([, state]) => state === true).map(([key]) => key);
	}

	private begin(key: string): Settle {
		let resolve: Settle = () => {};
		this.known.set(key, new Promise<boolean>((settle) => (resolve = settle)));
		for (const oldest of this.known.keys()) {
			if (this.known.size <= this.limit) break;
			this.known.delete(oldest);
		}
		return (taken) => {
			if (!taken) this.known.delete(key);
			else if (this.known.has(key)) this.known.set(key, true);
			resolve(taken);
		};
	}
}
