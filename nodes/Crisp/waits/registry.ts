import { wait, type Clock } from '../clock';
import { sessionOf, websiteOf } from '../events/payload';
import type { Message } from '../message';
import { asObject } from '../objects';
import { answerKey, keyOfEvent } from './answers';
import { isSameMark, MARK_NAME, placeKey, readMarks, type Mark, type Place } from './marks';
import { poke, type Hint, type PokeResult, type Post } from './poke';

/** Somebody of this process who can call this n8n, and ask Crisp with the token. */
export interface Poker {
	/** See `instanceTag`. */
	instance: string;
	/** @returns the whole address of a mark; `undefined` where it does not lead to this n8n */
	addressOf(path: string): string | undefined;
	post: Post;
	/**
	 * Takes a mark out of Crisp whose execution no longer waits. Never rejects.
	 *
	 * @returns the keys of the answers that were taken in the conversation, as Crisp has them
	 */
	forget(place: Place, mark: Mark): Promise<string[]>;
	/**
	 * How long to wait for the event that a mark has gone, in milliseconds, before `forget` asks Crisp:
	 * where another process hands over the answer too, its execution takes the mark out.
	 */
	patienceMs: number;
	/** n8n does not reach itself. */
	warn(address: string, why: string): void;
}

/** Conversations that are remembered; the oldest is forgotten first. */
const MAX_CONVERSATIONS = 5_000;

/** Answers that are remembered of each. */
const MAX_TAKEN = 20;

interface Known {
	place: Place;
	/** As Crisp has them. */
	open: Mark[];
	/** Of executions of this process, which may be in Crisp or not yet. */
	own: Mark[];
	taken: string[];
}

/** Listens for executions of this process. */
export interface Kept {
	/** When it does, or cannot for now. */
	ready: Promise<void>;
	stop(): void;
}

export type Keeper = () => Kept;

/** So that a limit has passed for certain when it is looked at. */
const LATE_MS = 250;

/** Events by which marks and answers become known. */
export const WAIT_EVENTS = [
	'message:send',
	'message:received',
	'message:updated',
	'session:set_data',
	'session:removed',
] as const;

/**
 * What this process knows of executions that wait for answers, for one token. All triggers and all
 * executions of the process share it, so that each answer is handed over once.
 */
export class Waits {
	private readonly conversations = new Map<string, Known>();

	/** Pokes under way, by address: one after another, as each may end the wait. */
	private readonly pokes = new Map<string, Promise<unknown>>();

	/** Timers of waits that end by themselves, by path. */
	private readonly timers = new Map<string, () => void>();

	private readonly pokers: Poker[] = [];

	/** Marks of this process that Crisp has had. */
	private readonly seen = new WeakSet<Mark>();

	/** Marks of this process whose question may have reached Crisp. */
	private readonly asked = new WeakSet<Mark>();

	/** Triggers that listen, and to which website; all where it is `undefined`. */
	private readonly attendants = new Map<object, string | undefined>();

	private keeper?: Keeper;

	private kept?: Kept;

	constructor(
		private readonly key: string,
		private readonly clock: Clock,
		private readonly today: () => number,
	) {}

	/** @returns takes it out again */
	join(poker: Poker): () => void {
		this.pokers.push(poker);
		return () => {
			const at = this.pokers.indexOf(poker);
			if (at >= 0) this.pokers.splice(at, 1);
		};
	}

	/** A trigger listens, and hands over what it receives. */
	attend(who: object, websiteId: string | undefined): void {
		this.attendants.set(who, websiteId);
		this.keep();
	}

	/** It no longer does. */
	unattend(who: object): void {
		this.attendants.delete(who);
		this.keep();
	}

	/**
	 * Sees to it that somebody listens for the executions of this process.
	 *
	 * @param keeper begins to listen; called while they wait and no trigger listens
	 * @returns when somebody listens, as far as that can be had
	 */
	async listen(keeper: Keeper): Promise<void> {
		this.keeper = keeper;
		this.keep();
		await this.kept?.ready;
	}

	/**
	 * Lets all executions of this process look for their answers, but for those that have not asked yet:
	 * each look costs a request.
	 */
	async lookForOwn(): Promise<void> {
		for (const { place, own } of [...this.conversations.values()]) {
			if (own.some((mark) => this.asked.has(mark))) await this.look(place);
		}
	}

	private keep(): void {
		const isNeeded = this.ownPlaces().some(
			({ websiteId }) =>
				![...this.attendants.values()].some((one) => one === undefined || one === websiteId),
		);
		if (isNeeded) this.kept ??= this.keeper?.();
		else {
			this.kept?.stop();
			this.kept = undefined;
		}
	}

	private ownPlaces(): Place[] {
		return [...this.conversations.values()]
			.filter(({ own }) => own.length > 0)
			.map(({ place }) => place);
	}

	/** Takes over the custom data of a conversation, from an event or a list. */
	learn(place: Place, data: unknown): void {
		const marks = readMarks(asObject(data)[MARK_NAME], this.key, place);
		const known = this.conversations.get(placeKey(place));
		if (!known && marks.open.length === 0 && marks.taken.length === 0) return;
		const { open, own, taken } = known ?? this.remember(place);
		const isThere = (mark: Mark) => marks.open.some((one) => isSameMark(one, mark));
		const isAnswered = marks.taken.some((one) => !taken.includes(one));
		open.splice(0, open.length, ...marks.open);
		for (const one of marks.taken) note(taken, one);
		// Others may write data without the mark. Only with an answer it says that the wait is over.
		const over = own.filter((mark) => isAnswered && this.seen.has(mark) && !isThere(mark));
		for (const mark of own) if (isThere(mark)) this.seen.add(mark);
		if (over.length > 0) this.settle(place, (mark) => over.includes(mark));
		for (const mark of marks.open) this.setTimer(mark);
	}

	/**
	 * Takes note of an execution of this process, before its question is sent.
	 *
	 * @returns the mark, or the same one that another item has brought
	 */
	begin(place: Place, mark: Mark): Mark {
		const { own } = this.remember(place);
		const there = own.find((one) => isSameMark(one, mark));
		if (there) return there;
		own.push(mark);
		this.setTimer(mark);
		return mark;
	}

	/** The question of an execution is on its way. @param mark as `begin` has returned it */
	ask(mark: Mark): void {
		this.asked.add(mark);
	}

	/** An execution no longer waits in a conversation. */
	end(place: Place, { to }: Pick<Mark, 'to'>): void {
		this.settle(place, (mark) => mark.to === to);
	}

	/**
	 * Nothing is waited for any longer at some marks of a conversation.
	 *
	 * @param isOver which ones
	 * @param key of the answer that was taken
	 */
	settle(place: Place, isOver: (mark: Mark) => boolean, key?: string): void {
		const known = this.conversations.get(placeKey(place));
		if (!known) return;
		if (key !== undefined) note(known.taken, key);
		const over = marksOf(known).filter(isOver);
		known.open = known.open.filter((mark) => !isOver(mark));
		known.own = known.own.filter((mark) => !isOver(mark));
		for (const { to } of over) {
			if (this.isAnywhere(to)) continue;
			this.timers.get(to)?.();
			this.timers.delete(to);
		}
		this.keep();
	}

	/**
	 * Hands an event to the executions that may wait for it.
	 *
	 * @returns whether one of them took it as its answer; at once where none waits
	 */
	offer(event: string, payload: Message): boolean | Promise<boolean> {
		const place = placeOf(payload);
		const known = place && this.conversations.get(placeKey(place));
		if (!known) return false;
		if (isTaken(known, event, payload)) return true;
		const marks = marksOf(known).filter(
			({ whom, how }) => keyOfEvent(event, payload, whom, how) !== undefined,
		);
		return marks.length === 0 ? false : this.hand(known, marks, event, payload);
	}

	/** Lets all executions that wait in a conversation look for an answer. */
	async look(place: Place): Promise<void> {
		const known = this.conversations.get(placeKey(place));
		if (!known) return;
		for (const mark of marksOf(known)) await this.poke(known, mark);
	}

	private async hand(
		known: Known,
		marks: readonly Mark[],
		event: string,
		payload: Message,
	): Promise<boolean> {
		for (const mark of marks) {
			await this.poke(known, mark, () => isTaken(known, event, payload));
			if (isTaken(known, event, payload)) return true;
		}
		return false;
	}

	/** @param isSettled whether it needs no poke, when its turn has come */
	private async poke(known: Known, mark: Mark, isSettled?: () => boolean): Promise<void> {
		const before = this.pokes.get(mark.to) ?? Promise.resolve();
		const turn = before.then(async () => {
			if (isSettled?.() || !marksOf(known).some(({ to }) => to === mark.to)) return;
			await this.pokeNow(known, mark);
		});
		this.pokes.set(mark.to, turn);
		await turn;
		if (this.pokes.get(mark.to) === turn) this.pokes.delete(mark.to);
	}

	private async pokeNow(known: Known, mark: Mark): Promise<void> {
		const { place } = known;
		for (const poker of [...this.pokers]) {
			const address = poker.instance === mark.instance ? poker.addressOf(mark.to) : undefined;
			if (address === undefined) continue;
			const hint: Hint = { session_id: place.sessionId, website_id: place.websiteId };
			await this.follow(
				known,
				mark,
				await poke(poker.post, address, hint, this.clock),
				poker,
				address,
			);
			return;
		}
	}

	private async follow(
		known: Known,
		mark: Mark,
		{ state, taken, why = '' }: PokeResult,
		poker: Poker,
		address: string,
	): Promise<void> {
		for (const one of taken) note(known.taken, one);
		if (state === 'over' && taken.length === 0) await this.forget(known, mark, poker);
		// What was taken, the execution itself takes out of Crisp.
		if (state === 'taken' || state === 'over' || state === 'foreign') this.end(known.place, mark);
		if (state !== 'unreachable') return;
		poker.warn(address, why);
		// A worker may not reach the main process, which has taken the mark out meanwhile.
		const isGone = this.seen.has(mark) && !known.open.some((one) => isSameMark(one, mark));
		if (isGone) this.end(known.place, mark);
	}

	/**
	 * An execution is over of which this process does not know how: it was cancelled, or others have
	 * handed over the answer and it is at its end by now. Where the mark goes meanwhile, there is nothing
	 * to ask Crisp for.
	 */
	private async forget(known: Known, mark: Mark, poker: Poker): Promise<void> {
		const isIn = (marks: readonly Mark[]) => marks.some(({ to }) => to === mark.to);
		// An own mark stays until it is settled here, whatever Crisp has.
		const where = isIn(known.open) ? 'open' : 'own';
		if (isIn(known[where])) await wait(this.clock, poker.patienceMs);
		if (!isIn(known[where])) return;
		for (const one of await poker.forget(known.place, mark)) note(known.taken, one);
	}

	/** At its limit an execution goes on with what is there, before n8n ends the wait. */
	private setTimer({ to, until }: Mark): void {
		if (until === 0 || this.timers.has(to)) return;
		const cancel = this.clock.after(Math.max(until - this.today(), 0) + LATE_MS, () => {
			this.timers.delete(to);
			// Of several conversations, one in which it still waits.
			const known = this.withMark(to);
			const mark = known && marksOf(known).find((one) => one.to === to);
			if (known && mark) void this.poke(known, mark);
		});
		this.timers.set(to, cancel);
	}

	private withMark(to: string): Known | undefined {
		return [...this.conversations.values()].find((known) =>
			marksOf(known).some((mark) => mark.to === to),
		);
	}

	private isAnywhere(to: string): boolean {
		return this.withMark(to) !== undefined;
	}

	private remember(place: Place): Known {
		const key = placeKey(place);
		const known = this.conversations.get(key) ?? { place, open: [], own: [], taken: [] };
		this.conversations.delete(key);
		this.conversations.set(key, known);
		for (const [oldest, { own }] of this.conversations) {
			if (this.conversations.size <= MAX_CONVERSATIONS) break;
			if (own.length === 0) this.conversations.delete(oldest);
		}
		return known;
	}
}

/** The conversation of an event; `undefined` where it names none. */
export function placeOf(payload: Message): Place | undefined {
	const values = asObject(payload);
	const sessionId = sessionOf(values);
	return sessionId === null ? undefined : { sessionId, websiteId: websiteOf(values) ?? '' };
}

/** Each execution once, as its own mark is in Crisp as well. */
function marksOf({ open, own }: Known): Mark[] {
	return [...own, ...open.filter((one) => !own.some((mark) => isSameMark(one, mark)))];
}

function note(taken: string[], key: string): void {
	if (taken.includes(key)) return;
	taken.push(key);
	if (taken.length > MAX_TAKEN) taken.shift();
}

/** Whether an event is an answer that an execution has taken. */
function isTaken({ taken }: Known, event: string, payload: Message): boolean {
	const keys =
		event === 'message:updated'
			? keyOfEvent(event, payload, 'visitor', 'buttons')
			: answerKey(payload.fingerprint);
	return keys !== undefined && taken.includes(keys);
}

const registries = new Map<string, Waits>();

/**
 * What this process knows, for one token.
 *
 * @param connection see `connectionKey`
 * @param key of the token
 */
export function waitsOf(
	connection: string,
	key: string,
	clock: Clock,
	today: () => number = Date.now,
): Waits {
	const there = registries.get(connection);
	if (there) return there;
	const made = new Waits(key, clock, today);
	registries.set(connection, made);
	return made;
}
