import type { INodeExecutionData, IRun, ITriggerFunctions } from 'n8n-workflow';

import { wait, type Clock } from '../clock';
import { Patience } from './patience';
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
	/** After how many milliseconds nothing waits for the end of an execution any longer. */
	longestMs: number;
	/** Makes the items of a unit complete, once. Never rejects. */
	complete?(unit: Unit): Promise<INodeExecutionData[]>;
	/** Called before each emit: n8n saves the static data with it. */
	beforeEmit(): void;
	/** An execution could not be started, for good. */
	onGivenUp(error: Error): void;
	/** The worker of an execution has died; `again` tells whether it is started once more. */
	onWorkerLost(unit: Unit, again: boolean): void;
	/** The end of an execution was not heard of in time: the next ones do not wait for it. */
	onOverdue(unit: Unit): void;
}

/** Between the tries to start an execution, for example while the database is locked. */
const RETRY_MS = [1_000, 10_000, 60_000];

/** How often a unit whose worker died is started once more: an item that kills workers must not kill all. */
const MOST_REPEATS = 2;

/**
 * What n8n says of an execution that failed as a whole because its worker has gone: it was killed
 * (`MaxStalledCountError`, or the words of n8n's queue, Bull), or it was stopped just when it took the
 * execution up, and closed the database (the words of TypeORM and of PostgreSQL's client).
 */
const WORKER_HAS_GONE =
	/failed to be processed too many times|job stalled|Driver not Connected|Connection terminated|after calling end on the pool/;

/** What a node says where the worker that is stopped has closed the engine of expressions under it. */
const WORKER_IS_GOING = /^Evaluator disposed/;

/**
 * Whether an execution's worker has gone before its end. In queue mode n8n does not repeat such an
 * execution (2.8 to 2.40), and marks it with nothing but these words.
 */
function hasLostWorker(run: IRun | undefined): boolean {
	const { error, lastNodeExecuted } = run?.data?.resultData ?? {};
	const words = error?.message ?? '';
	// A node may well lose a connection to a database of its own.
	const failedAsAWhole = lastNodeExecuted === undefined;
	return WORKER_IS_GOING.test(words) || (failedAsAWhole && WORKER_HAS_GONE.test(words));
}

interface Running {
	unit: Unit;
	/** n8n settles it, also with undefined, whatever its type says. */
	end: NonNullable<Parameters<ITriggerFunctions['emit']>[2]>;
	since: number;
}

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

	/**
	 * n8n does not report every end: in queue mode it keeps silent about an execution that was ended by
	 * the workflow's timeout, and about one whose worker was killed right after its last node (2.40).
	 */
	private readonly patience: Patience<Running>;

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly options: EmitterOptions,
	) {
		this.queue = new Queue(options.atOnce);
		this.patience = new Patience(options.clock, options.longestMs, ({ unit, end }) => {
			options.onOverdue(unit);
			end.resolve(undefined as never);
		});
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
		this.patience.close();
	}

	private async startComplete(
		unit: Unit,
		complete: NonNullable<EmitterOptions['complete']>,
	): Promise<void> {
		const items = await complete(unit);
		if (!this.closing.signal.aborted) await this.start({ ...unit, items }, 0);
	}

	/**
	 * Resolves when the execution of a unit has ended, however it went, is overdue, or was given up.
	 *
	 * @param tries how often it could not be started
	 * @param repeats how many executions of the unit have lost their worker
	 */
	private start(unit: Unit, tries: number, repeats = 0): Promise<void> {
		const end = this.context.helpers.createDeferredPromise<IRun>();
		const running = { unit, end, since: this.options.clock.now() };
		this.patience.begin(running);
		this.emit(running, repeats);
		return end.promise.then(
			(run) => {
				this.patience.end(running);
				return hasLostWorker(run) ? this.repeat(unit, repeats) : unit.done();
			},
			async (error: Error) => {
				this.patience.end(running);
				await this.notStarted(unit, tries, repeats, error);
			},
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

	/** Asks n8n for the execution. Its end is rejected where it could not start. */
	private emit({ unit, end }: Running, repeats: number): void {
		const { items, deduplicationKey: key } = unit;
		// The execution that has lost its worker still has the key itself.
		const ownKey = key !== undefined && repeats > 0 ? `${key}:again${repeats}` : key;
		try {
			this.options.beforeEmit();
			// Never a kept copy of `emit`: n8n replaces it after trigger() in a manual run.
			this.context.emit([items], undefined, end, ownKey);
		} catch (error) {
			end.reject(error as Error);
		}
	}
}
