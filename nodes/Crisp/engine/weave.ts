/** An entry of the woven list. */
export interface Woven<T> {
	item: T;
	/** The threads that hold the item, in their order. */
	threads: string[];
}

interface WovenEntry<T> extends Woven<T> {
	/** Entries that some thread has right after this one. */
	next: Set<WovenEntry<T>>;
}

/** Whether some thread's order leads from one entry to another. */
function leadsTo<T>(from: WovenEntry<T>, to: WovenEntry<T>): boolean {
	const seen = new Set([from]);
	for (const entry of seen) {
		if (entry === to) return true;
		for (const after of entry.next) seen.add(after);
	}
	return false;
}

/** An order that keeps those of all threads; among several, entries stay in the order of their coming. */
function inOrder<T>(entries: Array<WovenEntry<T>>): Array<WovenEntry<T>> {
	const left = new Set(entries);
	const waiting = new Map<WovenEntry<T>, number>();
	for (const { next } of entries) {
		for (const after of next) waiting.set(after, (waiting.get(after) ?? 0) + 1);
	}
	const ordered: Array<WovenEntry<T>> = [];
	while (left.size > 0) {
		const free = [...left].find((entry) => !waiting.get(entry)) as WovenEntry<T>;
		left.delete(free);
		ordered.push(free);
		for (const after of free.next) waiting.set(after, (waiting.get(after) as number) - 1);
	}
	return ordered;
}

/**
 * Weaves ordered lists into one, in which equal items are one entry and every list keeps its own
 * order. Where lists disagree about the order of two items, one of the items stays separate.
 *
 * @param lists by the name of their thread
 * @param keyOf equal for equal items
 */
export function weave<T>(
	lists: Iterable<[thread: string, items: T[]]>,
	keyOf: (item: T) => string,
): Array<Woven<T>> {
	const byKey = new Map<string, Array<WovenEntry<T>>>();
	const entries: Array<WovenEntry<T>> = [];
	for (const [thread, items] of lists) {
		let previous: WovenEntry<T> | undefined;
		for (const item of items) {
			const same = byKey.get(keyOf(item)) ?? [];
			byKey.set(keyOf(item), same);
			const before = previous;
			let entry = same.find((candidate) => !before || !leadsTo(candidate, before));
			if (!entry) {
				entry = { item, threads: [], next: new Set() };
				same.push(entry);
				entries.push(entry);
			}
			entry.threads.push(thread);
			before?.next.add(entry);
			previous = entry;
		}
	}
	return inOrder(entries).map(({ item, threads }) => ({ item, threads }));
}
