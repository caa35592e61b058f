import type { IDataObject } from 'n8n-workflow';

import type { Arrival } from '../events/item';
import { sessionOf, websiteOf } from '../events/payload';
import { SHORT_NAME_LENGTH, shortName } from '../events/shortName';
import { States } from '../events/states';
import { asObject } from '../objects';
import { identitiesOf, type Execution, type Identities } from './execution';
import { Fifo } from './fifo';
import { Seen } from './seen';

/** Messages can arrive a little later than others that are younger. */
export const MARGIN_MS = 60_000;

/** That a connection has gone silent is noticed later than that: 45 s with Crisp's usual settings. */
export const SILENCE_MARGIN_MS = 120_000;

/** How many finished messages of one conversation are stored one by one. */
const MAX_DONE = 500;

/** A website whose name is not known, because the token stands for it. */
const NAMELESS = '';

/** A message between its arrival and the end of its execution. */
interface Pending {
	readonly arrival: Arrival;
	readonly site: SitePosition;
	readonly mark?: DoneMark;
	readonly timestamp: number;
	ended: boolean;
}

/** What is known of one website. Times are Crisp's, in milliseconds since 1970. */
interface SitePosition {
	/** The time of the newest message that was received; 0 before the first. */
	reached: number;
	/** Where an open gap begins; it is open until what it brought has ended as well. */
	gapFrom?: number;
	/** The newest change of all when the connection stood again; 0 where that is not known. */
	newestChange: number;
	/** On the clock: when that was, and when the connection was lost. */
	stoodSince: number;
	stoodUntil?: number;
	/** Whether all of the gap has been read. */
	gapIsRead: boolean;
	/** Fetched messages whose execution has not ended. */
	fetched: number;
	/** Received messages in the order of their arrival, until all before them have ended. */
	readonly received: Fifo<Pending>;
}

/** What is done of one conversation, as far as the position of its website does not tell. */
interface DoneMark {
	/** Its short name, once it was needed. */
	key?: string;
	/** Up to this time all messages are done. */
	to: number;
	/** What `to` becomes when all that is on its way has ended. */
	next: number;
	/** Messages whose execution has not ended. */
	pending: number;
	/** The time of the newest message that is done. */
	last: number;
	/** Fingerprints of further messages that are done. */
	done: unknown[];
}

/** The static data as it is stored: compact, because n8n writes it again and again. */
interface Stored {
	since: Record<string, number>;
	/** When the workflow was activated, by the clock of this machine, as long as nothing better is known. */
	began?: number;
	/**
	 * By website: the time that was reached, the newest change when the connection stood, where an open
	 * gap begins, and up to when nothing was missed while the connection stood; 0 where there is none.
	 */
	sites: Record<string, [reached: number, newestChange: number, gapFrom: number, wholeTo: number]>;
	/** Conversations (see `shortName`) that are done up to a time, as one text for each time. */
	read: Record<string, string>;
	/** Others: done up to a time, the time of the last message, and what is done besides. */
	marks: Record<string, [to: number, last: number, ...done: unknown[]]>;
	/** Identities of the items of executions that had not ended, where messages are gathered. */
	running: Identities[];
	/** Conversations by state, see `States`. */
	states: Record<string, string>;
}

const isNumber = (value: unknown): value is number =>
	typeof value === 'number' && Number.isFinite(value);

const numbers = (value: unknown): Record<string, number> =>
	Object.fromEntries(
		Object.entries(asObject(value)).filter((entry): entry is [string, number] =>
			isNumber(entry[1]),
		),
	);

/** What n8n has stored; empty where it is something else. */
function parse(value: unknown): Partial<Record<keyof Stored, unknown>> {
	if (typeof value !== 'string') return {};
	try {
		return asObject(JSON.parse(value));
	} catch {
		return {};
	}
}

const isTexts = (value: unknown): value is string[] =>
	Array.isArray(value) && value.every((part) => typeof part === 'string');

const readIdentities = (value: unknown): Identities[] =>
	Array.isArray(value)
		? value.filter((one): one is string[][] => Array.isArray(one) && one.every(isTexts))
		: [];

/**
 * How far the messages of each website are done, kept in the node's static data. n8n stores that
 * with an `emit`, before the execution exists, so only what has ended counts as done. After a restart
 * the gap begins at what is stored, and what is done is not started again.
 *
 * All times are Crisp's own, taken from messages and lists: the clock of this machine decides
 * nothing.
 */
export class Position {
	/** From when on each chosen event is wanted; without a time it is not known yet. */
	readonly since: Record<string, number | undefined>;

	/** Whether something was stored that a catch-up can begin at. */
	readonly isContinued: boolean;

	/** When an earlier process began to listen that could not find out Crisp's time; 0 where none did. */
	readonly began: number;

	/** Executions of gathered messages that had not ended when n8n did. */
	readonly interrupted: Set<Identities>;

	/** Messages that have arrived since this process listens. */
	readonly seen = new Seen();

	private readonly sites = new Map<string, SitePosition>();

	/** By website and conversation. */
	private readonly marks = new Map<string, DoneMark>();

	/** Marks that were stored, by short name, as long as nothing has happened in their conversations. */
	private readonly storedMarks = new Map<string, DoneMark>();

	/** Between which times the connection stood last before this process began. */
	private readonly stoodBefore = new Map<string, { from: number; to: number }>();

	/** What was done before this process began, by short name. */
	private readonly before = new Map<string, { to: number; done: Set<string> }>();

	/** The highest time of any message. */
	private highest = 0;

	private readonly pending = new Map<Arrival, Pending>();

	private readonly running = new Set<Execution>();

	readonly states = new States();

	private savedAt = -Infinity;

	/** What was written last, in thousands of characters. */
	size = 0;

	private unknownSince: boolean;

	/**
	 * @param data the node's static data, which is changed
	 * @param events the chosen ones
	 * @param continues whether what is stored counts, and not only what comes from now on
	 */
	constructor(
		private readonly data: IDataObject,
		events: readonly string[],
		continues: boolean,
	) {
		const stored = continues ? parse(data.crisp) : {};
		const since = numbers(stored.since);
		this.isContinued = Object.keys(since).length > 0;
		this.began = !this.isContinued && isNumber(stored.began) ? stored.began : 0;
		this.since = Object.fromEntries(events.map((event) => [event, since[event]]));
		this.unknownSince = events.some((event) => since[event] === undefined);
		for (const [website, site] of Object.entries(asObject(stored.sites))) {
			if (!Array.isArray(site)) continue;
			const [reached, newestChange, gapFrom, to] = site.map((part) => (isNumber(part) ? part : 0));
			Object.assign(this.site(website), { reached, ...(gapFrom > 0 ? { gapFrom } : {}) });
			if (newestChange > 0) this.stoodBefore.set(website, { from: newestChange, to });
		}
		for (const [key, mark] of Object.entries(asObject(stored.marks))) {
			if (!Array.isArray(mark)) continue;
			const [to, last, ...done] = mark as unknown[];
			if (isNumber(to) && isNumber(last)) this.restore(key, to, last, done);
		}
		for (const [time, keys] of Object.entries(asObject(stored.read))) {
			if (typeof keys !== 'string' || !isNumber(Number(time))) continue;
			for (let start = 0; start < keys.length; start += SHORT_NAME_LENGTH) {
				this.restore(keys.slice(start, start + SHORT_NAME_LENGTH), Number(time), 0, []);
			}
		}
		this.interrupted = new Set(readIdentities(stored.running));
		this.states.restore(stored.states);
		if (!this.isContinued) delete data.crisp;
	}

	/** Websites of which something is known. */
	get websites(): string[] {
		return [...this.sites.keys()].filter((website) => website !== NAMELESS);
	}

	/** The newest time that is known of any website; 0 where none is. */
	get newest(): number {
		return Math.max(0, ...[...this.sites.values()].map(({ reached }) => reached));
	}

	/** Whether it is not known yet from when on some chosen event is wanted. */
	get lacksSince(): boolean {
		return this.unknownSince;
	}

	/** Where the messages begin that can be missing when the connection is lost, or n8n has ended. */
	from(website: string): number {
		const site = this.site(website);
		return Math.max(site.reached - MARGIN_MS, this.earliest);
	}

	/** Where a gap begins that was open when n8n ended, or that has not been closed since. */
	openGapOf(website: string): number | undefined {
		const { gapFrom } = this.site(website);
		return gapFrom === undefined ? undefined : Math.min(gapFrom, this.from(website));
	}

	/** Up to when a conversation was done before this process began; 0 where that is not known. */
	doneBefore(website: string, sessionId: string): number {
		return this.before.get(shortName(`${website}:${sessionId}`))?.to ?? 0;
	}

	/**
	 * Whether nothing was missing of a conversation before this process began, although it has changed:
	 * it had been read, and the connection stood when it changed.
	 *
	 * @param updatedAt when it changed last
	 */
	wasWhole(website: string, sessionId: string, updatedAt: number): boolean {
		const to = this.doneBefore(website, sessionId);
		const stood = this.stoodBefore.get(website);
		const wasRead = stood !== undefined && to >= stood.from;
		return to > 0 && updatedAt <= (wasRead ? Math.max(to, stood.to) : to);
	}

	/**
	 * Up to when all messages of a website have been received while the connection stood. Where none
	 * came, time has passed at Crisp all the same.
	 *
	 * @param now on the clock
	 */
	wholeTo(website: string, now: number): number {
		const { reached, newestChange, stoodSince, stoodUntil } = this.site(website);
		if (newestChange === 0) return 0;
		const passed = (stoodUntil ?? now) - stoodSince;
		return Math.max(reached - MARGIN_MS, newestChange + passed - SILENCE_MARGIN_MS);
	}

	/** Whether a message has arrived, or was done before this process began. */
	isKnown(website: string, sessionId: string, fingerprint: unknown, timestamp?: number): boolean {
		if (this.seen.has(website, sessionId, fingerprint)) return true;
		const before = this.before.get(shortName(`${website}:${sessionId}`));
		if (!before) return false;
		return before.done.has(String(fingerprint)) || (timestamp ?? Infinity) <= before.to;
	}

	/** A gap of a website is open: what is stored stays where it is until it is closed. */
	openGap(website: string, from: number): void {
		const site = this.site(website);
		site.gapFrom = Math.min(site.gapFrom ?? Infinity, from);
		site.gapIsRead = false;
		site.newestChange = 0;
	}

	/**
	 * The connection stands again.
	 *
	 * @param newestChange of all conversations of a website
	 * @param now on the clock
	 */
	stands(website: string, newestChange: number, now: number): void {
		Object.assign(this.site(website), { newestChange, stoodSince: now, stoodUntil: undefined });
	}

	/** The connection is lost. */
	fell(now: number): void {
		for (const site of this.sites.values()) site.stoodUntil ??= now;
	}

	/** All of a gap has been read. It counts as open until what it brought has ended. */
	closeGap(website: string): void {
		const site = this.site(website);
		site.gapIsRead = true;
		this.settleGap(site);
	}

	/** All messages of a conversation up to a time have been passed on or were known. */
	haveRead(website: string, sessionId: string, to: number): void {
		const mark = this.mark(website, sessionId);
		mark.next = Math.max(mark.next, to);
		this.settleMark(mark);
	}

	/** A message is on its way to its execution. */
	accept(arrival: Arrival): void {
		const { payload, recovered } = arrival;
		const website = websiteOf(payload) ?? NAMELESS;
		const sessionId = sessionOf(payload);
		const site = this.site(website);
		const mark = sessionId === null ? undefined : this.mark(website, sessionId);
		const timestamp = typeof payload.timestamp === 'number' ? payload.timestamp : 0;
		const pending = { arrival, site, mark, timestamp, ended: false };
		this.pending.set(arrival, pending);
		if (mark) mark.pending++;
		if (recovered) site.fetched++;
		else {
			site.received.push(pending);
			this.reach(site, arrival, timestamp);
		}
	}

	/** The execution of a message has ended. Harmless for what was not accepted. */
	end(arrival: Arrival): void {
		const pending = this.pending.get(arrival);
		if (!pending) return;
		this.pending.delete(arrival);
		pending.ended = true;
		const { site, mark, timestamp } = pending;
		if (mark) this.noteDone(mark, arrival, timestamp);
		if (arrival.recovered) {
			site.fetched--;
			this.settleGap(site);
			return;
		}
		const { received } = site;
		while (received.peek()?.ended) received.shift();
	}

	/** A message that starts nothing: the position moves over it. */
	passOver(arrival: Arrival): void {
		this.accept(arrival);
		this.end(arrival);
	}

	/** An execution of gathered messages is about to start; `ended` is called when it has ended. */
	started(execution: Execution): void {
		this.running.add(execution);
		if (execution.repeats) this.interrupted.delete(execution.repeats);
	}

	/** The end of an execution. */
	ended(execution: Execution): void {
		this.running.delete(execution);
		for (const arrival of execution.arrivals.flat()) this.end(arrival);
	}

	/**
	 * Writes into the static data what n8n is to store with the next `emit`.
	 *
	 * @param now on the clock
	 * @param today milliseconds since 1970
	 * @param notBefore milliseconds since the last time; less often saves n8n work, and costs no
	 * more than a second look after a crash
	 * @returns whether it has written
	 */
	save(now: number, today: number, notBefore = 0): boolean {
		if (now - this.savedAt < notBefore) return false;
		this.savedAt = now;
		const sites: Stored['sites'] = {};
		for (const [website, { reached, newestChange, gapFrom, received }] of this.sites) {
			const oldest = received.peek()?.timestamp ?? Infinity;
			const whole = Math.min(this.wholeTo(website, now), oldest - MARGIN_MS);
			sites[website] = [Math.min(reached, oldest), newestChange, gapFrom ?? 0, whole];
		}
		const stored: Stored = {
			since: numbers(this.since),
			...(this.unknownSince ? { began: this.began || today } : {}),
			sites,
			...this.marksToStore(sites),
			running: [...this.interrupted, ...[...this.running].map(identitiesOf)],
			states: this.states.store(),
		};
		// As a text: of an object, n8n would watch every part.
		const text = JSON.stringify(stored);
		this.size = text.length / 1_000;
		this.data.crisp = text;
		return true;
	}

	/** Nothing before is ever wanted. */
	private get earliest(): number {
		return Math.min(...Object.values(this.since).map((since) => since ?? Infinity));
	}

	private restore(key: string, to: number, last: number, done: unknown[]): void {
		this.storedMarks.set(key, { key, to, next: to, pending: 0, last, done });
		this.before.set(key, { to, done: new Set(done.map(String)) });
	}

	private site(website: string): SitePosition {
		let site = this.sites.get(website);
		if (!site) {
			site = {
				reached: 0,
				newestChange: 0,
				stoodSince: 0,
				gapIsRead: false,
				fetched: 0,
				received: new Fifo(),
			};
			this.sites.set(website, site);
		}
		return site;
	}

	private mark(website: string, sessionId: string): DoneMark {
		const name = `${website}:${sessionId}`;
		let mark = this.marks.get(name);
		if (mark) return mark;
		if (this.storedMarks.size > 0) {
			const key = shortName(name);
			mark = this.storedMarks.get(key);
			this.storedMarks.delete(key);
		}
		mark ??= { to: 0, next: 0, pending: 0, last: 0, done: [] };
		this.marks.set(name, mark);
		return mark;
	}

	/**
	 * A time that runs ahead must not hide what comes before it: the clock here bounds it, unless
	 * another message has shown that Crisp's is ahead of it. Too low a bound only costs requests.
	 */
	private reach(site: SitePosition, { receivedAt }: Arrival, timestamp: number): void {
		site.reached = Math.max(site.reached, Math.min(timestamp, Math.max(receivedAt, this.highest)));
		this.highest = Math.max(this.highest, timestamp);
		if (this.unknownSince) this.wantFrom(timestamp);
	}

	/** From this time on events are wanted for which that is not known. */
	wantFrom(time: number): void {
		for (const [event, since] of Object.entries(this.since)) this.since[event] = since ?? time;
		this.unknownSince = false;
	}

	private noteDone(mark: DoneMark, { payload }: Arrival, timestamp: number): void {
		mark.last = Math.max(mark.last, timestamp);
		mark.done.push(payload.fingerprint);
		if (mark.done.length > MAX_DONE) mark.done.splice(0, mark.done.length - MAX_DONE);
		mark.pending--;
		this.settleMark(mark);
	}

	private settleMark(mark: DoneMark): void {
		if (mark.pending > 0) return;
		mark.to = mark.next;
		if (mark.last <= mark.to) mark.done = [];
	}

	private settleGap(site: SitePosition): void {
		if (!site.gapIsRead || site.fetched > 0) return;
		site.gapFrom = undefined;
		site.gapIsRead = false;
	}

	/** Forgets the marks of which the positions tell all. */
	private marksToStore(sites: Stored['sites']): Pick<Stored, 'read' | 'marks'> {
		const from = Math.min(
			...Object.values(sites).map(([upTo, , gap]) => Math.min(gap || Infinity, upTo - MARGIN_MS)),
		);
		const read: Stored['read'] = {};
		const marks: Stored['marks'] = {};
		for (const all of [this.marks, this.storedMarks]) {
			for (const [name, mark] of all) {
				const { to, last, pending, done } = mark;
				if (Math.max(to, last) < from) {
					if (pending === 0) all.delete(name);
					continue;
				}
				const key = (mark.key ??= shortName(name));
				if (done.length === 0) read[to] = (read[to] ?? '') + key;
				else marks[key] = [to, last, ...done];
			}
		}
		return { read, marks };
	}
}
