/** Part of the budget that is spent without waiting. */
const FREE_PART = 0.8;

const DAY_MS = 24 * 60 * 60 * 1_000;

/** A longer wait between two requests would look like an execution that hangs. */
const MAX_GAP_MS = 60_000;

/**
 * Counts the requests of a credential per day (UTC), as far as this process sends them.
 *
 * With a budget, the first four fifths go without waiting. The rest is spread evenly over what is
 * left of the day, at most a minute apart, and what would exceed the budget is not sent.
 */
export class DayCount {
	private day = 0;
	private count = 0;
	/** When the next request of a budget that runs low may go. */
	private next = 0;

	/** @param now milliseconds since 1970 */
	constructor(private readonly now: () => number = Date.now) {}

	/** Requests of this day so far. */
	get used(): number {
		this.turnPage();
		return this.count;
	}

	private turnPage(): void {
		const day = Math.floor(this.now() / DAY_MS);
		if (day === this.day) return;
		this.day = day;
		this.count = 0;
	}

	/**
	 * Counts one more request.
	 *
	 * @param budget requests per day; 0 for as many as there are
	 * @returns milliseconds to wait before it is sent; `undefined`, uncounted, where the budget is used up
	 */
	take(budget: number): number | undefined {
		this.turnPage();
		if (budget > 0 && this.count >= budget) return undefined;
		this.count++;
		if (budget <= 0 || this.count <= budget * FREE_PART) return 0;
		const now = this.now();
		const at = Math.max(now, this.next);
		const left = (this.day + 1) * DAY_MS - at;
		this.next = at + Math.min(left / (budget - this.count + 1), MAX_GAP_MS);
		return at - now;
	}

	/** Takes back a request that was counted and not sent. */
	giveBack(): void {
		if (this.count > 0) this.count--;
	}
}
