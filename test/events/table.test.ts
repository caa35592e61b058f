import { readFileSync } from 'node:fs';

import { EVENTS, EVENTS_FOR_EDITOR, findEvent } from '../../nodes/Crisp/events/table';
import { EVENT_SAMPLES } from '../../scripts/eventSamples';

/** The names that the official client accepts, from its own list. */
function officialEvents(): string[] {
	const client = readFileSync(require.resolve('crisp-api'), 'utf8');
	const list = /DEFAULT_RTM_EVENTS = \[([^\]]*)\]/.exec(client)?.[1] ?? '';
	return [...list.matchAll(/"([^"]+)"/g)].map(([, name]) => name);
}

describe('the table of events', () => {
	it('holds every event of the official client, and the one that only its types name', () => {
		const official = officialEvents();
		expect(official).toHaveLength(81);
		expect(EVENTS.map(({ event }) => event).sort()).toEqual(
			[...official, 'widget:action:processed'].sort(),
		);
	});

	it('names no event twice, on the wire or in the editor', () => {
		expect(new Set(EVENTS.map(({ event }) => event)).size).toBe(EVENTS.length);
		expect(new Set(EVENTS.map(({ name }) => name)).size).toBe(EVENTS.length);
	});

	it('says in the labels of messages who has written, as the names on the wire mislead', () => {
		expect(findEvent('message:send')?.name).toBe('Message Sent by Visitor');
		expect(findEvent('message:received')?.name).toBe('Message Sent by Operator');
	});

	it.each(EVENTS)('has texts as the editor wants them for $event', ({ name, description }) => {
		expect(name).toMatch(/^[A-Z][\w-]*( (of|by|to|or|as|for|[A-Z][\w-]*))*$/);
		expect(description).toMatch(/^[A-Z]/);
		expect(description.endsWith('.')).toBe(description.slice(0, -1).includes('. '));
	});

	it('knows which tokens cannot receive an event', () => {
		const closedTo = (tier: 'website' | 'plugin' | 'user') =>
			EVENTS.filter(({ tiers }) => !tiers.includes(tier)).map(({ event }) => event);
		const forUsers = [
			'people:import:progress',
			'people:import:done',
			'campaign:dispatched',
			'campaign:progress',
			'campaign:running',
			'status:health:changed',
			'widget:action:processed',
			'spam:message',
			'spam:decision',
			'media:animation:listed',
		];
		expect(closedTo('plugin')).toEqual(forUsers);
		expect(closedTo('website').sort()).toEqual([...forUsers, 'identity:verify:request'].sort());
		expect(closedTo('user')).toEqual(['identity:verify:request']);
	});

	it('knows what can be fetched after a gap', () => {
		const recoverable = EVENTS.filter(({ recovery }) => recovery);
		expect(recoverable.map(({ event, recovery }) => [event, recovery])).toEqual([
			['message:send', 'message'],
			['message:received', 'message'],
			['session:set_state', 'state'],
		]);
	});

	it('lists the everyday events first, then the others in the order of the table', () => {
		const order = EVENTS_FOR_EDITOR.map(({ event }) => event);
		expect(order.slice(0, 5)).toEqual([
			'message:send',
			'message:received',
			'message:updated',
			'session:set_state',
			'session:set_routing',
		]);
		const everyday = new Set(order.slice(0, 9));
		const inTable = EVENTS.map(({ event }) => event).filter((event) => !everyday.has(event));
		expect(order.slice(9)).toEqual(inTable);
	});

	it('does not know an event that Crisp does not have', () => {
		expect(findEvent('conversation:created')).toBeUndefined();
		expect(findEvent('constructor')).toBeUndefined();
	});
});

describe('the samples', () => {
	it('are there for every event and for no other', () => {
		expect(Object.keys(EVENT_SAMPLES).sort()).toEqual(EVENTS.map(({ event }) => event).sort());
	});

	it('hold nothing that JSON would lose', () => {
		for (const sample of Object.values(EVENT_SAMPLES)) {
			expect(JSON.parse(JSON.stringify(sample))).toEqual(sample);
		}
	});
});
