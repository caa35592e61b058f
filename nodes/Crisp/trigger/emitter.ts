import type { IRun, ITriggerFunctions } from 'n8n-workflow';

import { wait, type Clock } from '../clock';
import { isBacklog, keyOf, lanesOf, type Execution } from './execution';
import { Patience } from './patience';
import { Queue } from './queue';

export interface EmitterOptions {
	clock: Clock;
	/** Executions at the same time. */
	atOnce: number;
	/** After how many milliseconds nothing waits for the end of an execution any longer. */
	longestMs: number;
	/** The workflow and the node, for keys. */
	scope: string;
	/** Adds what is missing to the items of an execution, once. Never rejects. */
	complete?(execution: Execution): Promise<Execution>;
	/** Called before each emit: n8n saves the static data with it. */
	beforeEmit(execution: Execution): void;
	/** Called once, when an execution has ended or was given up. */
	onDone(execution: Execution): void;
	/** Executions cannot be started for now. Called once until one could be. */
	onNotStarted(error: Error): void;
	/** An execution could not be started, for good. */
	onGivenUp(error: Error): void;
	/** The worker of an execution has died; `again` tells whether it is started once more. */
	onWorkerLost(execution: Execution, again: boolean): void;
	/** The end of an execution was not reported in time: the next ones do not wait for it. */
	onOverdue(execution: Execution): void;
}

/** Between the attempts to start an execution, for example while the database is locked. */
const RETRY_MS = [1_000, 10_000];
const MAX_RETRY_MS = 60_000;

/** So often one is attempted: for about an hour. */
const MAX_ATTEMPTS = 60;

/** How often an execution whose worker died is started once more: an item that kills workers must not kill all. */
const MAX_REPEATS = 2;

/**
 * What n8n says of an execution that failed as a whole because its worker has gone: it was killed
 * (`MaxStalledCountError`, or the words of n8n's queue, Bull), or it was stopped just when it took the
 * execution up, and closed the database (the words of TypeORM and of PostgreSQL's client).
 */
const WORKER_HAS_GONE =
	/failed to be processed too many times|job stalled|Driver not Connected|Connection terminated|after calling end on the pool/;

/**
 * What a node says where the worker that is stopped has closed the engine of expressions under it, or
 * the database in which n8n keeps credentials. The error of a sub-node has it as its description.
 */
const WORKER_IS_GOING = /^(Evaluator disposed|Driver not Connected)/;

/** n8n reads its own database by TypeORM, which is in the stack of what fails there. */
const IN_DATABASE_OF_N8N = /typeorm/i;

/**
 * Whether an execution's worker has gone before its end. In queue mode n8n does not repeat such an
 * execution (2.8 to 2.40), and marks it with nothing but these words.
 */
function hasLostWorker(run: IRun | undefined): boolean {
	const { error, lastNodeExecuted } = run?.data?.resultData ?? {};
	if (!error) return false;
	const { message, description, stack } = error;
	if ([message, description].some((words) => WORKER_IS_GOING.test(words ?? ''))) return true;
	// A node may well lose a connection to a database of its own.
	const isOfN8n = lastNodeExecuted === undefined || IN_DATABASE_OF_N8N.test(stack ?? '');
	return isOfN8n && WORKER_HAS_GONE.test(message);
}

interface Started {
	execution: Execution;
	/** n8n settles it, also with undefined, whatever its type says. */
	end: NonNullable<Parameters<ITriggerFunctions['emit']>[2]>;
	since: number;
}

/**
 * An execution that was cancelled did start. By the names of n8n's classes of such errors, and never
 * by the message: a database says "canceling statement" of one that did not.
 */
const isCancellation = ({ name, constructor }: Error): boolean =>
	[name, constructor.name].some((word) => /ExecutionCancell?edError$/.test(word));

/**
 * Starts executions, a limited number at a time. n8n's `emit` alone knows no limit: a burst of
 * events would start as many executions at once and take all memory.
 */
export class Emitter {
	private readonly queue: Queue;

	private readonly closing = new AbortController();

	/** Whether it was told that executions cannot be started. */
	private isTold = false;

	/**
	 * n8n does not report every end: in queue mode it keeps silent about an execution that was ended by
	 * the workflow's timeout, and about one whose worker was killed right after its last node (2.40).
	 */
	private readonly patience: Patience<Started>;

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly options: EmitterOptions,
	) {
		this.queue = new Queue(options.atOnce);
		this.patience = new Patience(options.clock, options.longestMs, ({ execution, end }) => {
			options.onOverdue(execution);
			end.resolve(undefined as never);
		});
	}

	add(execution: Execution): void {
		const { complete } = this.options;
		this.queue.add(
			lanesOf(execution),
			() => (complete ? this.startComplete(execution, complete) : this.start(execution, 0)),
			isBacklog(execution),
		);
	}

	/** Executions of the backlog that have not begun. */
	get backlog(): number {
		return this.queue.backlog;
	}

	/** Starts no more executions. */
	close(): void {
		this.closing.abort();
		this.queue.close();
		this.patience.close();
	}

	private async startComplete(
		execution: Execution,
		complete: NonNullable<EmitterOptions['complete']>,
	): Promise<void> {
		const completed = await complete(execution);
		if (!this.closing.signal.aborted) await this.start(completed, 0);
	}

	/**
	 * Resolves when an execution has ended, however it went, is overdue, or was given up.
	 *
	 * @param attempts how often it could not be started
	 * @param repeats how often it has lost its worker
	 */
	private start(execution: Execution, attempts: number, repeats = 0): Promise<void> {
		const end = this.context.helpers.createDeferredPromise<IRun>();
		const started = { execution, end, since: this.options.clock.now() };
		this.patience.begin(started);
		this.emit(started, repeats);
		return end.promise.then(
			(run) => {
				this.patience.end(started);
				this.isTold = false;
				return hasLostWorker(run)
					? this.repeat(execution, repeats)
					: this.options.onDone(execution);
			},
			async (error: Error) => {
				this.patience.end(started);
				await this.notStarted(execution, attempts, repeats, error);
			},
		);
	}

	private async repeat(execution: Execution, repeats: number): Promise<void> {
		if (this.closing.signal.aborted) return;
		const again = repeats < MAX_REPEATS;
		this.options.onWorkerLost(execution, again);
		if (again) await this.start(execution, 0, repeats + 1);
		else this.options.onDone(execution);
	}

	private async notStarted(
		execution: Execution,
		attempts: number,
		repeats: number,
		error: Error,
	): Promise<void> {
		const { clock, onDone, onGivenUp, onNotStarted } = this.options;
		if (isCancellation(error)) {
			onDone(execution);
			return;
		}
		if (attempts + 1 === MAX_ATTEMPTS) {
			onGivenUp(error);
			onDone(execution);
			return;
		}
		if (attempts > 0 && !this.isTold) {
			this.isTold = true;
			onNotStarted(error);
		}
		await wait(clock, RETRY_MS[attempts] ?? MAX_RETRY_MS, this.closing.signal);
		if (!this.closing.signal.aborted) await this.start(execution, attempts + 1, repeats);
	}

	/** Asks n8n for the execution. Its end is rejected where it could not start. */
	private emit({ execution, end }: Started, repeats: number): void {
		const key = keyOf(this.options.scope, execution);
		// The execution that has lost its worker still has the key itself.
		const ownKey = key !== undefined && repeats > 0 ? `${key}:again${repeats}` : key;
		try {
			this.options.beforeEmit(execution);
			// Never a kept copy of `emit`: n8n replaces it after trigger() in a manual run.
			this.context.emit([[...execution.items]], undefined, end, ownKey);
		} catch (error) {
			end.reject(error as Error);
		}
	}
}
