import { eventOf } from '../message';
import { isObject } from '../objects';

/**
 * What happened on a website while nothing was connected, read by REST. Crisp's real-time API
 * repeats nothing. Sources: routes of Crisp's official client 11.3.0; the size of a batch of
 * messages is from Crisp's official export example.
 */

export interface FetchedEvent {
	/** Name on the wire, as if it had been received. */
	event: string;
	payload: Record<string, unknown>;
	/** Milliseconds since 1970. */
	timestamp: number;
}

export interface CatchUpWork {
	websiteId: string;
	/** Milliseconds since 1970: what happened before is not wanted. */
	since: number;
	/** Chosen events; those that cannot be fetched are passed over. */
	events: readonly string[];
	/** One request. Rejections end the work, and come back in `error`. */
	get(path: string, query: Record<string, number>): Promise<unknown>;
	/** Whether a message is one that has been taken already. */
	isKnown(sessionId: string, fingerprint: unknown): boolean;
	/** Whether all messages before one that is known have been taken, too. */
	trustsPreviews: boolean;
	/** Conversations that are done, with their `updated_at`. Kept for the next try where one fails. */
	checked: Map<string, number>;
}

export interface CatchUpResult {
	/** In the order of time; what was read before an error is there as well. */
	found: FetchedEvent[];
	/** Why it is not complete. */
	error?: unknown;
}

const PER_PAGE = 50;

/** No batch of messages that is cut off is smaller than this. */
const MIN_FULL_BATCH = 20;

/** Conversations that are read at the same time. */
const AT_ONCE = 4;

type Values = Record<string, unknown>;

const listOf = (value: unknown): Values[] => (Array.isArray(value) ? value.filter(isObject) : []);

const timeOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** The present state of a conversation in the form of the event that tells of its change. */
const STATES: Readonly<Record<string, (conversation: Values) => Values>> = {
	'session:set_state': ({ website_id, session_id, inbox_id, state }) => ({
		website_id,
		session_id,
		inbox_id: inbox_id ?? null,
		state,
	}),
};

/** Events of which something can be fetched. */
export const isRecoverable = (event: string): boolean =>
	event === 'message:send' || event === 'message:received' || event in STATES;

/** Conversations that have changed since, the newest change first. */
async function changedConversations({ websiteId, since, get }: CatchUpWork): Promise<Values[]> {
	const changed = new Map<unknown, Values>();
	for (let page = 1; ; page++) {
		const list = listOf(
			await get(`/website/${encodeURIComponent(websiteId)}/conversations/${page}`, {
				per_page: PER_PAGE,
				order_date_updated: 1,
			}),
		);
		// The list moves while it is read: a conversation can come twice.
		const newer = list.filter(({ updated_at }) => timeOf(updated_at) >= since);
		for (const conversation of newer) {
			if (!changed.has(conversation.session_id)) changed.set(conversation.session_id, conversation);
		}
		if (list.length < PER_PAGE || newer.length < list.length) return [...changed.values()];
	}
}

/**
 * Whether the list tells that no message of the visitor is missing. Its preview is the last message
 * that the visitor can see, so that notes, which your side writes, stay unseen.
 */
function tellsEnough(
	{ events, isKnown, trustsPreviews }: CatchUpWork,
	conversation: Values,
): boolean {
	if (!trustsPreviews || events.includes('message:received')) return false;
	const { preview_message: preview } = conversation;
	return isObject(preview) && isKnown(String(conversation.session_id), preview.fingerprint);
}

/**
 * The messages of a conversation since a time. It is not documented whether a batch after a time
 * begins at that time or ends with the newest message, so a full batch is followed both ways.
 */
async function messagesSince(
	{ websiteId, since, get }: CatchUpWork,
	sessionId: string,
): Promise<Values[]> {
	const path = `/website/${encodeURIComponent(websiteId)}/conversation/${encodeURIComponent(sessionId)}/messages`;
	const messages = new Map<unknown, Values>();
	/** @returns how many were new */
	const keep = (batch: Values[]): number => {
		const before = messages.size;
		for (const message of batch) {
			if (timeOf(message.timestamp) >= since) messages.set(message.fingerprint, message);
		}
		return messages.size - before;
	};
	const first = listOf(await get(path, { timestamp_after: since - 1 }));
	keep(first);
	if (first.length >= MIN_FULL_BATCH) {
		for (let batch = first; ;) {
			batch = listOf(
				await get(path, { timestamp_after: timeOf(batch[batch.length - 1].timestamp) }),
			);
			if (keep(batch) === 0) break;
		}
		for (let batch = first; timeOf(batch[0].timestamp) > since;) {
			batch = listOf(await get(path, { timestamp_before: timeOf(batch[0].timestamp) }));
			if (keep(batch) === 0) break;
		}
	}
	return [...messages.values()];
}

async function readConversation(work: CatchUpWork, conversation: Values): Promise<FetchedEvent[]> {
	const { websiteId, events, since, isKnown } = work;
	const sessionId = String(conversation.session_id);
	const found: FetchedEvent[] = [];
	const wantsMessages = events.some((event) => event.startsWith('message:'));
	if (wantsMessages && !tellsEnough(work, conversation)) {
		for (const message of await messagesSince(work, sessionId)) {
			const event = eventOf(message);
			if (!events.includes(event) || isKnown(sessionId, message.fingerprint)) continue;
			found.push({
				event,
				payload: { website_id: websiteId, session_id: sessionId, ...message },
				timestamp: timeOf(message.timestamp),
			});
		}
	}
	for (const event of events) {
		const payload = STATES[event]?.({ website_id: websiteId, ...conversation });
		if (payload) {
			found.push({ event, payload, timestamp: Math.max(timeOf(conversation.updated_at), since) });
		}
	}
	return found;
}

/**
 * Fetches messages and present states of one website. Costs one request per 50 changed conversations
 * and one per changed conversation, but for those whose preview is known. Never rejects.
 */
export async function catchUp(work: CatchUpWork): Promise<CatchUpResult> {
	const recoverable = work.events.filter(isRecoverable);
	const found: FetchedEvent[] = [];
	let failed = false;
	let error: unknown;
	const fail = (reason: unknown) => {
		if (!failed) error = reason;
		failed = true;
	};
	try {
		const narrowed = { ...work, events: recoverable };
		// The oldest first, so that what is left over is the newest and the position stays meaningful.
		const conversations = (await changedConversations(narrowed)).reverse();
		const next = conversations.values();
		const read = async () => {
			for (const conversation of next) {
				if (failed) return;
				const sessionId = String(conversation.session_id);
				const updatedAt = timeOf(conversation.updated_at);
				if (work.checked.get(sessionId) === updatedAt) continue;
				found.push(...(await readConversation(narrowed, conversation)));
				work.checked.set(sessionId, updatedAt);
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, async () => await read().catch(fail)));
	} catch (reason) {
		fail(reason);
	}
	// Stable, so that messages of one conversation with equal times stay in their order.
	found.sort((a, b) => a.timestamp - b.timestamp);
	return failed ? { found, error: error ?? new Error('unknown') } : { found };
}
