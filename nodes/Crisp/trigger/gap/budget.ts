const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Bounds the requests of catching up per hour and per day (UTC). */
export class CatchUpBudget {
	private hour = { began: -Infinity, spent: 0 };

	private day = { number: -1, spent: 0 };

	/**
	 * @param perHour requests in any hour that begins with a request
	 * @param perDay requests of a day; `Infinity` for no bound
	 * @param now milliseconds since 1970
	 */
	constructor(
		private readonly perHour: number,
		private readonly perDay: number,
		private readonly now: () => number,
	) {}

	/** Counts a request, whether there is room for it or not. */
	spend(): void {
		this.turn();
		this.hour.spent++;
		this.day.spent++;
	}

	/** Milliseconds until there is room for a request; 0 where there is. */
	get wait(): number {
		this.turn();
		const now = this.now();
		const hour = this.hour.spent < this.perHour ? 0 : this.hour.began + HOUR_MS - now;
		const day = this.day.spent < this.perDay ? 0 : (this.day.number + 1) * DAY_MS - now;
		return Math.max(hour, day, 0);
	}

	/** Which bound is reached. */
	get bound(): 'hour' | 'day' {
		this.turn();
		return this.day.spent >= this.perDay ? 'day' : 'hour';
	}

	/** Differs for each time that a bound is reached. */
	get period(): string {
		return this.bound === 'day' ? `day ${this.day.number}` : `hour ${this.hour.began}`;
	}

	private turn(): void {
		const now = this.now();
		const number = Math.floor(now / DAY_MS);
		if (number !== this.day.number) this.day = { number, spent: 0 };
		// A clock that was set back must not make the hour last longer.
		if (now >= this.hour.began + HOUR_MS || now < this.hour.began) {
			this.hour = { began: now, spent: 0 };
		}
	}
}
