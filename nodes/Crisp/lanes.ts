/** What must keep its place in line. */
export interface Laned {
	/** What it concerns; may name one lane several times. */
	readonly lanes: readonly string[];
}

interface InLine<T> {
	/** How many stand before it and must leave first. */
	behind: number;
	/** Those that stand directly behind it, once for each lane that they share. */
	followers?: T[];
}

/**
 * Keeps an order: of those that share a lane, only the first is free; others pass them by. What is
 * free and when it runs is for the user of this class to decide.
 */
export class Lanes<T extends Laned> {
	private readonly places = new Map<T, InLine<T>>();

	/** The last one in each lane that has any. */
	private readonly last = new Map<string, T>();

	/** Takes its place behind those with a lane in common. @returns whether it is free at once */
	enter(one: T): boolean {
		if (one.lanes.length === 0) return true;
		const place: InLine<T> = { behind: 0 };
		for (const lane of one.lanes) {
			const before = this.last.get(lane);
			if (before === one) continue;
			this.last.set(lane, one);
			const placeBefore = before && this.places.get(before);
			if (!placeBefore) continue;
			(placeBefore.followers ??= []).push(one);
			place.behind++;
		}
		this.places.set(one, place);
		return place.behind === 0;
	}

	/**
	 * Gives up its place.
	 *
	 * @param free called for each that is free now, in the order in which they entered
	 */
	leave(one: T, free: (next: T) => void): void {
		const place = this.places.get(one);
		if (!place) return;
		this.places.delete(one);
		for (const lane of one.lanes) if (this.last.get(lane) === one) this.last.delete(lane);
		for (const next of place.followers ?? []) {
			const nextPlace = this.places.get(next);
			if (nextPlace && --nextPlace.behind === 0) free(next);
		}
	}

	/** Forgets all. */
	clear(): void {
		this.places.clear();
		this.last.clear();
	}
}
