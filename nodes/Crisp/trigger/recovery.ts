import type { IDataObject, Logger } from 'n8n-workflow';

import { catchUp, isRecoverable, type FetchedEvent } from './catchUp';
import { wait, type Clock } from '../clock';
import { durationInWords } from '../units';
import type { Arrival } from '../events/item';
import type { Outage } from './outages';
import type { Position } from './position';
import { describeReturn } from './words';

export type Get = (path: string, query: Record<string, number>) => Promise<unknown>;

export interface RecoveryOptions {
	clock: Clock;
	/** Milliseconds since 1970. */
	today: () => number;
	position: Position;
	events: readonly string[];
	lookBackMs: number;
	/** Requests per catch-up. */
	budget: number;
	/** Websites to look at; may ask Crisp. */
	websites(get: Get): Promise<string[]>;
	request(path: string, query: Record<string, number>, signal: AbortSignal): Promise<unknown>;
	isKnown(website: string, sessionId: string, fingerprint: unknown): boolean;
	/** Whether asking again cannot help. */
	isHopeless(error: unknown): boolean;
	/** Takes all events, fetched and received, in the order in which they are to be worked on. */
	pass(arrival: Arrival): void;
	logger: Logger;
	/** Which trigger of which workflow. */
	subject: string;
}

/** The budget of requests is used up. */
class BudgetSpent extends Error {}

/** While received events wait for the fetched ones. */
const QUICK_RETRIES_MS = [2_000, 10_000];

/** Afterwards received events go on, and the rest of the gap follows when it can be had. */
const RETRY_MS = 300_000;

/** A budget is for one hour. */
const BUDGET_RETRY_MS = 3_600_000;

/** What a round of requests has come to. */
interface Round {
	fetched: number;
	error?: unknown;
}

/**
 * Fills the gaps of a connection. From the loss of a connection until what was missed has been
 * fetched, received events wait, so that the order is kept.
 */
export class GapRecovery {
	/** Events that were received and wait; `undefined` while there is no gap. */
	private waiting: Arrival[] | undefined = [];

	/** On the clock. */
	private gapBegan?: number;

	private isFirst = true;

	/** The outage that has ended, which is told together with what was missed. */
	private outage?: Outage;

	private stopping = new AbortController();

	private cancelRetry = () => {};

	private checked = new Map<string, Map<string, number>>();

	private requests = 0;

	constructor(private readonly options: RecoveryOptions) {}

	/** To be called with every event that is received. */
	take(arrival: Arrival): void {
		if (this.waiting) this.waiting.push(arrival);
		else this.options.pass(arrival);
	}

	/** To be called when the connection is lost, or could not be made. */
	lost(): void {
		this.waiting ??= [];
		this.gapBegan ??= this.options.clock.now();
		if (this.outage) this.tell('info');
		this.stop();
	}

	/** To be called when the connection stands, with the outage before it. */
	connected(outage?: Outage): void {
		this.outage = outage;
		const { position, events } = this.options;
		const nothingMissed = this.isFirst && !position.isContinued && this.gapBegan === undefined;
		this.isFirst = false;
		if (nothingMissed || !events.some(isRecoverable)) {
			this.tellNothingFetched();
			this.flow();
			return;
		}
		void this.fill(QUICK_RETRIES_MS);
	}

	close(): void {
		this.stop();
		this.waiting = [];
	}

	private stop(): void {
		this.cancelRetry();
		this.stopping.abort();
		this.stopping = new AbortController();
	}

	/** Lets received events go on. */
	private flow(): void {
		const { waiting } = this;
		this.waiting = undefined;
		this.gapBegan = undefined;
		for (const arrival of waiting ?? []) this.options.pass(arrival);
	}

	private async fill(retries: number[]): Promise<void> {
		const { signal } = this.stopping;
		const { clock } = this.options;
		this.requests = 0;
		let fetched = 0;
		for (const delay of [...retries, undefined]) {
			const round = await this.round(signal);
			fetched += round.fetched;
			if (signal.aborted) return;
			if (round.error === undefined) {
				this.checked.clear();
				this.tell('info', `has caught up: ${this.account(fetched)}`, this.lostEvents());
				break;
			}
			const wontPass = round.error instanceof BudgetSpent || this.options.isHopeless(round.error);
			if (wontPass || delay === undefined) {
				this.giveWay(round.error, fetched);
				break;
			}
			await wait(clock, delay, signal);
			if (signal.aborted) return;
		}
		if (this.waiting) this.flow();
	}

	/** Asks once for all that is missing. Never rejects. */
	private async round(signal: AbortSignal): Promise<Round> {
		const { websites, request, budget } = this.options;
		const get: Get = async (path, query) => {
			if (this.requests >= budget) throw new BudgetSpent();
			this.requests++;
			const answer = await request(path, query, signal);
			signal.throwIfAborted();
			return answer;
		};
		let fetched = 0;
		try {
			for (const website of await websites(get)) {
				const result = await this.readWebsite(website, get);
				if (signal.aborted) {
					// What was read is not passed on, so it counts as not read.
					this.checked.delete(website);
					return { fetched };
				}
				for (const found of result.found) if (this.passOn(found)) fetched++;
				if ('error' in result) return { fetched, error: result.error };
				this.options.position.release(website);
			}
		} catch (error) {
			return { fetched, error };
		}
		return { fetched };
	}

	private async readWebsite(website: string, get: Get) {
		const { position, events, lookBackMs, today, isKnown } = this.options;
		// Where a gap was left open, a message that is known says nothing about those before it.
		const trustsPreviews = !position.isHeld(website);
		position.hold(website);
		const checked = this.checked.get(website) ?? new Map<string, number>();
		this.checked.set(website, checked);
		return await catchUp({
			websiteId: website,
			since: Math.max(position.from(website), today() - lookBackMs),
			events,
			get,
			isKnown: (sessionId, fingerprint) => isKnown(website, sessionId, fingerprint),
			trustsPreviews,
			checked,
		});
	}

	/** @returns whether the event is one that is wanted */
	private passOn({ event, payload, timestamp }: FetchedEvent): boolean {
		const { position, pass, today } = this.options;
		if (timestamp < position.since[event]) return false;
		pass({ event, payload: payload as IDataObject, receivedAt: today(), recovered: true });
		return true;
	}

	/** One line for the return of the connection and for what became of the gap. */
	private tell(level: 'info' | 'warn', what?: string, more = ''): void {
		const { logger, subject } = this.options;
		const back = this.outage && describeReturn(this.outage);
		const parts = [back, what].filter((part) => part !== undefined);
		this.outage = undefined;
		logger[level](`${subject} ${parts.join(' and ')}.${more}`);
	}

	private account(fetched: number): string {
		return `${fetched} events fetched (requests: ${this.requests})`;
	}

	/** Nothing was missed, or nothing of it can be fetched. */
	private tellNothingFetched(): void {
		const { outage, gapBegan } = this;
		if (outage === undefined && gapBegan === undefined) return;
		const time = durationInWords(this.options.clock.now() - (gapBegan ?? 0));
		this.tell(
			'info',
			outage === undefined ? `had no connection for ${time}` : undefined,
			this.lostEvents(),
		);
	}

	private lostEvents(): string {
		const lost = this.options.events.filter((event) => !isRecoverable(event));
		return lost.length === 0 ? '' : ` Not to be had from Crisp for that time: ${lost.join(', ')}.`;
	}

	private giveWay(error: unknown, fetched: number): void {
		const { isHopeless, budget, clock, position } = this.options;
		const done = this.account(fetched);
		if (!(error instanceof BudgetSpent) && isHopeless(error)) {
			this.tell(
				'warn',
				`cannot catch up with what it missed: ${(error as Error).message}. ${done}; the rest is left out`,
			);
			for (const website of this.checked.keys()) position.release(website);
			this.checked.clear();
			return;
		}
		const isBudget = error instanceof BudgetSpent;
		const delay = isBudget ? BUDGET_RETRY_MS : RETRY_MS;
		const why = isBudget
			? `its budget of ${budget} requests is used up`
			: String((error as Error).message);
		// Once per gap; the tries after it are quiet until one succeeds.
		if (this.waiting) {
			this.tell(
				'warn',
				`has not caught up yet: ${why}. ${done}; it goes on with the rest in ${durationInWords(delay)}, and again until it is done`,
			);
		}
		this.cancelRetry = clock.after(delay, () => void this.fill([]));
	}
}
