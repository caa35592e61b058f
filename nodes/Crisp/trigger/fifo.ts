/** A line of waiting things. Taking the first one stays cheap however long it is, unlike a list's `shift`. */
export class Fifo<T> {
	private items: Array<T | undefined> = [];

	private head = 0;

	get size(): number {
		return this.items.length - this.head;
	}

	push(item: T): void {
		this.items.push(item);
	}

	peek(): T | undefined {
		return this.items[this.head];
	}

	shift(): T | undefined {
		if (this.size === 0) return undefined;
		const item = this.items[this.head];
		// What was taken must not stay in memory.
		this.items[this.head++] = undefined;
		if (this.head === this.items.length) {
			this.items.length = 0;
			this.head = 0;
		} else if (this.head > 256 && this.head * 2 > this.items.length) {
			this.items = this.items.slice(this.head);
			this.head = 0;
		}
		return item;
	}
}
