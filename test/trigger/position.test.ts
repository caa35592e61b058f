import type { IDataObject } from 'n8n-workflow';

import { deduplicationKey, identityOf } from '../../nodes/Crisp/events/identity';
import type { Arrival } from '../../nodes/Crisp/events/item';
import { MARGIN_MS, Position } from '../../nodes/Crisp/trigger/position';
import { Seen } from '../../nodes/Crisp/trigger/seen';
import { EVENT_SAMPLES } from '../../scripts/eventSamples';

const NOW = 1_800_000_000_000;
const EVENTS = ['message:send'];

/** As n8n stores it and gives it back. */
const stored = (data: IDataObject): IDataObject => JSON.parse(JSON.stringify(data));

describe('the position', () => {
	let data: IDataObject;
	let position: Position;

	beforeEach(() => {
		data = {};
		position = new Position(data, NOW, EVENTS, true);
	});

	/** A message has arrived. */
	const begin = (website_id: string, timestamp: number, identity?: string): Arrival => {
		const arrival = {
			event: 'message:send',
			payload: { website_id, timestamp },
			receivedAt: Infinity,
			recovered: false,
			identity,
		};
		position.begin(arrival);
		return arrival;
	};

	const after = (later = NOW + 1_000_000) => {
		position.save();
		return new Position(stored(data), later, EVENTS, true);
	};

	it('begins now where nothing is stored', () => {
		expect(position.isContinued).toBe(false);
		expect(position.from('w')).toBe(NOW);
		expect(after().from('w')).toBe(NOW);
		expect(after().isContinued).toBe(true);
	});

	it('moves only when all before it has ended', () => {
		const [one, two, three] = [1, 2, 3].map((hour) =>
			begin('w', NOW + hour * 3_600_000, `w:s:${hour}`),
		);
		position.end(three);
		position.end(two);
		expect(after().from('w')).toBe(NOW);
		position.end(one);
		expect(after().from('w')).toBe(NOW + 3 * 3_600_000 - MARGIN_MS);
	});

	it('never lies before the time from which the workflow listens', () => {
		position.end(begin('w', NOW + 1_000));
		expect(position.from('w')).toBe(NOW);
	});

	it('is kept per website', () => {
		position.end(begin('v', NOW + 3_600_000));
		expect(position.from('w')).toBe(NOW);
		expect(position.from('v')).toBe(NOW + 3_600_000 - MARGIN_MS);
		expect(position.websites).toEqual(['v']);
	});

	it('stays where a catch-up is not complete', () => {
		position.hold('w');
		position.end(begin('w', NOW + 3_600_000));
		expect(position.from('w')).toBe(NOW);
		expect(after().from('w')).toBe(NOW);
		position.release('w');
		expect(after().from('w')).toBe(NOW + 3_600_000 - MARGIN_MS);
	});

	it('knows finished messages again after a restart, and no unfinished ones', () => {
		position.end(begin('w', NOW, 'w:s:1'));
		begin('w', NOW, 'w:s:2');
		const { seen } = after();
		expect(seen.has('w', 's', 1)).toBe(true);
		expect(seen.has('w', 's', 2)).toBe(false);
	});

	it('stores little, however much has happened', () => {
		for (let index = 0; index < 5_000; index++) {
			position.end(begin('w', NOW + index, `w:s:${index}`));
			position.noteState(`s${index}`, 'resolved');
		}
		position.save();
		expect(JSON.stringify(data).length).toBeLessThan(20_000);
		expect(after().seen.has('w', 's', 4999)).toBe(true);
	});

	it('is forgotten where the workflow was switched off in between', () => {
		position.end(begin('w', NOW + 3_600_000));
		position.save();
		const anew = new Position(stored(data), NOW + 9_000_000, EVENTS, false);
		expect(anew.from('w')).toBe(NOW + 9_000_000);
		expect(anew.isContinued).toBe(false);
	});

	it('wants newly chosen events from now on', () => {
		position.save();
		const more = new Position(stored(data), NOW + 5, [...EVENTS, 'message:received'], true);
		expect(more.since).toEqual({ 'message:send': NOW, 'message:received': NOW + 5 });
	});

	it('is not confused by what others have stored', () => {
		const odd = { crisp: { since: 'x', positions: { w: 'y' }, recent: [1, null], states: [] } };
		expect(new Position(odd as IDataObject, NOW, EVENTS, true).from('w')).toBe(NOW);
	});

	it('tells which state of a conversation is news', () => {
		expect(position.noteState('s', 'resolved')).toBe(true);
		expect(position.noteState('s', 'resolved')).toBe(false);
		expect(after().noteState('s', 'resolved')).toBe(false);
		expect(position.noteState('s', 'pending')).toBe(true);
	});
});

describe('the identity', () => {
	const { website_id, session_id, fingerprint } = EVENT_SAMPLES['message:send'];

	it('of a message is its website, conversation and fingerprint', () => {
		expect(identityOf('message:send', EVENT_SAMPLES['message:send'])).toBe(
			`${website_id}:${session_id}:${fingerprint}`,
		);
	});

	it.each(['message:updated', 'session:set_state', 'message:compose:send'])(
		'of another event is none, because it may well happen twice (%s)',
		(event) => expect(identityOf(event, EVENT_SAMPLES[event])).toBeUndefined(),
	);

	it('makes a key that n8n can store', () => {
		expect(deduplicationKey('crisp:w:n', ['a'])).toBe('crisp:w:n:a');
		expect(deduplicationKey('x'.repeat(300), ['a'])).toHaveLength(64);
		expect(deduplicationKey('s', ['a', 'b'])).not.toBe(deduplicationKey('s', ['b', 'a']));
	});

	it('makes no key where a part could be another one', () => {
		expect(deduplicationKey('s', ['a', undefined])).toBeUndefined();
		expect(deduplicationKey('s', [])).toBeUndefined();
	});
});

describe('the memory of messages', () => {
	it('forgets the oldest', () => {
		const seen = new Seen(10);
		for (let index = 0; index < 25; index++) {
			expect(seen.add('w', `s${index % 3}`, index)).toBe(true);
		}
		const known = [24, 15, 3].map((index) => seen.has('w', `s${index % 3}`, index));
		expect(known).toEqual([true, true, false]);
	});

	it('tells them by website, conversation and fingerprint, which may come as a text', () => {
		const seen = new Seen();
		expect(seen.add('w', 's', 150698569649423)).toBe(true);
		expect(seen.add('w', 's', '150698569649423')).toBe(false);
		expect(seen.add('w', 's', 150698569649424)).toBe(true);
		expect(seen.add('w', 't', 150698569649423)).toBe(true);
		expect(seen.add('v', 's', 150698569649423)).toBe(true);
		expect(seen.add('w', 's', '0x10')).toBe(true);
		expect(seen.has('w', 's', '0x11')).toBe(false);
	});
});
