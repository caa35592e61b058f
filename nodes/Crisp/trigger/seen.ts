/** As text or number on the wire; equal ones must be one. */
const asKey = (fingerprint: unknown): unknown => {
	const number = typeof fingerprint === 'string' ? Number(fingerprint) : fingerprint;
	return Number.isSafeInteger(number) ? number : String(fingerprint);
};

/**
 * The fingerprints of each conversation, by website. Nested, because one joined text per message
 * would have to be hashed anew each time, which takes longer than to parse the message.
 */
class Generation {
	private readonly websites = new Map<string, Map<string, Set<unknown>>>();

	size = 0;

	has(website: string, sessionId: string, fingerprint: unknown): boolean {
		return this.websites.get(website)?.get(sessionId)?.has(fingerprint) === true;
	}

	add(website: string, sessionId: string, fingerprint: unknown): void {
		let sessions = this.websites.get(website);
		if (!sessions) this.websites.set(website, (sessions = new Map()));
		const fingerprints = sessions.get(sessionId);
		if (fingerprints) fingerprints.add(fingerprint);
		else sessions.set(sessionId, new Set([fingerprint]));
		this.size++;
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
		if (this.has(website, sessionId, fingerprint)) return false;
		this.newer.add(website, sessionId, asKey(fingerprint));
		if (this.newer.size < this.limit) return true;
		this.older = this.newer;
		this.newer = new Generation();
		return true;
	}
}
