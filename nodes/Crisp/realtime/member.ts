import type { Clock } from '../clock';
import type { ConnectionHandlers, Login } from './connection';
import type { Interest } from './interest';
import { withLimit } from './limit';
import {
	isHopeless,
	LOOK_UP_MS,
	lookUpFailure,
	type AttemptEnd,
	type FirstOutcome,
	type SessionOptions,
	type SessionState,
	type StateChange,
} from './session';
import type { SocketClass } from './socket';

/** Who logs in, whatever is asked for. */
export type TokenLogin = Omit<Login, keyof Interest>;

/** What a subscriber wants, and whom to tell. */
export interface Subscription
	extends Interest, ConnectionHandlers, Pick<SessionOptions, 'lookUpEndpoints'> {
	/**
	 * Who shares a connection: equal for equal tokens at one server, and made so that it does not
	 * tell the secret.
	 */
	key: string;
	socketClass: SocketClass;
	/** A function is asked again for each login. */
	login: TokenLogin | (() => TokenLogin);
	/**
	 * Whether this subscriber takes an event of those it wants. Events of rooms that only others
	 * want come here, too.
	 */
	accepts?(name: string, data: unknown): boolean;
	/** The subscriber's own view of the connection, beginning with the present state. */
	onState?(change: StateChange): void;
	/** The connection has ended permanently, after `start()` had resolved. Called once at most. */
	onFailure?(end: AttemptEnd): void;
}

/** What a member needs of the connection that it shares. */
export interface Membership {
	join(member: Member, lookUp: () => Promise<string[]>): void;
	leave(member: Member): Promise<void>;
}

/** One of those that share a connection. Its handlers can throw without harm to the others. */
export class Member {
	private state: SessionState = 'idle';

	private outcome?: Promise<FirstOutcome>;

	private answer?: (outcome: FirstOutcome) => void;

	private membership?: Membership;

	private readonly gone = new AbortController();

	constructor(
		readonly wants: Readonly<Subscription>,
		private readonly clock: Clock,
		private readonly find: () => Membership,
	) {}

	async start(): Promise<FirstOutcome> {
		this.outcome ??= new Promise<FirstOutcome>((resolve) => {
			this.answer = resolve;
			void this.begin();
		});
		return await this.outcome;
	}

	async stop(): Promise<void> {
		this.enter('stopped');
		this.settle({ state: 'stopped' });
		this.gone.abort();
		await this.membership?.leave(this);
	}

	/** A look-up on behalf of all, which ends when this member leaves. */
	async lookUp(signal: AbortSignal): Promise<string[]> {
		const either = AbortSignal.any([signal, this.gone.signal]);
		return await withLimit(this.clock, LOOK_UP_MS, either, this.wants.lookUpEndpoints);
	}

	/** Takes over the state of the connection as far as it concerns this member. */
	follow({ to, end, delay }: Pick<StateChange, 'to' | 'end' | 'delay'>): void {
		this.enter(to, { ...(end ? { end } : {}), ...(delay === undefined ? {} : { delay }) });
		if (to === 'live') this.settle({ state: to });
		else if (to === 'waiting') this.settle({ state: to, end });
	}

	/** The end, for this member; told in the outcome of its start where that is still awaited. */
	fail(end: AttemptEnd): void {
		if (this.state === 'stopped') return;
		this.enter('stopped', { end });
		this.gone.abort();
		void this.membership?.leave(this);
		if (!this.settle({ state: 'stopped', end })) {
			this.guard('A report of the connection was not taken', () => this.wants.onFailure?.(end));
		}
	}

	deliver(name: string, data: unknown): void {
		if (this.state === 'stopped') return;
		// Not by `guard`, which would make a closure and words for each event.
		try {
			const result: unknown = this.wants.onEvent(name, data);
			if (result instanceof Promise) result.catch((error) => this.noteLeftOut(name, error));
		} catch (error) {
			this.noteLeftOut(name, error);
		}
	}

	private noteLeftOut(name: string, error: unknown): void {
		this.note(`Left out an event '${name}'`, error);
	}

	/** A filter that throws lets the event pass: better one too many than one lost. */
	accepts(name: string, data: unknown): boolean {
		try {
			return this.wants.accepts?.(name, data) ?? true;
		} catch (error) {
			this.note(`A filter failed at an event '${name}'`, error);
			return true;
		}
	}

	note(what: string, error?: unknown): void {
		try {
			this.wants.onOddity?.(what, error);
		} catch {
			// There is nobody left to tell.
		}
	}

	/**
	 * A look-up of its own comes first: it tells whether this subscriber's settings are good before
	 * they become a matter of the others. Its answer serves a connection that has to be made.
	 */
	private async begin(): Promise<void> {
		if (this.state === 'stopped') {
			this.settle({ state: 'stopped' });
			return;
		}
		this.enter('connecting');
		const found = this.lookUp(this.gone.signal);
		try {
			await found;
		} catch (error) {
			if (isHopeless(error, false)) this.fail(lookUpFailure(error));
		}
		if (this.gone.signal.aborted) return;
		this.membership = this.find();
		this.membership.join(this, async () => await found);
	}

	private enter(to: SessionState, why: Pick<StateChange, 'end' | 'delay'> = {}): void {
		const from = this.state;
		if (from === 'stopped' || from === to) return;
		this.state = to;
		this.guard('A report of the connection was not taken', () =>
			this.wants.onState?.({ from, to, ...why }),
		);
	}

	/** @returns whether the outcome was still awaited */
	private settle(outcome: FirstOutcome): boolean {
		const { answer } = this;
		this.answer = undefined;
		answer?.(outcome);
		return answer !== undefined;
	}

	/** A handler may throw, at once or, where it is asynchronous, later. */
	private guard(what: string, handler: () => unknown): void {
		try {
			const result = handler();
			if (result instanceof Promise) result.catch((error) => this.note(what, error));
		} catch (error) {
			this.note(what, error);
		}
	}
}
