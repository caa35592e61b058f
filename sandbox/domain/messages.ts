import type { Json, JsonObject } from '../json';
import { copy, isObject } from '../json';
import type { Conversation, Message, MessageUser, Side, State } from '../model';
import { guessed, invalidData, Refusal } from '../rest/envelope';
import type { World } from '../world';
import { addMentions, setAvailability, setState, touch } from './conversations';

/** Past this many messages Crisp answers 409 (its change notes of March 2021). */
const MAX_MESSAGES = 10_000;

/** As a limit of a text's length: there is none. */
const NO_LIMIT = 20_000;

/** Messages that the visitor never sees, and that say nothing to them. */
export const isInternal = (message: Message): boolean =>
	message.type === 'note' || message.type === 'event';

export interface NewMessage {
	type: Message['type'];
	from: Side;
	origin: string;
	content: Json;
	user: MessageUser;
	fingerprint?: number;
	timestamp?: number;
	automated?: boolean;
	translated?: boolean;
	mentions?: string[];
	references?: Json;
	original?: JsonObject;
	properties?: JsonObject;
}

/** A line of text for lists, whatever the message is. */
export function excerpt(message: Pick<Message, 'content' | 'type'>): string {
	const { content, type } = message;
	if (typeof content === 'string') return content;
	const text = isObject(content) ? (content.text ?? content.name ?? content.url) : undefined;
	return typeof text === 'string' ? text : `[${type}]`;
}

export function findMessage(conversation: Conversation, fingerprint: number): Message | undefined {
	return conversation.messages.find((message) => message.fingerprint === fingerprint);
}

/**
 * What the two message events carry: no reading state, and marks only where they are set. `mentions`
 * is there in any case, as captures of a visitor's message show.
 */
function eventOf(message: Message) {
	const {
		read: _read,
		delivered: _delivered,
		preview: _preview,
		mentions,
		edited,
		translated,
		automated,
		...shown
	} = copy(message);
	return {
		...shown,
		mentions,
		...(edited ? { edited } : {}),
		...(translated ? { translated } : {}),
		...(automated ? { automated } : {}),
	};
}

/**
 * The time of a new message. Two messages never share one, because paging is by time; a clock that
 * stands still in a test would otherwise hide messages.
 */
function nextTimestamp(world: World, conversation: Conversation): number {
	const last = conversation.messages.at(-1)?.timestamp ?? 0;
	return Math.max(world.now(), last + 1);
}

function place(conversation: Conversation, message: Message): void {
	const { messages } = conversation;
	let index = messages.length;
	while (index > 0 && messages[index - 1].timestamp > message.timestamp) index -= 1;
	messages.splice(index, 0, message);
}

function keepOriginal(world: World, conversation: Conversation, original: JsonObject) {
	const original_id = world.uuid();
	conversation.originals.set(original_id, {
		type: 'email',
		headers: {},
		...copy(original),
		original_id,
		timestamp: world.now(),
	});
	return { original_id };
}

/**
 * Adds a message and all that follows from it: counters, preview, waiting time, the reopening of a
 * resolved conversation by its visitor, and the events.
 *
 * @throws Refusal 409 where the conversation is full or the fingerprint is taken
 */
export function addMessage(world: World, conversation: Conversation, given: NewMessage): Message {
	if (conversation.messages.length >= MAX_MESSAGES) throw new Refusal(409, 'too_many_messages');
	const taken =
		given.fingerprint === undefined ? undefined : findMessage(conversation, given.fingerprint);
	if (taken && world.guesses.takenFingerprint === 'ignored') return taken;
	if (taken && world.guesses.takenFingerprint !== 'doubled') throw guessed('takenFingerprint');
	const limit = Number(world.guesses.textLimit);
	if (limit < NO_LIMIT && typeof given.content === 'string' && given.content.length > limit) {
		throw invalidData(`data.content should NOT be longer than ${limit} characters`);
	}
	const message: Message = {
		website_id: conversation.website_id,
		session_id: conversation.session_id,
		type: given.type,
		from: given.from,
		origin: given.origin,
		content: copy(given.content),
		fingerprint: given.fingerprint ?? world.fingerprint(),
		timestamp: given.timestamp ?? nextTimestamp(world, conversation),
		stamped: true,
		user: copy(given.user),
		read: '',
		delivered: '',
		preview: [],
		edited: false,
		translated: given.translated ?? false,
		automated: given.automated ?? false,
		mentions: [...(given.mentions ?? [])],
		...(given.references === undefined ? {} : { references: copy(given.references) }),
		...(given.properties === undefined ? {} : { properties: copy(given.properties) }),
		...(given.original === undefined
			? {}
			: { original: keepOriginal(world, conversation, given.original) }),
	};
	place(conversation, message);
	touch(world, conversation);
	if (!isInternal(message)) summarise(conversation, message);

	const name = message.from === 'user' ? 'message:send' : 'message:received';
	world.announceSession(conversation, name, eventOf(message));
	addMentions(world, conversation, message.mentions);
	if (conversation.state === 'resolved' && !isInternal(message)) {
		const { reopening, operatorReopening } = world.guesses;
		const state = message.from === 'user' ? reopening : operatorReopening;
		if (state !== 'resolved') setState(world, conversation, state as State);
	}
	return message;
}

function summarise(conversation: Conversation, message: Message): void {
	const text = excerpt(message);
	conversation.last_message = text;
	conversation.preview_message = {
		type: message.type,
		from: message.from,
		excerpt: text,
		fingerprint: message.fingerprint,
	};
	conversation.initiated = true;
	if (message.from === 'user') {
		conversation.unread.operator += 1;
		conversation.waiting_since ??= message.timestamp;
		conversation.compose.visitor = null;
		conversation.active.last = message.timestamp;
	} else {
		conversation.unread.visitor += 1;
		conversation.waiting_since = null;
		conversation.compose.operator = null;
	}
}

export function updateMessage(
	world: World,
	conversation: Conversation,
	message: Message,
	content: Json,
): void {
	message.content = copy(content);
	message.edited = true;
	touch(world, conversation);
	world.announceSession(conversation, 'message:updated', {
		content: copy(content),
		fingerprint: message.fingerprint,
	});
}

export function removeMessage(world: World, conversation: Conversation, message: Message): void {
	conversation.messages.splice(conversation.messages.indexOf(message), 1);
	touch(world, conversation);
	world.announceSession(conversation, 'message:removed', { fingerprint: message.fingerprint });
}

const countUnread = (conversation: Conversation, side: Side): number =>
	conversation.messages.filter(
		(message) => message.from === side && !message.read && !isInternal(message),
	).length;

/**
 * Marks messages of one side as read by the other.
 *
 * @param side whose messages are marked (the official import tool sends `user` for the visitor's)
 * @param fingerprints which ones; all where it is left out
 */
export function markRead(
	world: World,
	conversation: Conversation,
	{ side, origin, fingerprints }: { side: Side; origin: string; fingerprints?: number[] },
): void {
	const marked = conversation.messages.filter(
		(message) =>
			message.from === side &&
			!message.read &&
			(fingerprints?.includes(message.fingerprint) ?? true),
	);
	for (const message of marked) message.read = origin;
	const reader = side === 'user' ? 'operator' : 'visitor';
	conversation.unread[reader] = countUnread(conversation, side);
	if (marked.length === 0) return;
	world.announceSession(
		conversation,
		side === 'user' ? 'message:acknowledge:read:send' : 'message:acknowledge:read:received',
		{ origin, fingerprints: marked.map((message) => message.fingerprint) },
	);
}

/** Marks the newest message of a side as not yet read by the other side. */
export function markUnread(world: World, conversation: Conversation, reader: Side): void {
	const side: Side = reader === 'operator' ? 'user' : 'operator';
	const newest = conversation.messages.findLast(
		(message) => message.from === side && !isInternal(message),
	);
	if (!newest) return;
	const { read } = newest;
	newest.read = '';
	conversation.unread[reader === 'operator' ? 'operator' : 'visitor'] = countUnread(
		conversation,
		side,
	);
	if (side === 'user') {
		world.announceSession(conversation, 'message:acknowledge:unread:send', {
			origin: read || newest.origin,
			fingerprints: [newest.fingerprint],
		});
	}
}

export function markDelivered(
	world: World,
	conversation: Conversation,
	{ side, origin, fingerprints }: { side: Side; origin: string; fingerprints?: number[] },
): void {
	const marked = conversation.messages.filter(
		(message) =>
			message.from === side &&
			!message.delivered &&
			(fingerprints?.includes(message.fingerprint) ?? true),
	);
	for (const message of marked) message.delivered = origin;
	if (marked.length === 0) return;
	world.announceSession(conversation, 'message:acknowledge:delivered', {
		origin,
		fingerprints: marked.map((message) => message.fingerprint),
	});
}

/**
 * One batch in ascending order: the newest one, or the one next to a time (ms).
 */
export function messageBatch(
	{ guesses }: World,
	{ messages }: Conversation,
	at: { before?: number; after?: number; around?: number } = {},
): Message[] {
	const size = Number(guesses.messageBatch);
	const more = guesses.timeItself === 'included' ? 1 : 0;
	const { before, after, around } = at;
	if (before !== undefined) {
		return messages.filter((message) => message.timestamp < before + more).slice(-size);
	}
	if (after !== undefined) {
		const later = messages.filter((message) => message.timestamp > after - more);
		return guesses.afterBatch === 'oldest' ? later.slice(0, size) : later.slice(-size);
	}
	if (around !== undefined) {
		const older = messages.filter((message) => message.timestamp < around);
		const newer = messages.filter((message) => message.timestamp >= around);
		if (guesses.aroundBatch === 'after') return newer.slice(0, size);
		if (guesses.aroundBatch === 'before') return older.slice(-size);
		return [...older.slice(-size / 2), ...newer.slice(0, size / 2)];
	}
	return messages.slice(-size);
}

/** A visitor's message through the chatbox; it also shows that the visitor is there. */
export function visitorMessage(
	world: World,
	conversation: Conversation,
	content: Json,
	type: Message['type'] = 'text',
): Message {
	if (conversation.is_blocked) throw new Refusal(403, 'not_allowed');
	setAvailability(world, conversation, 'online');
	return addMessage(world, conversation, {
		type,
		from: 'user',
		origin: 'chat',
		content,
		user: { nickname: conversation.meta.nickname, user_id: conversation.session_id },
	});
}
