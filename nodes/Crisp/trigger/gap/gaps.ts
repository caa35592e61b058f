import type { IDataObject } from 'n8n-workflow';

import type { Arrival } from '../../events/item';
import { sessionOf, websiteOf } from '../../events/payload';
import { eventOf } from '../../message';
import { isObject } from '../../objects';
import type { Outage } from '../outages';
import type { Position } from '../position';
import type { Past } from '../stages';
import { Asking, idle, type AskingOptions, type Attempt } from './asking';
import { Changes } from './changes';
import { messagesSince, timeOf, type Get, type Values } from './history';
import { isMessage, isRecoverable, STATES } from './recoverable';
import type { Progress } from './report';
import { troubleOf } from './trouble';

export interface GapsOptions extends AskingOptions {
	/** Milliseconds since 1970; tells nothing but when an item was fetched. */
	today: () => number;
	position: Position;
	/** Chosen events. */
	events: readonly string[];
	/** How far before the loss of the connection to look at most, in milliseconds. */
	lookBackMs: number;
	/** Websites to look at; may ask Crisp. */
	websites(get: Get): Promise<string[]>;
	/** Whether more of the backlog can be taken in now; `pump` is called when that has changed. */
	hasRoom(): boolean;
	/** Takes all events, fetched and received, in the order in which they are to be worked on. */
	pass(arrival: Arrival): void;
	/** Told what the list says about a conversation that has changed, before its events are passed. */
	onListed?(website: string, values: Values): void;
	/** What was read of a conversation, before it is passed. */
	onPast(past: Past): void;
	/** All that can be had of a conversation's past has been passed. */
	onSettled(website: string, sessionId: string): void;
	/** The gap is over: all that can be had of it has been passed. */
	onOver(): void;
}

/** A conversation whose past is to be read. */
interface Unread extends Attempt {
	website: string;
	sessionId: string;
	/** When it changed last, as the list says; 0 where it was not listed yet. */
	updatedAt: number;
	/** As the list gives it. */
	values?: Values;
	/** Whether events that were received wait for it. */
	isUrgent: boolean;
	/** Up to when all of it is known that was read in an earlier part of the gap; 0 where nothing was. */
	knownTo: number;
	/** How many others had been read at its first failure. */
	readBefore: number;
	/** Whether its events go on although its past has not been read. */
	givesWay: boolean;
	/** What has been read of it, for the next attempt to go on with. */
	answers: Map<string, Values[]>;
}

/** The gap of one website. */
interface SiteGap extends Attempt {
	website: string;
	/** Where it begins. It stays there however long it takes to fill it. */
	from: number;
	/** The walk through the list of conversations that have changed; `undefined` once it is over. */
	walk?: Changes;
	/** Whether the present walk has brought a conversation that was not known. */
	foundAny: boolean;
	unread: Map<string, Unread>;
	/**
	 * Conversations that have been read or need no reading, with the time up to which nothing of them
	 * is missing: `Infinity` since the connection stands.
	 */
	read: Map<string, number>;
	/** Conversations that cannot be read since the connection stands. */
	gone: Set<string>;
	/** Received events that wait for the past of their conversation. */
	waiting: Map<string, Arrival[]>;
	/** Whether each conversation was known up to the loss of the connection. */
	wasWhole: boolean;
	/** Conversations that were read before the list named them. */
	unlisted: Set<string>;
	/** The newest change when the connection stood. */
	newest: number;
}

/** Requests under way at the same time; more where received events wait for them. */
const MAX_AT_ONCE = 4;
const MAX_URGENT_AT_ONCE = 16;

/** One conversation must not keep its events waiting forever while all others can be read. */
const MAX_FAILURES_ALONE = 12;
const MIN_OTHERS_READ = 3;

/** Websites that are asked for their newest change at the first start. */
const MAX_SITES_ASKED = 20;

/** How far the clocks of two machines may be apart to be of use where nothing better is known. */
const MAX_CLOCK_ERROR_MS = 600_000;

const makeUnread = (website: string, sessionId: string, knownTo = 0): Unread => ({
	...idle(),
	website,
	sessionId,
	updatedAt: 0,
	isUrgent: false,
	knownTo,
	readBefore: 0,
	givesWay: false,
	answers: new Map(),
});

/** Whether nothing more of a conversation is to be had since the connection stands. */
const isSettled = ({ read, gone }: SiteGap, sessionId: string): boolean =>
	read.get(sessionId) === Infinity || gone.has(sessionId);

/** Asks only for what earlier attempts have not brought. Each answer counts as a success. */
const goOn =
	(unread: Unread, get: Get): Get =>
	async (path, query) => {
		const key = JSON.stringify(query);
		const known = unread.answers.get(key);
		if (known) return known;
		const answer = await get(path, query);
		unread.answers.set(key, answer);
		unread.failures = 0;
		return answer;
	};

/**
 * Fills the gaps of a connection. A gap begins where the position of its website stood when the
 * connection was lost, and ends when all that has changed since then has been read.
 *
 * - The conversation that changed last is read first, each in its own order.
 * - What is received meanwhile goes on at once, unless the past of its conversation has not been read:
 *   then that one is read before all others.
 * - What cannot be read because it is gone or forbidden is left out. Everything else is asked for
 *   until it is there.
 */
export class Gaps {
	private isConnected = false;

	/** On the clock: since when there is no connection. */
	private lostAt?: number;

	private isFirst = true;

	private readonly sites = new Map<string, SiteGap>();

	/** Backlog of all websites, the newest change first. */
	private backlog: Unread[] = [];

	private urgent: Unread[] = [];

	/** The look for websites, and for the time from which events are wanted. */
	private discovery?: Attempt;

	/** Whether there is a gap to fill, and not only a time to find out. */
	private hasGap = false;

	private isPumping = false;

	/** Events that came before it was known whether they have to wait. */
	private early: Arrival[] = [];

	private busy = 0;

	private readonly asking: Asking;

	private cancelWake = () => {};

	/** On the clock; `Infinity` where nothing is waited for. */
	private wakesAt = Infinity;

	/** How often a conversation has been read or was found to need no reading. */
	private readings = 0;

	private onKnown: Array<() => void> = [];

	/** By `Clock.now`. */
	private readonly startedAt: number;

	constructor(private readonly options: GapsOptions) {
		this.startedAt = options.clock.now();
		this.asking = new Asking(options, () => (this.hasGap ? this.progress : undefined));
	}

	/** To be called with every event that is received. */
	take(arrival: Arrival): void {
		if (!this.holds(arrival)) this.options.pass(arrival);
	}

	/** Resolves when it is known from when on events are wanted, or cannot be found out for now. */
	async known(): Promise<void> {
		if (this.discovery && this.isConnected) {
			await new Promise<void>((resolve) => this.onKnown.push(resolve));
		}
	}

	/** To be called when the connection is lost, or could not be made. */
	lost(): void {
		const { clock, position, report } = this.options;
		this.lostAt ??= clock.now();
		if (!this.isConnected) return;
		this.isConnected = false;
		this.tellKnown();
		report.disconnected();
		this.stop();
		for (const site of this.sites.values()) {
			const whole = position.wholeTo(site.website, clock.now());
			for (const [sessionId, to] of site.read) site.read.set(sessionId, Math.min(to, whole));
			site.gone.clear();
		}
		position.fell(clock.now());
	}

	/** To be called when the connection stands, with the outage before it. */
	connected(outage?: Outage): void {
		const { clock, events, onOver, position, report } = this.options;
		const gapMs = this.lostAt === undefined ? 0 : clock.now() - this.lostAt;
		const isGap =
			!this.isFirst || position.isContinued || position.began > 0 || this.lostAt !== undefined;
		this.isConnected = true;
		this.isFirst = false;
		report.connected(outage);
		if (!events.some(isRecoverable)) {
			report.nothingToFetch(gapMs);
			this.lostAt = undefined;
			onOver();
			return;
		}
		if (isGap || position.lacksSince) {
			this.discovery = idle();
			this.hasGap = isGap;
		}
		if (!isGap) this.takeEarly();
		this.pump();
	}

	close(): void {
		this.isConnected = false;
		this.tellKnown();
		this.stop();
		this.sites.clear();
		this.early = [];
	}

	/** To be called when there may be room for more. */
	pump(): void {
		if (!this.isConnected || this.isPumping) return;
		this.isPumping = true;
		for (let job = this.next(); job !== undefined; job = this.next()) {
			this.busy++;
			const { signal } = this.asking;
			void job(signal).finally(() => {
				// Nobody waits for what was under way when the connection was lost.
				if (signal.aborted) return;
				this.busy--;
				this.pump();
			});
		}
		this.isPumping = false;
		if (this.isOver()) this.finish();
		else this.sleep();
	}

	private tellKnown(): void {
		for (const tell of this.onKnown.splice(0)) tell();
	}

	private stop(): void {
		this.cancelWake();
		this.asking.stop();
		this.busy = 0;
		this.discovery = undefined;
		for (const site of this.sites.values()) site.isUnderWay = false;
		for (const unread of [...this.backlog, ...this.urgent]) {
			unread.isUnderWay = false;
			// Nothing would wake up for it: the next connection begins with it at once.
			unread.notBefore = 0;
			// There may be more by the time that it is read.
			unread.answers.clear();
		}
	}

	/** Whether an event has to wait for the past of its conversation; then it is kept. */
	private holds(arrival: Arrival): boolean {
		const { event, payload } = arrival;
		const sessionId = sessionOf(payload);
		if (!isMessage(event) || sessionId === null || !this.wantsMessages) return false;
		// The first events can be there before it is told that the connection stands.
		if (!this.isConnected || (this.discovery && this.hasGap)) {
			this.early.push(arrival);
			return true;
		}
		const site = this.sites.get(websiteOf(payload) ?? '');
		if (!site || isSettled(site, sessionId)) return false;
		const unread = site.unread.get(sessionId);
		if (unread?.givesWay || (!unread && site.walk === undefined)) return false;
		site.waiting.set(sessionId, [...(site.waiting.get(sessionId) ?? []), arrival]);
		this.hurry(site, sessionId);
		return true;
	}

	private get wantsMessages(): boolean {
		return this.options.events.some((event) => isMessage(event) && isRecoverable(event));
	}

	/** Lets a conversation be read before all others, once it is known whether it has to be. */
	private hurry(site: SiteGap, sessionId: string): void {
		if (site.walk && !site.walk.hasBegun && site.failures === 0) return;
		const unread = this.unreadOf(site, sessionId);
		if (unread.isUrgent) return;
		unread.isUrgent = true;
		this.urgent.push(unread);
		this.pump();
	}

	/** Lets a conversation be one of those that are to be read. */
	private unreadOf(site: SiteGap, sessionId: string): Unread {
		const known = site.unread.get(sessionId);
		if (known) return known;
		const unread = makeUnread(site.website, sessionId, site.read.get(sessionId));
		site.read.delete(sessionId);
		site.unread.set(sessionId, unread);
		return unread;
	}

	/** The next thing to ask for that may be asked for now. */
	private next(): ((signal: AbortSignal) => Promise<void>) | undefined {
		const { clock, budget, hasRoom } = this.options;
		const now = clock.now();
		if (now < this.asking.pausedUntil) return undefined;
		const isDue = ({ isUnderWay, notBefore }: Attempt) => !isUnderWay && notBefore <= now;
		const urgent = this.busy < MAX_URGENT_AT_ONCE ? this.urgent.find(isDue) : undefined;
		if (urgent) return async (signal) => await this.read(urgent, signal);
		if (this.busy >= MAX_AT_ONCE) return undefined;
		const { discovery } = this;
		if (discovery) {
			return isDue(discovery) ? async () => await this.discover(discovery) : undefined;
		}
		const isSpent = budget.wait > 0;
		for (const site of this.sites.values()) {
			// The top of the list is always read: received events wait for what it tells.
			if (site.walk && isDue(site) && !(isSpent && site.walk.hasBegun)) {
				return async (signal) => await this.walkOn(site, signal);
			}
		}
		if (isSpent || !hasRoom()) return undefined;
		const unread = this.backlog.find(isDue);
		return unread && (async (signal) => await this.read(unread, signal));
	}

	private isOver(): boolean {
		return (
			this.hasGap &&
			this.discovery === undefined &&
			this.busy === 0 &&
			this.backlog.length === 0 &&
			this.urgent.length === 0 &&
			[...this.sites.values()].every(({ walk }) => walk === undefined)
		);
	}

	private finish(): void {
		const { position, report } = this.options;
		const { read } = this.progress;
		this.hasGap = false;
		for (const site of this.sites.values()) position.closeGap(site.website);
		this.sites.clear();
		report.done(read);
		this.options.onOver();
	}

	/** Wakes up when something may be asked for again. */
	private sleep(): void {
		const { clock, budget } = this.options;
		const now = clock.now();
		let next = this.asking.nextAttempt();
		if (budget.wait > 0 && this.waitsForBudget()) {
			next = Math.min(next, now + budget.wait);
			if (this.hasGap && this.busy === 0) this.options.report.spent(budget, this.progress);
		}
		// Of the system's clock, a call that is cancelled keeps its timer: one serves for many looks.
		if (next >= this.wakesAt) return;
		this.cancelWake();
		this.wakesAt = next;
		const cancel = clock.after(next - now, () => {
			this.wakesAt = Infinity;
			this.pump();
		});
		this.cancelWake = () => {
			this.wakesAt = Infinity;
			cancel();
		};
	}

	private waitsForBudget(): boolean {
		return (
			this.backlog.length > 0 ||
			[...this.sites.values()].some(({ walk }) => walk?.hasBegun === true)
		);
	}

	private get progress(): Progress {
		const sites = [...this.sites.values()];
		return {
			read: sites.reduce((sum, { read }) => sum + read.size, 0),
			left: sites.reduce((sum, { unread }) => sum + unread.size, 0),
			isListed: this.discovery === undefined && sites.every(({ walk }) => walk === undefined),
		};
	}

	/** Finds the websites to look at, from when on their events are wanted, and opens their gaps. */
	private async discover(one: Attempt): Promise<void> {
		const { position, report } = this.options;
		const websites = await this.asking.attempt(
			one,
			async (get) => await this.options.websites(get),
			(error) => {
				report.leftOut('the list of websites', error);
				return position.websites;
			},
		);
		if (!websites) return;
		if (position.lacksSince) {
			const found = await this.asking.attempt(
				one,
				async (get) => {
					await this.findSince(websites, get);
					return true;
				},
				() => {
					// Nothing better than the clock here is to be had.
					position.wantFrom(this.options.today());
					return true;
				},
			);
			if (!found) return;
		}
		this.discovery = undefined;
		this.lostAt = undefined;
		this.tellKnown();
		if (this.hasGap) for (const website of websites) this.open(website);
		this.takeEarly();
	}

	/** Lets events go on that came before it was known whether they have to wait. */
	private takeEarly(): void {
		for (const arrival of this.early.splice(0)) this.take(arrival);
	}

	/**
	 * Finds from when on events are wanted that were not listened to before: after the newest change
	 * of each website. Where there was no connection from the beginning on, the time since then counts.
	 */
	private async findSince(websites: string[], get: Get): Promise<void> {
		const { clock, position, today } = this.options;
		// Since the start: a connection may have been silent from its beginning until it was lost.
		const listenedMs = clock.now() - this.startedAt;
		const isGap = this.lostAt !== undefined || position.began > 0;
		const beganMs = position.began > 0 ? today() - position.began : 0;
		const gapMs = isGap ? Math.max(beganMs, listenedMs) : 0;
		let newest = -Infinity;
		let refusal: unknown;
		for (const website of websites.slice(0, MAX_SITES_ASKED)) {
			const path = `/website/${encodeURIComponent(website)}/conversations/1`;
			const query = { per_page: 20, order_date_updated: 1 };
			const list = await get(path, query).catch((error: Error) => {
				// A website that may not be read must not leave the others to this machine's clock.
				if (troubleOf(error) !== 'gone') throw error;
				refusal = error;
			});
			if (list) newest = Math.max(newest, 0, ...list.map(({ updated_at }) => timeOf(updated_at)));
		}
		if (websites.length === 0) return;
		if (newest < 0) throw refusal;
		const isOfGap = gapMs > 0 && newest > today() - gapMs - MAX_CLOCK_ERROR_MS;
		position.wantFrom(isOfGap ? newest - gapMs : newest + 1);
	}

	private open(website: string): void {
		const { lookBackMs, position } = this.options;
		const from = Math.max(position.from(website), position.newest - lookBackMs);
		const known = this.sites.get(website);
		const openSince = known?.from ?? position.openGapOf(website);
		const site: SiteGap = known ?? {
			...idle(),
			website,
			from: openSince ?? from,
			foundAny: false,
			unread: new Map(),
			read: new Map(),
			gone: new Set(),
			waiting: new Map(),
			unlisted: new Set(),
			newest: 0,
			wasWhole: openSince === undefined,
		};
		// What is left of an earlier walk is known; what has changed since is on top.
		const walked = known !== undefined && known.walk === undefined;
		site.walk = new Changes(website, walked ? from : site.from);
		site.foundAny = false;
		Object.assign(site, idle());
		site.newest = 0;
		if (known) site.wasWhole = false;
		this.sites.set(website, site);
		position.openGap(website, site.from);
	}

	/** Reads the next page of the list of conversations that have changed. */
	private async walkOn(site: SiteGap, signal: AbortSignal): Promise<void> {
		const { report } = this.options;
		const { walk } = site;
		if (!walk) return;
		const page = await this.asking.attempt(
			site,
			async (get) => await walk.next(get),
			(error) => {
				report.leftOut(`website ${site.website}`, error);
				return 'none' as const;
			},
		);
		if (signal.aborted) return;
		site.isUnderWay = false;
		if (page && walk.newest > 0 && site.newest === 0) {
			site.newest = walk.newest;
			this.options.position.stands(site.website, walk.newest, this.options.clock.now());
		}
		if (page === 'none') site.walk = undefined;
		else {
			for (const values of page ?? []) {
				this.options.onListed?.(site.website, values);
				this.found(site, values);
			}
		}
		if (page && walk.isOver) {
			site.walk = walk.again(site.foundAny);
			site.foundAny = false;
		}
		// Where the list is not to be had for now, events need not wait for it either.
		this.sortOut(site);
	}

	/** Events that wait for a conversation go on where it needs no reading, else it is read at once. */
	private sortOut(site: SiteGap): void {
		for (const sessionId of [...site.waiting.keys()]) {
			if (site.unread.has(sessionId) || site.walk) this.hurry(site, sessionId);
			else this.release(site, sessionId);
		}
	}

	private release(site: SiteGap, sessionId: string): void {
		const waiting = site.waiting.get(sessionId) ?? [];
		site.waiting.delete(sessionId);
		for (const arrival of waiting) this.options.pass(arrival);
	}

	/** A conversation has changed. */
	private found(site: SiteGap, values: Values): void {
		const { onPast } = this.options;
		const sessionId = String(values.session_id);
		const updatedAt = timeOf(values.updated_at);
		if (isSettled(site, sessionId)) {
			if (site.unlisted.delete(sessionId)) {
				onPast({ website: site.website, sessionId, values, messages: [], isWhole: true });
				this.passStates(site.website, values, false);
			}
			return;
		}
		const known = site.unread.get(sessionId);
		if (known === undefined) site.foundAny = true;
		const isWhole = this.tellsEnough(site, sessionId, values);
		if (!this.wantsMessages || isWhole) {
			onPast({ website: site.website, sessionId, values, isWhole });
			this.passStates(site.website, values, false);
			if (known) this.forget(site, known);
			this.haveRead(site, sessionId, updatedAt);
			return;
		}
		const unread = this.unreadOf(site, sessionId);
		const isListed = unread.values !== undefined;
		unread.values = values;
		unread.updatedAt = updatedAt;
		if (isListed) this.backlog.splice(this.backlog.indexOf(unread), 1);
		const place = this.backlog.findIndex((other) => other.updatedAt < updatedAt);
		this.backlog.splice(place < 0 ? this.backlog.length : place, 0, unread);
	}

	/**
	 * Whether the list tells that no message of the visitor is missing. Its preview is the last message
	 * that the visitor can see, so that notes, which your side writes, stay unseen.
	 */
	private tellsEnough(site: SiteGap, sessionId: string, values: Values): boolean {
		const { website, wasWhole } = site;
		const { events, position } = this.options;
		const updatedAt = timeOf(values.updated_at);
		if (updatedAt <= (site.read.get(sessionId) ?? 0)) return true;
		if (position.wasWhole(website, sessionId, updatedAt)) return true;
		const { preview_message: preview } = values;
		const isWhole = wasWhole || position.doneBefore(website, sessionId) > 0;
		if (!isWhole || events.includes('message:received') || !isObject(preview)) return false;
		const { fingerprint, timestamp } = preview;
		return position.isKnown(website, sessionId, fingerprint, timeOf(timestamp) || undefined);
	}

	/** Reads the past of a conversation and passes it on. */
	private async read(unread: Unread, signal: AbortSignal): Promise<void> {
		const { website, sessionId } = unread;
		const site = this.sites.get(website);
		if (!site) return;
		const { onPast, position, report } = this.options;
		const known = unread.knownTo || position.doneBefore(website, sessionId);
		const since = Math.max(site.from, known);
		const messages = await this.asking.attempt(
			unread,
			async (get) => await messagesSince(goOn(unread, get), website, sessionId, since),
			(error) => {
				report.leftOut(sessionId, error);
				return 'none' as const;
			},
		);
		if (signal.aborted) return;
		if (!messages) {
			this.giveWay(site, unread);
			return;
		}
		this.forget(site, unread);
		const { values } = unread;
		if (messages === 'none') {
			onPast({ website, sessionId, values, isWhole: false });
			site.gone.add(sessionId);
			this.settle(site, sessionId);
			return;
		}
		if (!values) site.unlisted.add(sessionId);
		onPast({ website, sessionId, values, messages, isWhole: true });
		this.passOn(site, unread, messages);
		this.haveRead(site, sessionId, Math.max(timeOf(messages.at(-1)?.timestamp), unread.updatedAt));
	}

	/** All of a conversation up to a time has been passed on or was known. */
	private haveRead(site: SiteGap, sessionId: string, to: number): void {
		site.read.set(sessionId, Infinity);
		this.readings++;
		this.settle(site, sessionId);
		// At the end: what has just been passed on must count as on its way before. One time for most,
		// as the connection stood before they were read: so they take little room where it is stored.
		this.options.position.haveRead(site.website, sessionId, Math.max(to, site.newest));
	}

	/** Lets events go on that have waited too long for a conversation that alone cannot be read. */
	private giveWay(site: SiteGap, unread: Unread): void {
		if (unread.failures === 1) unread.readBefore = this.readings;
		const others = this.readings - unread.readBefore;
		if (unread.failures < MAX_FAILURES_ALONE || others < MIN_OTHERS_READ) return;
		unread.givesWay = true;
		const { website, sessionId, values } = unread;
		this.options.onPast({ website, sessionId, values, isWhole: false });
		this.release(site, unread.sessionId);
	}

	private settle(site: SiteGap, sessionId: string): void {
		this.options.onSettled(site.website, sessionId);
		this.release(site, sessionId);
	}

	private forget(site: SiteGap, unread: Unread): void {
		site.unread.delete(unread.sessionId);
		const index = this.backlog.indexOf(unread);
		if (index >= 0) this.backlog.splice(index, 1);
		if (unread.isUrgent) this.urgent = this.urgent.filter((other) => other !== unread);
	}

	/** Passes on what was fetched of a conversation, and what was received of it in its place. */
	private passOn(site: SiteGap, { sessionId, values, isUrgent }: Unread, messages: Values[]): void {
		const { events, position, pass } = this.options;
		const { website } = site;
		const waiting = site.waiting.get(sessionId) ?? [];
		for (const message of messages) {
			const event = eventOf(message);
			const { fingerprint } = message;
			const received = waiting.find(
				(arrival) => arrival.event === event && arrival.payload.fingerprint === fingerprint,
			);
			if (received) {
				waiting.splice(waiting.indexOf(received), 1);
				pass(received);
			} else if (
				events.includes(event) &&
				!position.isKnown(website, sessionId, fingerprint, timeOf(message.timestamp))
			) {
				const payload = { website_id: website, session_id: sessionId, ...message };
				this.passFetched(event, payload, timeOf(message.timestamp), !isUrgent);
			}
		}
		if (values) this.passStates(website, values, !isUrgent);
	}

	/** The present state of a conversation, as if its change had been received. */
	private passStates(website: string, values: Values, isBacklog: boolean): void {
		for (const event of this.options.events) {
			const payload = STATES[event]?.({ website_id: website, ...values });
			if (payload) this.passFetched(event, payload, timeOf(values.updated_at), isBacklog);
		}
	}

	private passFetched(event: string, payload: Values, at: number, isBacklog: boolean): void {
		const { pass, position, report, today } = this.options;
		if (at < (position.since[event] ?? 0)) return;
		report.countEvent();
		pass({
			event,
			payload: payload as IDataObject,
			receivedAt: today(),
			recovered: true,
			isBacklog,
		});
	}
}
