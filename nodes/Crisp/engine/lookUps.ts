/**
 * Remembers what has been looked up, for as long as one execution of a node runs. Items that ask at
 * the same time share one request; a look-up that was refused is forgotten, so that the next one asks again.
 */
export class LookUps {
	private readonly known = new Map<string, Promise<unknown>>();

	/**
	 * @param key names what is looked up, such as `contact of jane@example.com`; one kind of result per key
	 * @returns what `lookUp` resolved with, now or for an earlier item
	 */
	async once<T>(key: string, lookUp: () => Promise<T>): Promise<T> {
		const there = this.known.get(key) as Promise<T> | undefined;
		if (there) return await there;
		const found = lookUp();
		this.known.set(key, found);
		found.catch(() => this.known.delete(key));
		return await found;
	}
}
