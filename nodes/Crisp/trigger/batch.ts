import type { Clock } from '../clock';

/** Gathers things until there are enough of them or the first has waited long enough. */
export class Batch<T> {
	private waiting: T[] = [];

	private cancel = () => {};

	/**
	 * @param size how many are enough
	 * @param longestMs how long the first one waits at most
	 * @param pass takes them in the order in which they came
	 */
	constructor(
		private readonly clock: Clock,
		private readonly size: number,
		private readonly longestMs: number,
		private readonly pass: (batch: T[]) => void,
	) {}

	add(thing: T): void {
		this.waiting.push(thing);
		if (this.waiting.length >= this.size) this.flush();
		else if (this.waiting.length === 1) {
			this.cancel = this.clock.after(this.longestMs, () => this.flush());
		}
	}

	/** Forgets what was gathered. */
	close(): void {
		this.cancel();
		this.waiting = [];
	}

	private flush(): void {
		this.cancel();
		const batch = this.waiting;
		this.waiting = [];
		this.pass(batch);
	}
}
