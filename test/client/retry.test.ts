import type { IHttpRequestMethods } from 'n8n-workflow';

import {
	asksToSlowDown,
	isAnswerMissing,
	isLock,
	isRateLimit,
	isServerTrouble,
	isWorthRetrying,
	passesByItself,
	retryAfterMs,
	retryDelayMs,
	withRetries,
} from '../../nodes/Crisp/client/retry';

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

describe('a status', () => {
	const STATUSES = [
		undefined,
		200,
		400,
		404,
		408,
		420,
		423,
		425,
		429,
		499,
		500,
		502,
		503,
		504,
		599,
	];
	const those = (test: (status: number | undefined) => boolean) => STATUSES.filter(test);

	test('tells what became of a request, and whether it may go better by itself', () => {
		expect(those(isRateLimit)).toEqual([420, 429]);
		expect(those(isAnswerMissing)).toEqual([undefined, 408, 502, 503, 504]);
		expect(those(isLock)).toEqual([423]);
		expect(those(isServerTrouble)).toEqual([408, 500, 502, 503, 504, 599]);
		const passing = [undefined, 408, 420, 423, 425, 429, 500, 502, 503, 504, 599];
		expect(those(passesByItself)).toEqual(passing);
	});

	test('asks all to slow down where it is a rate limit, or names a time with a 503', () => {
		expect(those((status) => asksToSlowDown({ status }))).toEqual([420, 429]);
		const retryAfter = '5';
		expect(those((status) => asksToSlowDown({ status, retryAfter }))).toEqual([420, 429, 503]);
		expect(asksToSlowDown({ status: 503, retryAfter: 'soon' })).toBe(false);
	});
});

describe('retries', () => {
	const attempts = async (
		endings: Array<{ status?: number } | undefined>,
		more: Partial<Parameters<typeof withRetries<number>>[0]> = {},
	) => {
		let made = 0;
		const result = await withRetries({
			method: 'GET',
			attempt: async () => made++,
			endingOf: (index) => endings[index],
			delayMs: () => 0,
			...more,
		});
		expect(result).toBe(made - 1);
		return made;
	};
	const busy = { status: 503 };

	test('end with the first result that stands', async () => {
		expect(await attempts([busy, busy])).toBe(3);
		expect(await attempts([undefined])).toBe(1);
		expect(await attempts([{ status: 404 }])).toBe(1);
	});

	test('are three unless told', async () => {
		expect(await attempts(Array(9).fill(busy))).toBe(4);
		expect(await attempts(Array(9).fill(busy), { max: 1 })).toBe(2);
		expect(await attempts(Array(9).fill(busy), { max: 0 })).toBe(1);
	});

	test('end when the signal does, without another attempt', async () => {
		const controller = new AbortController();
		const delayMs = () => {
			controller.abort();
			return 60_000;
		};
		expect(await attempts([busy, busy], { signal: controller.signal, delayMs })).toBe(1);
	});

	test('know how many there were before', async () => {
		const seen: number[] = [];
		const told = (retries: number) => (seen.push(retries), 0);
		await attempts([busy, busy], { delayMs: told });
		expect(seen).toEqual([0, 1]);
	});
});
