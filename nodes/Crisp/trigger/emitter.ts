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
}

/** Between the tries to start an execution, for example while the database is locked. */
const RETRY_MS = [1_000, 10_000, 60_000];

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

	/** Resolves when the execution of a unit has ended, however it went, or was given up. */
	private start(unit: Unit, tries: number): Promise<void> {
		return this.execute(unit).then(
			() => unit.done(),
			async (error: Error) => await this.notStarted(unit, tries, error),
		);
	}

	private async notStarted(unit: Unit, tries: number, error: Error): Promise<void> {
		const { clock, onGivenUp } = this.options;
		if (isCancellation(error)) {
			unit.done();
			return;
		}
		if (tries === RETRY_MS.length) onGivenUp(error);
		else await wait(clock, RETRY_MS[tries], this.closing.signal);
		if (this.closing.signal.aborted) return;
		if (tries === RETRY_MS.length) unit.done();
		else await this.start(unit, tries + 1);
	}

	/** Resolves when the execution has ended, however it went; rejects where it could not start. */
	private execute({ items, deduplicationKey }: Unit): Promise<IRun> {
		const done = this.context.helpers.createDeferredPromise<IRun>();
		try {
			this.options.beforeEmit();
			// Never a kept copy of `emit`: n8n replaces it after trigger() in a manual run.
			this.context.emit([items], undefined, done, deduplicationKey);
		} catch (error) {
			done.reject(error as Error);
		}
		return done.promise;
	}
}
