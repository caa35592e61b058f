import { idsOf, toOutput } from '../../nodes/Crisp/engine/output';
import type { Output } from '../../nodes/Crisp/engine/spec';

const ids = { website_id: 'website', session_id: 'asked for' };

const jsonOf = (output: Output, data: unknown) =>
	toOutput(output, data, ids, 0).map(({ json }) => json);

describe('the items of an answer', () => {
	test('are linked to the item that they come from', () => {
		const items = toOutput('items', [{ a: 1 }, { a: 2 }], ids, 3);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 3 }, { item: 3 }]);
	});

	test('are the entries of a list, bare values under a key', () => {
		expect(jsonOf('items', [{ a: 1 }, 'text', 2])).toEqual([
			{ a: 1 },
			{ value: 'text' },
			{ value: 2 },
		]);
		expect(jsonOf('item', { a: 1 })).toEqual([{ a: 1 }]);
	});

	test('of a success hold the IDs that were used beside what Crisp says', () => {
		expect(jsonOf('success', { fingerprint: 1 })).toEqual([
			{ success: true, website_id: 'website', session_id: 'asked for', fingerprint: 1 },
		]);
		expect(jsonOf('success', 'text')).toEqual([{ success: true, ...ids }]);
	});

	// An email can stand for an ID in a path; the answer has the ID.
	test('of a success trust Crisp more than the path', () => {
		const said = { session_id: 'from Crisp', success: false };
		expect(jsonOf('success', said)).toEqual([{ website_id: 'website', ...said }]);
	});

	test('of a deletion say that it is done, whatever Crisp says', () => {
		expect(jsonOf('deleted', { deleted: false, session_id: 'from Crisp' })).toEqual([
			{ deleted: true, ...ids },
		]);
	});

	test('of a check hold the answer and what was asked for', () => {
		expect(jsonOf('exists', { exists: true })).toEqual([{ exists: true, ...ids }]);
		expect(jsonOf('exists', {})).toEqual([{ exists: false, ...ids }]);
	});
});

test('IDs have the names that Crisp gives them', () => {
	expect(idsOf({ websiteId: 'w', treePath: 't', locale: 'en' })).toEqual({
		website_id: 'w',
		tree_path: 't',
		locale: 'en',
	});
});
