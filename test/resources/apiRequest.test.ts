import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { credential, executeNode } from '../support/n8n';
import { envelope, startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
	server = await startServer(({ url }) => {
		const page = Number(/conversations\/(\d+)/.exec(url)?.[1] ?? 0);
		if (page > 0) {
			const size = [2, 2, 1][page - 1] ?? 0;
			return {
				body: envelope(Array.from({ length: size }, (_, index) => ({ id: `${page}-${index}` }))),
			};
		}
		return { body: envelope({ url }) };
	});
});
beforeEach(() => {
	server.seen.length = 0;
});
afterAll(async () => await server.close());

const run = async (parameters: object, websiteId = 'website-1') =>
	await executeNode(new Crisp(), {
		parameters: { resource: 'apiRequest', operation: 'send', ...parameters },
		credential: credential(`${server.url}/v1`, { websiteId }),
	});

describe('an API request', () => {
	test('sends verb, encoded path, query and body with the token', async () => {
		await run({
			method: 'PATCH',
			path: '/website/{websiteId}/people/profile/jane@example.com',
			query: { entry: [{ name: 'filter', value: 'a & b' }] },
			body: '{"email":"x"}',
		});
		const [{ method, url, body, headers }] = server.seen;
		expect(`${method} ${url}`).toBe(
			'PATCH /v1/website/website-1/people/profile/jane%40example.com?filter=a+%26+b',
		);
		expect(JSON.parse(body)).toEqual({ email: 'x' });
		expect(headers['x-crisp-tier']).toBe('website');
	});

	test('fetches all pages of a path with a page number', async () => {
		const [items] = await run({
			method: 'GET',
			path: '/website/{websiteId}/conversations/{page}',
			pagination: 'pathNumber',
			returnAll: true,
		});
		expect(items.map(({ json }) => json.id)).toEqual(['1-0', '1-1', '2-0', '2-1', '3-0']);
	});

	test('keeps to a limit', async () => {
		const [items] = await run({
			method: 'GET',
			path: '/website/{websiteId}/conversations/{page}',
			pagination: 'pathNumber',
			returnAll: false,
			limit: 3,
		});
		expect(items).toHaveLength(3);
		expect(server.seen).toHaveLength(2);
	});

	test.each([
		['https://evil.example.com/steal', 'leave out the host'],
		['//evil.example.com/steal', undefined],
		['/website/../../admin', "'Path' must not be '.' or '..'"],
		['/website/a?x=1', "use 'Query Parameters'"],
		['', "'Path' is empty"],
	])('does not leave the base URL: %s', async (path, message) => {
		const result = run({ method: 'GET', path });
		if (message === undefined) {
			await result;
			expect(server.seen[0].url).toBe('/v1/evil.example.com/steal');
		} else {
			await expect(result).rejects.toThrow(message);
			expect(server.seen).toHaveLength(0);
		}
	});

	test.each([
		['a/b', 'a%2Fb'],
		['website-1/conversations/1?x=y#z', 'website-1%2Fconversations%2F1%3Fx%3Dy%23z'],
		['../user', '..%2Fuser'],
		['$&', '%24%26'],
		["$1$'$`$$", "%241%24'%24%60%24%24"],
		['{page}', '%7Bpage%7D'],
		[' website-1 ', 'website-1'],
	])('keeps the website ID %j in its part of the path', async (websiteId, encoded) => {
		await run({ method: 'GET', path: '/website/{websiteId}/settings' }, websiteId);
		expect(server.seen.map(({ url }) => url)).toEqual([`/v1/website/${encoded}/settings`]);
	});

	test.each([
		['', 'the credential has no default website'],
		[' ', 'the credential has no default website'],
		['.', "'Website' must not be '.' or '..'"],
		['..', "'Website' must not be '.' or '..'"],
	])('is not sent with the website ID %j', async (websiteId, message) => {
		const result = run({ method: 'GET', path: '/website/{websiteId}/settings' }, websiteId);
		await expect(result).rejects.toThrow(message);
		expect(server.seen).toEqual([]);
	});

	test('takes $& in the path as it is', async () => {
		await run({ method: 'GET', path: '/website/$&/$1' });
		expect(server.seen[0].url).toBe('/v1/website/%24%26/%241');
	});
});
