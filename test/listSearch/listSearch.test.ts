import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { CrispHelpdesk } from '../../nodes/Crisp/CrispHelpdesk.node';
import { listSearch } from '../../nodes/Crisp/listSearch';
import { credential, searchList } from '../support/n8n';
import { actionNodes } from '../support/nodes';
import { envelope, refusal, startServer, type Reply, type TestServer } from '../support/server';

let server: TestServer;
let reply: (page: number) => Reply;
beforeAll(async () => {
	server = await startServer(({ url }) => reply(Number(url.split('/').at(-1))));
});
beforeEach(() => {
	server.seen.length = 0;
});
afterAll(async () => await server.close());

const search = async (
	method: string,
	{
		filter,
		token,
		parameters = {},
		changes = {},
	}:
		| Record<string, never>
		| {
				filter?: string;
				token?: string;
				parameters?: object;
				changes?: object;
		  } = {},
) =>
	await searchList(
		new CrispHelpdesk(),
		method,
		{
			// The searches of the helpdesk want a locale first.
			parameters: {
				resource: 'helpdeskArticle',
				operation: 'get',
				locale: { __rl: true, mode: 'id', value: 'en' },
				...parameters,
			},
			credential: credential(`${server.url}/v1`, { websiteId: 'website-1', ...changes }),
		},
		filter,
		token,
	);

const asked = () => {
	const { pathname, searchParams } = new URL(server.seen[0].url, server.url);
	return { path: pathname, query: Object.fromEntries(searchParams) };
};

test('every search that a field names is there', () => {
	const text = JSON.stringify(Object.values(actionNodes).map(({ description }) => description));
	const named = [...text.matchAll(/"searchListMethod":"(\w+)"/g)].map(([, name]) => name);
	expect(named.filter((name) => !(name in listSearch))).toEqual([]);
});

describe('a list in the editor', () => {
	test.each(Object.keys(listSearch))('%s lets a refusal of Crisp through', async (method) => {
		reply = () => ({ status: 401, body: refusal('invalid_session') });
		await expect(search(method)).rejects.toBeInstanceOf(NodeApiError);
	});

	test.each(Object.keys(listSearch))('%s is empty when there is nothing', async (method) => {
		reply = () => ({ body: envelope([]) });
		const { results, paginationToken } = await search(method, { changes: { tier: 'plugin' } });
		expect(results).toEqual([]);
		expect(paginationToken).toBeUndefined();
	});
});

describe('a list without a website', () => {
	const ofWebsite = Object.keys(listSearch).filter((method) => method !== 'searchWebsites');

	test.each(ofWebsite)('%s says what is missing and asks for nothing', async (method) => {
		const error = await search(method, { changes: { websiteId: '' } }).catch(
			(caught: unknown) => caught,
		);
		expect(error).toBeInstanceOf(NodeOperationError);
		const { message, description } = error as NodeOperationError;
		expect(message).toBe("'Workspace' is empty and the credential has no default workspace");
		expect(description).toContain("'Default Website ID'");
		expect(server.seen).toHaveLength(0);
	});

	test.each(ofWebsite)('%s says that the given one is none', async (method) => {
		const error = await search(method, {
			parameters: { websiteId: { __rl: true, mode: 'id', value: '..' } },
		}).catch((caught: unknown) => caught);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect((error as Error).message).toBe("'Workspace' must not be '.' or '..'");
		expect(server.seen).toHaveLength(0);
	});
});

describe('a text that Crisp cannot look for', () => {
	/** An entry of each such list, by its name. */
	const ENTRIES: Record<string, (name: string) => object> = {
		searchInboxes: (name) => ({ name, inbox_id: name }),
		searchTeams: (name) => ({ name, team_id: name }),
		searchSegments: (segment) => ({ segment }),
		searchHelpdeskLocales: (locale) => ({ locale }),
		searchHelpdeskArticles: (title) => ({ title, tree_path: '' }),
		searchHelpdeskPages: (title) => ({ title, entity_id: title }),
		searchHelpdeskRedirections: (path) => ({ path, target: '' }),
		searchHelpdeskChanges: (message) => ({ message, change_id: message }),
		searchWebsites: (website_id) => ({ website_id }),
	};
	const seek = async (method: string, token?: string) => {
		const changes = method === 'searchWebsites' ? { tier: 'plugin' } : {};
		return await search(method, { filter: ' Needle', token, changes });
	};
	const pagesAsked = () => server.seen.map(({ url }) => Number(url.split('/').at(-1)));

	describe.each(Object.keys(ENTRIES))('among those of %s', (method) => {
		const entry = ENTRIES[method];

		test('is found on a later page, and the rest can be asked for', async () => {
			reply = (page) => ({
				body: envelope(
					page > 4 ? [] : [entry('hay'), entry(page % 2 === 0 ? `a needle ${page}` : 'straw')],
				),
			});
			const first = await seek(method);
			expect(first.results.map(({ name }) => name)).toEqual([
				expect.stringContaining('a needle 2'),
			]);
			const second = await seek(method, String(first.paginationToken));
			expect(second.results.map(({ name }) => name)).toEqual([
				expect.stringContaining('a needle 4'),
			]);
			const last = await seek(method, String(second.paginationToken));
			expect(last).toEqual({ results: [] });
			expect(pagesAsked()).toEqual([1, 2, 3, 4, 5]);
		});
	});

	test('is looked for on 20 pages at most, and further from there when asked again', async () => {
		reply = () => ({ body: envelope([{ name: 'hay', team_id: 't' }]) });
		expect(await seek('searchTeams')).toEqual({ results: [], paginationToken: '21' });
		expect(server.seen).toHaveLength(20);
		expect(await seek('searchTeams', '21')).toEqual({ results: [], paginationToken: '41' });
	});

	test('is not looked for beyond a page that cannot be used', async () => {
		reply = (page) => ({
			body: envelope(page === 2 ? 'odd' : [{ name: 'hay', team_id: 't' }]),
		});
		await expect(seek('searchTeams')).rejects.toThrow('Crisp answered with a text');
		expect(pagesAsked()).toEqual([1, 2]);
	});

	test('costs one request where there is none', async () => {
		reply = () => ({ body: envelope([{ name: 'hay', team_id: 't' }]) });
		const { results, paginationToken } = await search('searchTeams', { filter: ' ' });
		expect([results.length, paginationToken]).toEqual([1, '2']);
		expect(server.seen).toHaveLength(1);
	});
});

describe('conversations', () => {
	const full = Array.from({ length: 20 }, (_, index) => ({
		session_id: `session_${index}`,
		state: 'unresolved',
		last_message: 'Where is my order?',
		meta: { nickname: 'Jane', email: 'jane@example.com' },
	}));

	test('show who, in which state and what was said last, page by page', async () => {
		reply = () => ({ status: 206, body: envelope(full) });
		const { results, paginationToken } = await search('searchConversations', { token: '2' });
		expect(results[0]).toEqual({
			name: 'Jane · jane@example.com · unresolved · Where is my order?',
			value: 'session_0',
		});
		expect(paginationToken).toBe('3');
		expect(asked()).toEqual({
			path: '/v1/website/website-1/conversations/2',
			query: { per_page: '20', order_date_updated: '1' },
		});
	});

	test('are searched by Crisp, on the website chosen in the node', async () => {
		reply = () => ({ body: envelope(full.slice(0, 3)) });
		const { paginationToken } = await search('searchConversations', {
			filter: ' refund ',
			parameters: { websiteId: { __rl: true, mode: 'id', value: 'website-2' } },
		});
		expect(paginationToken).toBeUndefined();
		expect(asked()).toMatchObject({
			path: '/v1/website/website-2/conversations/1',
			query: { search_query: 'refund', search_type: 'text' },
		});
	});

	test('without a name show their ID', async () => {
		reply = () => ({ body: envelope([{ session_id: 'session_1' }]) });
		expect((await search('searchConversations')).results[0].name).toBe('session_1');
	});
});

test('contacts show name and email and are searched by Crisp', async () => {
	reply = () => ({
		body: envelope([{ people_id: 'p1', email: 'jane@example.com', person: { nickname: 'Jane' } }]),
	});
	const { results } = await search('searchContacts', { filter: 'jane' });
	expect(results).toEqual([{ name: 'Jane · jane@example.com', value: 'p1' }]);
	expect(asked().query).toMatchObject({ search_text: 'jane' });
});

test('contacts go on until a page is empty, however short pages are', async () => {
	reply = () => ({ body: envelope([{ people_id: 'p1' }]) });
	expect((await search('searchContacts')).paginationToken).toBe('2');
	reply = () => ({ body: envelope([]) });
	expect((await search('searchContacts', { token: '2' })).paginationToken).toBeUndefined();
});

test('operators are searched here, as Crisp cannot', async () => {
	const operator = (id: string, first: string) => ({
		details: { user_id: id, first_name: first, last_name: 'S.', email: `${first}@example.com` },
	});
	reply = () => ({ body: envelope([operator('u1', 'Valerian'), operator('u2', 'Jane')]) });
	const { results } = await search('searchOperators', { filter: 'JANE' });
	expect(results).toEqual([{ name: 'Jane S. · Jane@example.com', value: 'u2' }]);
});

describe('websites', () => {
	test('of a plugin token are those that installed the plugin, without the token that Crisp adds', async () => {
		reply = () => ({ body: envelope([{ website_id: 'w1', token: 'secret' }]) });
		const found = await search('searchWebsites', { changes: { tier: 'plugin' } });
		expect(found.results).toEqual([{ name: 'w1', value: 'w1' }]);
		expect(found.paginationToken).toBe('2');
		expect(asked().path).toBe('/v1/plugin/connect/websites/all/1');
	});

	test("of a website token are the credential's own, by name", async () => {
		reply = () => ({ body: envelope({ name: 'Acme', domain: 'acme-inc.com' }) });
		const { results } = await search('searchWebsites');
		expect(results).toEqual([{ name: 'Acme · acme-inc.com', value: 'website-1' }]);
		expect(asked().path).toBe('/v1/website/website-1');
	});

	test('are none where the credential names none', async () => {
		expect((await search('searchWebsites', { changes: { websiteId: '' } })).results).toEqual([]);
		expect(server.seen).toHaveLength(0);
	});
});
