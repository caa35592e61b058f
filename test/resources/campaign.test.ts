import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { credential, executeNode } from '../support/n8n';
import { envelope, refusal, startServer, type Reply, type TestServer } from '../support/server';

let server: TestServer;
let reply: (method: string) => Reply;
beforeAll(async () => {
	server = await startServer(({ method }) => reply(method));
});
beforeEach(() => {
	server.seen.length = 0;
	reply = () => ({ body: envelope([]) });
});
afterAll(async () => await server.close());

const run = async (parameters: object) =>
	await executeNode(new Crisp(), {
		parameters: { resource: 'campaign', ...parameters },
		credential: credential(`${server.url}/v1`, { websiteId: 'website-1', tier: 'user' }),
	});

const sent = () =>
	server.seen.map(({ method, url, body }) => [
		`${method} ${url}`,
		body === '' ? undefined : (JSON.parse(body) as unknown),
	]);

const made: Reply = { status: 201, body: envelope({ campaign_id: 'campaign-1' }, 'added') };

describe('creating a campaign', () => {
	const bare = { operation: 'create', type: 'one-shot', name: 'June' };
	const filled = { ...bare, additionalFields: { subject: 'Hello', recipientType: 'all' } };

	test('is one request where there is no content', async () => {
		reply = () => made;
		const [[{ json }]] = await run(bare);
		expect(json).toEqual({
			success: true,
			website_id: 'website-1',
			campaign_id: 'campaign-1',
		});
		expect(sent()).toEqual([
			['POST /v1/website/website-1/campaign', { type: 'one-shot', name: 'June' }],
		]);
	});

	test('is followed by a second request with the content, which Crisp does not take at first', async () => {
		reply = (method) => (method === 'POST' ? made : { body: envelope({}, 'updated') });
		const [[{ json }]] = await run(filled);
		expect(json).toEqual({
			success: true,
			website_id: 'website-1',
			campaign_id: 'campaign-1',
		});
		expect(sent()).toEqual([
			['POST /v1/website/website-1/campaign', { type: 'one-shot', name: 'June' }],
			[
				'PATCH /v1/website/website-1/campaign/campaign-1',
				{ subject: 'Hello', recipients: { type: 'all' } },
			],
		]);
	});

	test('says that the campaign is there when only its content is refused', async () => {
		reply = (method) =>
			method === 'POST'
				? made
				: { status: 400, body: refusal('invalid_data', { message: 'data.subject is too long' }) };
		const error = await run(filled).catch((caught: unknown) => caught);
		expect(error).toBeInstanceOf(NodeApiError);
		expect((error as NodeApiError).message).toBe(
			"The campaign 'campaign-1' was created, but its content was not saved: Crisp does not accept the values sent: data.subject is too long",
		);
		expect((error as NodeApiError).httpCode).toBe('400');
	});

	test('says nothing of the kind when the campaign itself is refused', async () => {
		reply = () => ({ status: 403, body: refusal('not_allowed') });
		const error = await run(filled).catch((caught: unknown) => caught);
		expect((error as NodeApiError).message).toBe('The token may not do this (User token)');
		expect(server.seen).toHaveLength(1);
	});

	test('does not send the content anywhere when Crisp gives no ID', async () => {
		reply = () => ({ body: envelope({}) });
		const error = await run(filled).catch((caught: unknown) => caught);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect((error as NodeOperationError).message).toContain('did not say under which ID');
		expect((error as NodeOperationError).context.itemIndex).toBe(0);
		expect(server.seen).toHaveLength(1);
	});
});

test('the list of campaigns is filtered by Crisp', async () => {
	await run({
		operation: 'getAll',
		filters: {
			filterStatusDone: true,
			filterStatusNotConfigured: false,
			filterStatusPaused: true,
			filterStatusReady: true,
			filterStatusSending: false,
			filterTag: 'renewal',
			filterTypeAutomated: true,
			filterTypeOneShot: false,
			searchName: 'June',
		},
	});
	const { pathname, searchParams } = new URL(server.seen[0].url, server.url);
	expect(pathname).toBe('/v1/website/website-1/campaigns/list/1');
	expect(Object.fromEntries(searchParams)).toEqual({
		filter_status_done: '1',
		filter_status_not_configured: '0',
		filter_status_paused: '1',
		filter_status_ready: '1',
		filter_status_sending: '0',
		filter_tag: 'renewal',
		filter_type_automated: '1',
		filter_type_one_shot: '0',
		search_name: 'June',
	});
});

test('tags come as one item each', async () => {
	reply = () => ({ body: envelope(['renewal', 'onboarding']) });
	const [items] = await run({ operation: 'getTags' });
	expect(items.map(({ json }) => json)).toEqual([{ tag: 'renewal' }, { tag: 'onboarding' }]);
});
