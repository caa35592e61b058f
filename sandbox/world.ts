import { randomUUID } from 'node:crypto';

import type { Guesses } from './guesses';
import type { Payload } from './hub';
import { Hub } from './hub';
import type { Conversation, Tier, Website } from './model';

/** Time in milliseconds since 1970. */
export interface Clock {
	now(): number;
}

export interface Behaviour {
	guesses: Guesses;
	/** Routes of which it has been seen whether a tier may call them, as `VERB path`. */
	seen?: Partial<Record<Tier, Record<string, 'allowed' | 'refused'>>>;
	/**
	 * Scopes of the plugin token, such as `website:conversation:messages read`; without it, it is a
	 * development token, which has no scopes and may do everything.
	 */
	scopes?: readonly string[];
	/** Whether the plan of the workspaces lacks private notes, as Crisp's free plan does. */
	withoutNotes?: boolean;
}

/** The state of the sandbox: every website, the time, and what tells others about changes. */
export class World {
	readonly websites = new Map<string, Website>();
	readonly hub = new Hub();
	private serial = 0;

	constructor(
		readonly clock: Clock,
		readonly behaviour: Behaviour,
	) {}

	now(): number {
		return this.clock.now();
	}

	uuid(): string {
		return randomUUID();
	}

	get guesses(): Guesses {
		return this.behaviour.guesses;
	}

	/**
	 * A message id of the size that Crisp makes: seconds since 1970, then five digits
	 * (163240180126629 in its documentation). Those that callers make may have a digit more.
	 */
	fingerprint(): number {
		this.serial = (this.serial + 1) % 100_000;
		return Math.floor(this.now() / 1000) * 100_000 + this.serial;
	}

	/** Announces an event of a whole website. */
	announce(website: Website, name: string, payload: Payload): void {
		this.hub.emit({
			name,
			websiteId: website.website_id,
			payload: { website_id: website.website_id, ...payload },
		});
	}

	/** Announces an event of one conversation. */
	announceSession(conversation: Conversation, name: string, payload: Payload): void {
		this.hub.emit({
			name,
			websiteId: conversation.website_id,
			payload: {
				website_id: conversation.website_id,
				session_id: conversation.session_id,
				inbox_id: conversation.inbox_id,
				...payload,
			},
		});
	}
}
