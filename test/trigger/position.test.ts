import type { IDataObject } from 'n8n-workflow';

import type { Arrival } from '../../nodes/Crisp/events/item';
import type { Execution } from '../../nodes/Crisp/trigger/execution';
import { MARGIN_MS, Position } from '../../nodes/Crisp/trigger/position';

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const EVENTS = ['message:send'];

describe('the position', () => {
	let data: IDataObject;
	let position: Position;

	beforeEach(() => {
		data = {};
		position = new Position(data, EVENTS, true);
		position.wantFrom(NOW);
	});

	const message = (
		website_id: string,
		timestamp: number,
		{ session_id = 's', fingerprint = timestamp, recovered = false, receivedAt = Infinity } = {},
	): Arrival => ({
		event: 'message:send',
		payload: { website_id, session_id, timestamp, fingerprint },
		receivedAt,
		recovered,
		identity: `${website_id}:${session_id}:${fingerprint}`,
	});

	/** A message has arrived. */
	const accept = (...given: Parameters<typeof message>): Arrival => {
		const arrival = message(...given);
		position.accept(arrival);
		return arrival;
	};

	/** As n8n stores it and gives it back to another process. */
	const after = (events = EVENTS) => {
		position.save(0, NOW);
		return new Position(JSON.parse(JSON.stringify(data)), events, true);
	};

	it('begins with the time from which events are wanted', () => {
		expect(position.isContinued).toBe(false);
		expect(position.from('w')).toBe(NOW);
		expect(after().from('w')).toBe(NOW);
		expect(after().isContinued).toBe(true);
	});

	it('takes that time from the first message where nothing better is known', () => {
		position = new Position({}, EVENTS, true);
		expect(position.lacksSince).toBe(true);
		position.end(accept('w', NOW + 5));
		expect(position.lacksSince).toBe(false);
		expect(position.since).toEqual({ 'message:send': NOW + 5 });
	});

	it('knows after a restart when an earlier process began that could not find it out', () => {
		position = new Position(data, EVENTS, true);
		expect(after()).toMatchObject({ isContinued: false, began: NOW });
	});

	it('moves only when all before it has ended', () => {
		const [one, two, three] = [1, 2, 3].map((hour) => accept('w', NOW + hour * HOUR));
		position.end(three);
		position.end(two);
		expect(after().from('w')).toBe(NOW + HOUR - MARGIN_MS);
		position.end(one);
		expect(after().from('w')).toBe(NOW + 3 * HOUR - MARGIN_MS);
	});

	it('never lies before the time from which the workflow listens', () => {
		position.end(accept('w', NOW + 1_000));
		expect(position.from('w')).toBe(NOW);
	});

	it('is kept per website', () => {
		position.end(accept('v', NOW + HOUR));
		expect(position.from('w')).toBe(NOW);
		expect(position.from('v')).toBe(NOW + HOUR - MARGIN_MS);
		expect(position.websites).toContain('v');
		expect(position.newest).toBe(NOW + HOUR);
	});

	it('is not moved by a time that runs ahead of the clock here and of all other messages', () => {
		const receivedAt = NOW + HOUR;
		position.end(accept('w', NOW + HOUR));
		position.end(accept('w', NOW + 9 * HOUR, { receivedAt }));
		expect(position.newest).toBe(NOW + HOUR);
	});

	it("goes by Crisp's time where the clock here is behind", () => {
		position.end(accept('w', NOW + HOUR, { receivedAt: NOW }));
		position.end(accept('w', NOW + HOUR + 1, { receivedAt: NOW }));
		position.end(accept('w', NOW + HOUR + 2, { receivedAt: NOW }));
		expect(position.newest).toBe(NOW + HOUR + 1);
	});

	describe('with an open gap', () => {
		it('stays at its beginning until it is read and what it brought has ended', () => {
			position.end(accept('w', NOW + 2 * HOUR));
			position.openGap('w', NOW + HOUR);
			const fetched = accept('w', NOW + HOUR, { recovered: true });
			position.end(accept('w', NOW + 3 * HOUR));
			expect(after().openGapOf('w')).toBe(NOW + HOUR);
			position.closeGap('w');
			expect(after().openGapOf('w')).toBe(NOW + HOUR);
			position.end(fetched);
			expect(after().openGapOf('w')).toBeUndefined();
			expect(after().from('w')).toBe(NOW + 3 * HOUR - MARGIN_MS);
		});

		it('begins where executions had not ended, if that is earlier', () => {
			accept('w', NOW + HOUR);
			position.openGap('w', NOW + 5 * HOUR);
			expect(after().openGapOf('w')).toBe(NOW + HOUR - MARGIN_MS);
		});

		it('knows the conversations again that were done', () => {
			position.openGap('w', NOW);
			const fetched = accept('w', NOW + 1, { session_id: 'a', recovered: true });
			position.haveRead('w', 'a', NOW + 500);
			position.haveRead('w', 'b', NOW + 400);
			expect(after().doneBefore('w', 'a')).toBe(0);
			expect(after().doneBefore('w', 'b')).toBe(NOW + 400);
			position.end(fetched);
			expect(after().doneBefore('w', 'a')).toBe(NOW + 500);
			expect(after().isKnown('w', 'a', 'any', NOW + 500)).toBe(true);
			expect(after().isKnown('w', 'a', 'any', NOW + 501)).toBe(false);
		});
	});

	it('knows finished messages again after a restart, and no unfinished ones', () => {
		position.end(accept('w', NOW, { fingerprint: 1 }));
		accept('w', NOW, { fingerprint: 2 });
		expect(after().isKnown('w', 's', 1, NOW)).toBe(true);
		expect(after().isKnown('w', 's', 2, NOW)).toBe(false);
		expect(after().isKnown('w', 'another', 1, NOW)).toBe(false);
	});

	it('keeps what it knew through several restarts', () => {
		position.end(accept('w', NOW, { fingerprint: 1 }));
		const second = after();
		const stored: IDataObject = JSON.parse(JSON.stringify(data));
		const third = new Position(stored, EVENTS, true);
		third.save(0, NOW);
		const fourth = new Position(JSON.parse(JSON.stringify(stored)), EVENTS, true);
		for (const each of [second, third, fourth]) expect(each.isKnown('w', 's', 1, NOW)).toBe(true);
	});

	it('keeps executions of gathered messages until they have ended, also over restarts', () => {
		const execution: Execution = {
			items: [],
			arrivals: [[accept('w', NOW, { fingerprint: 1 }), accept('w', NOW, { fingerprint: 2 })]],
		};
		position.started(execution);
		const identities = [['w:s:1', 'w:s:2']];
		expect([...after().interrupted]).toEqual([identities]);
		const stored: IDataObject = JSON.parse(JSON.stringify(data));
		const second = new Position(stored, EVENTS, true);
		second.save(0, NOW);
		const third = new Position(JSON.parse(JSON.stringify(stored)), EVENTS, true);
		const [repeats] = third.interrupted;
		expect(repeats).toEqual(identities);
		third.started({ items: [], arrivals: [[]], repeats });
		expect(third.interrupted.size).toBe(0);
		position.ended(execution);
		expect(after().interrupted.size).toBe(0);
	});

	it('stores little, however much has happened', () => {
		for (let index = 0; index < 5_000; index++) {
			position.end(accept('w', NOW + index * 100, { session_id: `s${index}` }));
			position.states.note(`s${index}`, 'resolved');
		}
		position.save(0, NOW);
		expect(JSON.stringify(data).length).toBeLessThan(36_000);
		expect(after().isKnown('w', 's4999', NOW + 499_900, NOW + 499_900)).toBe(true);
	});

	it('stores a conversation of a long gap in little more than eight characters', () => {
		position.openGap('w', NOW);
		for (let index = 0; index < 5_000; index++) {
			const session_id = `session_${index}`;
			const fetched = accept('w', NOW + index, { session_id, recovered: true });
			position.haveRead('w', session_id, NOW + 5_000);
			position.end(fetched);
		}
		position.save(0, NOW);
		expect(JSON.stringify(data).length / 5_000).toBeLessThan(8.1);
		expect(after().doneBefore('w', 'session_4321')).toBe(NOW + 5_000);
		position.closeGap('w');
		position.end(accept('w', NOW + HOUR));
		position.save(1, NOW);
		expect(JSON.stringify(data).length).toBeLessThan(500);
	});

	it('writes at most as often as it is told', () => {
		position.save(1_000, NOW);
		const before = data.crisp;
		position.end(accept('w', NOW + HOUR));
		position.save(1_249, NOW, 250);
		expect(data.crisp).toBe(before);
		position.save(1_250, NOW, 250);
		expect(data.crisp).not.toBe(before);
	});

	it('is forgotten where the workflow was switched off in between', () => {
		position.end(accept('w', NOW + HOUR));
		position.save(0, NOW);
		const again = new Position(JSON.parse(JSON.stringify(data)), EVENTS, false);
		expect(again.isContinued).toBe(false);
		expect(again.lacksSince).toBe(true);
	});

	it('has no time yet for newly chosen events', () => {
		const more = after([...EVENTS, 'message:received']);
		expect(more.since).toEqual({ 'message:send': NOW, 'message:received': undefined });
		more.wantFrom(NOW + 5);
		expect(more.since).toEqual({ 'message:send': NOW, 'message:received': NOW + 5 });
	});

	it.each([
		7,
		'no JSON',
		'[]',
		JSON.stringify({ since: 'x', sites: { w: 'y' }, marks: { a: [1], b: 'c' }, running: [[1]] }),
		JSON.stringify({
			since: { 'message:send': 'x' },
			sites: [],
			marks: 1,
			running: 'x',
			states: [],
		}),
	])('is not confused by what others have stored: %j', (crisp) => {
		const odd = new Position({ crisp } as IDataObject, EVENTS, true);
		expect(odd.isContinued).toBe(false);
		expect(odd.interrupted.size).toBe(0);
		odd.wantFrom(NOW);
		expect(odd.from('w')).toBe(NOW);
	});

	it('stores the states of conversations', () => {
		position.states.note('s', 'pending');
		expect(after().states.of('s')).toBe('pending');
		expect(after().states.of('other')).toBeNull();
	});
});
