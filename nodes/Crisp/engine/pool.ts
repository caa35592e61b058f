/** One piece of work. */
export interface Job {
	/** Jobs of one lane run one after another, in their order; without one it may run at any time. */
	lane?: string;
	run: () => Promise<void>;
}

interface Entry extends Job {
	index: number;
}

/** How many jobs may wait for their lanes while others further on are looked for. */
const MOST_WAITING = 1_000;

/** The jobs that are known and not running yet. */
class Line {
	private next = 0;
	/** Lanes in which a job runs, or is ready to, with those that wait behind it. */
	private readonly lanes = new Map<string, Entry[]>();
	/** Those whose lane has become free, by their index. */
	private readonly ready: Entry[] = [];
	private waiting = 0;

	constructor(
		private readonly total: number,
		private readonly open: (index: number) => Job,
	) {}

	/** The earliest job that may run now. Opens no more jobs than needed to find it. */
	take(): Entry | undefined {
		const first = this.ready.shift();
		if (first) return first;
		while (this.next < this.total && this.waiting < MOST_WAITING) {
			const entry = { index: this.next, ...this.open(this.next) };
			this.next++;
			if (entry.lane === undefined) return entry;
			const behind = this.lanes.get(entry.lane);
			if (!behind) {
				this.lanes.set(entry.lane, []);
				return entry;
			}
			behind.push(entry);
			this.waiting++;
		}
		return undefined;
	}

	/** Frees the lane of a job that has ended. */
	release({ lane }: Entry): void {
		if (lane === undefined) return;
		const after = this.lanes.get(lane)?.shift();
		if (!after) {
			this.lanes.delete(lane);
			return;
		}
		this.waiting--;
		const place = this.ready.findIndex(({ index }) => index > after.index);
		this.ready.splice(place < 0 ? this.ready.length : place, 0, after);
	}
}

/**
 * Runs jobs in their order, several at once. A job is opened when its turn is near, so that those
 * to come cost no memory.
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
	const line = new Line(total, open);
	const failures: Array<{ index: number; error: unknown }> = [];
	let running = 0;
	await new Promise<void>((resolve) => {
		const run = async (entry: Entry) => {
			try {
				await entry.run();
			} catch (error) {
				failures.push({ index: entry.index, error });
			}
			running--;
			line.release(entry);
			fill();
		};
		const fill = () => {
			while (running < atOnce && failures.length === 0 && !signal?.aborted) {
				const entry = line.take();
				if (!entry) break;
				running++;
				void run(entry);
			}
			if (running === 0) resolve();
		};
		fill();
	});
	const [first] = failures.sort((a, b) => a.index - b.index);
	if (first) throw first.error;
}
