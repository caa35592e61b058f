import { NodeOperationError, type INodeParameters } from 'n8n-workflow';

import { conversation } from '../../nodes/Crisp/resources/conversation';
import { contact } from '../../nodes/Crisp/resources/contact';
import { credential, executeNode } from '../support/n8n';
import { nodeWith } from '../support/nodes';
import { sampleParameters } from '../support/parameters';
import { envelope, startServer, type Reply, type Seen, type TestServer } from '../support/server';

let server: TestServer;
let reply: (request: Seen) => Reply;
beforeAll(async () => {
	server = await startServer((request) => reply(request));
});
beforeEach(() => {
	reply = () => ({ body: envelope({}) });
	server.seen.length = 0;
});
afterAll(async () => await server.close());

const run = async ({
	resource = 'conversation',
	operation,
	...parameters
}: {
	resource?: string;
	operation?: string;
	[name: string]: unknown;
}) =>
	await executeNode(nodeWith(resource, String(operation)), {
		parameters: { resource, operation, ...parameters },
		credential: credential(`${server.url}/v1`, { websiteId: 'website-1' }),
	});

const body = () => JSON.parse(server.seen[0].body) as unknown;
const query = () =>
	Object.fromEntries(new URL(server.seen[0].url, server.url).searchParams) as Record<
		string,
		string
	>;

const sessionId = { __rl: true, mode: 'id', value: 'session_1' };
const locator = (value: string) => ({ __rl: true, mode: 'list', value });

describe('batch operations', () => {
	const isBatch = ({ request }: { request: { path: string } }) => request.path.includes('/batch/');
	const batch = [conversation, contact].flatMap((resource) =>
		resource.operations.filter(isBatch).map((operation) => ({
			title: `${resource.value}: ${operation.value}`,
			resource,
			operation,
			list: resource === contact ? 'profiles' : 'sessions',
		})),
	);

	test('are those of conversations and contacts', () => {
		expect(batch).toHaveLength(14);
	});

	describe.each(batch)('$title', ({ resource, operation, list }) => {
		const attempt = async (changes: INodeParameters) =>
			await run({ ...sampleParameters(resource, operation), ...changes });

		test.each([
			['nothing', ''],
			['commas only', ' , ,'],
			['an empty list from an expression', '={{ [] }}'],
			['a list of empty texts from an expression', '={{ ["", " "] }}'],
			['a missing value from an expression', '={{ $json.sessions }}'],
		])('send nothing where the list is %s', async (_title, value) => {
			await expect(attempt({ [list]: value })).rejects.toBeInstanceOf(NodeOperationError);
			expect(server.seen).toHaveLength(0);
		});

		test('take a list from an expression', async () => {
			await attempt({ [list]: '={{ ["a", "b"] }}' });
			expect(server.seen).toHaveLength(1);
			expect(JSON.stringify(body())).toContain('["a","b"]');
		});

		test('ask for the list where an expression gives a choice that does not exist', async () => {
			for (const applyTo of ['={{ "" }}', '={{ "everything" }}', '={{ undefined }}']) {
				await expect(attempt({ applyTo, [list]: '' })).rejects.toBeInstanceOf(NodeOperationError);
			}
			expect(server.seen).toHaveLength(0);
		});
	});

	test.each(['resolveMany', 'markManyAsRead', 'unresolveMany', 'markManyAsUnread'])(
		'%s names an inbox before it changes all conversations of it',
		async (operation) => {
			await expect(run({ operation, applyTo: 'inbox', inboxId: locator('') })).rejects.toThrow(
				"'Inbox' is empty",
			);
			expect(server.seen).toHaveLength(0);
		},
	);

	test.each(['resolveMany', 'markManyAsRead'])(
		'%s leaves a list that is left over from another choice alone',
		async (operation) => {
			await run({ operation, applyTo: 'all', sessions: 'session_1', inboxId: locator('inbox-1') });
			expect(body()).toEqual({});
		},
	);

	test.each(['unresolveMany', 'markManyAsUnread', 'deleteMany'])(
		'%s has no choice that stands for all conversations',
		async (operation) => {
			const all = { operation, applyTo: 'all', sessions: '' };
			await expect(run(all)).rejects.toBeInstanceOf(NodeOperationError);
			expect(server.seen).toHaveLength(0);
		},
	);

	test('deleteMany does not take an inbox in place of a list', async () => {
		const inboxOnly = { additionalFields: { inboxOfList: locator('inbox-1') }, sessions: '' };
		await expect(run({ operation: 'deleteMany', ...inboxOnly })).rejects.toThrow(
			"'Conversation IDs' is empty",
		);
		expect(server.seen).toHaveLength(0);
	});

	test.each(['deleteMany', 'updateDataOfMany', 'updateSegmentsOfMany'])(
		'%s of contacts needs conditions to look for contacts',
		async (operation) => {
			const rest = { data: { entry: [{ name: 'plan', value: 'pro' }] }, segments: 'vip' };
			const conditions = [
				{},
				{ condition: [] },
				{ condition: [{ criterion: 'email', query: '' }] },
				{ condition: [{ criterion: 'email', query: ' , ,' }] },
				{ condition: [{ criterion: 'other', otherCriterion: '', query: 'x' }] },
			];
			for (const given of conditions) {
				await expect(
					run({
						resource: 'contact',
						operation,
						applyTo: 'search',
						conditions: given,
						...rest,
					}),
				).rejects.toBeInstanceOf(NodeOperationError);
			}
			expect(server.seen).toHaveLength(0);
		},
	);
});

describe('a choice that stands for nothing', () => {
	test('unassigns, and keeps what else is sent', async () => {
		await run({
			operation: 'assign',
			sessionId,
			assignTo: 'nobody',
			userId: locator('user-1'),
			additionalFields: { silent: true },
		});
		expect(body()).toEqual({ assigned: null, silent: true });
	});

	test('moves to the main inbox', async () => {
		await run({ operation: 'moveToInbox', sessionId, moveTo: 'main', inboxId: locator('i-1') });
		expect(body()).toEqual({ inbox_id: null });
	});

	test('removes all participants', async () => {
		await run({ operation: 'replaceParticipants', sessionId, replaceWith: 'nobody' });
		expect(body()).toEqual({ participants: [] });
	});

	test.each([
		['assign', 'assignTo', "'Operator' is empty"],
		['moveToInbox', 'moveTo', "'Inbox' is empty"],
		['replaceParticipants', 'replaceWith', "'Participants' is empty"],
	])('is not made by an empty field of %s', async (operation, choice, message) => {
		for (const value of ['={{ "" }}', '={{ "unknown" }}', undefined]) {
			const parameters = { operation, sessionId, ...(value ? { [choice]: value } : {}) };
			await expect(run(parameters)).rejects.toThrow(message);
		}
		expect(server.seen).toHaveLength(0);
	});
});

describe('a search for conversations', () => {
	test('sends no search and no order where none is chosen', async () => {
		await run({ operation: 'getAll' });
		expect(query()).toEqual({ per_page: '50' });
	});

	test.each([
		['text', 'Search For'],
		['segment', 'Search For'],
		['filter', 'Conditions'],
	])('by %s asks for what to look for', async (searchType, label) => {
		await expect(run({ operation: 'getAll', searchType })).rejects.toThrow(`'${label}' is empty`);
		expect(server.seen).toHaveLength(0);
	});

	test('uses only the fields of the chosen kind', async () => {
		await run({
			operation: 'getAll',
			searchType: '={{ "segment" }}',
			searchText: 'vip',
			conditions: { condition: [{ model: 'session', criterion: 'state', query: '1' }] },
		});
		expect(query()).toEqual({ per_page: '50', search_type: 'segment', search_query: 'vip' });
	});

	test('keeps a value with a comma whole where it comes from a list', async () => {
		await run({
			operation: 'getAll',
			searchType: 'filter',
			conditions: {
				condition: [
					{ model: 'people', criterion: 'company.name', operator: 'eq', query: '={{ ["A, B"] }}' },
				],
			},
		});
		expect(JSON.parse(query().search_query)).toEqual([
			{ model: 'people', criterion: 'company.name', operator: 'eq', query: ['A, B'] },
		]);
		expect(query().search_operator).toBe('and');
	});

	test.each([
		['created', 'order_date_created'],
		['updated', 'order_date_updated'],
		['waiting', 'order_date_waiting'],
	])('is in the order %s', async (sortBy, flag) => {
		await run({ operation: 'getAll', sort: { sortBy } });
		expect(query()).toEqual({ per_page: '50', [flag]: '1' });
	});
});

describe('widgets', () => {
	const item = {
		resource: 'conversationWidget',
		sessionId,
		pluginId: { __rl: true, mode: 'id', value: 'plugin-1' },
		sectionId: 'payments',
		itemId: 'balance',
	};

	test('say whether data is fetched or edited, which share a route', async () => {
		await run({ ...item, operation: 'fetchData' });
		await run({ ...item, operation: 'editData', value: '120.00' });
		const [fetched, edited] = server.seen;
		expect(edited.url).toBe(fetched.url);
		expect(JSON.parse(fetched.body)).toEqual({
			action: 'fetch',
			section_id: 'payments',
			item_id: 'balance',
			data: {},
		});
		expect(JSON.parse(edited.body)).toEqual({
			action: 'edit',
			section_id: 'payments',
			item_id: 'balance',
			value: '120.00',
		});
	});
});

describe('conversations by their last change', () => {
	const DAY = 86_400_000;
	const NOW = Date.UTC(2026, 2, 31);
	/** As Crisp lists them, the last changed first: one for each day, and one without a time. */
	const listed = [
		{ session_id: 'session_none' },
		...Array.from({ length: 120 }, (_, days) => ({
			session_id: `session_${days}`,
			updated_at: NOW - days * DAY,
		})),
	];
	const list = async (filters: object, more: object = {}) => {
		reply = ({ url }) => {
			const page = Number(/conversations\/(\d+)/.exec(url)?.[1]);
			return { body: envelope(listed.slice((page - 1) * 50, page * 50)) };
		};
		const [items] = await run({ operation: 'getAll', limit: 5, output: 'raw', filters, ...more });
		return items.map(({ json }) => json.session_id);
	};
	const before = (days: number) => new Date(NOW - days * DAY).toISOString();

	test('are read on until enough of those that went silent are found', async () => {
		expect(await list({ updatedBefore: before(60) }, { limit: 2 })).toEqual([
			'session_60',
			'session_61',
		]);
		expect(server.seen).toHaveLength(2);
		expect(query()).toEqual({ per_page: '50' });
	});

	test('come last changed first where older ones are not wanted, and end with those', async () => {
		expect(await list({ updatedAfter: before(1) }, { returnAll: true })).toEqual([
			'session_0',
			'session_1',
		]);
		expect(server.seen).toHaveLength(1);
		expect(query()).toEqual({ per_page: '50', order_date_updated: '1' });
	});

	test('are all looked at where another order is wanted', async () => {
		const sort = { sortBy: 'created' };
		const found = await list({ updatedAfter: before(1) }, { returnAll: true, sort });
		expect(found).toEqual(['session_0', 'session_1']);
		expect(server.seen).toHaveLength(3);
	});
});
