/** As text or number on the wire; equal ones must be one. */
const asKey = (fingerprint: unknown): unknown => {
	const number = typeof fingerprint === 'string' ? Number(fingerprint) : fingerprint;
	return Number.isSafeInteger(number) ? number : String(fingerprint);
};

/**
 * The fingerprints of each conversation, by website. Nested, because one joined text per message
 * would have to be hashed each time, which takes longer than to parse the message.
 */
class Generation {
	private readonly websites = new Map<string, Map<string, Set<unknown>>>();

	size = 0;

	has(website: string, sessionId: string, key: unknown): boolean {
		return this.websites.get(website)?.get(sessionId)?.has(key) === true;
	}

	/** The fingerprints of a conversation, to be added to. */
	of(website: string, sessionId: string): Set<unknown> {
		let sessions = this.websites.get(website);
		if (!sessions) this.websites.set(website, (sessions = new Map()));
		let keys = sessions.get(sessionId);
		if (!keys) sessions.set(sessionId, (keys = new Set()));
		return keys;
	}
}

/** Remembers the newest messages, and half as many older ones at least. */
export class Seen {
	private newer = new Generation();

	private older = new Generation();

	constructor(private readonly limit = 5_000) {}

	has(website: string, sessionId: string, fingerprint: unknown): boolean {
		const key = asKey(fingerprint);
		return this.newer.has(website, sessionId, key) || this.older.has(website, sessionId, key);
	}

	/** @returns whether it was not known yet */
	add(website: string, sessionId: string, fingerprint: unknown): boolean {
		const key = asKey(fingerprint);
		const known = this.newer.of(website, sessionId);
		if (known.has(key) || this.older.has(website, sessionId, key)) return false;
		known.add(key);
		this.newer.size++;
		if (this.newer.size < this.limit) return true;
		this.older = this.newer;
		this.newer = new Generation();
		return true;
	}
}
