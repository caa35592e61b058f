import { Fifo } from './fifo';

interface Job {
	lanes: readonly string[];
	run: () => Promise<unknown>;
	/** Jobs that must end before this one begins. */
	behind: number;
	/** Jobs that stand directly behind this one, once for each lane that they share. */
	followers?: Job[];
}

/**
 * Runs a limited number of jobs at once. Jobs that share a lane run one after the other, in the
 * order in which they came; others pass them by.
 */
export class Queue {
	private running = 0;

	private closed = false;

	private readonly ready = new Fifo<Job>();

	/** The last job of each lane that has any. */
	private readonly last = new Map<string, Job>();

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
		const job: Job = { lanes, run, behind: 0 };
		for (const lane of lanes) {
			const before = this.last.get(lane);
			if (before === job) continue;
			this.last.set(lane, job);
			if (before === undefined) continue;
			(before.followers ??= []).push(job);
			job.behind++;
		}
		if (job.behind > 0) return;
		this.ready.push(job);
		this.begin();
	}

	/** Forgets what waits. Jobs that run come to their end by themselves. */
	close(): void {
		this.closed = true;
		this.last.clear();
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
		for (const lane of job.lanes) if (this.last.get(lane) === job) this.last.delete(lane);
		const { followers } = job;
		// Else each job, dead or not, would keep the one behind it from being collected cheaply.
		job.followers = undefined;
		for (const next of followers ?? []) if (--next.behind === 0) this.ready.push(next);
		this.begin();
	}
}
