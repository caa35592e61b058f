import { judgeAnswers, judgeStanding, type Verdict } from '../../takeover';

/** Stands for whatever a flag or an assignment was at a time when it was not known. */
const WHATEVER = '*';

/** What a conversation says of itself; a part is left out where it is not known. */
export interface Told {
	state?: unknown;
	/** When the flag was set to off, as text; empty where it is off and has no time, `null` where it is not off. */
	off?: string | null;
	/** A short name of the operator to whom it is assigned; `null` for nobody. */
	assigned?: string | null;
	/** When the bot got it from 'Hand Back to Bot' last. */
	handedBackAt?: number;
	/** When it changed last. */
	updatedAt?: number;
}

/** As it is stored. */
export type StoredCustody = [
	answeredAt: number,
	givenBackAt: number,
	heldUntil: number,
	off: string | null,
	offBefore: string | null,
	assigned: string | null,
	assignedBefore: string | null,
];

/**
 * Who has one conversation, the bot or a human, as far as events and looks have told. What was there
 * when the conversation was given back last does not count, as long as it stays the same: Crisp leaves
 * the assignment of a resolved conversation, and the flag stays as well. Times are Crisp's, in
 * milliseconds since 1970.
 */
export class Custody {
	private off: string | null = null;

	private offBefore: string | null = null;

	private assigned: string | null = null;

	private assignedBefore: string | null = null;

	/** When a human answered last; 0 for never. */
	answeredAt = 0;

	private givenBackAt = 0;

	/** Up to this time a human had it before it was given back. */
	private heldUntil = 0;

	/** Whether all is known, so that it need not be looked at. */
	isWhole = false;

	/** What an event has told since the connection stands: a look cannot know better. */
	private fresh = { state: false, off: false, assigned: false };

	static restore(stored: unknown): Custody | undefined {
		if (!Array.isArray(stored)) return undefined;
		const custody = new Custody();
		const [answeredAt, givenBackAt, heldUntil, ...names] = stored as unknown[];
		const number = (value: unknown) => (Number.isFinite(value) ? Number(value) : 0);
		const name = (value: unknown) => (typeof value === 'string' ? value : null);
		custody.answeredAt = number(answeredAt);
		custody.givenBackAt = number(givenBackAt);
		custody.heldUntil = number(heldUntil);
		[custody.off, custody.offBefore, custody.assigned, custody.assignedBefore] = [0, 1, 2, 3].map(
			(index) => name(names[index]),
		);
		custody.isWhole = true;
		return custody;
	}

	/** @returns `undefined` where there is nothing to tell but that it is known */
	store(): StoredCustody | undefined {
		const { answeredAt, givenBackAt, heldUntil, off, offBefore, assigned, assignedBefore } = this;
		const isPlain = answeredAt === 0 && givenBackAt === 0 && off === null && assigned === null;
		return isPlain
			? undefined
			: [answeredAt, givenBackAt, heldUntil, off, offBefore, assigned, assignedBefore];
	}

	/** Events may have been missed. */
	forgetEvents(): void {
		this.fresh = { state: false, off: false, assigned: false };
	}

	get verdict(): Verdict {
		const standing = judgeStanding({
			state: undefined,
			isHandedOff: this.isHandedOff,
			isAssigned: this.assigned !== null && this.assigned !== this.assignedBefore,
		});
		return standing ?? judgeAnswers(this.answeredAt, this.givenBackAt);
	}

	/** When a human wrote last, or was handed the conversation; 0 where the bot got it since. */
	get lastHumanAt(): number {
		const answeredAt = this.answeredAt > this.givenBackAt ? this.answeredAt : 0;
		return Math.max(answeredAt, this.isHandedOff ? Number(this.off) || 0 : 0);
	}

	/** Whether a human had it at a time that is over. */
	wasHeldAt(time: number): boolean {
		return time <= this.heldUntil;
	}

	/**
	 * A human has answered.
	 *
	 * @param at when, by Crisp's clock
	 * @param isNews whether it came just now, so that it is later than all that is known
	 */
	answered(at: number, isNews: boolean): void {
		const time = isNews ? Math.max(at, this.givenBackAt + 1) : at;
		this.answeredAt = Math.max(this.answeredAt, time);
	}

	/**
	 * Takes over what a look or a list tells, where no event has told it. Answers that were read with it
	 * are to be told before.
	 *
	 * @param resolvedAt when it was resolved last, as far as its messages tell; else 0
	 */
	look({ state, off, assigned, handedBackAt = 0, updatedAt = 0 }: Told, resolvedAt: number): void {
		if (resolvedAt > this.givenBackAt) {
			this.noteHeld(resolvedAt);
			this.givenBackAt = resolvedAt;
			// A flag or an assignment may be of any time, but is most often what the resolution has left.
			if (!this.fresh.off) this.offBefore = off === undefined ? this.off : WHATEVER;
			if (!this.fresh.assigned) {
				this.assignedBefore = assigned === undefined ? this.assigned : WHATEVER;
			}
		}
		if (off !== undefined && !this.fresh.off) this.setOff(off);
		if (assigned !== undefined && !this.fresh.assigned) {
			if (assigned === null && this.assigned !== null) this.giveBack(this.answeredAt);
			this.setAssigned(assigned);
		}
		if (handedBackAt > this.givenBackAt) this.handBack(handedBackAt);
		if (state === 'resolved' && !this.fresh.state) this.giveBack(updatedAt);
	}

	/**
	 * Takes over what an event has told.
	 *
	 * @param at when it came
	 */
	tell({ state, off, assigned, handedBackAt = 0 }: Told, at: number): void {
		if (assigned !== undefined) {
			this.fresh.assigned = true;
			if (assigned === null) this.giveBack(at);
			this.setAssigned(assigned);
			// This is a new assignment, even if it is the same operator.
			if (assigned !== null) this.assignedBefore = null;
		}
		if (off !== undefined) {
			this.fresh.off = true;
			if (off === null && this.isHandedOff) this.handBack(Math.max(at, handedBackAt));
			this.setOff(off);
		}
		if (handedBackAt > this.givenBackAt) this.handBack(handedBackAt);
		if (state !== undefined) {
			this.fresh.state = true;
			if (state === 'resolved') this.giveBack(at);
		}
	}

	private get isHandedOff(): boolean {
		return this.off !== null && this.off !== this.offBefore;
	}

	private setOff(off: string | null): void {
		if (this.offBefore === WHATEVER) {
			const isLater = Number(off) > this.givenBackAt;
			this.offBefore = isLater ? null : off;
		}
		this.off = off;
		if (off === null) this.offBefore = null;
	}

	private setAssigned(assigned: string | null): void {
		if (this.assignedBefore === WHATEVER) this.assignedBefore = assigned;
		this.assigned = assigned;
		if (assigned === null) this.assignedBefore = null;
	}

	/** The bot has it again, whatever is left of flag and assignment. */
	private giveBack(at: number): void {
		this.noteHeld(at);
		this.givenBackAt = Math.max(this.givenBackAt, this.answeredAt, at);
		this.offBefore = this.off ?? (this.isWhole || this.fresh.off ? null : WHATEVER);
		this.assignedBefore = this.assigned ?? (this.isWhole || this.fresh.assigned ? null : WHATEVER);
		this.isWhole = true;
	}

	/** The answers so far no longer count; an operator who is assigned still does. */
	private handBack(at: number): void {
		this.noteHeld(at);
		this.givenBackAt = Math.max(this.givenBackAt, this.answeredAt, at);
	}

	private noteHeld(at: number): void {
		if (!this.verdict.botMayAnswer) this.heldUntil = Math.max(this.heldUntil, at);
	}
}
