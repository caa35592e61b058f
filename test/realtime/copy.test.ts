import { copyJson } from '../../nodes/Crisp/realtime/copy';

describe('a copy of JSON', () => {
	const text = '{"a":[{"b":[1,null,"x"]},[[{"c":true}]]],"n":null,"__proto__":{"d":{"e":1}}}';

	test('equals the original, names like __proto__ included', () => {
		expect(JSON.stringify(copyJson(JSON.parse(text)))).toBe(text);
	});

	test.each([[null], [1], ['text'], [false]])('of %j is itself', (value) => {
		expect(copyJson(value)).toBe(value);
	});

	test('shares no object and no list with the original, at any depth', () => {
		const parts = (value: unknown): object[] =>
			typeof value === 'object' && value !== null
				? [value, ...Object.values(value).flatMap(parts)]
				: [];
		const original = JSON.parse(text) as unknown;
		const originals = new Set(parts(original));
		expect(originals.size).toBe(9);
		expect(parts(copyJson(original)).filter((part) => originals.has(part))).toEqual([]);
	});

	test('that would be too deep for the stack is refused', () => {
		let deep: unknown = {};
		for (let depth = 0; depth < 100_000; depth++) deep = { deep };
		expect(() => copyJson(deep)).toThrow(RangeError);
	});
});
