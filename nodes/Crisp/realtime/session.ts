import { Backoff } from './backoff';
import { wait, type Clock } from '../clock';
import { Connection, type ConnectionHandlers, type EndCode, type Login } from './connection';
import { withLimit } from './limit';
import type { SocketClass } from './socket';

/**
 * Whether trying again can help after a look-up that did not work: `always` a person must act
 * first; `atStart` it looks like a wrong setting as long as nothing has ever worked, and like a
 * passing fault afterwards; `never` it passes by itself.
 */
export type Permanence = 'always' | 'atStart' | 'never';

/** What a look-up of endpoints rejects with. Any other rejection counts as one that passes. */
export class LookUpError extends Error {
	constructor(
		readonly permanence: Permanence,
		/** What went wrong, for whoever reports it. */
		readonly cause: Error,
	) {
		super(cause.message);
	}
}

/** Whether a look-up that was rejected with this error will not succeed without a person. */
export function isHopeless(error: unknown, everLive: boolean): boolean {
	const permanence = error instanceof LookUpError ? error.permanence : 'never';
	return permanence === 'always' || (permanence === 'atStart' && !everLive);
}

/** How an attempt came to its end. */
export interface AttemptEnd {
	code: EndCode | 'lookUpFailed';
	detail?: string;
	/** Only of a look-up. */
	cause?: unknown;
}

/** The end that a rejected look-up stands for. */
export const lookUpFailure = (error: unknown): AttemptEnd => ({
	code: 'lookUpFailed',
	detail: (error as Error).message,
	cause: error,
});

export type SessionState = 'idle' | 'connecting' | 'live' | 'waiting' | 'stopped';

export interface StateChange {
	from: SessionState;
	to: SessionState;
	/** Why: with `waiting`, and with `stopped` unless `stop()` was called. */
	end?: AttemptEnd;
	/** Milliseconds until the next attempt, with `waiting`. */
	delay?: number;
}

/** How `start()` turned out; `end` is missing only where the session is live or was stopped. */
export interface FirstOutcome {
	state: SessionState;
	end?: AttemptEnd;
}

export interface SessionOptions extends ConnectionHandlers {
	socketClass: SocketClass;
	clock: Clock;
	/** A function is called for each login. */
	login: Login | (() => Login);
	/** Whether this token has worked before, so that what looks like a wrong setting is a passing fault. */
	proven?: boolean;
	/**
	 * Addresses to dial, in this order; called again for each attempt because they change. The signal
	 * aborts when the answer is no longer wanted.
	 */
	lookUpEndpoints(signal: AbortSignal): Promise<string[]>;
	onState?(change: StateChange): void;
	/** The session has given up after `start()` had resolved. Called once at most. */
	onFailure?(end: AttemptEnd): void;
	random?: () => number;
}

/** A connection that has lasted this long was a good one. */
const GOOD_AFTER_MS = 60_000;

/** Keeps the first outcome well within the 84 s that n8n allows for an activation. */
export const LOOK_UP_MS = 15_000;

/** The next endpoint is worth a try where this one has not even spoken. */
const UNREACHED: Array<AttemptEnd['code']> = ['unreachable', 'handshakeTimeout'];

type Decision = 'stop' | 'fatal' | 'retry';

/** What comes after an attempt: the one place where this is decided. */
function decide(
	{ code, cause }: AttemptEnd,
	{ stopped, everLive }: { stopped: boolean; everLive: boolean },
): Decision {
	if (stopped) return 'stop';
	switch (code) {
		case 'stopped':
			return 'stop';
		case 'unauthorized':
			return 'fatal';
		case 'lookUpFailed':
			return isHopeless(cause, everLive) ? 'fatal' : 'retry';
		// The refusal of a namespace says nothing lasting about this client, unlike `unauthorized`.
		case 'refused':
		case 'loginDeclined':
		case 'unreachable':
		case 'handshakeTimeout':
		case 'joinTimeout':
		case 'loginTimeout':
		case 'disconnected':
		case 'closed':
		case 'silence':
			return 'retry';
	}
}

/**
 * Stays connected to Crisp: looks up the endpoint, connects, and after every kind of end comes back
 * with growing delays, until it is stopped or a person has to act. One attempt at a time.
 */
export class Session {
	private current: SessionState = 'idle';

	private everLive: boolean;

	private connection?: Connection;

	private readonly stopping = new AbortController();

	private readonly backoff: Backoff;

	private outcome?: Promise<FirstOutcome>;

	private work?: Promise<void>;

	constructor(private readonly options: SessionOptions) {
		this.backoff = new Backoff(options.clock, options.random);
		this.everLive = options.proven ?? false;
	}

	get state(): SessionState {
		return this.current;
	}

	/** Begins, and resolves with the outcome of the first attempt. Never rejects. */
	async start(): Promise<FirstOutcome> {
		this.outcome ??= new Promise((resolve) => {
			this.work = this.run(resolve);
		});
		return await this.outcome;
	}

	/**
	 * Ends everything and leaves no socket, timer or listener. May be called at any time and again.
	 * Resolves within about a second, never rejects.
	 */
	async stop(): Promise<void> {
		this.enter('stopped');
		this.stopping.abort();
		await this.connection?.close();
		await this.work;
	}

	private enter(to: SessionState, why: Pick<StateChange, 'end' | 'delay'> = {}): void {
		const from = this.current;
		if (from === 'stopped' || from === to) return;
		this.current = to;
		this.tell(() => this.options.onState?.({ from, to, ...why }));
	}

	/** A handler that throws must not end the session. */
	private tell(handler: () => void): void {
		try {
			handler();
		} catch (error) {
			this.options.onOddity?.('A report of the connection was not taken', error);
		}
	}

	private async run(settle: (outcome: FirstOutcome) => void): Promise<void> {
		const { signal } = this.stopping;
		let settled = false;
		const report = (end?: AttemptEnd) => {
			settled = true;
			settle(end ? { state: this.current, end } : { state: this.current });
		};
		while (!signal.aborted) {
			this.enter('connecting');
			const end = await this.attempt(report);
			const decision = decide(end, { stopped: signal.aborted, everLive: this.everLive });
			if (decision === 'stop') break;
			if (decision === 'fatal') {
				this.enter('stopped', { end });
				if (settled) this.tell(() => this.options.onFailure?.(end));
				else report(end);
				return;
			}
			const delay = this.backoff.next();
			this.enter('waiting', { end, delay });
			report(end);
			await wait(this.options.clock, delay, signal);
		}
		report();
	}

	private async attempt(onLive: () => void): Promise<AttemptEnd> {
		const found = await this.lookUp();
		if (!Array.isArray(found)) return found;
		let end: AttemptEnd = { code: 'unreachable' };
		for (const address of found) {
			if (this.stopping.signal.aborted) break;
			end = await this.connect(address, onLive);
			if (!UNREACHED.includes(end.code)) break;
		}
		return end;
	}

	private async connect(address: string, onLive: () => void): Promise<AttemptEnd> {
		const { clock } = this.options;
		const connection = new Connection({ ...this.options, address });
		this.connection = connection;
		if (!(await connection.authenticated)) return await connection.closed;
		const since = clock.now();
		this.everLive = true;
		this.enter('live');
		onLive();
		const end = await connection.closed;
		if (clock.now() - since >= GOOD_AFTER_MS) this.backoff.reset();
		return end;
	}

	private async lookUp(): Promise<string[] | AttemptEnd> {
		const { clock, lookUpEndpoints } = this.options;
		try {
			return await withLimit(clock, LOOK_UP_MS, this.stopping.signal, lookUpEndpoints);
		} catch (error) {
			return lookUpFailure(error);
		}
	}
}
