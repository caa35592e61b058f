import type { IDataObject } from 'n8n-workflow';

import { nameOfStateChange, sourcesOf } from '../../nodes/Crisp/events/derived';
import { FirstMessages } from '../../nodes/Crisp/events/firstMessages';
import { States } from '../../nodes/Crisp/events/states';

const STATE = 'session:set_state';
const REOPENED = 'conversation:reopened';

describe('events that are told from others', () => {
	it('take what Crisp sends, each once', () => {
		expect(sourcesOf(['conversation:new', REOPENED, STATE, 'x:y'])).toEqual([
			'message:send',
			STATE,
			'x:y',
		]);
	});

	it.each<[string | null, string, string[], string | undefined]>([
		['resolved', 'unresolved', [REOPENED], REOPENED],
		['resolved', 'pending', [REOPENED, STATE], REOPENED],
		['resolved', 'unresolved', [STATE], STATE],
		['resolved', 'resolved', [REOPENED], undefined],
		['pending', 'unresolved', [REOPENED], undefined],
		['pending', 'unresolved', [REOPENED, STATE], STATE],
		[null, 'unresolved', [REOPENED], undefined],
	])('tell that a conversation went from %s to %s, asked for %j: %s', (from, to, chosen, name) => {
		expect(nameOfStateChange(STATE, { state: to }, from, chosen)).toBe(name);
	});
});

describe('the states of conversations', () => {
	it('are those that were noted last, also once stored', () => {
		const states = new States();
		states.note('a', 'pending');
		states.note('b', 'resolved');
		states.note('a', 'resolved');
		const again = new States();
		again.restore(JSON.parse(JSON.stringify(states.store())));
		expect([again.of('a'), again.of('b'), again.of('c')]).toEqual(['resolved', 'resolved', null]);
	});

	it('are forgotten where there are too many, the oldest first', () => {
		const states = new States();
		for (let index = 0; index < 1_500; index++) states.note(`s${index}`, 'pending');
		expect(states.of('s499')).toBeNull();
		expect(states.of('s500')).toBe('pending');
		expect(JSON.stringify(states.store()).length).toBeLessThan(8_100);
	});

	it.each([null, 7, 'x', { resolved: 7 }])('are not confused by what else is stored: %j', (odd) => {
		const states = new States();
		states.restore(odd);
		expect(states.store()).toEqual({});
	});
});

describe('the first message of a visitor', () => {
	const message = (fingerprint: number, changes: IDataObject = {}): IDataObject => ({
		website_id: 'w',
		session_id: 's',
		from: 'user',
		fingerprint,
		timestamp: fingerprint,
		...changes,
	});
	let there: unknown;
	let paths: string[];
	let first: FirstMessages;
	const get = async (path: string) => {
		paths.push(path);
		if (there instanceof Error) throw there;
		return there;
	};
	const isFirst = async (payload: IDataObject) => {
		first.learn(payload);
		return await first.isFirst(payload, get);
	};

	beforeEach(() => {
		there = [];
		paths = [];
		first = new FirstMessages();
	});

	it.each<[string, unknown, boolean]>([
		['nothing but itself is there', [message(5)], true],
		['the visitor has written before', [message(4), message(5)], false],
		['your side has written before', [message(4, { from: 'operator' }), message(5)], true],
		['the visitor has written more since', [message(5), message(6)], true],
		['the conversation is gone', {}, true],
	])('is told by one request where %s', async (_what, messages, expected) => {
		there = messages;
		expect(await isFirst(message(5))).toBe(expected);
		expect(paths).toEqual(['/website/w/conversation/s/messages']);
	});

	it('is followed by others that cost no request', async () => {
		await isFirst(message(5));
		expect(await isFirst(message(6))).toBe(false);
		expect(await isFirst(message(7))).toBe(false);
		expect(paths).toHaveLength(1);
	});

	it('is asked for again with the next one where Crisp could not be asked', async () => {
		there = new Error('cut');
		await expect(isFirst(message(5))).rejects.toThrow('cut');
		there = [message(5), message(6)];
		expect(await isFirst(message(6))).toBe(false);
		expect(paths).toHaveLength(2);
	});

	it('is none without a conversation', async () => {
		expect(await isFirst({ website_id: 'w', fingerprint: 1 })).toBe(false);
		expect(paths).toEqual([]);
	});
});
