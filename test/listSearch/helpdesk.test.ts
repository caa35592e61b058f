import { NodeOperationError } from 'n8n-workflow';

import { CrispHelpdesk } from '../../nodes/Crisp/CrispHelpdesk.node';
import { credential, searchList } from '../support/n8n';
import { envelope, startServer, type TestServer } from '../support/server';

let server: TestServer;
let data: unknown;
beforeAll(async () => {
	server = await startServer(() => ({ body: envelope(data) }));
});
beforeEach(() => {
	server.seen.length = 0;
});
afterAll(async () => await server.close());

const search = async (method: string, parameters: object, filter?: string, token?: string) =>
	await searchList(
		new CrispHelpdesk(),
		method,
		{
			parameters: { resource: 'helpdeskArticle', operation: 'get', ...parameters },
			credential: credential(`${server.url}/v1`, { websiteId: 'website-1' }),
		},
		filter,
		token,
	);

const HELPDESK = '/v1/website/website-1/helpdesk';
const locale = (value: string) => ({ locale: { __rl: true, mode: 'list', value } });

test('locales are shown by their codes', async () => {
	data = [
		{ locale_id: 'l1', locale: 'en', url: 'https://help.acme-inc.com/en/' },
		{ locale: 'fr' },
	];
	const { results, paginationToken } = await search('searchHelpdeskLocales', {});
	expect(results).toEqual([
		{ name: 'en', value: 'en', url: 'https://help.acme-inc.com/en/' },
		{ name: 'fr', value: 'fr' },
	]);
	expect(paginationToken).toBe('2');
	expect(server.seen[0].url).toBe(`${HELPDESK}/locales/1`);
});

describe('published articles', () => {
	beforeEach(() => {
		data = [
			{ entity_id: 'e1', title: 'Shipping', tree_path: 'orders/shipping.md', url: 'https://a/1' },
			{ entity_id: 'e2', tree_path: 'orders/returns.md' },
		];
	});

	test('are those of the chosen locale and content type, by title and path', async () => {
		const parameters = { ...locale('pt/br'), contentType: 'guides' };
		const { results, paginationToken } = await search(
			'searchHelpdeskArticles',
			parameters,
			'',
			'3',
		);
		expect(results).toEqual([
			{ name: 'Shipping · orders/shipping.md', value: 'orders/shipping.md', url: 'https://a/1' },
			{ name: 'orders/returns.md', value: 'orders/returns.md' },
		]);
		expect(paginationToken).toBe('4');
		expect(server.seen[0].url).toBe(`${HELPDESK}/page/list/pt%2Fbr/guides/3`);
	});

	test('are narrowed to a text', async () => {
		const { results } = await search('searchHelpdeskArticles', locale('en'), 'RETURNS');
		expect(results.map(({ value }) => value)).toEqual(['orders/returns.md']);
	});

	test('are known by their entity ID too', async () => {
		const { results } = await search('searchHelpdeskPages', {
			...locale('en'),
			operation: 'getPageByEntity',
		});
		expect(results).toEqual([
			{ name: 'Shipping', value: 'e1', url: 'https://a/1' },
			{ name: 'e2', value: 'e2' },
		]);
	});

	test.each(['searchHelpdeskArticles', 'searchHelpdeskPages'])(
		'are not asked for by %s before a locale is chosen',
		async (method) => {
			const error = await search(method, locale('')).catch((caught: unknown) => caught);
			expect(error).toBeInstanceOf(NodeOperationError);
			expect((error as Error).message).toBe("Choose 'Locale' first");
			expect(server.seen).toHaveLength(0);
		},
	);
});

test('redirections show where they come from and lead to', async () => {
	data = [{ redirection_id: 'r1', path: '/en/old/', target: '/en/new/' }];
	const { results } = await search('searchHelpdeskRedirections', {}, 'new');
	expect(results).toEqual([{ name: '/en/old/ → /en/new/', value: 'r1' }]);
	expect(server.seen[0].url).toBe(`${HELPDESK}/redirections/1`);
});

test('changes show message and author, or their ID', async () => {
	data = [
		{ change_id: 'c1', message: 'Update shipping', author: { name: 'Jane', email: 'j@a.com' } },
		{ change_id: 'c2' },
	];
	const { results } = await search('searchHelpdeskChanges', {});
	expect(results).toEqual([
		{ name: 'Update shipping · Jane', value: 'c1' },
		{ name: 'c2', value: 'c2' },
	]);
	expect(server.seen[0].url).toBe(`${HELPDESK}/history/changes/1`);
});
