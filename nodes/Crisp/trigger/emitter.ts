import type { INodeExecutionData, IRun, ITriggerFunctions } from 'n8n-workflow';

import { wait, type Clock } from '../realtime/clock';
import { Queue } from './queue';

/** What becomes one execution. */
export interface Unit {
	items: INodeExecutionData[];
	/** `content` of each message of each item, where there are attachments to download. */
	contents?: ReadonlyArray<readonly unknown[]>;
	/** Conversations whose order it keeps. */
	lanes: string[];
	deduplicationKey?: string;
	/** Called once, when its execution has ended or was given up. */
	done(): void;
}

export interface EmitterOptions {
	clock: Clock;
	/** Executions at the same time. */
	atOnce: number;
	/** Makes the items of a unit complete, once. Never rejects. */
	complete?(unit: Unit): Promise<INodeExecutionData[]>;
	/** Called before each emit: n8n saves the static data with it. */
	beforeEmit(): void;
	/** An execution could not be started, for good. */
	onGivenUp(error: Error): void;
	/** The worker of an execution has died; `again` tells whether it is started once more. */
	onWorkerLost(unit: Unit, again: boolean): void;
}

/** Between the tries to start an execution, for example while the database is locked. */
const RETRY_MS = [1_000, 10_000, 60_000];

/** How often a unit whose worker died is started once more: an item that kills workers must not kill all. */
const MOST_REPEATS = 2;

/**
 * Whether an execution's worker has died. In queue mode n8n neither repeats such an execution nor
 * keeps its items, so that nobody can retry it (n8n 2.8 to 2.40, `MaxStalledCountError`, which has
 * no other mark than its words; the second ones are those of its queue, Bull).
 */
const hasLostWorker = (run: IRun | undefined): boolean =>
	/failed to be processed too many times|job stalled/.test(
		run?.data?.resultData?.error?.message ?? '',
	);

/** An execution that was cancelled did start; n8n names such errors so. */
const isCancellation = (error: Error): boolean =>
	/cancel/i.test(`${error.name} ${error.constructor.name} ${error.message}`);

/**
 * Starts executions, a limited number at a time. n8n's `emit` alone knows no limit: a burst of
 * events would start as many executions at once and take all memory.
 */
export class Emitter {
	private readonly queue: Queue;

	private readonly closing = new AbortController();

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly options: EmitterOptions,
	) {
		this.queue = new Queue(options.atOnce);
	}

	add(unit: Unit): void {
		const { complete } = this.options;
		this.queue.add(unit.lanes, () =>
			complete ? this.startComplete(unit, complete) : this.start(unit, 0),
		);
	}

	/** Starts no more executions. */
	close(): void {
		this.closing.abort();
		this.queue.close();
	}

	private async startComplete(
		unit: Unit,
		complete: NonNullable<EmitterOptions['complete']>,
	): Promise<void> {
		const items = await complete(unit);
		if (!this.closing.signal.aborted) await this.start({ ...unit, items }, 0);
	}

	/**
	 * Resolves when the execution of a unit has ended, however it went, or was given up.
	 *
	 * @param tries how often it could not be started
	 * @param repeats how many executions of the unit have lost their worker
	 */
	private start(unit: Unit, tries: number, repeats = 0): Promise<void> {
		return this.execute(unit, repeats).then(
			(run) => (hasLostWorker(run) ? this.repeat(unit, repeats) : unit.done()),
			async (error: Error) => await this.notStarted(unit, tries, repeats, error),
		);
	}

	private async repeat(unit: Unit, repeats: number): Promise<void> {
		if (this.closing.signal.aborted) return;
		const again = repeats < MOST_REPEATS;
		this.options.onWorkerLost(unit, again);
		if (again) await this.start(unit, 0, repeats + 1);
		else unit.done();
	}

	private async notStarted(
		unit: Unit,
		tries: number,
		repeats: number,
		error: Error,
	): Promise<void> {
		const { clock, onGivenUp } = this.options;
		if (isCancellation(error)) {
			unit.done();
			return;
		}
		if (tries === RETRY_MS.length) onGivenUp(error);
		else await wait(clock, RETRY_MS[tries], this.closing.signal);
		if (this.closing.signal.aborted) return;
		if (tries === RETRY_MS.length) unit.done();
		else await this.start(unit, tries + 1, repeats);
	}

	/** Resolves when the execution has ended, however it went; rejects where it could not start. */
	private execute(unit: Unit, repeats: number): Promise<IRun | undefined> {
		const done = this.context.helpers.createDeferredPromise<IRun>();
		const { items, deduplicationKey: key } = unit;
		// The execution that has lost its worker still has the key itself.
		const ownKey = key !== undefined && repeats > 0 ? `${key}:again${repeats}` : key;
		try {
			this.options.beforeEmit();
			// Never a kept copy of `emit`: n8n replaces it after trigger() in a manual run.
			this.context.emit([items], undefined, done, ownKey);
		} catch (error) {
			done.reject(error as Error);
		}
		return done.promise;
	}
}
