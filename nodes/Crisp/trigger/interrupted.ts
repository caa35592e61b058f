import type { Arrival } from '../events/item';
import { conversationOf } from '../events/identity';
import { sessionOf, websiteOf } from '../events/payload';
import type { Identities } from './execution';

/** An execution of gathered messages that had not ended when n8n did. */
interface Interruption {
	items: Identities;
	/** What of it has been fetched again. */
	found: Map<string, Arrival>;
	conversations: ReadonlySet<string>;
	/** Those of which more may be found. */
	open: Set<string>;
}

const nameOf = (website: string | null, sessionId: string | null): string =>
	`${website ?? ''}:${sessionId ?? ''}`;

/**
 * Puts executions together again that n8n may or may not have started before it ended. With the same
 * messages they have the same key, so that n8n starts each once; with others beside them a message
 * could be in two. What came after them in their conversations waits until they are on their way.
 */
export class Interrupted {
	private readonly interruptions: Interruption[];

	private readonly waiting = new Map<string, Arrival[]>();

	/**
	 * @param executions as they were stored; one of which nothing is left is deleted
	 * @param start takes an execution that is together again, as arrivals by item
	 * @param pass takes what has waited
	 */
	constructor(
		private readonly executions: Set<Identities>,
		private readonly start: (arrivals: Arrival[][], repeats: Identities) => void,
		private readonly pass: (arrival: Arrival) => void,
	) {
		this.interruptions = [...executions].map((items) => {
			// Events without an identity were in it as well; they cannot be had again.
			const identities = items.flat().filter((identity) => identity !== '');
			const names = identities.map((identity) => {
				const { website, sessionId } = conversationOf(identity);
				return nameOf(website, sessionId);
			});
			return { items, found: new Map(), conversations: new Set(names), open: new Set(names) };
		});
	}

	/** @returns whether the event was kept */
	take(arrival: Arrival): boolean {
		if (this.interruptions.length === 0) return false;
		const { identity, payload } = arrival;
		const name = nameOf(websiteOf(payload), sessionOf(payload));
		const own = this.interruptions.filter(({ conversations }) => conversations.has(name));
		if (own.length === 0) return false;
		const its = own.find(({ items }) =>
			items.some((item) => identity !== undefined && item.includes(identity)),
		);
		if (its) its.found.set(String(identity), arrival);
		else this.waiting.set(name, [...(this.waiting.get(name) ?? []), arrival]);
		return true;
	}

	/** Nothing more of a conversation's past will come. */
	settled(website: string, sessionId: string): void {
		const name = nameOf(website, sessionId);
		for (const one of [...this.interruptions]) {
			if (one.open.delete(name) && one.open.size === 0) this.finish(one);
		}
	}

	/** Nothing more of the past will come at all. */
	over(): void {
		for (const one of [...this.interruptions]) this.finish(one);
	}

	private finish(one: Interruption): void {
		this.interruptions.splice(this.interruptions.indexOf(one), 1);
		const arrivals = one.items
			.map((item) => item.flatMap((identity) => one.found.get(identity) ?? []))
			.filter((item) => item.length > 0);
		if (arrivals.length > 0) this.start(arrivals, one.items);
		else this.executions.delete(one.items);
		for (const [name, waiting] of [...this.waiting]) {
			if (this.interruptions.some(({ conversations }) => conversations.has(name))) continue;
			this.waiting.delete(name);
			for (const arrival of waiting) this.pass(arrival);
		}
	}
}
