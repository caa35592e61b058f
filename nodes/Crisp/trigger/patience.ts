import type { Clock } from '../realtime/clock';

/** Notices what takes longer than a limit. One timer serves all, however many begin and end. */
export class Patience<T> {
	/** When each has begun, the oldest first. */
	private readonly begun = new Map<T, number>();

	private cancel?: () => void;

	/**
	 * @param limitMs milliseconds that each may take
	 * @param onOverdue called once for each that takes longer, which is forgotten then
	 */
	constructor(
		private readonly clock: Clock,
		private readonly limitMs: number,
		private readonly onOverdue: (one: T) => void,
	) {}

	begin(one: T): void {
		this.begun.set(one, this.clock.now());
		this.cancel ??= this.clock.after(this.limitMs, this.look);
	}

	end(one: T): void {
		this.begun.delete(one);
	}

	/** Forgets all. */
	close(): void {
		this.begun.clear();
		this.cancel?.();
		this.cancel = undefined;
	}

	private readonly look = (): void => {
		this.cancel = undefined;
		for (const [one, since] of this.begun) {
			const left = since + this.limitMs - this.clock.now();
			if (left > 0) {
				this.cancel = this.clock.after(left, this.look);
				return;
			}
			this.begun.delete(one);
			this.onOverdue(one);
		}
	};
}
