import { NodeOperationError } from 'n8n-workflow';

import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { credential, executeNode } from '../support/n8n';
import { envelope, refusal, startServer, type Reply, type TestServer } from '../support/server';

type Stored = Record<string, unknown>;

/** A Crisp that keeps one object per address: PATCH replaces what is sent, people data are merged. */
let server: TestServer;
let stored: Stored;
let metaData: 'replace' | 'merge';

const write = (method: string, url: string, body: Stored): Reply => {
	const merges = url.includes('/people/data/') ? method === 'PATCH' : metaData === 'merge';
	const data = merges ? { ...(stored.data as Stored), ...(body.data as Stored) } : body.data;
	stored = { ...stored, ...body, ...(body.data ? { data } : {}) };
	return { body: envelope({}, 'updated') };
};

beforeAll(async () => {
	server = await startServer(({ method, url, body }) =>
		method === 'GET' ? { body: envelope(stored) } : write(method, url, JSON.parse(body) as Stored),
	);
});
beforeEach(() => {
	server.seen.length = 0;
	stored = {};
	metaData = 'replace';
});
afterAll(async () => await server.close());

const run = async (resource: string, operation: string, parameters: object) => {
	const [[{ json }]] = await executeNode(new Crisp(), {
		parameters: {
			resource,
			operation,
			sessionId: { __rl: true, mode: 'id', value: 'session_1' },
			peopleId: { __rl: true, mode: 'id', value: 'people_1' },
			...parameters,
		},
		credential: credential(`${server.url}/v1`, { websiteId: 'website-1' }),
	});
	return json;
};

const requests = () => server.seen.map(({ method }) => method);
const written = () => JSON.parse(server.seen.at(-1)?.body ?? '') as unknown;
const rows = (values: Record<string, unknown>) => ({
	entry: Object.entries(values).map(([name, value]) => ({ name, value })),
});

describe.each(['conversation', 'contact'])('segments of a %s', (resource) => {
	test('are added after those that are there, each once', async () => {
		stored = { segments: ['vip', 'customer'] };
		const json = await run(resource, 'addSegments', { segments: 'billing, vip, billing, Vip' });
		expect(written()).toEqual({ segments: ['vip', 'customer', 'billing', 'Vip'] });
		expect(json).toMatchObject({
			success: true,
			website_id: 'website-1',
			changed: true,
			segments: ['vip', 'customer', 'billing', 'Vip'],
		});
		expect(requests()).toEqual(['GET', 'PATCH']);
	});

	test('are removed, and the others keep their order', async () => {
		stored = { segments: ['c', 'b', 'a'] };
		const json = await run(resource, 'removeSegments', { segments: 'b, x' });
		expect(written()).toEqual({ segments: ['c', 'a'] });
		expect(json).toMatchObject({ changed: true, segments: ['c', 'a'] });
	});

	test('are removed to the last', async () => {
		stored = { segments: ['a'] };
		await run(resource, 'removeSegments', { segments: 'a' });
		expect(written()).toEqual({ segments: [] });
	});

	test.each([
		['addSegments', { segments: ['vip'] }, 'vip', ['vip']],
		['removeSegments', { segments: ['vip'] }, 'other', ['vip']],
		['removeSegments', {}, 'other', []],
	])('are not written where %s changes nothing', async (operation, there, given, left) => {
		stored = there;
		const json = await run(resource, operation, { segments: given });
		expect(json).toMatchObject({ success: true, changed: false, segments: left });
		expect(requests()).toEqual(['GET']);
	});

	test('are added where there have been none', async () => {
		expect(await run(resource, 'addSegments', { segments: 'vip' })).toMatchObject({
			segments: ['vip'],
		});
	});

	test('are asked for before anything is sent', async () => {
		await expect(run(resource, 'addSegments', { segments: ' , ' })).rejects.toThrow(
			"'Segments' is empty",
		);
		expect(server.seen).toHaveLength(0);
	});
});

describe.each(['conversation', 'contact'])('custom data of a %s', (resource) => {
	const nested = { address: { city: 'Nantes' }, plan: 'free', orders: 12 };

	test.each(['replace', 'merge'] as const)(
		'get values beside the others, nested ones included, where Crisp would %s',
		async (mode) => {
			metaData = mode;
			stored = { data: nested };
			const json = await run(resource, 'setData', {
				data: rows({ plan: 'pro', seats: '={{ 3 }}' }),
			});
			const data = { ...nested, plan: 'pro', seats: 3 };
			expect(json).toMatchObject({ success: true, changed: true, data });
			expect(stored.data).toEqual(data);
			expect(requests()).toEqual(['GET', 'PATCH']);
		},
	);

	test('are not written where the values are there already', async () => {
		stored = { data: nested };
		const json = await run(resource, 'setData', { data: rows({ orders: '={{ 12 }}' }) });
		expect(json).toMatchObject({ changed: false, data: nested });
		expect(requests()).toEqual(['GET']);
	});

	test('are written where a number becomes a text', async () => {
		stored = { data: nested };
		expect(await run(resource, 'setData', { data: rows({ orders: '12' }) })).toMatchObject({
			changed: true,
			data: { ...nested, orders: '12' },
		});
	});

	test('begin with the first value', async () => {
		await run(resource, 'setData', { data: rows({ plan: 'pro' }) });
		expect(stored.data).toEqual({ plan: 'pro' });
	});

	test('take any name, as a name and nothing else', async () => {
		await run(resource, 'setData', { data: rows({ 'a.b': '1', constructor: '2' }) });
		expect(stored.data).toEqual({ 'a.b': '1', constructor: '2' });
	});

	test('lose the values that are named and no other', async () => {
		stored = { data: nested };
		const json = await run(resource, 'unsetData', { names: 'plan, unknown' });
		const data = { address: { city: 'Nantes' }, orders: 12 };
		expect(json).toMatchObject({ changed: true, data });
		expect(stored.data).toEqual(data);
	});

	test('are left alone where nothing of that name is there', async () => {
		stored = { data: nested };
		expect(await run(resource, 'unsetData', { names: 'toString' })).toMatchObject({
			changed: false,
			data: nested,
		});
		expect(requests()).toEqual(['GET']);
	});
});

test('a contact gets only the values that differ, so that what others write stays', async () => {
	stored = { data: { plan: 'pro', orders: 12 } };
	await run('contact', 'setData', { data: rows({ plan: 'pro', orders: '={{ 13 }}' }) });
	expect(written()).toEqual({ data: { orders: 13 } });
});

test('a conversation whose Crisp keeps what is left out says so instead of a success', async () => {
	metaData = 'merge';
	stored = { data: { plan: 'pro', orders: 12 } };
	const error = await run('conversation', 'unsetData', { names: 'plan' }).catch(
		(caught: unknown) => caught,
	);
	expect(error).toBeInstanceOf(NodeOperationError);
	const { message, description } = error as NodeOperationError;
	expect(message).toBe("Crisp has kept 'plan' in the custom data of the conversation");
	expect(description).toContain("'Set Data'");
	expect(stored.data).toEqual({ plan: 'pro', orders: 12 });
});

test('nothing is written where reading is refused', async () => {
	const refusing = await startServer(() => ({ status: 404, body: refusal('people_not_found') }));
	try {
		await expect(
			executeNode(new Crisp(), {
				parameters: {
					resource: 'contact',
					operation: 'addSegments',
					peopleId: { __rl: true, mode: 'id', value: 'people_1' },
					segments: 'vip',
				},
				credential: credential(`${refusing.url}/v1`),
			}),
		).rejects.toThrow('Crisp has no contact');
		expect(refusing.seen.map(({ method }) => method)).toEqual(['GET']);
	} finally {
		await refusing.close();
	}
});
