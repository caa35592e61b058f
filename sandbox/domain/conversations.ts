import { isDeepStrictEqual } from 'node:util';

import type { Json, JsonObject } from '../json';
import { copy, isObject, mergeDeep } from '../json';
import type { Conversation, MessageUser, Meta, State, Website } from '../model';
import type { Payload } from '../hub';
import type { World } from '../world';
import { bindPerson, findPerson } from './people';

const STATUS: Record<State, number> = { pending: 0, unresolved: 1, resolved: 2 };

/** A new conversation without messages. */
export function createConversation(world: World, website: Website): Conversation {
	const now = world.now();
	const conversation: Conversation = {
		session_id: `session_${world.uuid()}`,
		website_id: website.website_id,
		inbox_id: null,
		people_id: null,
		state: world.guesses.newState as State,
		is_verified: false,
		is_blocked: false,
		availability: 'offline',
		active: { now: false, last: now },
		last_message: '',
		preview_message: null,
		topic: '',
		verifications: [],
		participants: [],
		mentions: [],
		compose: { operator: null, visitor: null },
		unread: { operator: 0, visitor: 0 },
		assigned: null,
		meta: {
			nickname: `visitor${website.conversations.size + 1}`,
			email: '',
			phone: '',
			address: '',
			subject: '',
			ip: '',
			avatar: '',
			origin: 'chat',
			segments: [],
			data: {},
			device: {},
		},
		created_at: now,
		updated_at: now,
		waiting_since: null,
		initiated: false,
		messages: [],
		pages: [],
		events: [],
		originals: new Map(),
	};
	website.conversations.set(conversation.session_id, conversation);
	return conversation;
}

/** Time after which typing ends by itself, where it does, in ms. */
const TYPING_MS = 20_000;

/** Typing that nobody has ended for too long is gone. */
function expireTyping(world: World, { compose: composing }: Conversation): void {
	if (world.guesses.typing !== 'ends') return;
	for (const side of ['operator', 'visitor'] as const) {
		const typing = composing[side];
		if (typing && world.now() - typing.timestamp >= TYPING_MS) composing[side] = null;
	}
}

/** A conversation as the list and the single route show it. */
export function conversationView(world: World, conversation: Conversation) {
	expireTyping(world, conversation);
	const {
		messages: _m,
		pages: _p,
		events: _e,
		originals: _o,
		initiated: _i,
		...shown
	} = conversation;
	return copy({ ...shown, status: STATUS[conversation.state] });
}

/** Moves the time of the last change on. */
export function touch(world: World, conversation: Conversation): void {
	conversation.updated_at = Math.max(conversation.updated_at, world.now());
}

export function setState(world: World, conversation: Conversation, state: State): void {
	conversation.state = state;
	if (state === 'resolved') conversation.waiting_since = null;
	touch(world, conversation);
	world.announceSession(conversation, 'session:set_state', { state });
}

/**
 * A visitor's rating. Crisp keeps it where no REST route of a conversation shows it, so only the event is
 * modelled.
 */
export function rate(
	world: World,
	conversation: Conversation,
	rating: { stars: number; comment?: string },
): void {
	world.announceSession(conversation, 'session:sync:rating', { rating: { ...rating } });
}

export function setRouting(world: World, conversation: Conversation, userId: string | null): void {
	const previous = conversation.assigned?.user_id ?? null;
	conversation.assigned = userId === null ? null : { user_id: userId };
	touch(world, conversation);
	world.announceSession(conversation, 'session:set_routing', {
		routing_id: userId,
		previous_routing_id: previous,
	});
}

export function setInbox(world: World, conversation: Conversation, inboxId: string | null): void {
	const previous = conversation.inbox_id;
	conversation.inbox_id = inboxId;
	touch(world, conversation);
	world.announceSession(conversation, 'session:set_inbox', { previous_inbox_id: previous });
}

export function setBlocked(world: World, conversation: Conversation, blocked: boolean): void {
	conversation.is_blocked = blocked;
	touch(world, conversation);
	world.announceSession(conversation, 'session:set_block', { is_blocked: blocked });
}

export function setVerified(world: World, conversation: Conversation, verified: boolean): void {
	conversation.is_verified = verified;
	touch(world, conversation);
	world.announceSession(conversation, 'session:update_verify', {
		is_verified: verified,
		verifications: copy(conversation.verifications),
	});
}

export function setParticipants(
	world: World,
	conversation: Conversation,
	participants: JsonObject[],
): void {
	conversation.participants = participants;
	touch(world, conversation);
	world.announceSession(conversation, 'session:set_participants', {
		participants: copy(participants),
	});
}

export function addMentions(world: World, conversation: Conversation, mentions: string[]): void {
	const all = [...new Set([...conversation.mentions, ...mentions])];
	if (all.length === conversation.mentions.length) return;
	conversation.mentions = all;
	world.announceSession(conversation, 'session:set_mentions', { mentions: [...all] });
}

export interface ComposeChange {
	side: 'operator' | 'visitor';
	type: 'start' | 'stop';
	excerpt?: string;
	automated?: boolean;
	/** Kept from the other side: no event. */
	stealth?: boolean;
	user: MessageUser;
}

export function compose(world: World, conversation: Conversation, change: ComposeChange): void {
	const { side, type, excerpt = '', automated = false, user } = change;
	const timestamp = world.now();
	conversation.compose[side] =
		type === 'start' ? { type, excerpt, timestamp, user, automated } : null;
	if (change.stealth) return;
	const name = side === 'visitor' ? 'message:compose:send' : 'message:compose:receive';
	world.announceSession(conversation, name, {
		type,
		timestamp,
		excerpt,
		automated,
		...(side === 'operator' ? { user: copy(user) } : {}),
	});
}

export function setAvailability(
	world: World,
	conversation: Conversation,
	availability: Conversation['availability'],
): void {
	if (conversation.availability === availability) return;
	conversation.availability = availability;
	conversation.active = { now: availability === 'online', last: world.now() };
	world.announceSession(conversation, 'session:update_availability', { availability });
}

type MetaEvent = (meta: Meta) => { name: string; payload: Payload };

const TEXT_METAS = [
	'email',
	'phone',
	'address',
	'subject',
	'avatar',
	'nickname',
	'origin',
] as const;

const metaEvents: Record<string, MetaEvent> = {
	...Object.fromEntries(
		TEXT_METAS.map((key): [string, MetaEvent] => [
			key,
			(meta) => ({ name: `session:set_${key}`, payload: { [key]: meta[key] } }),
		]),
	),
	data: (meta) => ({ name: 'session:set_data', payload: { data: copy(meta.data) } }),
	segments: (meta) => ({ name: 'session:set_segments', payload: { segments: [...meta.segments] } }),
	ip: (meta) => ({ name: 'session:sync:network', payload: { network: { ip: meta.ip } } }),
};

const deviceEvents: Record<string, (value: Json) => Payload> = {
	capabilities: (value) => ({ capabilities: value }),
	geolocation: (value) => ({ geolocation: value }),
	system: (value) => ({ system: value }),
	timezone: (value) => ({ timezone: { offset: value } }),
	locales: (value) => ({ locales: { locales: value } }),
};

/**
 * Changes the metas that are given and leaves the others. An email binds the conversation to the
 * contact with that address, who is created where there is none.
 */
export function patchMeta(
	world: World,
	website: Website,
	conversation: Conversation,
	changes: JsonObject,
): void {
	const { meta } = conversation;
	const before = copy(meta);
	const { data, device, segments, ...others } = copy(changes);
	Object.assign(meta, others);
	if (isObject(data)) {
		meta.data = world.guesses.metaData === 'merged' ? { ...meta.data, ...data } : data;
	}
	if (Array.isArray(segments)) {
		const kept = world.guesses.metaSegments === 'merged' ? meta.segments : [];
		meta.segments = [...new Set([...kept, ...segments.map(String)])];
	}
	if (isObject(device)) meta.device = mergeDeep(meta.device, device);
	touch(world, conversation);
	const known = typeof changes.email === 'string' && findPerson(world, website, changes.email);
	const binds = known || world.guesses.emailBinding === 'makesContact';

	for (const key of Object.keys(changes)) {
		if (!Object.hasOwn(metaEvents, key)) continue;
		if (world.guesses.metaEvents === 'changed' && isDeepStrictEqual(before[key], meta[key])) {
			continue;
		}
		const { name, payload } = metaEvents[key](meta);
		world.announceSession(conversation, name, payload);
	}
	for (const key of isObject(device) ? Object.keys(device) : []) {
		if (!Object.hasOwn(deviceEvents, key)) continue;
		const payload = deviceEvents[key](copy(meta.device[key] ?? null));
		world.announceSession(conversation, `session:sync:${key}`, payload);
	}
	if (typeof changes.email === 'string' && changes.email !== '' && binds) {
		bindPerson(world, website, conversation);
	}
}

export function removeConversation(
	world: World,
	website: Website,
	conversation: Conversation,
): void {
	website.conversations.delete(conversation.session_id);
	world.announceSession(conversation, 'session:removed', {});
}
