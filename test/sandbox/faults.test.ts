import { api, sandboxForTest } from './support';

describe('A fault', () => {
	test('answers the next requests in place of the work, then ends', async () => {
		const sandbox = await sandboxForTest();
		const call = api(sandbox);
		sandbox.faults.rest.answer({ status: 429, retryAfter: 2, times: 2 });
		const replies = [
			await call('POST', '{w}/conversation'),
			await call('POST', '{w}/conversation'),
			await call('POST', '{w}/conversation'),
		];
		expect(replies.map(({ status }) => status)).toEqual([429, 429, 201]);
		expect(replies[0].headers.get('retry-after')).toBe('2');
		expect(replies[0].body).toEqual({ error: true, reason: 'rate_limited', data: {} });
		expect(sandbox.conversations()).toHaveLength(1);
	});

	test('meets only the requests that it is meant for', async () => {
		const sandbox = await sandboxForTest();
		const call = api(sandbox);
		sandbox.faults.rest.answer({ status: 423, verb: 'POST', path: /\/people\/profile$/ });
		expect((await call('POST', '{w}/conversation')).status).toBe(201);
		expect((await call('GET', '{w}/people/profiles/1')).status).toBe(200);
		expect(await call('POST', '{w}/people/profile', {})).toMatchObject({
			status: 423,
			body: { reason: 'quota_limit_exceeded' },
		});
	});

	test('may say error in a 200, and say anything else', async () => {
		const sandbox = await sandboxForTest();
		const call = api(sandbox);
		sandbox.faults.rest.answer({ status: 200, error: true, reason: 'odd', data: { message: 'm' } });
		expect(await call('GET', '{w}')).toMatchObject({
			status: 200,
			body: { error: true, reason: 'odd', data: { message: 'm' } },
		});
	});

	test('may answer what is not JSON', async () => {
		const sandbox = await sandboxForTest();
		sandbox.faults.rest.answer({ status: 502, raw: '<h1>Bad gateway</h1>' });
		const response = await fetch(`${sandbox.apiUrl}/website/${sandbox.websiteId}`);
		expect(response.status).toBe(502);
		expect(response.headers.get('content-type')).toContain('text/html');
		expect(await response.text()).toBe('<h1>Bad gateway</h1>');
	});

	test.each([
		['before', 0],
		['after', 1],
	] as const)('breaks the connection %s the work is done', async (when, conversations) => {
		const sandbox = await sandboxForTest();
		sandbox.faults.rest.drop({ when });
		await expect(api(sandbox)('POST', '{w}/conversation')).rejects.toThrow('fetch failed');
		expect(sandbox.conversations()).toHaveLength(conversations);
		expect(sandbox.requests).toMatchObject([{ verb: 'POST' }]);
		expect(sandbox.requests[0].status).toBeUndefined();
		expect((await api(sandbox)('POST', '{w}/conversation')).status).toBe(201);
	});

	test('may be slowness', async () => {
		const sandbox = await sandboxForTest();
		sandbox.faults.rest.latency = 30;
		const start = performance.now();
		await api(sandbox)('GET', '{w}');
		expect(performance.now() - start).toBeGreaterThanOrEqual(29);
	});

	test('ends by clear', async () => {
		const sandbox = await sandboxForTest();
		sandbox.faults.rest.answer({ status: 500, times: 100 });
		sandbox.faults.rest.latency = 10_000;
		sandbox.faults.clear();
		expect((await api(sandbox)('GET', '{w}')).status).toBe(200);
	});
});
