import { isDeep, isDeepValue, MAX_DEPTH } from '../../nodes/Crisp/webhook/depth';

const nested = (depth: number, open = '[', close = ']') => open.repeat(depth) + close.repeat(depth);

describe.each<[string, (json: string) => boolean]>([
	['told by its bytes', (json) => isDeep(Buffer.from(json))],
	['told by its value', (json) => isDeepValue(JSON.parse(json))],
])('the depth of a body, %s', (_how, deep) => {
	it.each([
		['lists', nested(MAX_DEPTH), nested(MAX_DEPTH + 1)],
		[
			'objects',
			nested(MAX_DEPTH, '{"a":', '}').replace(':}', ':0}'),
			nested(MAX_DEPTH + 1, '{"a":', '}').replace(':}', ':0}'),
		],
	])('is bounded for %s', (_what, allowed, refused) => {
		expect(deep(allowed)).toBe(false);
		expect(deep(refused)).toBe(true);
	});

	it('does not count what stands side by side', () => {
		expect(deep(`[${'[],'.repeat(5_000)}{}]`)).toBe(false);
	});

	it('does not count brackets in texts', () => {
		expect(deep(JSON.stringify({ a: '['.repeat(5_000), b: `"\\"{${'{'.repeat(500)}` }))).toBe(
			false,
		);
		expect(deep(JSON.stringify(['\\', nested(500), '\\"']))).toBe(false);
	});

	it('does not throw at whatever depth', () => {
		expect(deep(nested(200_000))).toBe(true);
	});
});

it('bytes that are no JSON are no matter', () => {
	for (const text of ['', ']]]', '"', '"\\', '{"a', '\u0000']) {
		expect(isDeep(Buffer.from(text))).toBe(false);
	}
});
