import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { CrispAdmin } from '../../nodes/Crisp/CrispAdmin.node';
import { credential, loadOptions, searchList } from '../support/n8n';
import { envelope, startServer, type TestServer } from '../support/server';

let server: TestServer;
let data: unknown;
/** Answers to the pages after the first one. */
let later: unknown[] | undefined;
beforeAll(async () => {
	server = await startServer(({ url }) => ({
		body: envelope(url.endsWith('/1') || later === undefined ? data : later),
	}));
});
beforeEach(() => {
	later = undefined;
	server.seen.length = 0;
});
afterAll(async () => await server.close());

const search = async (method: string, filter?: string, token?: string) =>
	await searchList(
		new CrispAdmin(),
		method,
		{
			parameters: { resource: 'campaignTemplate', operation: 'get' },
			credential: credential(`${server.url}/v1`, { websiteId: 'website-1' }),
		},
		filter,
		token,
	);

test('campaign templates are looked for by Crisp, page by page, and shown by name', async () => {
	data = [{ template_id: 'template-1', name: 'News' }, { template_id: 'template-2' }];
	const { results, paginationToken } = await search('searchCampaignTemplates', ' News ', '2');
	expect(results).toEqual([
		{ name: 'News', value: 'template-1' },
		{ name: 'template-2', value: 'template-2' },
	]);
	expect(paginationToken).toBe('3');
	expect(server.seen[0].url).toBe('/v1/website/website-1/campaigns/templates/2?search_name=News');
});

test('segments are those in use among contacts, narrowed to the text', async () => {
	data = [
		{ segment: 'VIP', count: 3 },
		{ segment: 'lead', count: 1 },
	];
	const { results } = await search('searchSegments', 'vi');
	expect(results).toEqual([{ name: 'VIP', value: 'VIP' }]);
	expect(server.seen[0].url).toBe('/v1/website/website-1/people/suggest/segments/1');
});

test.each([
	['Crisp', new Crisp(), 'create'],
	['Crisp Admin', new CrispAdmin(), 'replace'],
])(
	'the recipients of a campaign in %s are chosen from all pages of the segments',
	async (_name, nodeType, operation) => {
		data = [{ segment: 'lead' }, { segment: 'VIP' }];
		later = [];
		const options = await loadOptions(nodeType, 'getSegments', {
			parameters: { resource: 'campaign', operation },
			credential: credential(`${server.url}/v1`, { websiteId: 'website-1' }),
		});
		expect(options).toEqual([
			{ name: 'lead', value: 'lead' },
			{ name: 'VIP', value: 'VIP' },
		]);
		expect(server.seen.map(({ url }) => url)).toEqual([
			'/v1/website/website-1/people/suggest/segments/1',
			'/v1/website/website-1/people/suggest/segments/2',
		]);
	},
);

test.each([
	['Crisp', new Crisp()],
	['Crisp Admin', new CrispAdmin()],
])('every list of choices that a field of %s names is there', (_name, { description, methods }) => {
	const named = JSON.stringify(description.properties).matchAll(/"loadOptionsMethod":"(\w+)"/g);
	const names = new Set([...named].map(([, name]) => name));
	expect([...names].filter((name) => !(name in methods.loadOptions))).toEqual([]);
	expect(names.size).toBeGreaterThan(0);
});
