import { sleep } from 'n8n-workflow';

import { Lanes, type Laned } from '../lanes';

/** One piece of work. */
export interface Job {
	/** Jobs of one lane run one after another, in their order; without one it may run at any time. */
	lane?: string;
	run: () => Promise<void>;
}

interface OpenedJob extends Laned {
	index: number;
	run: Job['run'];
}

/** How many jobs may wait for their lanes while others further on are looked for. */
const MAX_WAITING = 1_000;

/** The jobs that are known and not running yet. */
class Backlog {
	private next = 0;
	/** Those that were opened before their turn. */
	private readonly opened: OpenedJob[] = [];
	private readonly lanes = new Lanes<OpenedJob>();
	/** Those whose lane has become free, by their index. */
	private readonly ready: OpenedJob[] = [];
	private waiting = 0;

	constructor(
		private readonly total: number,
		private readonly open: (index: number) => Job,
	) {}

	/** The earliest job that may run now. Opens no more jobs than needed to find it. */
	take(): OpenedJob | undefined {
		const first = this.ready.shift();
		if (first) return first;
		while (this.waiting < MAX_WAITING) {
			const entry = this.opened.shift() ?? this.openNext();
			if (!entry || this.lanes.enter(entry)) return entry;
			this.waiting++;
		}
		return undefined;
	}

	/**
	 * Opens a job before its turn.
	 *
	 * @returns whether there was one to open; no more than `max` are kept
	 */
	openAhead(max: number): boolean {
		const entry = this.opened.length < max ? this.openNext() : undefined;
		if (entry) this.opened.push(entry);
		return entry !== undefined;
	}

	private openNext(): OpenedJob | undefined {
		if (this.next >= this.total) return undefined;
		const index = this.next++;
		const { lane, run } = this.open(index);
		return { index, run, lanes: lane === undefined ? [] : [lane] };
	}

	/** Frees the lane of a job that has ended. */
	release(ended: OpenedJob): void {
		this.lanes.leave(ended, (entry) => {
			this.waiting--;
			const place = this.ready.findIndex(({ index }) => index > entry.index);
			this.ready.splice(place < 0 ? this.ready.length : place, 0, entry);
		});
	}
}

/**
 * Runs jobs in their order, several at once. A job is opened when its turn is near, so that those
 * to come cost no memory: while the running ones wait, as many more are opened, and have only to be
 * started when theirs has come.
 *
 * With the first that rejects, or the signal, no further job is started; those that run may end.
 *
 * @param open makes the job of an index; must not throw
 * @throws what the job with the lowest index rejected with
 */
export async function runJobs(
	total: number,
	atOnce: number,
	open: (index: number) => Job,
	signal?: AbortSignal,
): Promise<void> {
	const backlog = new Backlog(total, open);
	const failures: Array<{ index: number; error: unknown }> = [];
	let running = 0;
	await new Promise<void>((resolve) => {
		const run = async (entry: OpenedJob) => {
			try {
				await entry.run();
			} catch (error) {
				failures.push({ index: entry.index, error });
			}
			running--;
			backlog.release(entry);
			comeBack();
		};
		/** Starts a job and opens another one. @returns whether there is more to do */
		const advance = (): boolean => {
			if (failures.length > 0 || signal?.aborted) return false;
			const entry = running < atOnce ? backlog.take() : undefined;
			if (entry) {
				running++;
				void run(entry);
			}
			return backlog.openAhead(atOnce) || entry !== undefined;
		};
		let isComing = false;
		/**
		 * One job in each turn of the event loop. Those that are started together would have their
		 * connections only after all are started, and be answered together: each would always wait for all.
		 */
		const comeBack = () => {
			if (isComing) return;
			isComing = true;
			void sleep(0).then(() => {
				isComing = false;
				take();
			});
		};
		const take = () => {
			if (advance()) comeBack();
			else if (running === 0) resolve();
		};
		take();
	});
	const [first] = failures.sort((a, b) => a.index - b.index);
	if (first) throw first.error;
}
