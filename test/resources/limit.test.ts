import type { NodeParameterValueType } from 'n8n-workflow';

import { credential, executeNode } from '../support/n8n';
import { nodeWith } from '../support/nodes';
import { envelope, startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
	server = await startServer(({ url }) => {
		const first = /\/1(\?|$)/.test(url);
		return { body: envelope(first ? Array.from({ length: 60 }, (_, id) => ({ id })) : []) };
	});
});
beforeEach(() => {
	server.seen.length = 0;
});
afterAll(async () => await server.close());

const paged = {
	'Get Many': { resource: 'visitor', operation: 'getAll' },
	'API Request': {
		resource: 'apiRequest',
		operation: 'send',
		method: 'GET',
		path: 'website/{websiteId}/visitors/list/{page}',
		pagination: 'pathNumber',
	},
};

const count = async (operation: keyof typeof paged, given: object): Promise<number> => {
	const [items] = await executeNode(
		nodeWith(paged[operation].resource, paged[operation].operation),
		{
			parameters: {
				...paged[operation],
				returnAll: '={{ $json.all }}',
				limit: '={{ $json.limit }}',
			},
			items: [{ json: { all: false, ...given } }],
			credential: credential(`${server.url}/v1`),
		},
	);
	return items.length;
};

describe.each(Object.keys(paged) as Array<keyof typeof paged>)(
	"'Limit' of %s, by an expression",
	(operation) => {
		test.each<[NodeParameterValueType, number]>([
			[1, 1],
			[7, 7],
			['7', 7],
			[' 7 ', 7],
			[500, 60],
		])('takes %j for the number that it is', async (limit, results) => {
			expect(await count(operation, { limit })).toBe(results);
		});

		test.each([-1, 0, 1.5, 'ten', '', null, undefined, '-1', [], {}, true, '1e400', 'Infinity'])(
			'refuses %j with words, and sends nothing',
			async (limit) => {
				await expect(count(operation, { limit })).rejects.toThrow("'Limit'");
				expect(server.seen).toEqual([]);
			},
		);

		test.each([
			[true, 60],
			['true', 60],
			['false', 2],
			[null, 2],
		])("understands 'Return All' as %j", async (all, results) => {
			expect(await count(operation, { all, limit: 2 })).toBe(results);
		});

		test("refuses 'Return All' that is neither true nor false", async () => {
			await expect(count(operation, { all: 'all', limit: 2 })).rejects.toThrow("'Return All'");
			expect(server.seen).toEqual([]);
		});
	},
);
