import { weave } from '../../nodes/Crisp/engine/weave';

const woven = (...lists: string[]) =>
	weave(
		lists.map((list, index): [string, string[]] => [String(index), [...list]]),
		(item) => item,
	).map(({ item, threads }) => `${item}${threads.join('')}`);

describe('weave', () => {
	test('makes one entry of equal items', () => {
		expect(woven('ab', 'ab')).toEqual(['a01', 'b01']);
	});

	test('keeps the order of every list', () => {
		for (const lists of [
			['abc', 'xbz', 'acz'],
			['ab', 'ba', 'aab'],
			['', 'a'],
			['abcd', 'dcba', 'bd'],
		]) {
			const result = woven(...lists);
			lists.forEach((list, index) => {
				const own = result.filter((entry) => entry.slice(1).includes(String(index)));
				expect(own.map((entry) => entry[0]).join('')).toBe(list);
			});
		}
	});

	test('leaves items separate where lists disagree about their order', () => {
		expect(woven('ab', 'ba')).toEqual(['a0', 'b01', 'a1']);
	});
});
