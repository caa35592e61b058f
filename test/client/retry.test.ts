import type { IHttpRequestMethods } from 'n8n-workflow';

import { isWorthRetrying, retryAfterMs, retryDelayMs } from '../../nodes/Crisp/client/retry';

const SAFE: IHttpRequestMethods[] = ['GET', 'HEAD', 'PUT', 'DELETE'];
const UNSAFE: IHttpRequestMethods[] = ['POST', 'PATCH'];

describe('isWorthRetrying', () => {
	test.each([429, 420])(
		'repeats every verb after %i, which is refused before any work',
		(status) => {
			for (const method of [...SAFE, ...UNSAFE])
				expect(isWorthRetrying(method, { status })).toBe(true);
		},
	);

	test.each([408, 502, 503, 504, undefined])(
		'repeats after %p only what does no harm twice',
		(status) => {
			for (const method of SAFE) expect(isWorthRetrying(method, { status })).toBe(true);
			for (const method of UNSAFE) expect(isWorthRetrying(method, { status })).toBe(false);
		},
	);

	test.each([400, 401, 403, 404, 409, 423, 500])('does not repeat after %i', (status) => {
		for (const method of [...SAFE, ...UNSAFE])
			expect(isWorthRetrying(method, { status })).toBe(false);
	});
});

describe('retryAfterMs', () => {
	const now = Date.UTC(2026, 2, 1, 10);

	test.each([
		['2', 2_000],
		['0', 0],
		['-5', 0],
		['3600', 60_000],
		['Sun, 01 Mar 2026 10:00:05 GMT', 5_000],
		['Sun, 01 Mar 2026 09:00:00 GMT', 0],
		['soon', undefined],
		['', undefined],
		[undefined, undefined],
	])('reads %p as %p ms', (header, expected) => {
		expect(retryAfterMs(header, now)).toBe(expected);
	});
});

describe('retryDelayMs', () => {
	test('grows, is random over its whole range and never exceeds a minute', () => {
		const longest = [0, 1, 2, 10].map((retries) => retryDelayMs(retries, {}, () => 1));
		expect(longest).toEqual([1_000, 2_000, 4_000, 60_000]);
		expect(retryDelayMs(2, {}, () => 0)).toBe(0);
	});

	test.each([
		['7', 7_000],
		['soon', 500],
		['0', 500],
		['-5', 500],
		['0.1', 500],
		['Sun, 01 Mar 2026 10:00:00 GMT', 500],
		['3600', 60_000],
	])('waits for %p as long as the server asks, and never less than usual', (retryAfter, ms) => {
		expect(retryDelayMs(0, { retryAfter }, () => 0.5)).toBe(ms);
	});
});
