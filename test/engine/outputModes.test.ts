import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { flatName } from '../../nodes/Crisp/engine/outputModes';
import { sdkMethods } from '../../nodes/Crisp/engine/spec';
import answers from '../../scripts/answers.json';
import { credential, executeNode } from '../support/n8n';
import { allResources } from '../support/nodes';
import { envelope, startServer, type TestServer } from '../support/server';

const conversation = {
	session_id: 'session_1',
	state: 'pending',
	assigned: { user_id: 'user-1' },
	inbox_id: null,
	unread: { operator: 0, visitor: 2 },
	meta: { nickname: 'Jane', email: 'jane@example.com', segments: ['vip'], data: { plan: 'pro' } },
	verifications: [],
};

let server: TestServer;
let data: unknown;
beforeAll(async () => {
	server = await startServer(() => ({ body: envelope(data) }));
});
beforeEach(() => {
	data = conversation;
});
afterAll(async () => await server.close());

const run = async (parameters: object = {}) => {
	const [items] = await executeNode(new Crisp(), {
		parameters: {
			resource: 'conversation',
			operation: 'get',
			sessionId: { __rl: true, mode: 'id', value: 'session_1' },
			...parameters,
		},
		credential: credential(`${server.url}/v1`),
	});
	return items.map(({ json }) => json);
};

const simplified = {
	session_id: 'session_1',
	state: 'pending',
	meta_nickname: 'Jane',
	meta_email: 'jane@example.com',
	assigned_user_id: 'user-1',
	unread_operator: 0,
	meta_segments: ['vip'],
};

test('a long answer is simplified unless told otherwise, without what Crisp left out', async () => {
	expect(await run()).toEqual([simplified]);
	expect(Object.keys(simplified)).toEqual(Object.keys((await run())[0]));
});

test('a list is simplified entry by entry', async () => {
	data = [conversation, { session_id: 'session_2', assigned: null }];
	expect(await run({ operation: 'getAll' })).toEqual([simplified, { session_id: 'session_2' }]);
});

test('Raw is what Crisp returned', async () => {
	expect(await run({ output: 'raw' })).toEqual([conversation]);
});

test('Selected Fields are those that are named, in that order, as Raw or Simplified names them', async () => {
	const outputFields =
		'={{ "unread.visitor, meta.data, meta_email, unknown.field, inbox_id, toString" }}';
	expect(await run({ output: 'selected', outputFields })).toEqual([
		{
			unread_visitor: 2,
			meta_data: { plan: 'pro' },
			meta_email: 'jane@example.com',
			inbox_id: null,
		},
	]);
});

test('Selected Fields are those that are chosen in the list', async () => {
	const outputFields = ['state', 'meta.email'];
	expect(await run({ output: 'selected', outputFields })).toEqual([
		{ state: 'pending', meta_email: 'jane@example.com' },
	]);
});

test.each([
	['conversation', 'session_id'],
	['message', 'fingerprint'],
	['contact', 'people_id'],
	['campaign', 'campaign_id'],
])('Selected Fields of a %s begins with its ID', (resource, id) => {
	const fields = new Crisp().description.properties.filter(
		({ name, displayOptions }) =>
			name === 'outputFields' && displayOptions?.show?.resource?.includes(resource),
	);
	expect(fields.length).toBeGreaterThan(0);
	for (const { default: chosen, options } of fields) {
		expect(chosen).toEqual([id]);
		expect(options).toContainEqual(expect.objectContaining({ value: id }));
	}
});

test('Selected Fields can come as a list from an expression', async () => {
	const outputFields = '={{ ["state"] }}';
	expect(await run({ output: 'selected', outputFields })).toEqual([{ state: 'pending' }]);
});

test('Selected Fields asks for names before anything is sent', async () => {
	server.seen.length = 0;
	await expect(run({ output: 'selected', outputFields: '={{ " ," }}' })).rejects.toThrow(
		"'Fields' is empty",
	);
	expect(server.seen).toHaveLength(0);
});

describe('simplified outputs', () => {
	const simplify = allResources.flatMap(({ value, operations }) =>
		operations.flatMap((operation) =>
			operation.simplify ? [{ value, operation, paths: operation.simplify }] : [],
		),
	);
	const known = answers as Record<string, unknown>;
	const valueAt = (shape: unknown, path: string) =>
		path.split('.').reduce((at, key) => (at as Record<string, unknown> | undefined)?.[key], shape);

	test('are those of what is read most', () => {
		expect(simplify.map(({ value, operation }) => `${value}: ${operation.value}`).sort()).toEqual(
			['conversation', 'contact', 'message', 'campaign', 'operator']
				.flatMap((resource) => [`${resource}: get`, `${resource}: getAll`])
				.sort(),
		);
	});

	test.each(simplify.map((row) => [`${row.value}: ${row.operation.value}`, row] as const))(
		'%s has at most ten fields, each with a name of its own, that Crisp is known to return',
		(_title, { operation, paths }) => {
			expect(paths.length).toBeLessThanOrEqual(10);
			expect(new Set(paths.map(flatName)).size).toBe(paths.length);
			const shape = [known[sdkMethods(operation)[0]]].flat()[0];
			const offered = [...paths, ...(operation.select ?? [])];
			expect(offered.filter((path) => valueAt(shape, path) === undefined)).toEqual([]);
		},
	);
});
