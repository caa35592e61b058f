import type { INodeExecutionData } from 'n8n-workflow';

import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { credential, executeNode, type ExecuteSettings } from '../support/n8n';
import { envelope, refusal, startServer, type Seen, type TestServer } from '../support/server';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

let server: TestServer;
let reply: (request: Seen) => { status?: number; body: unknown };

beforeAll(async () => {
	server = await startServer((request) => reply(request));
});
beforeEach(() => {
	server.seen.length = 0;
});
afterAll(async () => await server.close());

const run = async (
	parameters: ExecuteSettings['parameters'],
	items: INodeExecutionData[] = [{ json: {} }],
) =>
	(
		await executeNode(new Crisp(), {
			parameters,
			items,
			credential: credential(`${server.url}/v1`, { websiteId: 'W' }),
		})
	)[0];

const asked = () =>
	server.seen.map(({ method, url }) => {
		const { pathname, searchParams } = new URL(url, server.url);
		return { method, path: pathname.slice('/v1/website/W/'.length), query: searchParams };
	});

// Of catching up after a loss of the connection: test/realtime/catchUp.test.ts.
describe('requests of a job', () => {
	test('a reply: one', async () => {
		reply = () => ({ status: 202, body: envelope({ fingerprint: 1 }) });
		await run({
			resource: 'message',
			operation: 'send',
			sessionId: byId('session_1'),
			type: 'text',
			text: 'Hello',
		});
		expect(asked()).toMatchObject([{ method: 'POST', path: 'conversation/session_1/message' }]);
	});

	test('a contact that is there is updated: one; that is not there is made: two', async () => {
		const upsert = {
			resource: 'contact',
			operation: 'upsert',
			email: 'jane@example.com',
			columns: { mappingMode: 'defineBelow', value: { nickname: 'Jane', data_plan: 'pro' } },
		};
		reply = () => ({ body: envelope({ people_id: 'p' }) });
		await run(upsert);
		expect(asked().map(({ method }) => method)).toEqual(['GET', 'PATCH', 'PATCH']);

		server.seen.length = 0;
		reply = ({ method }) =>
			method === 'GET'
				? { status: 404, body: refusal('people_not_found') }
				: { status: 201, body: envelope({ people_id: 'p' }) };
		await run(upsert);
		expect(asked().map(({ method }) => method)).toEqual(['GET', 'POST', 'PATCH']);
	});

	// Crisp names no total, so that what could be a full batch is followed; batches overlap by one.
	test.each([
		[1, 1],
		[19, 1],
		[39, 2],
		[100, 3],
		[118, 4],
		[80, 3],
	])('all %i messages of a conversation: %i', async (count, requests) => {
		const messages = Array.from({ length: count }, (_message, n) => ({
			fingerprint: n,
			timestamp: 1_000 + n,
		}));
		reply = ({ url }) => {
			const before = Number(
				new URL(url, server.url).searchParams.get('timestamp_before') ?? Infinity,
			);
			return { body: envelope(messages.filter(({ timestamp }) => timestamp < before).slice(-40)) };
		};
		const found = await run({
			resource: 'message',
			operation: 'getAll',
			sessionId: byId('session_1'),
			returnAll: true,
		});
		expect(found.map(({ json }) => json.fingerprint)).toEqual(messages.map((m) => m.fingerprint));
		expect(server.seen).toHaveLength(requests);
	});

	test.each([
		[990, 20],
		[1_000, 21],
	])('reading %i unchanged contacts: %i reads of the largest page', async (count, requests) => {
		const contacts = Array.from({ length: count }, (_contact, n) => ({ people_id: `p${n}` }));
		reply = ({ url }) => {
			const { pathname, searchParams } = new URL(url, server.url);
			const size = Number(searchParams.get('per_page'));
			const page = Number(pathname.split('/').at(-1));
			return { status: 206, body: envelope(contacts.slice((page - 1) * size, page * size)) };
		};
		const found = await run({ resource: 'contact', operation: 'getAll', returnAll: true });
		expect(found).toHaveLength(count);
		expect(asked()).toHaveLength(requests);
		for (const { method, query } of asked()) {
			expect([method, query.get('per_page')]).toEqual(['GET', '50']);
		}
	});

	test('items that name no website need none to be looked up', async () => {
		reply = () => ({ body: envelope({}) });
		await run(
			{ resource: 'conversation', operation: 'get', sessionId: byId('={{ $json.id }}') },
			['a', 'b', 'c'].map((id) => ({ json: { id } })),
		);
		expect(asked().map(({ path }) => path)).toEqual([
			'conversation/a',
			'conversation/b',
			'conversation/c',
		]);
	});
});
