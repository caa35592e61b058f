/**
 * Joins two connections that receive the same events for a while, so that each event is taken once
 * and events that equal each other are all taken: of every kind, as many as the connection that has
 * brought more of them. Remembers only what one of the two has not brought yet.
 */
export class Overlap {
	/** By how many the older connection is ahead (below 0: behind). */
	private readonly lead = new Map<string, number>();

	/** @returns whether an event of the older connection is to be taken */
	fromOlder(key: string): boolean {
		return this.add(key, 1) >= 0;
	}

	/** @returns whether an event of the newer connection is to be taken */
	fromNewer(key: string): boolean {
		return this.add(key, -1) <= 0;
	}

	/** Events that only one of the two has brought so far. */
	get size(): number {
		return this.lead.size;
	}

	private add(key: string, step: number): number {
		const before = this.lead.get(key) ?? 0;
		if (before + step === 0) this.lead.delete(key);
		else this.lead.set(key, before + step);
		return before;
	}
}

/** @returns the same text for an event that comes over two connections */
export function overlapKey(name: string, data: unknown): string | undefined {
	try {
		return `${name} ${JSON.stringify(data)}`;
	} catch {
		// Nested deeper than the stack allows.
		return undefined;
	}
}
