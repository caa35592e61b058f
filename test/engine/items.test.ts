import { NodeApiError, type INodeExecutionData, type NodeExecutionHint } from 'n8n-workflow';

import { Crisp } from '../../nodes/Crisp/Crisp.node';
import type { Limits } from '../../nodes/Crisp/client/limits';
import { credential, executeNode, searchList, type ExecuteSettings } from '../support/n8n';
import {
	envelope,
	refusal,
	startServer,
	type Reply,
	type Seen,
	type TestServer,
} from '../support/server';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const TICK_MS = 4;
const sleep = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

let server: TestServer;
let reply: (request: Seen, index: number) => Reply | Promise<Reply>;
/** Requests that have come and are not answered yet. */
let open: Seen[];
let mostOpen: number;
let user = 0;

beforeAll(async () => {
	server = await startServer(async (request, index) => {
		open.push(request);
		mostOpen = Math.max(mostOpen, open.length);
		const answer = await reply(request, index);
		open.splice(open.indexOf(request), 1);
		return answer;
	});
});
beforeEach(() => {
	server.seen.length = 0;
	open = [];
	mostOpen = 0;
	user++;
	jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => await server.close());

/** Each test has a token of its own, as what Crisp says to one holds back all that use it. */
const run = async (
	parameters: ExecuteSettings['parameters'],
	{ limits, ...settings }: Partial<ExecuteSettings> & { limits?: Partial<Limits> } = {},
) => {
	const [items] = await executeNode(new Crisp(), {
		parameters,
		items: numbered(1),
		credential: credential(`${server.url}/v1`, {
			identifier: `user-${user}`,
			websiteId: 'W',
			...(limits ? { setLimits: true, ...limits } : {}),
		}),
		...settings,
	});
	return items;
};

const items = (rows: object[]): INodeExecutionData[] => rows.map((json) => ({ json: { ...json } }));
const numbered = (count: number) =>
	items(Array.from({ length: count }, (_row, n) => ({ id: `session_${n}`, n })));
const getConversation = {
	output: 'raw',
	resource: 'conversation',
	operation: 'get',
	sessionId: byId('={{ $json.id }}'),
};
const send = {
	resource: 'message',
	operation: 'send',
	sessionId: byId('={{ $json.id }}'),
	type: 'text',
	text: '={{ $json.text }}',
};
const idOf = ({ url }: Seen) => url.split('/')[5];
const texts = (of: Seen[]) =>
	of.map(({ body }) => (JSON.parse(body) as { content: string }).content);

describe('many items', () => {
	test('are worked on five at once, with results in the order of the items', async () => {
		reply = async (request) => {
			while (mostOpen < 5) await sleep(1);
			// The later an item, the sooner its answer.
			await sleep(TICK_MS * (5 - (Number(idOf(request).slice(8)) % 5)));
			return { body: envelope({ id: idOf(request) }) };
		};
		const found = await run(getConversation, { items: numbered(12) });
		expect(mostOpen).toBe(5);
		expect(found.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual(
			Array.from({ length: 12 }, (_item, n) => [`session_${n}`, { item: n }]),
		);
	});

	test.each([
		[1, 1],
		[3, 3],
		[0, 1],
		[1_000, 50],
	])('are as many at once as the option says, in bounds: %i gives %i', async (given, used) => {
		reply = async () => {
			while (mostOpen < used) await sleep(1);
			await sleep(TICK_MS);
			return { body: envelope({}) };
		};
		await run(getConversation, { items: numbered(used + 5), limits: { itemsAtOnce: given } });
		expect(mostOpen).toBe(used);
	});

	test('that write to one conversation go one after another, others beside them', async () => {
		let together = 0;
		reply = async (request) => {
			if (open.filter((other) => idOf(other) === idOf(request)).length > 1) together++;
			await sleep(TICK_MS);
			return { body: envelope({ fingerprint: 1 }) };
		};
		const rows = Array.from({ length: 24 }, (_row, n) => ({ id: `s${n % 3}`, text: `${n}` }));
		await run(send, { items: items(rows) });
		expect(together).toBe(0);
		expect(mostOpen).toBe(3);
		for (const id of ['s0', 's1', 's2']) {
			const sent = texts(server.seen.filter((request) => idOf(request) === id)).map(Number);
			expect(sent).toEqual([...sent].sort((a, b) => a - b));
			expect(sent).toHaveLength(8);
		}
	});

	test('that update or create the same email make one contact', async () => {
		const contacts = new Set<string>();
		reply = async ({ method, url, body }) => {
			await sleep(TICK_MS);
			if (method === 'POST') {
				const email = (JSON.parse(body) as { email: string }).email.toLowerCase();
				if (contacts.has(email)) return { status: 409, body: refusal('people_exists') };
				contacts.add(email);
				return { status: 201, body: envelope({ people_id: 'p' }) };
			}
			return contacts.has(decodeURIComponent(url.split('/').at(-1) as string).toLowerCase())
				? { body: envelope({}) }
				: { status: 404, body: refusal('people_not_found') };
		};
		const emails = ['jane@example.com', 'JANE@example.com', 'jane@example.com', 'joe@example.com'];
		const found = await run(
			{ resource: 'contact', operation: 'upsert', email: '={{ $json.email }}' },
			{ items: items(emails.map((email) => ({ email }))) },
		);
		expect(contacts.size).toBe(2);
		expect(found.map(({ json }) => json.created)).toEqual([true, false, false, true]);
	});

	test('go one after another where an expression decides between reading and writing', async () => {
		reply = async () => {
			await sleep(TICK_MS);
			return { body: envelope({}) };
		};
		await run(
			{
				resource: 'apiRequest',
				operation: 'send',
				method: '={{ $json.n === 1 ? "PATCH" : "GET" }}',
				path: 'website/{websiteId}/conversation/s/state',
			},
			{ items: numbered(4) },
		);
		expect(mostOpen).toBe(1);
		expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'PATCH', 'GET', 'GET']);
	});
});

describe('an item that fails', () => {
	const failAt = (...failing: number[]) =>
		(reply = async (request) => {
			const n = Number(idOf(request).slice(8));
			await sleep(TICK_MS * (10 - n));
			return failing.includes(n)
				? { status: 404, body: refusal('session_not_found') }
				: { body: envelope({ n }) };
		});

	test('keeps later ones from starting, and the first of several is told of', async () => {
		failAt(1, 3);
		const error = (await run(getConversation, { items: numbered(50) }).catch(
			(caught: unknown) => caught,
		)) as NodeApiError;
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.context.itemIndex).toBe(1);
		expect(open).toHaveLength(0);
		const asked = server.seen.length;
		expect(asked).toBeLessThan(10);
		await sleep(TICK_MS * 5);
		expect(server.seen).toHaveLength(asked);
	});

	test('leaves the others alone where the node goes on', async () => {
		failAt(1, 3);
		const found = await run(getConversation, { items: numbered(8), continueOnFail: true });
		expect(found.map(({ json }) => json.n ?? json.httpCode)).toEqual([
			0,
			'404',
			2,
			'404',
			4,
			5,
			6,
			7,
		]);
	});

	// As in a workflow from a newer version of the package.
	describe('because nobody knows its operation', () => {
		const unknown = { ...getConversation, operation: 'gone' };
		const message =
			"The operation 'gone' of 'conversation' is not known to this version of the node";

		test('is an item of its own where the node goes on', async () => {
			const found = await run(unknown, { items: numbered(2), continueOnFail: true });
			const description = expect.stringContaining('update the package');
			expect(found.map(({ json, pairedItem }) => [json, pairedItem])).toEqual([
				[{ error: message, description }, { item: 0 }],
				[{ error: message, description }, { item: 1 }],
			]);
			expect(found.map(({ error }) => error?.name)).toEqual(Array(2).fill('NodeOperationError'));
		});

		test('ends the node otherwise', async () => {
			await expect(run(unknown, { items: numbered(2) })).rejects.toMatchObject({
				message,
				context: { itemIndex: 0 },
			});
		});
	});

	test('because of its values fails in its turn, after those before it', async () => {
		reply = () => ({ body: envelope({}) });
		const rows = [{ id: 'a' }, { id: 'b' }, { id: '' }, { id: 'd' }];
		await expect(
			run(getConversation, { items: items(rows), limits: { itemsAtOnce: 1 } }),
		).rejects.toMatchObject({ message: "'Conversation' is empty", context: { itemIndex: 2 } });
		expect(server.seen.map(idOf)).toEqual(['a', 'b']);
	});
});

describe('a cancelled execution', () => {
	test('breaks off what is under way and starts nothing more', async () => {
		const controller = new AbortController();
		reply = async (_request, index) => {
			if (index === 4) controller.abort();
			return await new Promise<Reply>(() => {});
		};
		await expect(
			run(getConversation, {
				items: numbered(20),
				signal: controller.signal,
				continueOnFail: true,
			}),
		).rejects.toThrow('cancelled');
		expect(server.seen).toHaveLength(5);
	});

	test('ends at once while Crisp has asked to wait', async () => {
		const controller = new AbortController();
		reply = async (_request, index) => {
			// The first refusal would keep back those that are not sent yet.
			while (server.seen.length < 5) await sleep(1);
			if (index === 4) setImmediate(() => controller.abort());
			return { status: 429, headers: { 'retry-after': '60' }, body: refusal('too_many') };
		};
		await expect(
			run(getConversation, { items: numbered(20), signal: controller.signal }),
		).rejects.toThrow('cancelled');
		expect(server.seen).toHaveLength(5);
	});
});

describe('executions with the same token', () => {
	test('wait together when Crisp asks one of them to slow down, then one asks first', async () => {
		const PAUSE_MS = 40;
		let refusedAt = 0;
		const after: number[] = [];
		const openAfter: number[] = [];
		reply = async (_request, index) => {
			if (index === 0) {
				refusedAt = performance.now();
				return { status: 429, headers: { 'retry-after': String(PAUSE_MS / 1_000) } };
			}
			if (refusedAt > 0) {
				after.push(performance.now() - refusedAt);
				openAfter.push(open.length);
			}
			await sleep(TICK_MS);
			return { body: envelope({}) };
		};
		const first = run(getConversation);
		while (refusedAt === 0) await sleep(1);
		await sleep(TICK_MS);
		await Promise.all([first, run(getConversation, { items: numbered(10) })]);
		expect(after).toHaveLength(11);
		expect(Math.min(...after)).toBeGreaterThanOrEqual(PAUSE_MS - 2);
		expect(openAfter[0]).toBe(1);
		expect(openAfter[1]).toBeLessThanOrEqual(2);
	});

	test('hold back the searches of the editor as well', async () => {
		const PAUSE_MS = 40;
		const account = credential(`${server.url}/v1`, { identifier: `user-${user}`, websiteId: 'W' });
		let searchedAt = 0;
		reply = ({ url }, index) => {
			if (index === 0) {
				return { status: 429, headers: { 'retry-after': String(PAUSE_MS / 1_000) } };
			}
			const isSearch = url.includes('/conversations/');
			if (isSearch) searchedAt = performance.now();
			return { body: envelope(isSearch ? [] : {}) };
		};
		const running = run(getConversation);
		while (server.seen.length === 0) await sleep(1);
		const refusedAt = performance.now();
		await sleep(TICK_MS);
		await searchList(new Crisp(), 'searchConversations', { parameters: {}, credential: account });
		await running;
		expect(searchedAt - refusedAt).toBeGreaterThanOrEqual(PAUSE_MS - 10);
	});

	test('with another token do not wait', async () => {
		reply = ({ headers }) =>
			headers.authorization === `Basic ${Buffer.from('slow:test-key').toString('base64')}`
				? { status: 429, headers: { 'retry-after': '60' } }
				: { body: envelope({}) };
		const controller = new AbortController();
		const slow = run(getConversation, {
			credential: credential(`${server.url}/v1`, { identifier: 'slow' }),
			signal: controller.signal,
		}).catch((error: Error) => error.message);
		while (server.seen.length === 0) await sleep(1);
		expect(await run(getConversation)).toHaveLength(1);
		controller.abort();
		expect(await slow).toContain('cancelled');
	});

	test('send as many requests again as Crisp refused, and no more', async () => {
		reply = (_request, index) =>
			index < 5 ? { status: 429, headers: { 'retry-after': '0' } } : { body: envelope({}) };
		expect(await run(getConversation, { items: numbered(20) })).toHaveLength(20);
		expect(server.seen).toHaveLength(25);
	});
});

describe('the daily quota', () => {
	test('that is used up ends the sending: what follows fails without a request', async () => {
		reply = () => ({ status: 423, body: refusal('quota_limit_exceeded') });
		const found = await run(getConversation, {
			items: numbered(10),
			continueOnFail: true,
			limits: { itemsAtOnce: 2 },
		});
		expect(server.seen.length).toBeLessThanOrEqual(2);
		expect(new Set(found.map(({ json }) => json.httpCode))).toEqual(new Set(['423']));
		expect(found[0].json.error).toBe('The daily quota of this Crisp token is used up');
		expect(found[9].json.error).toBe('The daily quota of this Crisp token is used up (not sent)');
	});

	test('is not what another lock means', async () => {
		reply = () => ({ status: 423, body: refusal('password_unverified') });
		await run(getConversation, { items: numbered(4), continueOnFail: true });
		expect(server.seen).toHaveLength(4);
	});

	test('can be kept by a budget, beyond which nothing is sent', async () => {
		reply = () => ({ body: envelope({}) });
		const limits = { dailyBudget: 5 };
		await run(getConversation, { items: numbered(4), limits });
		await run(getConversation, { items: numbered(2) });
		const found = await run(getConversation, { continueOnFail: true, limits });
		expect(server.seen).toHaveLength(6);
		expect(found[0].json).toEqual({
			error: 'The daily request budget of 5 is used up (not sent)',
			description: expect.stringContaining("'Daily Request Budget'"),
		});
	});

	test('does not hold back the lists of the editor once its budget is used up', async () => {
		reply = ({ url }) => ({ body: envelope(url.includes('/conversations/') ? [] : {}) });
		const own = credential(`${server.url}/v1`, {
			identifier: `user-${user}`,
			websiteId: 'W',
			setLimits: true,
			dailyBudget: 1,
		});
		await run(getConversation, { credential: own });
		const [refused] = await run(getConversation, { credential: own, continueOnFail: true });
		expect(refused.json.error).toContain('budget of 1 is used up');
		await searchList(new Crisp(), 'searchConversations', { parameters: {}, credential: own });
		expect(server.seen).toHaveLength(2);
	});

	test('is spent slowly by a budget that runs low, and the wait ends when cancelled', async () => {
		reply = () => ({ body: envelope({}) });
		const controller = new AbortController();
		const running = run(getConversation, {
			items: numbered(10),
			signal: controller.signal,
			limits: { dailyBudget: 10, itemsAtOnce: 1 },
		});
		const ended = expect(running).rejects.toThrow('cancelled');
		while (server.seen.length < 9) await sleep(1);
		await sleep(TICK_MS * 5);
		controller.abort();
		await ended;
		expect(server.seen).toHaveLength(9);
	});

	test('is told of below the results: requests of the run and of the day', async () => {
		reply = (_request, index) =>
			index === 0 ? { status: 429, headers: { 'retry-after': '0' } } : { body: envelope({}) };
		await run(getConversation, { items: numbered(3) });
		const hints: NodeExecutionHint[] = [];
		await run(getConversation, { hints, limits: { dailyBudget: 100 } });
		expect(hints).toEqual([
			{
				message: 'Requests to Crisp: 1 in this run, 5 of 100 today (UTC) with this token',
				location: 'outputPane',
			},
		]);
	});
});
