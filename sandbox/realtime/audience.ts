import type { CrispEvent } from '../hub';
import { isObject } from '../json';
import type { Tier } from '../model';

/** Events that the RTM reference gives to user tokens only. */
const USER_ONLY = [
	'spam:message',
	'spam:decision',
	'people:import:progress',
	'people:import:done',
	'campaign:progress',
	'campaign:dispatched',
	'campaign:running',
	'widget:action:processed',
	'status:health:changed',
	'media:animation:listed',
];

const PLUGIN_ONLY = ['identity:verify:request'];

function mayReceive(tier: Tier, name: string): boolean {
	if (USER_ONLY.includes(name)) return tier === 'user';
	return !PLUGIN_ONLY.includes(name) || tier === 'plugin';
}

/** What an authenticated socket asked for. */
export interface Subscription {
	tier: Tier;
	identifier: string;
	/** Names of the events it wants. */
	events: ReadonlySet<string>;
	/** Websites it is bound to. */
	websites: ReadonlySet<string>;
	/** Inboxes to which events of conversations are limited; empty for all. */
	inboxes: ReadonlySet<string>;
}

const strings = (value: unknown): string[] =>
	Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/**
 * Reads the payload of `authentication`.
 *
 * @param visible websites that the token sees; `rooms` of the payload narrows them
 */
export function readSubscription(
	payload: unknown,
	caller: { tier: Tier; identifier: string },
	visible: string[],
): Subscription {
	const { events, rooms, inboxes } = isObject(payload) ? payload : {};
	const wanted = strings(rooms);
	return {
		...caller,
		events: new Set(strings(events)),
		websites: new Set(visible.filter((id) => wanted.length === 0 || wanted.includes(id))),
		inboxes: new Set(strings(inboxes)),
	};
}

/**
 * Whether an event goes to a socket.
 *
 * @param missing names of events that never come
 */
export function isFor(
	subscription: Subscription,
	event: CrispEvent,
	missing: readonly string[] = [],
): boolean {
	if (missing.includes(event.name)) return false;
	const { tier, identifier, events, websites, inboxes } = subscription;
	if (!events.has(event.name) || !mayReceive(tier, event.name)) return false;
	if (event.websiteId === null) return event.identifier === identifier;
	if (!websites.has(event.websiteId)) return false;
	const inbox = event.payload.inbox_id;
	return inboxes.size === 0 || inbox === undefined || inboxes.has(String(inbox));
}
