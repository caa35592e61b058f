import type { Clock } from '../../nodes/Crisp/clock';

/** Lets promises and the input and output that is already under way come to their end. */
export async function settle(turns = 3): Promise<void> {
	for (let turn = 0; turn < turns; turn++) {
		await new Promise((resolve) => setImmediate(resolve));
	}
}

/** Waits for something that happens over a real socket, for four seconds at most if not told otherwise. */
export async function until(
	condition: () => boolean,
	what = condition.toString(),
	limit = 4_000,
): Promise<void> {
	const deadline = Date.now() + limit;
	while (!condition()) {
		if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
		await settle(1);
	}
}

/** A clock that moves when told to. */
export class FakeClock implements Clock {
	private time = 1_000_000;

	private readonly timers = new Set<{ at: number; callback: () => void }>();

	/** Delays that were asked for, in order. */
	readonly asked: number[] = [];

	now(): number {
		return this.time;
	}

	after(ms: number, callback: () => void): () => void {
		const timer = { at: this.time + ms, callback };
		this.timers.add(timer);
		this.asked.push(ms);
		return () => this.timers.delete(timer);
	}

	/** Calls that are still to come. */
	get pending(): number {
		return this.timers.size;
	}

	/** Moves on and calls what is due on the way, each at its own time. */
	async advance(ms: number): Promise<void> {
		const end = this.time + ms;
		await settle();
		for (;;) {
			const next = this.next;
			if (!next || next.at > end) break;
			this.timers.delete(next);
			this.time = Math.max(this.time, next.at);
			next.callback();
			await settle();
		}
		this.time = end;
	}

	/** The one that is due first; of several, the one that was set first. */
	private get next() {
		let first: { at: number; callback: () => void } | undefined;
		for (const timer of this.timers) if (!first || timer.at < first.at) first = timer;
		return first;
	}

	/** Moves on at once, as when the process was busy: timers are called late, all at the end. */
	async jump(ms: number): Promise<void> {
		this.time += ms;
		await this.advance(0);
	}
}
