import { credential, executeNode } from '../support/n8n';
import { nodeWith } from '../support/nodes';
import { envelope, refusal, startServer, type Reply, type TestServer } from '../support/server';

let server: TestServer;
let reply: (method: string) => Reply;
beforeAll(async () => {
	server = await startServer(({ method }) => reply(method));
});
beforeEach(() => {
	server.seen.length = 0;
});
afterAll(async () => await server.close());

const run = async (parameters: { operation: string; [name: string]: unknown }) =>
	await executeNode(nodeWith('campaignTemplate', parameters.operation), {
		parameters: { resource: 'campaignTemplate', ...parameters },
		credential: credential(`${server.url}/v1`, { websiteId: 'website-1' }),
	});

const made: Reply = { status: 201, body: envelope({ template_id: 'template-1' }, 'added') };
const template = { operation: 'create', name: 'News', format: 'markdown' };

describe('creating a campaign template', () => {
	test('is one request where there is no content', async () => {
		reply = () => made;
		const [[{ json }]] = await run(template);
		expect(json).toEqual({
			success: true,
			website_id: 'website-1',
			template_id: 'template-1',
		});
		expect(server.seen.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
			{ name: 'News', format: 'markdown' },
		]);
	});

	test('is followed by a second request with the content', async () => {
		reply = (method) => (method === 'POST' ? made : { body: envelope({}, 'updated') });
		await run({ ...template, content: '# Hello' });
		expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
			'POST /v1/website/website-1/campaigns/template',
			'PATCH /v1/website/website-1/campaigns/template/template-1',
		]);
		expect(JSON.parse(server.seen[1].body)).toEqual({ content: '# Hello' });
	});

	test('says that the template is there when only its content is refused', async () => {
		reply = (method) =>
			method === 'POST' ? made : { status: 409, body: refusal('template_locked') };
		await expect(run({ ...template, content: '# Hello' })).rejects.toThrow(
			"The campaign template 'template-1' was created, but its content was not saved: ",
		);
	});
});

test('the list of templates is filtered by Crisp', async () => {
	reply = () => ({ body: envelope([]) });
	await run({
		operation: 'getAll',
		filters: { filterTypeCustom: true, filterTypeStatic: false, searchName: 'News' },
	});
	const { pathname, searchParams } = new URL(server.seen[0].url, server.url);
	expect(pathname).toBe('/v1/website/website-1/campaigns/templates/1');
	expect(Object.fromEntries(searchParams)).toEqual({
		filter_type_custom: '1',
		filter_type_static: '0',
		search_name: 'News',
	});
});
