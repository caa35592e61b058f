import type { INodeParameters } from 'n8n-workflow';

import { credential, executeNode } from '../support/n8n';
import { nodeWith } from '../support/nodes';
import { envelope, startServer, type TestServer } from '../support/server';

let server: TestServer;
const points = [
	{ period: '2026-03', value: 4.6 },
	{ period: '2026-04', value: 4.8 },
];
beforeAll(async () => {
	server = await startServer(() => ({ body: envelope(points) }));
});
beforeEach(() => {
	server.seen.length = 0;
});
afterAll(async () => await server.close());

const run = async (additionalFields: INodeParameters = {}, changes: INodeParameters = {}) =>
	await executeNode(nodeWith('analytics', 'generate'), {
		parameters: {
			resource: 'analytics',
			operation: 'generate',
			metric: 'conversation',
			type: 'rating',
			dateFrom: '2026-03-01T00:00:00.000Z',
			dateTo: '2026-04-30T00:00:00.000Z',
			additionalFields,
			...changes,
		},
		credential: credential(`${server.url}/v1`),
	});

const date = {
	from: '2026-03-01T00:00:00.000Z',
	to: '2026-04-30T00:00:00.000Z',
	split: 'monthly',
	timezone: 'UTC',
};

describe('analytics', () => {
	test('come as one item for each point in time', async () => {
		const [items] = await run();
		expect(items.map(({ json }) => json)).toEqual(points);
		expect(JSON.parse(server.seen[0].body)).toEqual({
			metric: 'conversation',
			type: 'rating',
			date,
		});
	});

	test('take the hours of days by the name of the day, beside the period', async () => {
		await run({ days: { day: [{ day: 'sunday', hourFrom: '10:00', hourTo: '12:00' }] } });
		expect(JSON.parse(server.seen[0].body)).toEqual({
			metric: 'conversation',
			type: 'rating',
			date: { ...date, days: { sunday: { hour_from: '10:00', hour_to: '12:00' } } },
		});
	});

	test('take a metric and a type from an expression that are in no list', async () => {
		await run({}, { metric: "={{ 'newer_metric' }}", type: "={{ 'newer_type' }}" });
		expect(JSON.parse(server.seen[0].body)).toMatchObject({
			metric: 'newer_metric',
			type: 'newer_type',
		});
	});

	test.each([
		['Metric Name', { metric: 'other' }],
		['Type Name', { type: 'other' }],
	])("are not asked for where 'Other' is chosen and '%s' is empty", async (label, changes) => {
		await expect(run({}, changes)).rejects.toThrow(`'${label}' is empty`);
		expect(server.seen).toEqual([]);
	});

	test('leave days out where none is listed', async () => {
		await run({ days: { day: [] } });
		expect(JSON.parse(server.seen[0].body)).toMatchObject({ date });
		expect(server.seen[0].body).not.toContain('days');
	});
});
