import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	NodeExecutionHint,
} from 'n8n-workflow';

import { describeResources } from '../../nodes/Crisp/engine/describe';
import { runOperations } from '../../nodes/Crisp/engine/run';
import type { Field, Operation, Resource } from '../../nodes/Crisp/engine/spec';
import { credential, executeNode, type ExecuteSettings } from '../support/n8n';
import { envelope, refusal, startServer, type Reply, type TestServer } from '../support/server';

let server: TestServer;
let reply: () => Reply;
beforeAll(async () => {
	server = await startServer(() => reply());
});
beforeEach(() => {
	server.seen.length = 0;
	reply = () => ({ body: envelope({}) });
});
afterAll(async () => await server.close());

const thingId: Field = {
	displayName: 'Thing',
	name: 'thingId',
	type: 'string',
	required: true,
	default: '',
	to: 'path',
};

/** A node with one operation, on a thing of a website. */
function nodeWith(changes: Partial<Operation>): INodeType {
	const operation: Operation = {
		name: 'Try',
		value: 'try',
		action: 'Try thing',
		description: 'Try a thing',
		sdk: [],
		request: { method: 'GET', path: '/website/{websiteId}/thing/{thingId}' },
		output: 'item',
		fields: [thingId],
		...changes,
	};
	const resources: Resource[] = [{ name: 'Thing', value: 'thing', operations: [operation] }];
	return {
		description: {
			displayName: 'Try',
			name: 'try',
			group: [],
			version: 1,
			description: '',
			defaults: {},
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'crispApi' }],
			properties: describeResources(resources),
		},
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			return await runOperations(this, resources);
		},
	};
}

async function run(
	changes: Partial<Operation>,
	parameters: INodeParameters = {},
	settings: Partial<ExecuteSettings> = {},
) {
	const [items] = await executeNode(nodeWith(changes), {
		parameters: { resource: 'thing', operation: 'try', thingId: 't1', ...parameters },
		credential: credential(server.url, { websiteId: 'w1' }),
		...settings,
	});
	return items.map(({ json }) => json);
}

const three = [{ json: { n: 0 } }, { json: { n: 1 } }, { json: { n: 2 } }];

describe('what an operation opens for the execution', () => {
	const opening = (log: string[], failing?: number): Partial<Operation> => ({
		run: async (_parts, { itemIndex, atEnd }) => {
			atEnd(async () => void log.push(`close ${itemIndex}`));
			await Promise.resolve();
			log.push(`end ${itemIndex}`);
			if (itemIndex === failing) throw new Error('no');
			return {};
		},
	});

	test('is closed after the last item', async () => {
		const log: string[] = [];
		await run(opening(log), {}, { items: three });
		expect(log.slice(0, 3).sort()).toEqual(['end 0', 'end 1', 'end 2']);
		expect(log.slice(3).sort()).toEqual(['close 0', 'close 1', 'close 2']);
	});

	test('is closed although an item has failed', async () => {
		const log: string[] = [];
		await expect(run(opening(log, 0))).rejects.toThrow('no');
		expect(log).toEqual(['end 0', 'close 0']);
	});
});

describe('a refusal', () => {
	test('names the fields of the path by their labels', async () => {
		reply = () => ({ status: 404, body: refusal('not_found') });
		await expect(run({})).rejects.toThrow("Crisp found nothing under the given 'Thing'");
	});

	test('says which token the operation is known to need', async () => {
		reply = () => ({ status: 403, body: refusal('not_allowed') });
		await expect(run({ needs: { tiers: ['user'] } })).rejects.toMatchObject({
			description: expect.stringContaining('known to work with a User token'),
		});
	});

	test('has the words of the operation where it has some', async () => {
		reply = () => ({ status: 409, body: refusal('busy') });
		const advice = [{ reason: 'busy', message: 'The thing is busy', description: 'Wait for it.' }];
		await expect(run({ advice })).rejects.toMatchObject({
			message: 'The thing is busy',
			description: 'Wait for it.',
		});
	});
});

test('a thing that is asked for and not there is an answer', async () => {
	const head: Partial<Operation> = {
		request: { method: 'HEAD', path: '/website/{websiteId}/thing/{thingId}' },
		output: 'exists',
	};
	expect(await run(head)).toEqual([{ exists: true, website_id: 'w1', thing_id: 't1' }]);
	reply = () => ({ status: 404 });
	expect(await run(head)).toEqual([{ exists: false, website_id: 'w1', thing_id: 't1' }]);
});

test('a website is used without the spaces around its ID', async () => {
	const websiteId = { __rl: true, mode: 'id', value: ' w2 ' };
	expect(await run({ output: 'success' }, { websiteId })).toEqual([
		{ success: true, website_id: 'w2', thing_id: 't1' },
	]);
	expect(server.seen[0].url).toBe('/website/w2/thing/t1');
});

test('nothing is told of requests where none was sent', async () => {
	const hints: NodeExecutionHint[] = [];
	await run({ run: async () => ({}) }, {}, { hints });
	expect(hints).toEqual([]);
});

test('an execution that was cancelled gives no items, whatever has come of them', async () => {
	const controller = new AbortController();
	const cancels: Partial<Operation> = {
		run: async () => {
			controller.abort();
			return {};
		},
	};
	await expect(run(cancels, {}, { signal: controller.signal })).rejects.toThrow('cancelled');
});
