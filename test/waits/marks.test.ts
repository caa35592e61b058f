import { readMarks, writeMarks } from '../../nodes/Crisp/waits/marks';
import { MARK, PLACE } from './support/mark';

const NOTHING = { open: [], taken: [] };

describe('The marks of a conversation', () => {
	test('are read as they were written', () => {
		const marks = {
			open: [MARK, { ...MARK, to: '/other', whom: 'team' as const }],
			taken: ['5', '6#a'],
		};
		expect(readMarks(writeMarks(marks, 'key', PLACE), 'key', PLACE)).toEqual(marks);
	});

	test('count only with the seal of this token, for this very conversation', () => {
		const text = writeMarks({ open: [MARK], taken: ['5'] }, 'key', PLACE);
		expect(readMarks(text, 'another key', PLACE)).toEqual(NOTHING);
		expect(readMarks(text, 'key', { ...PLACE, sessionId: 'session_2' })).toEqual(NOTHING);
		expect(readMarks(text, 'key', { ...PLACE, websiteId: 'website-2' })).toEqual(NOTHING);
		const changed = text.replace('webhook-waiting/7', 'webhook-waiting/8').replace('"5"', '"6"');
		expect(readMarks(changed, 'key', PLACE)).toEqual(NOTHING);
	});

	test.each([
		undefined,
		null,
		7,
		'',
		'no JSON',
		'null',
		'[]',
		'{"open":7,"taken":{}}',
		'{"open":[null,7,{"to":"/x"}],"taken":[null,{"key":7}]}',
		JSON.stringify({ open: [{ ...MARK, seal: 'x'.repeat(32) }] }),
		JSON.stringify({ open: [{ ...MARK, seal: 'é'.repeat(32) }] }),
	])('are none where a visitor has written %j', (value) => {
		expect(readMarks(value, 'key', PLACE)).toEqual(NOTHING);
	});

	test('keep the last answers only, and nothing at all where there is nothing to keep', () => {
		const text = writeMarks({ open: [], taken: ['1', '2', '3', '4'] }, 'key', PLACE);
		expect(readMarks(text, 'key', PLACE).taken).toEqual(['2', '3', '4']);
		expect(writeMarks(NOTHING, 'key', PLACE)).toBe('');
	});
});
