import type { Login } from './connection';

/** What somebody wants to receive; without rooms, of all websites that the token sees. */
export type Interest = Pick<Login, 'events' | 'rooms'>;

/** All that at least one of them wants, each name once. */
export function union(interests: Iterable<Interest>): Interest {
	const events = new Set<string>();
	const rooms = new Set<string>();
	let everywhere = false;
	for (const interest of interests) {
		for (const event of interest.events) events.add(event);
		for (const room of interest.rooms ?? []) rooms.add(room);
		everywhere ||= interest.rooms === undefined;
	}
	return { events: [...events], ...(everywhere ? {} : { rooms: [...rooms] }) };
}

const holds = (list: readonly string[], wanted: readonly string[]): boolean =>
	wanted.every((value) => list.includes(value));

/** Whether a connection that was asked for `wide` receives all of `narrow`. */
export function covers(wide: Interest | undefined, narrow: Interest): boolean {
	if (wide === undefined || !holds(wide.events, narrow.events)) return false;
	if (wide.rooms === undefined) return true;
	return narrow.rooms !== undefined && holds(wide.rooms, narrow.rooms);
}
