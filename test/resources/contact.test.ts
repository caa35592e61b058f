import { credential, executeNode } from '../support/n8n';
import { nodeWith } from '../support/nodes';
import { envelope, startServer, type TestServer } from '../support/server';

let server: TestServer;
let data: unknown;
beforeAll(async () => {
	server = await startServer(() => ({ status: 206, body: envelope(data) }));
});
beforeEach(() => {
	server.seen.length = 0;
	data = [];
});
afterAll(async () => await server.close());

const run = async (parameters: { operation: string; [name: string]: unknown }) =>
	await executeNode(nodeWith('contact', parameters.operation), {
		parameters: { resource: 'contact', ...parameters },
		credential: credential(`${server.url}/v1`, { websiteId: 'website-1' }),
	});

const asked = () => {
	const { pathname, searchParams } = new URL(server.seen[0].url, server.url);
	return { path: pathname, query: Object.fromEntries(searchParams) };
};

const peopleId = { __rl: true, mode: 'email', value: 'jane@example.com' };

const withConditions = (condition: object[], filters: object = {}) => ({
	operation: 'getAll',
	filters: { conditions: { condition }, ...filters },
});

describe('a search for contacts', () => {
	test('sends conditions as JSON text beside all other filters', async () => {
		await run({
			...withConditions([{ criterion: 'segments', operator: 'eq', query: 'vip, customer' }], {
				filterDateStart: '2026-03-01T00:00:00.000Z',
				filterDateEnd: '2026-03-31T00:00:00.000Z',
				searchOperator: 'or',
				searchText: 'jane',
			}),
			limit: 30,
			sort: { sortField: 'created_at', sortOrder: 'ascending' },
		});
		const { path, query } = asked();
		expect(path).toBe('/v1/website/website-1/people/profiles/1');
		expect({ ...query, search_filter: JSON.parse(query.search_filter) as unknown }).toEqual({
			per_page: '30',
			search_filter: [
				{ model: 'people', criterion: 'segments', operator: 'eq', query: ['vip', 'customer'] },
			],
			search_operator: 'or',
			search_text: 'jane',
			filter_date_start: '2026-03-01T00:00:00.000Z',
			filter_date_end: '2026-03-31T00:00:00.000Z',
			sort_field: 'created_at',
			sort_order: 'ascending',
		});
	});

	test('takes a field by its name in the API where the list does not hold it', async () => {
		await run(
			withConditions([
				{
					criterion: 'other',
					otherCriterion: 'person.phone',
					operator: 'has',
					query: '={{ ["+33, work"] }}',
				},
			]),
		);
		expect(JSON.parse(asked().query.search_filter)).toEqual([
			{ model: 'people', criterion: 'person.phone', operator: 'has', query: ['+33, work'] },
		]);
	});

	test('asks for the name of such a field and for values before it sends anything', async () => {
		await expect(
			run(withConditions([{ criterion: 'other', operator: 'eq', query: 'x' }])),
		).rejects.toThrow("'Field Name' in 'Conditions' is empty");
		await expect(
			run(withConditions([{ criterion: 'email', operator: 'eq', query: '' }])),
		).rejects.toThrow("'Values' in 'Conditions' is empty");
		expect(server.seen).toHaveLength(0);
	});

	test('has no filter where conditions were added and taken away again', async () => {
		await run({ operation: 'getAll', filters: { conditions: {} } });
		expect(Object.keys(asked().query)).toEqual(['per_page']);
	});
});

describe('the conversations of a contact', () => {
	test('come as one item each, under the name that Crisp has for their ID', async () => {
		data = ['session_1', 'session_2'];
		const [items] = await run({ operation: 'getConversations', peopleId });
		expect(items.map(({ json }) => json)).toEqual([
			{ session_id: 'session_1' },
			{ session_id: 'session_2' },
		]);
	});

	test('are filtered by Crisp', async () => {
		await run({
			operation: 'getConversations',
			peopleId,
			filters: { filterUnread: true, filterResolved: false, filterNotResolved: true },
		});
		expect(asked()).toEqual({
			path: '/v1/website/website-1/people/conversations/jane%40example.com/list/1',
			query: { filter_unread: '1', filter_resolved: '0', filter_not_resolved: '1' },
		});
	});
});

test('an import without a mapping is not sent', async () => {
	await expect(
		run({ operation: 'import', url: 'https://example.com/a.csv', mapping: { column: [] } }),
	).rejects.toThrow("'Column Mapping' is empty");
	expect(server.seen).toHaveLength(0);
});
