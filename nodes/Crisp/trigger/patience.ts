import type { Clock } from '../clock';

interface Begun {
	/** When it has begun, by the clock. */
	readonly since: number;
}

/** Notices what takes longer than a limit. One timer serves all, however many begin and end. */
export class Patience<T extends Begun> {
	/** The oldest first. A list because there are few at a time: a map would have to hash each. */
	private readonly begun: T[] = [];

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

	/** @param one has begun now */
	begin(one: T): void {
		this.begun.push(one);
		this.cancel ??= this.clock.after(this.limitMs, this.look);
	}

	/** Harmless where it was overdue before. */
	end(one: T): void {
		const index = this.begun.indexOf(one);
		if (index >= 0) this.begun.splice(index, 1);
	}

	/** Forgets all. */
	close(): void {
		this.begun.length = 0;
		this.cancel?.();
		this.cancel = undefined;
	}

	private readonly look = (): void => {
		this.cancel = undefined;
		for (let one = this.begun[0]; one !== undefined; one = this.begun[0]) {
			const left = one.since + this.limitMs - this.clock.now();
			if (left > 0) {
				this.cancel = this.clock.after(left, this.look);
				return;
			}
			this.begun.shift();
			this.onOverdue(one);
		}
	};
}
