import { Channel } from './channel';
import type { Clock } from '../clock';
import { Member, type Subscription } from './member';
import type { FirstOutcome } from './session';

export type { Subscription } from './member';

export interface HubOptions {
	clock: Clock;
	random?: () => number;
}

/** One subscriber's side of a shared connection. */
export interface Subscriber {
	/**
	 * Looks up the endpoint, takes part in the connection, and resolves with the outcome: `live`
	 * when all that it asked for is being received. Never rejects.
	 */
	start(): Promise<FirstOutcome>;
	/**
	 * Leaves: no handler is called after this. The last one out closes the
	 * connection, and then this resolves when its sockets are gone (about a second at most). May be
	 * called at any time and again; never rejects.
	 */
	stop(): Promise<void>;
}

/**
 * One connection to Crisp per token, shared by all that subscribe with the same key. See
 * `Channel` for what happens when their wishes change.
 */
export class Hub {
	private readonly channels = new Map<string, Channel>();

	constructor(private readonly options: HubOptions) {}

	/** Connections that are kept now, by token. */
	get size(): number {
		return this.channels.size;
	}

	/** Takes note of a subscriber; nothing happens before its `start()`. */
	subscribe(subscription: Subscription): Subscriber {
		const { clock } = this.options;
		return new Member(subscription, clock, () => this.channelOf(subscription.key));
	}

	/** A channel that has ended is not used again: who comes then begins another one. */
	private channelOf(key: string): Channel {
		const present = this.channels.get(key);
		if (present) return present;
		const channel = new Channel({
			...this.options,
			onEnd: () => this.channels.delete(key),
		});
		this.channels.set(key, channel);
		return channel;
	}
}
