import { Fifo } from './fifo';

interface Job {
	lanes: string[];
	run: () => Promise<void>;
	/** Lanes in which another job stands before this one. */
	behind: number;
}

/**
 * Runs a limited number of jobs at once. Jobs that share a lane run one after the other, in the
 * order in which they came; others pass them by.
 */
export class Queue {
	private running = 0;

	private closed = false;

	private readonly ready = new Fifo<Job>();

	private readonly lanes = new Map<string, Fifo<Job>>();

	/** @param atOnce jobs that run at the same time, at least 1 */
	constructor(private readonly atOnce: number) {}

	/**
	 * Begins the job at once where that is allowed.
	 *
	 * @param run ends its job whether it resolves or rejects
	 */
	add(lanes: readonly string[], run: () => Promise<void>): void {
		if (this.closed) return;
		const job: Job = { lanes: [...new Set(lanes)], run, behind: 0 };
		for (const name of job.lanes) {
			const lane = this.lanes.get(name) ?? new Fifo<Job>();
			this.lanes.set(name, lane);
			if (lane.size > 0) job.behind++;
			lane.push(job);
		}
		if (job.behind > 0) return;
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

	private ended(job: Job): void {
		this.running--;
		for (const name of job.lanes) {
			const lane = this.lanes.get(name);
			lane?.shift();
			const next = lane?.peek();
			if (next && --next.behind === 0) this.ready.push(next);
			if (lane?.size === 0) this.lanes.delete(name);
		}
		this.begin();
	}
}
