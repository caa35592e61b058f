import type { IDataObject } from 'n8n-workflow';

import { isFromVisitor, writtenAt } from '../message';
import { isObject } from '../objects';
import { sessionOf, websiteOf } from './payload';

/** Conversations that are remembered while the process runs. */
const MAX_KNOWN = 10_000;

/** One request for data, `path` relative to the base URL. */
export type GetData = (path: string) => Promise<unknown>;

const nameOf = (payload: IDataObject): string => `${websiteOf(payload)}:${sessionOf(payload)}`;

/** Tells the first messages of visitors in their conversations from the others. */
export class FirstMessages {
	/** Fingerprint of the first message that was seen of each conversation, the newest last. */
	private readonly known = new Map<string, unknown>();

	/** To be called with each message of a visitor, before it is asked about. */
	learn(payload: IDataObject): void {
		const name = nameOf(payload);
		const first = this.known.get(name) ?? payload.fingerprint;
		this.known.delete(name);
		this.known.set(name, first);
		if (this.known.size > MAX_KNOWN) {
			const [oldest] = this.known.keys();
			this.known.delete(oldest);
		}
	}

	/**
	 * Whether the visitor has written nothing before, as far as the newest messages tell (usually 40).
	 * One request for the first message that is seen of a conversation, none for all others.
	 *
	 * @throws what `get` rejects with; then the conversation is asked about again with its next message
	 */
	async isFirst(payload: IDataObject, get: GetData): Promise<boolean> {
		const sessionId = sessionOf(payload);
		const website = websiteOf(payload);
		if (sessionId === null || website === null) return false;
		const { fingerprint } = payload;
		if (this.known.get(nameOf(payload)) !== fingerprint) return false;
		const path = `/website/${encodeURIComponent(website)}/conversation/${encodeURIComponent(sessionId)}/messages`;
		const answer = get(path);
		answer.catch(() => this.known.delete(nameOf(payload)));
		const messages = await answer;
		const at = writtenAt(payload) || Infinity;
		return !(Array.isArray(messages) ? messages : []).some(
			(message) =>
				isObject(message) &&
				isFromVisitor(message) &&
				String(message.fingerprint) !== String(fingerprint) &&
				writtenAt(message) <= at,
		);
	}
}
