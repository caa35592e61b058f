/** A thread's stretch in the woven list. */
export interface Woven<T> {
	item: T;
	/** The threads that hold the item, in their order. */
	threads: string[];
}

/**
 * Weaves ordered lists into one, in which equal items are one entry and every list keeps its own
 * order. Where two lists have equal items in opposite orders, one of the items stays separate.
 *
 * @param lists by the name of their thread
 * @param keyOf equal for equal items
 */
export function weave<T>(
	lists: Iterable<[thread: string, items: T[]]>,
	keyOf: (item: T) => string,
): Array<Woven<T>> {
	// Keys may be long: each is compared once, and its number from then on.
	const numbers = new Map<string, number>();
	const numberOf = (key: string): number => {
		const number = numbers.get(key) ?? numbers.size;
		numbers.set(key, number);
		return number;
	};
	const woven: Array<Woven<T> & { key: number }> = [];
	for (const [thread, items] of lists) {
		let last = -1;
		for (const item of items) {
			const key = numberOf(keyOf(item));
			const found = woven.findIndex((entry, index) => index > last && entry.key === key);
			if (found === -1) woven.splice(last + 1, 0, { item, key, threads: [thread] });
			else woven[found].threads.push(thread);
			last = found === -1 ? last + 1 : found;
		}
	}
	return woven;
}
