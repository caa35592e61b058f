import { Lanes, type Laned } from '../lanes';
import { Fifo } from './fifo';

interface QueuedJob extends Laned {
	/** Counts up. */
	number: number;
	isBacklog: boolean;
	/** Whether only the limit keeps it from running. */
	isReady: boolean;
	run: () => Promise<unknown>;
}

/** After so many jobs that went first, one of the backlog has its turn. */
const MAX_PASSING = 4;

/**
 * Runs a limited number of jobs at once. Jobs that share a lane run one after another, in the order
 * in which they came; others pass them by. Jobs of the backlog let others go first, though not for
 * ever; one that another stands behind is no longer of the backlog.
 */
export class Queue {
	private running = 0;

	private closed = false;

	private readonly lanes = new Lanes<QueuedJob>();

	private readonly ready = new Fifo<QueuedJob>();

	private readonly readyBacklog = new Fifo<QueuedJob>();

	/** Jobs that went first since one of the backlog had its turn. */
	private passing = 0;

	private added = 0;

	/** Jobs of the backlog that have not begun. */
	private readonly waitingBacklog = new Set<QueuedJob>();

	/** The same by lane. */
	private readonly backlogOf = new Map<string, Set<QueuedJob>>();

	/** @param atOnce jobs that run at the same time, at least 1 */
	constructor(private readonly atOnce: number) {}

	/** Jobs of the backlog that have not begun. */
	get backlog(): number {
		return this.waitingBacklog.size;
	}

	/**
	 * Begins the job at once where that is allowed.
	 *
	 * @param lanes may name one several times
	 * @param run ends its job whether it resolves or rejects
	 */
	add(lanes: readonly string[], run: () => Promise<unknown>, isBacklog = false): void {
		if (this.closed) return;
		const job = { lanes, run, isBacklog, isReady: false, number: this.added++ };
		if (isBacklog) this.enterBacklog(job);
		else this.promoteBefore(job);
		if (this.lanes.enter(job)) this.makeReady(job);
		this.begin();
	}

	/** Forgets what waits. Jobs that run come to their end by themselves. */
	close(): void {
		this.closed = true;
		this.lanes.clear();
	}

	private enterBacklog(job: QueuedJob): void {
		this.waitingBacklog.add(job);
		for (const lane of job.lanes) {
			const others = this.backlogOf.get(lane);
			if (others) others.add(job);
			else this.backlogOf.set(lane, new Set([job]));
		}
	}

	private leaveBacklog(job: QueuedJob): void {
		if (!this.waitingBacklog.delete(job)) return;
		for (const lane of job.lanes) {
			const others = this.backlogOf.get(lane);
			if (others?.delete(job) && others.size === 0) this.backlogOf.delete(lane);
		}
	}

	/** Whoever waits for a job waits for all that stand before it. */
	private promoteBefore({ lanes, number }: QueuedJob): void {
		for (const lane of lanes) {
			for (const job of this.backlogOf.get(lane) ?? []) {
				if (job.number >= number) break;
				this.leaveBacklog(job);
				job.isBacklog = false;
				this.promoteBefore(job);
				// Its place among the ready ones of the backlog stays, and is passed over.
				if (job.isReady) this.ready.push(job);
			}
		}
	}

	private makeReady(job: QueuedJob): void {
		job.isReady = true;
		(job.isBacklog ? this.readyBacklog : this.ready).push(job);
	}

	private next(): QueuedJob | undefined {
		while (this.readyBacklog.peek()?.isBacklog === false) this.readyBacklog.shift();
		const isTurn = this.ready.size === 0 || this.passing >= MAX_PASSING;
		const job = isTurn ? (this.readyBacklog.shift() ?? this.ready.shift()) : this.ready.shift();
		if (job) this.passing = job.isBacklog || this.readyBacklog.size === 0 ? 0 : this.passing + 1;
		return job;
	}

	private begin(): void {
		while (!this.closed && this.running < this.atOnce) {
			const job = this.next();
			if (!job) return;
			this.running++;
			this.leaveBacklog(job);
			const end = () => this.ended(job);
			job.run().then(end, end);
		}
	}

	private ended(job: QueuedJob): void {
		this.running--;
		this.lanes.leave(job, (next) => this.makeReady(next));
		this.begin();
	}
}
