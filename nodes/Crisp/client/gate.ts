import { systemClock, wait } from '../clock';
import { retryAfterMs, retryDelayMs, type Ending } from './retry';

/** With so many under way after a pause, the gate is fully open again. */
const WIDE_OPEN = 32;

/** Leave to send one request; `end` is called once, with what became of it. */
export interface Pass {
	/** `'refused'` with what Crisp said about waiting, `'unknown'` where it says nothing about the pace. */
	end: (result: 'answered' | 'unknown' | Ending) => void;
}

/** What the gate depends on, for tests to replace. */
export interface GateDependencies {
	/** Milliseconds since 1970. */
	now: () => number;
	wait: (ms: number, signal: AbortSignal) => Promise<void>;
	random: () => number;
}

/**
 * Holds back all requests of a credential together when Crisp asks one of them to slow down. After
 * the pause one request goes as a probe; with every answer one more may be under way, which doubles
 * their number per round trip, until the gate is as open as before. Pauses grow until an answer comes.
 */
export class Gate {
	/** Until when nothing goes, in milliseconds since 1970. */
	private until = 0;
	private width = Infinity;
	private underWay = 0;
	/** Pauses in a row. */
	private strikes = 0;
	/** Counts the pauses: what was sent before one says nothing about the time after it. */
	private round = 0;
	private readonly waiting: Array<() => void> = [];
	/** Ends the only timer, which runs while something waits for the end of a pause. */
	private timer?: AbortController;

	constructor(
		private readonly dependencies: GateDependencies = {
			now: Date.now,
			wait: async (ms, signal) => await wait(systemClock, ms, signal),
			random: Math.random,
		},
	) {}

	/** Whether forgetting this gate would lose nothing. */
	get isIdle(): boolean {
		return (
			this.underWay === 0 && this.waiting.length === 0 && this.dependencies.now() >= this.until
		);
	}

	/**
	 * Waits for leave to send.
	 *
	 * @param first goes before all others that wait: a request that has been refused before
	 * @returns nothing where the signal ended the waiting; never rejects
	 */
	async enter(signal?: AbortSignal, first = false): Promise<Pass | undefined> {
		if (signal?.aborted) return undefined;
		if (this.waiting.length === 0 && this.isOpen()) return this.admit();
		return await new Promise<Pass | undefined>((resolve) => {
			const go = () => {
				signal?.removeEventListener('abort', leave);
				resolve(this.admit());
			};
			const leave = () => {
				this.waiting.splice(this.waiting.indexOf(go), 1);
				if (this.waiting.length === 0) this.timer?.abort();
				resolve(undefined);
			};
			signal?.addEventListener('abort', leave, { once: true });
			if (first) this.waiting.unshift(go);
			else this.waiting.push(go);
			this.letIn();
		});
	}

	private isOpen(): boolean {
		return this.dependencies.now() >= this.until && this.underWay < this.width;
	}

	private admit(): Pass {
		const { round } = this;
		this.underWay++;
		return {
			end: (result) => {
				const current = round === this.round;
				if (current) this.underWay--;
				if (typeof result === 'object') this.holdBack(result, current);
				else if (current && result === 'answered') this.widen();
				this.letIn();
			},
		};
	}

	/** @param current whether the request was sent after the last pause */
	private holdBack(ending: Ending, current: boolean): void {
		// Those that were under way together are refused together: that is one pause, not several.
		if (!current && ending.retryAfter === undefined) return;
		const { now, random } = this.dependencies;
		const pause = current
			? retryDelayMs(this.strikes, ending, random)
			: (retryAfterMs(ending.retryAfter) ?? 0);
		this.until = Math.max(this.until, now() + pause);
		if (!current) return;
		this.strikes++;
		this.round++;
		this.underWay = 0;
		this.width = 1;
	}

	private widen(): void {
		this.strikes = 0;
		this.width++;
		if (this.width > WIDE_OPEN) this.width = Infinity;
	}

	private letIn(): void {
		while (this.waiting.length > 0 && this.isOpen()) this.waiting.shift()?.();
		if (this.waiting.length > 0 && this.dependencies.now() < this.until) void this.wake();
	}

	private async wake(): Promise<void> {
		if (this.timer) return;
		const { now, wait: pause } = this.dependencies;
		this.timer = new AbortController();
		await pause(this.until - now(), this.timer.signal);
		this.timer = undefined;
		this.letIn();
	}
}
