import type { IDataObject } from 'n8n-workflow';

import type { Arrival } from '../events/item';
import { partsOfIdentity } from '../events/identity';
import { websiteOf } from '../events/payload';
import { asObject } from '../objects';
import { Fifo } from './fifo';
import { Seen } from './seen';

/** A message between its arrival and the end of its execution. */
interface Pending {
	readonly website: string;
	readonly timestamp: number;
	readonly identity?: string;
	ended: boolean;
}

/** Messages can arrive a little later than others that are younger. */
export const MARGIN_MS = 60_000;

/** How many finished messages and how many states are stored: n8n writes them with each execution. */
const MAX_STORED = 200;

/** A website whose name is not known, because the token stands for it. */
const NAMELESS = '';

const numbers = (value: unknown): Record<string, number> =>
	Object.fromEntries(
		Object.entries(asObject(value)).filter(
			(entry): entry is [string, number] => typeof entry[1] === 'number',
		),
	);

/**
 * Up to where the messages of each website are done, kept in the node's static data. n8n stores
 * that with each `emit`, before the execution exists; therefore a position moves only when the
 * executions of all messages before it have ended. Times are Crisp's, in milliseconds since 1970.
 */
export class Position {
	/** Since when each chosen event is listened to: nothing older is ever wanted. */
	readonly since: Record<string, number>;

	private readonly positions: Record<string, number>;

	/** Messages of each website in the order of their arrival, until all before them have ended. */
	private readonly pending = new Map<string, Fifo<Pending>>();

	private readonly pendingOf = new WeakMap<Arrival, Pending>();

	/** Where a catch-up is not complete yet. */
	private readonly held = new Map<string, number>();

	/** Websites that were held when it was stored. */
	private readonly doubtful: Set<string>;

	private recent: string[] = [];

	private readonly states: Map<string, unknown>;

	/** Whether something was stored that a catch-up can begin at. */
	readonly isContinued: boolean;

	/** Messages that have arrived. */
	readonly seen = new Seen();

	/**
	 * @param data the node's static data, which is changed
	 * @param continues whether what is stored counts, and not only from now on
	 */
	constructor(
		private readonly data: IDataObject,
		now: number,
		events: readonly string[],
		continues: boolean,
	) {
		const stored = continues ? asObject(data.crisp) : {};
		const since = numbers(stored.since);
		this.positions = numbers(stored.positions);
		this.isContinued = Object.keys(since).length > 0;
		this.since = Object.fromEntries(events.map((event) => [event, since[event] ?? now]));
		for (const identity of Array.isArray(stored.recent) ? stored.recent : []) {
			if (typeof identity !== 'string') continue;
			const [website, sessionId, fingerprint] = partsOfIdentity(identity);
			this.seen.add(website, sessionId, fingerprint);
			this.recent.push(identity);
		}
		this.doubtful = new Set(
			(Array.isArray(stored.held) ? stored.held : []).filter((it) => typeof it === 'string'),
		);
		this.states = new Map(Object.entries(asObject(stored.states)));
		this.save();
	}

	/** Websites of which a message was seen. */
	get websites(): string[] {
		return Object.keys(this.positions).filter((website) => website !== NAMELESS);
	}

	/** From when on a website has to be looked at. */
	from(website: string): number {
		const start = Math.min(...Object.values(this.since));
		const position = this.held.get(website) ?? this.positions[website];
		return position === undefined ? start : Math.max(start, position - MARGIN_MS);
	}

	/** A message is on its way to its execution. */
	begin(arrival: Arrival): void {
		const { payload, receivedAt, identity } = arrival;
		const { timestamp } = payload;
		if (typeof timestamp !== 'number') return;
		const pending: Pending = {
			website: websiteOf(payload) ?? NAMELESS,
			// A time in the future must not hide what comes before it.
			timestamp: Math.min(timestamp, receivedAt),
			identity,
			ended: false,
		};
		const queue = this.pending.get(pending.website) ?? new Fifo<Pending>();
		this.pending.set(pending.website, queue);
		queue.push(pending);
		this.pendingOf.set(arrival, pending);
	}

	/** The execution of a message has ended. Harmless for what is no message. */
	end(arrival: Arrival): void {
		const pending = this.pendingOf.get(arrival);
		if (!pending || pending.ended) return;
		pending.ended = true;
		const queue = this.pending.get(pending.website);
		let first = queue?.peek();
		while (queue && first?.ended) {
			queue.shift();
			this.moveTo(first.website, first.timestamp);
			first = queue.peek();
		}
		if (pending.identity === undefined) return;
		this.recent.push(pending.identity);
		if (this.recent.length > MAX_STORED * 2) this.recent = this.recent.slice(-MAX_STORED);
	}

	/** A message that starts nothing: the position moves over it. */
	pass(arrival: Arrival): void {
		this.begin(arrival);
		this.end(arrival);
	}

	/** Keeps the position of a website where it is; whoever looks after a gap begins there. */
	hold(website: string): void {
		if (this.held.has(website)) return;
		this.held.set(website, this.positions[website] ?? Math.min(...Object.values(this.since)));
	}

	/** Whether a message can be missing that is older than one that is known. */
	isHeld(website: string): boolean {
		return this.held.has(website) || this.doubtful.has(website);
	}

	/** Ends `hold`: all up to now is done or on its way. */
	release(website: string): void {
		this.held.delete(website);
		this.doubtful.delete(website);
	}

	/** Writes into the static data what n8n is to store. */
	save(): void {
		const positions = { ...this.positions };
		for (const [website, position] of this.held) positions[website] = position;
		this.data.crisp = {
			since: { ...this.since },
			positions,
			held: [...new Set([...this.held.keys(), ...this.doubtful])],
			recent: this.recent.slice(-MAX_STORED),
			states: Object.fromEntries(this.states) as IDataObject,
		};
	}

	/** Notes the state of a conversation. @returns whether it is another than the one known before */
	noteState(sessionId: string, state: unknown): boolean {
		const isNews = this.states.get(sessionId) !== state;
		this.states.delete(sessionId);
		this.states.set(sessionId, state);
		if (this.states.size > MAX_STORED) {
			const [oldest] = this.states.keys();
			this.states.delete(oldest);
		}
		return isNews;
	}

	private moveTo(website: string, timestamp: number): void {
		this.positions[website] = Math.max(this.positions[website] ?? timestamp, timestamp);
	}
}
