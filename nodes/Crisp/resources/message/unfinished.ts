/** More than any execution leaves behind; the oldest go first. */
const MAX_KEPT = 1_000;

/**
 * Conversations that were made for a message that then could not be sent. n8n's "Retry On Fail" runs
 * the node again in the same process, and the next try takes them up in place of making more.
 */
export class Unfinished {
	private readonly kept: Array<{ key: string; sessionId: string }> = [];

	/** @param key names the execution, the node and whom the conversation is with */
	keep(key: string, sessionId: string): void {
		this.kept.push({ key, sessionId });
		if (this.kept.length > MAX_KEPT) this.kept.shift();
	}

	/** Hands one out; nobody else gets it. */
	take(key: string): string | undefined {
		const index = this.kept.findIndex((one) => one.key === key);
		return index < 0 ? undefined : this.kept.splice(index, 1)[0].sessionId;
	}
}
