import { Lanes, type Laned } from '../lanes';
import { Fifo } from './fifo';

interface QueuedJob extends Laned {
	run: () => Promise<unknown>;
}

/**
 * Runs a limited number of jobs at once. Jobs that share a lane run one after another, in the order
 * in which they came; others pass them by.
 */
export class Queue {
	private running = 0;

	private closed = false;

	private readonly lanes = new Lanes<QueuedJob>();

	private readonly ready = new Fifo<QueuedJob>();

	/** @param atOnce jobs that run at the same time, at least 1 */
	constructor(private readonly atOnce: number) {}

	/**
	 * Begins the job at once where that is allowed.
	 *
	 * @param lanes may name one several times
	 * @param run ends its job whether it resolves or rejects
	 */
	add(lanes: readonly string[], run: () => Promise<unknown>): void {
		if (this.closed) return;
		const job = { lanes, run };
		if (!this.lanes.enter(job)) return;
		this.ready.push(job);
		this.begin();
	}

	/** Forgets what waits. Jobs that run come to their end by themselves. */
	close(): void {
		this.closed = true;
		this.lanes.clear();
	}

	private begin(): void {
		while (!this.closed && this.running < this.atOnce) {
			const job = this.ready.shift();
			if (!job) return;
			this.running++;
			const end = () => this.ended(job);
			job.run().then(end, end);
		}
	}

	private ended(job: QueuedJob): void {
		this.running--;
		this.lanes.leave(job, (next) => this.ready.push(next));
		this.begin();
	}
}
