import type { INodeExecutionData, IRun, ITriggerFunctions } from 'n8n-workflow';

import { wait, type Clock } from '../realtime/clock';
import { Queue } from './queue';

/** What becomes one execution. */
export interface Unit {
	items: INodeExecutionData[];
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
		this.queue.add(unit.lanes, async () => await this.start(unit));
	}

	/** Starts no more executions. */
	close(): void {
		this.closing.abort();
		this.queue.close();
	}

	private async start(unit: Unit): Promise<void> {
		const { clock, onGivenUp } = this.options;
		for (const delay of [...RETRY_MS, undefined]) {
			try {
				await this.execute(unit);
				break;
			} catch (error) {
				if (isCancellation(error as Error)) break;
				if (delay === undefined) onGivenUp(error as Error);
				else await wait(clock, delay, this.closing.signal);
			}
			if (this.closing.signal.aborted) return;
		}
		unit.done();
	}

	/** Resolves when the execution has ended, however it went; rejects where it could not start. */
	private async execute({ items, deduplicationKey }: Unit): Promise<void> {
		this.options.beforeEmit();
		const done = this.context.helpers.createDeferredPromise<IRun>();
		// Never a kept copy of `emit`: n8n replaces it after trigger() in a manual run.
		this.context.emit([items], undefined, done, deduplicationKey);
		await done.promise;
	}
}
