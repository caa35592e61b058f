import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { pathNames } from '../../nodes/Crisp/client/path';
import type { Operation, Resource } from '../../nodes/Crisp/engine/spec';
import { allFields } from '../conformance/coverage';
import { credential, executeNode } from '../support/n8n';
import { allResources, nodeWith } from '../support/nodes';
import { sampleParameters } from '../support/parameters';
import {
	envelope,
	refusal,
	startServer,
	type Reply,
	type Seen,
	type TestServer,
} from '../support/server';

const records = allResources.flatMap((resource) =>
	resource.operations.map((operation) => ({
		title: `${resource.value}: ${operation.value}`,
		resource,
		operation,
	})),
);

let server: TestServer;
let reply: (index: number, request: Seen) => Reply;

beforeAll(async () => {
	server = await startServer((request, index) => reply(index, request));
});
beforeEach(() => {
	server.seen.length = 0;
	jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => await server.close());

const run = async (resource: Resource, operation: Operation, changes: object = {}) =>
	await executeNode(nodeWith(resource.value, operation.value), {
		parameters: { ...sampleParameters(resource, operation), ...changes },
		credential: credential(`${server.url}/v1`),
	});

/** What is data in every record. All else that an operation has is behaviour of its own. */
const PLAIN: ReadonlySet<string> = new Set<keyof Operation>([
	'name',
	'value',
	'action',
	'description',
	'sdk',
	'request',
	'pages',
	'perPage',
	'output',
	'simplify',
	'needs',
	'fields',
]);

const holdsFunction = (value: unknown): boolean =>
	typeof value === 'function' ||
	(typeof value === 'object' && value !== null && Object.values(value).some(holdsFunction));

describe('all records', () => {
	test('have values of their own inside their resource, whichever nodes it is in', () => {
		const titles = records.map(({ title }) => title);
		expect(new Set(titles).size).toBe(titles.length);
	});

	test('show a field only beside fields that come before it', () => {
		const lost = records.flatMap(({ title, operation: { fields } }) =>
			fields.flatMap(({ name, displayOptions: { show, hide } = {} }, index) => {
				const before = fields.slice(0, index).map((field) => field.name);
				return Object.keys({ ...show, ...hide })
					.filter((key) => !before.includes(key))
					.map((key) => `${title} ${name}: ${key}`);
			}),
		);
		expect(lost).toEqual([]);
	});

	test('add the content of an object to the body as a whole, as the engine adds it nowhere else', () => {
		const merged = records.flatMap(({ operation: { fields } }) =>
			[...allFields(fields).values()].filter(({ as }) => as === 'merge'),
		);
		expect(new Set(merged.map(({ type, to }) => `${type} ${to}`))).toEqual(new Set(['json body']));
	});

	test('send to these routes', () => {
		const routes = records.map(
			({ title, operation: { request } }) => `${request.method} ${request.path} → ${title}`,
		);
		expect(routes.sort()).toMatchSnapshot();
	});

	// Growth of the exceptional is to be seen in a review: a change here is a change of this list.
	test('have behaviour of their own only where this list says so', () => {
		const found = records.flatMap(({ title, operation }) =>
			Object.entries(operation)
				.filter(([key, value]) => value !== undefined && (!PLAIN.has(key) || holdsFunction(value)))
				.map(([key]) => `${title} ${key}`),
		);
		expect(found).toMatchSnapshot();
	});
});

describe.each(records)('$title', ({ resource, operation }) => {
	const ok = (_index: number, { url }: Seen) => ({
		body: envelope(operation.pages || url.endsWith('/messages') ? [] : { a: 1 }),
	});

	test('links what it returns to its input item', async () => {
		reply = ok;
		const [items] = await run(resource, operation);
		for (const item of items) expect(item.pairedItem).toEqual({ item: 0 });
		if (operation.output !== 'items') expect(items).toHaveLength(1);
	});

	test('waits and tries again when Crisp asks to slow down', async () => {
		reply = (index, request) =>
			index === 0
				? { status: 429, headers: { 'retry-after': '0' }, body: refusal('too_many') }
				: ok(index, request);
		await run(resource, operation);
		const [first, second] = server.seen;
		expect(second).toEqual({ ...first, headers: expect.anything() });
	});

	test('copes with an object as the answer', async () => {
		reply = (_index, { url }) => ({ body: envelope(url.endsWith('/messages') ? [] : { a: 1 }) });
		const [items] = await run(resource, operation);
		for (const { json } of items) expect(typeof json).toBe('object');
	});

	test('says what to do when Crisp refuses', async () => {
		reply = () => ({ status: 403, body: refusal('not_allowed') });
		const error = await run(resource, operation).catch((caught: unknown) => caught);
		expect(error).toBeInstanceOf(NodeApiError);
		const { message, description, httpCode, context } = error as NodeApiError;
		expect(httpCode).toBe('403');
		expect(context.itemIndex).toBe(0);
		expect(message).not.toBe('');
		expect(description).not.toBe('');
		expect(`${message} ${description}`).not.toMatch(/\b(error|problem|failure|mistake)\b/i);
	});

	const inPath = operation.fields.filter(({ to }) => to === 'path');
	const locator = (value: string) => ({ __rl: true, mode: 'id', value });

	for (const { name, type } of inPath) {
		test(`keeps a hostile ${name} inside its part of the path`, async () => {
			const several = operation.request.path.includes(`{${name}+}`);
			for (const hostile of ['a?b#c', 'a b', 'ü/☃', '%2e%2e', 'x/../../y']) {
				reply = ok;
				server.seen.length = 0;
				const value = type === 'resourceLocator' ? locator(hostile) : hostile;
				const refused = several && hostile.includes('..');
				const result = run(resource, operation, { [name]: value });
				if (refused) {
					await expect(result).rejects.toBeInstanceOf(NodeOperationError);
					expect(server.seen).toHaveLength(0);
					continue;
				}
				await result;
				const { pathname } = new URL(server.seen[0].url, server.url);
				const wanted = several
					? hostile.split('/').map(encodeURIComponent).join('/')
					: encodeURIComponent(hostile);
				expect(server.seen[0].url.split('?')[0]).toContain(`/${wanted}`);
				expect(pathname).toBe(server.seen[0].url.split('?')[0]);
			}
		});
	}

	for (const { name, displayName, type } of inPath) {
		test(`sends nothing when ${name} is empty or leads elsewhere`, async () => {
			for (const hostile of ['', ' ', '.', '..', '\ud800']) {
				const value = type === 'resourceLocator' ? locator(hostile) : hostile;
				const error = await run(resource, operation, { [name]: value }).catch(
					(caught: unknown) => caught,
				);
				expect(error).toBeInstanceOf(NodeOperationError);
				expect((error as Error).message).toContain(`'${displayName}'`);
				expect((error as NodeOperationError).context.itemIndex).toBe(0);
			}
			expect(server.seen).toHaveLength(0);
		});
	}

	if (pathNames(operation.request.path).includes('websiteId')) {
		test('uses the default website of the credential, and says so when there is none', async () => {
			reply = ok;
			await run(resource, operation);
			expect(server.seen[0].url).toContain(`/${credential('').websiteId}`);
			await expect(
				executeNode(nodeWith(resource.value, operation.value), {
					parameters: sampleParameters(resource, operation),
					credential: credential(`${server.url}/v1`, { websiteId: '' }),
				}),
			).rejects.toThrow("'Website' is empty and the credential has no default website");
		});
	}
});
