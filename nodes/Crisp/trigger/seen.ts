/** Remembers the newest identities, and half as many older ones at least. */
export class Seen {
	private newer = new Set<string>();

	private older = new Set<string>();

	constructor(private readonly limit = 5_000) {}

	has(identity: string): boolean {
		return this.newer.has(identity) || this.older.has(identity);
	}

	add(identity: string): void {
		this.newer.add(identity);
		if (this.newer.size < this.limit) return;
		this.older = this.newer;
		this.newer = new Set();
	}
}
