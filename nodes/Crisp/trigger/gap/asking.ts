import type { Client } from '../../client/request';
import type { Clock } from '../../clock';
import { isObject } from '../../objects';
import type { CatchUpBudget } from './budget';
import type { Get } from './history';
import type { GapReport, Progress } from './report';
import { isQuota, saysNothing, troubleOf } from './trouble';

/** Something that is asked of Crisp, and asked again later where that did not work. */
export interface Attempt {
	/** Failures in a row. */
	failures: number;
	/** Answers without a list in a row. */
	noLists: number;
	/** On the clock: not to be asked before. */
	notBefore: number;
	isUnderWay: boolean;
}

export const idle = (): Attempt => ({
	failures: 0,
	noLists: 0,
	notBefore: 0,
	isUnderWay: false,
});

export interface AskingOptions {
	clock: Clock;
	budget: CatchUpBudget;
	report: GapReport;
	/** Opens the credential for requests. */
	openClient(): Promise<Client>;
}

/** An answer without a list may be a fault that passes; so often in a row it is not. */
const MAX_NO_LIST = 10;

/** Failures in a row that are worth a line in the log. */
const MIN_FAILURES_TOLD = 3;

const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;

/** While a person has something to do. */
const PERSON_RETRY_MS = 60_000;
const QUOTA_RETRY_MS = 600_000;

/** The credential is read again after this time, as somebody may have edited it. */
const CLIENT_MS = 600_000;

/** Asks Crisp for the parts of a gap: one credential for all, and one rule for what fails. */
export class Asking {
	/** On the clock: nothing is to be asked before, because a person has something to do. */
	pausedUntil = 0;

	/** What has failed and is to be asked for again: there may be thousands of others. */
	private readonly resting = new Set<Attempt>();

	private stopping = new AbortController();

	private client?: { opened: Promise<Client>; at: number };

	/** @param progress how far the gap has been read, where that is to be told at all */
	constructor(
		private readonly options: AskingOptions,
		private readonly progress: () => Progress | undefined,
	) {}

	/** Aborts when the answers to what is under way are no longer wanted. */
	get signal(): AbortSignal {
		return this.stopping.signal;
	}

	/** Ends what is under way. What is asked afterwards begins afresh. */
	stop(): void {
		this.stopping.abort();
		this.stopping = new AbortController();
		this.client = undefined;
		this.pausedUntil = 0;
		this.resting.clear();
	}

	/** On the clock: when something may be asked for that may not be asked for now; `Infinity` for never. */
	nextAttempt(): number {
		const now = this.options.clock.now();
		let next = this.pausedUntil > now ? this.pausedUntil : Infinity;
		for (const one of this.resting) {
			if (one.notBefore <= now) this.resting.delete(one);
			else next = Math.min(next, one.notBefore);
		}
		return next;
	}

	/**
	 * Does something for which Crisp is asked, and sees to what is to be done where that fails.
	 *
	 * @param instead called where this cannot be had, and all else can
	 * @returns nothing where it is to be tried again; otherwise it counts as under way until its
	 * result has been dealt with
	 */
	async attempt<T, U>(
		one: Attempt,
		work: (get: Get) => Promise<T>,
		instead: (error: Error) => U,
	): Promise<T | U | undefined> {
		const { signal } = this;
		one.isUnderWay = true;
		try {
			const result = await work(this.makeGet(signal));
			one.failures = 0;
			return result;
		} catch (error) {
			if (signal.aborted) return undefined;
			one.isUnderWay = false;
			return this.failed(one, error as Error, instead);
		}
	}

	private makeGet(signal: AbortSignal): Get {
		const { budget, report, clock, openClient } = this.options;
		return async (path, query) => {
			budget.spend();
			if (this.progress()) report.countRequest();
			const now = clock.now();
			if (!this.client || now - this.client.at > CLIENT_MS) {
				this.client = { opened: openClient(), at: now };
			}
			const client = await this.client.opened;
			const request = { method: 'GET', path, query, wants: 'list' } as const;
			const { data } = await client.send(request, { signal, retry: false });
			signal.throwIfAborted();
			return (data as unknown[]).filter(isObject);
		};
	}

	private failed<U>(one: Attempt, error: Error, instead: (error: Error) => U): U | undefined {
		const { clock, report } = this.options;
		const trouble = troubleOf(error);
		if (trouble === 'stopped') return undefined;
		one.failures++;
		one.noLists = saysNothing(error) ? one.noLists + 1 : 0;
		if (trouble === 'gone' || one.noLists >= MAX_NO_LIST) {
			one.failures = 0;
			return instead(error);
		}
		// The next one is opened with the credential as it is then.
		this.client = undefined;
		let ms = Math.min(FIRST_RETRY_MS * 2 ** one.failures, MAX_RETRY_MS);
		if (trouble === 'person') {
			ms = isQuota(error) ? QUOTA_RETRY_MS : PERSON_RETRY_MS;
			this.pausedUntil = clock.now() + ms;
		} else {
			one.notBefore = clock.now() + ms;
			this.resting.add(one);
		}
		const progress = this.progress();
		if (progress && (trouble === 'person' || one.failures >= MIN_FAILURES_TOLD)) {
			report.troubled(error, ms, progress);
		}
		return undefined;
	}
}
