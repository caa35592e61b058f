import type { Logger } from 'n8n-workflow';

import { durationInWords } from '../../units';
import type { Outage } from '../outages';
import { describeReturn } from '../words';
import type { CatchUpBudget } from './budget';

/** How many names of what could not be read stand in the log. */
const MAX_NAMES = 5;

/** How far a gap has been read. */
export interface Progress {
	/** Conversations that have been read or needed no reading. */
	read: number;
	/** Conversations that are known to be left. */
	left: number;
	/** Whether more may have changed than are known so far. */
	isListed: boolean;
}

/** What is said of gaps: one line when all is done, and one for each cause of a pause. */
export class GapReport {
	private outage?: Outage;

	private fetched = 0;

	private requests = 0;

	/** Names of what could not be read, by the reason. */
	private readonly refused = new Map<string, Set<string>>();

	private readonly told = new Set<string>();

	/**
	 * @param subject which trigger of which workflow
	 * @param lost chosen events that Crisp does not let be fetched
	 */
	constructor(
		private readonly logger: Logger,
		private readonly subject: string,
		private readonly lost: readonly string[],
	) {}

	/** The connection stands; `outage` is told together with what was missed. */
	connected(outage: Outage | undefined): void {
		this.outage = outage;
	}

	/** The connection is lost, whatever was still to be told. */
	disconnected(): void {
		if (this.outage) this.tell('info');
	}

	countRequest(): void {
		this.requests++;
	}

	countEvent(): void {
		this.fetched++;
	}

	/** A conversation or website could not be read and is left out. */
	leftOut(name: string, error: Error): void {
		const names = this.refused.get(error.message) ?? new Set();
		this.refused.set(error.message, names.add(name));
	}

	/** There are no requests left for now. Told once for each time that a bound is reached. */
	spent(budget: CatchUpBudget, progress: Progress): void {
		const which = budget.bound === 'day' ? 'day' : 'hour';
		const option = which === 'day' ? 'Catch Up Requests per Day' : 'Catch Up Requests';
		this.pauses(
			budget.period,
			`Its requests of this ${which} are spent (option '${option}'), it goes on in ${durationInWords(budget.wait)}.`,
			progress,
		);
	}

	/** Something keeps it from going on. Told once for each cause. */
	troubled({ message }: Error, ms: number, progress: Progress): void {
		const words = `${message}. It keeps trying, next in ${durationInWords(ms)}.`;
		this.pauses(message, words, progress);
	}

	private pauses(cause: string, words: string, { read, left, isListed }: Progress): void {
		if (this.told.has(cause)) return;
		this.told.add(cause);
		const total = `${isListed ? '' : 'at least '}${read + left}`;
		this.tell(
			'warn',
			`has not caught up yet: ${read} of ${total} conversations read, ${this.account()}`,
			` ${words}`,
		);
	}

	/** All that was missed has been fetched, but for what was left out. */
	done(read: number): void {
		const level = this.refused.size > 0 ? 'warn' : 'info';
		const conversations = read === 1 ? '1 conversation' : `${read} conversations`;
		this.tell(
			level,
			`has caught up: ${conversations} read, ${this.account()}`,
			`${this.leftOutWords()}${this.lostWords()}`,
		);
		this.fetched = 0;
		this.requests = 0;
		this.refused.clear();
		this.told.clear();
	}

	/** Nothing was missed, or nothing of it can be fetched. */
	nothingToFetch(gapMs: number): void {
		if (this.outage === undefined && gapMs === 0) return;
		const time = durationInWords(gapMs);
		this.tell('info', this.outage ? undefined : `had no connection for ${time}`, this.lostWords());
	}

	private account(): string {
		return `${this.fetched === 1 ? '1 event' : `${this.fetched} events`} fetched (requests: ${this.requests})`;
	}

	private leftOutWords(): string {
		const parts = [...this.refused].map(([why, names]) => {
			const more = names.size > MAX_NAMES ? ` and ${names.size - MAX_NAMES} more` : '';
			return `${[...names].slice(0, MAX_NAMES).join(', ')}${more} (${why})`;
		});
		return parts.length > 0 ? ` Could not be read: ${parts.join('; ')}.` : '';
	}

	private lostWords(): string {
		return this.lost.length > 0
			? ` Not to be had from Crisp for that time: ${this.lost.join(', ')}.`
			: '';
	}

	/** One line, with the return of the connection where that has not been told. */
	private tell(level: 'info' | 'warn', what?: string, more = ''): void {
		const back = this.outage && describeReturn(this.outage);
		const parts = [back, what].filter((part) => part !== undefined);
		this.outage = undefined;
		this.logger[level](`${this.subject} ${parts.join(' and ')}.${more}`);
	}
}
