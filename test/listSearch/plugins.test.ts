import { CrispAdmin } from '../../nodes/Crisp/CrispAdmin.node';
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

const search = async (tier: string, filter?: string) =>
	await searchList(
		new CrispAdmin(),
		'searchPlugins',
		{
			parameters: { resource: 'plugin', operation: 'get' },
			credential: credential(`${server.url}/v1`, { tier, websiteId: 'website-1' }),
		},
		filter,
	);

test('a user token chooses among the plugins of the website', async () => {
	data = [
		{ id: 'p1', name: 'Slack' },
		{ id: 'p2', name: 'Shopify' },
	];
	expect((await search('user', 'shop')).results).toEqual([{ name: 'Shopify', value: 'p2' }]);
	expect(server.seen[0].url).toBe('/v1/plugins/subscription/website-1');
});

test('a plugin token knows its own plugin only', async () => {
	data = { plugin_id: 'p9' };
	expect((await search('plugin')).results).toEqual([
		{ name: 'Plugin of the token (p9)', value: 'p9' },
	]);
	expect(server.seen.map(({ url }) => url)).toEqual(['/v1/plugin/connect/account']);
});
