import type { NodeApiError } from 'n8n-workflow';

import { CrispHelpdesk } from '../../nodes/Crisp/CrispHelpdesk.node';
import { credential, executeNode } from '../support/n8n';
import { envelope, refusal, startServer, type Reply, type TestServer } from '../support/server';

let server: TestServer;
let reply: (index: number) => Reply;
beforeAll(async () => {
	server = await startServer((_request, index) => reply(index));
});
beforeEach(() => {
	server.seen.length = 0;
	reply = () => ({ body: envelope({}) });
});
afterAll(async () => await server.close());

const run = async (operation: string, parameters: object) =>
	await executeNode(new CrispHelpdesk(), {
		parameters: {
			resource: 'helpdeskArticle',
			operation,
			locale: { __rl: true, mode: 'id', value: 'en' },
			treePath: { __rl: true, mode: 'id', value: '/orders/shipping policy.md' },
			...parameters,
		},
		credential: credential(`${server.url}/v1`, { websiteId: 'website-1' }),
	});

const TREE = '/v1/website/website-1/helpdesk/tree';
const PLACE = 'en/articles/orders/shipping%20policy.md';
const sent = () =>
	server.seen.map(({ method, url, body }) => [
		`${method} ${url}`,
		body === '' ? undefined : JSON.parse(body),
	]);

describe('an article is created', () => {
	test('with its text before its state, so that it is never published without it', async () => {
		const additionalFields = { content: '# Shipping', title: 'Shipping', published: true };
		const [[item]] = await run('create', { additionalFields });
		expect(sent()).toEqual([
			[`POST ${TREE}/path/${PLACE}`, {}],
			[`PUT ${TREE}/content/${PLACE}`, { content: '# Shipping' }],
			[`PATCH ${TREE}/metadata/${PLACE}`, { title: 'Shipping', state: { published: true } }],
		]);
		expect(item.json).toEqual({
			success: true,
			website_id: 'website-1',
			locale: 'en',
			content_type: 'articles',
			tree_path: '/orders/shipping policy.md',
		});
	});

	test('by one request where there is nothing to fill in', async () => {
		await run('create', {});
		expect(sent()).toEqual([[`POST ${TREE}/path/${PLACE}`, {}]]);
	});

	test('and the user learns that it exists when the rest is refused', async () => {
		reply = (index) =>
			index < 2 ? { body: envelope({}) } : { status: 400, body: refusal('invalid_data') };
		const error = (await run('create', {
			additionalFields: { content: '# Shipping', title: '' },
		}).catch((caught: unknown) => caught)) as NodeApiError;
		expect(server.seen).toHaveLength(3);
		expect(error.message).toMatch(/^It was created, but not filled in: /);
		expect(error.message).toContain('invalid_data');
		expect(error.description).toContain("'Update'");
		expect(error.httpCode).toBe('400');
	});

	test('or nothing of it is sent when the path is refused', async () => {
		reply = () => ({ status: 409, body: refusal('path_exists') });
		const error = (await run('create', { additionalFields: { content: '# Shipping' } }).catch(
			(caught: unknown) => caught,
		)) as NodeApiError;
		expect(server.seen).toHaveLength(1);
		expect(error.message).not.toContain('It was created');
	});
});

describe('an article is updated', () => {
	test('by its text alone', async () => {
		await run('update', { updateFields: { content: '# New' } });
		expect(sent()).toEqual([[`PUT ${TREE}/content/${PLACE}`, { content: '# New' }]]);
	});

	test('to no text at all when the text was emptied', async () => {
		await run('update', { updateFields: { content: '' } });
		expect(sent()).toEqual([[`PUT ${TREE}/content/${PLACE}`, { content: '' }]]);
	});

	test('by its state alone, which leaves the text as it is', async () => {
		await run('update', { updateFields: { published: false } });
		expect(sent()).toEqual([[`PATCH ${TREE}/metadata/${PLACE}`, { state: { published: false } }]]);
	});

	test('by both, the text first', async () => {
		await run('update', { updateFields: { content: '# New', title: 'New' } });
		expect(sent().map(([request]) => request)).toEqual([
			`PUT ${TREE}/content/${PLACE}`,
			`PATCH ${TREE}/metadata/${PLACE}`,
		]);
	});

	test('by nothing still asks Crisp, so that a wrong path comes to light', async () => {
		await run('update', { updateFields: {} });
		expect(sent()).toEqual([[`PATCH ${TREE}/metadata/${PLACE}`, {}]]);
	});
});
