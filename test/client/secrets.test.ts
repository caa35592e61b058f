import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type JsonObject,
} from 'n8n-workflow';

import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { CrispTrigger } from '../../nodes/Crisp/CrispTrigger.node';
import { plainError } from '../../nodes/Crisp/client/errors';
import { openClient } from '../../nodes/Crisp/client/request';
import { defineOperation } from '../../nodes/Crisp/engine/define';
import { runOperations } from '../../nodes/Crisp/engine/run';
import type { Resource } from '../../nodes/Crisp/engine/spec';
import { makeEndpoints } from '../../nodes/Crisp/live/endpoints';
import { checkHookSettings } from '../../nodes/Crisp/webhook/settings';
import { startCrispServer, type CrispServer } from '../support/crispServer';
import { credential, executeNode, searchList, triggerContext } from '../support/n8n';
import { nodeWith } from '../support/nodes';
import { leaksIn, secretsOf } from '../support/secrets';
import { envelope, refusal, startServer, type Reply, type TestServer } from '../support/server';
import { Host } from '../trigger/support/host';

// Characters that base64 and addresses write in ways of their own.
const TOKEN = { identifier: 'the-identifier', key: 'k3y+with/odd=chars?&ü-0123456789' };
const SECRETS = secretsOf(TOKEN);
const [KEY, PAIR] = SECRETS;

let server: TestServer;
let rtm: CrispServer;
let reply: Reply;

beforeAll(async () => {
	server = await startServer(({ url }) =>
		url.endsWith('/connect/endpoints') && reply.status === undefined
			? { body: envelope({ socket: { app: rtm.url } }) }
			: reply,
	);
});
beforeEach(async () => {
	reply = {};
	rtm = await startCrispServer();
	jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await rtm.close();
});
afterAll(async () => await server.close());

const values = (changes: IDataObject = {}) =>
	credential(`${server.url}/v1`, { ...TOKEN, ...changes });

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const OPERATIONS: Record<string, INodeParameters> = {
	'a read': { resource: 'conversation', operation: 'get', sessionId: byId('session_1') },
	'a list': { resource: 'conversation', operation: 'getAll' },
	'a message': {
		resource: 'message',
		operation: 'send',
		sessionId: byId('session_1'),
		text: 'Hello',
	},
	'a check': { resource: 'contact', operation: 'checkExists', peopleId: byId('people_1') },
	'several requests': {
		resource: 'conversation',
		operation: 'handOff',
		sessionId: byId('session_1'),
		note: 'Note',
	},
	'a message that begins a conversation': {
		resource: 'message',
		operation: 'send',
		sendTo: 'email',
		email: 'jane@example.com',
		useConversation: 'new',
		text: 'Hello',
	},
	'a custom request': {
		resource: 'apiRequest',
		operation: 'send',
		method: 'PATCH',
		path: 'website/{websiteId}/anything',
	},
};

const nodeFor = (name: string) =>
	nodeWith(String(OPERATIONS[name].resource), String(OPERATIONS[name].operation));

/** What says the token back, in clear, as the header has it, and as an address writes it. */
const ECHO = `key ${KEY}, Basic ${PAIR}, ?token=${encodeURIComponent(PAIR)}&key=${encodeURIComponent(KEY)}`;
const echo = (status: number): Reply => ({
	status,
	headers: { 'x-echo': 'Basic', 'retry-after': '0' },
	body: { error: true, reason: ECHO, data: { message: ECHO } },
});

const REPLIES: Array<[title: string, reply: Reply]> = [
	...[400, 401, 402, 403, 404, 406, 409, 420, 423, 429, 500, 502, 503, 504].map(
		(status): [string, Reply] => [`${status} with the token in its words`, echo(status)],
	),
	['a refusal inside a 200, with the token in its words', echo(200)],
	['a known reason', { status: 404, body: refusal('session_not_found', { message: ECHO }) }],
	['a redirect', { status: 302, headers: { location: 'http://elsewhere.example/' } }],
	['a page that shows the token', { body: `<html>${ECHO}</html>` }],
	['a refusal that is a page', { status: 403, body: `<html>${ECHO}</html>` }],
	['JSON of somebody else', { body: { authorization: ECHO } }],
	['nothing', { status: 204 }],
	['a text in place of data', { body: envelope(ECHO) }],
	['a connection that breaks', { drop: true }],
	['an answer that is cut', { body: envelope({ text: 'x'.repeat(500) }), cut: true }],
	['an answer that is no gzip', { body: envelope({}), headers: { 'content-encoding': 'gzip' } }],
	[
		'an answer that is no deflate',
		{ body: envelope({}), headers: { 'content-encoding': 'deflate' } },
	],
];

/** What n8n gets of a run, once with an error that ends it and once with an item in its place. */
async function outcomes(
	run: (continueOnFail: boolean) => Promise<unknown>,
): Promise<{ thrown: unknown; kept: unknown }> {
	const thrown = await run(false).catch((error: unknown) => error);
	return { thrown, kept: await run(true).catch((error: unknown) => error) };
}

describe.each(REPLIES)('%s', (_title, answer) => {
	test.each(Object.keys(OPERATIONS))('gives nothing of the token away to %s', async (name) => {
		reply = answer;
		const { thrown, kept } = await outcomes(
			async (continueOnFail) =>
				await executeNode(nodeFor(name), {
					parameters: OPERATIONS[name],
					credential: values(),
					continueOnFail,
				}),
		);
		// What Crisp answers to a success is data, and the business of the workflow.
		if (!(thrown instanceof Error)) return;
		expect((kept as INodeExecutionData[][])[0][0].error).toBeInstanceOf(Error);
		expect(leaksIn([thrown, kept], SECRETS)).toEqual([]);
	});

	test('gives nothing of the token away to a search of the editor', async () => {
		reply = answer;
		const outcome = await searchList(new Crisp(), 'searchConversations', {
			parameters: {},
			credential: values(),
		}).catch((caught: unknown) => caught);
		expect(leaksIn(outcome, SECRETS)).toEqual([]);
	});

	test('gives nothing of the token away to a look-up of a trigger', async () => {
		reply = { status: 200, ...answer };
		const { context } = triggerContext(new CrispTrigger(), {
			parameters: {},
			credential: values(),
		});
		const { account } = await openClient(context);
		const error = await makeEndpoints(context, account, undefined)
			.lookUp(new AbortController().signal)
			.catch((caught: unknown) => caught);
		expect(error).toBeInstanceOf(Error);
		expect(leaksIn(error, SECRETS)).toEqual([]);
	});
});

test('the token is masked where Crisp says it, and the rest is shown', async () => {
	reply = echo(400);
	await expect(
		executeNode(new Crisp(), { parameters: OPERATIONS['a read'], credential: values() }),
	).rejects.toThrow(
		'Crisp does not accept the values sent: key ***, Basic ***, ?token=***&key=***',
	);
});

test('a host that is not reached gives nothing of the token away', async () => {
	const { thrown, kept } = await outcomes(
		async (continueOnFail) =>
			await executeNode(new Crisp(), {
				parameters: OPERATIONS['a message'],
				credential: values({ baseUrl: 'http://127.0.0.1:9/v1' }),
				continueOnFail,
			}),
	);
	expect((thrown as Error).message).toContain('ECONNREFUSED');
	expect(leaksIn([thrown, kept], SECRETS)).toEqual([]);
});

test('an operation that nobody knows gives nothing of the token in its name away', async () => {
	const { thrown, kept } = await outcomes(
		async (continueOnFail) =>
			await executeNode(new Crisp(), {
				parameters: { ...OPERATIONS['a read'], operation: ECHO },
				credential: values(),
				continueOnFail,
			}),
	);
	const words = "of 'conversation' is not known to this version of the node";
	const { message, description, stack } = thrown as Error & { description?: string };
	const [{ json }] = (kept as INodeExecutionData[][])[0];
	expect(message).toContain(words);
	expect(json.error).toContain(words);
	// The node's own parameters hold what its user has typed.
	expect(leaksIn([message, description, stack, json], SECRETS)).toEqual([]);
});

test('a request that takes too long gives nothing of the token away', async () => {
	const silent = await startServer(async () => await new Promise<Reply>(() => {}));
	const { context } = triggerContext(new CrispTrigger(), {
		parameters: {},
		credential: values({ baseUrl: `${silent.url}/v1` }),
	});
	const { httpRequestWithAuthentication } = context.helpers;
	jest.spyOn(context.helpers, 'httpRequestWithAuthentication').mockImplementation(async function (
		this: never,
		type,
		options,
		more,
	) {
		return await httpRequestWithAuthentication.call(this, type, { ...options, timeout: 20 }, more);
	});
	const client = await openClient(context);
	const error = await client
		.send({ method: 'POST', path: '/anything' })
		.catch((caught: unknown) => caught);
	await silent.close();
	expect((error as Error).message).toBe('Crisp did not answer in time');
	expect(leaksIn(error, SECRETS)).toEqual([]);
});

test('a cancelled execution gives nothing of the token away', async () => {
	const controller = new AbortController();
	const silent = await startServer(async () => {
		controller.abort();
		return await new Promise<Reply>(() => {});
	});
	const error = await executeNode(new Crisp(), {
		parameters: OPERATIONS['a read'],
		credential: values({ baseUrl: `${silent.url}/v1` }),
		signal: controller.signal,
	}).catch((caught: unknown) => caught);
	await silent.close();
	expect((error as Error).message).toContain('cancelled');
	expect(leaksIn(error, SECRETS)).toEqual([]);
});

/** What n8n's helpers throw: it holds the request, as do its causes. */
function foreignError(message: string): Error {
	const headers = { Authorization: `Basic ${PAIR}` };
	const axios = Object.assign(new Error(message), {
		isAxiosError: true,
		config: { headers, url: 'https://api.crisp.chat/v1' },
		request: { _header: `GET / HTTP/1.1\r\nAuthorization: Basic ${PAIR}` },
		response: { status: 500, config: { headers }, data: ECHO },
	});
	Object.defineProperty(axios, 'hidden', { value: headers, enumerable: false });
	return axios;
}

const node = { name: 'Crisp', type: 'crisp', typeVersion: 1, parameters: {} } as unknown as INode;
const FOREIGN: Array<[title: string, make: () => unknown]> = [
	['an error of axios', () => foreignError('Request failed')],
	['an error of axios with the key in its words', () => foreignError(`Bad header ${ECHO}`)],
	[
		"n8n's error about it",
		() => new NodeApiError(node, foreignError(ECHO) as unknown as JsonObject),
	],
	["n8n's other error about it", () => new NodeOperationError(node, foreignError(ECHO))],
	[
		'an error with a cause',
		() => new Error('Outer', { cause: new Error('Middle', { cause: foreignError('Inner') }) }),
	],
	['an error with a context', () => Object.assign(new Error('x'), { context: { sent: { PAIR } } })],
	['no error at all', () => ({ message: 'x', config: { key: KEY } })],
	['a text', () => ECHO],
];

describe.each(FOREIGN)('%s', (_title, make) => {
	const resources = (place: 'run' | 'finish' | 'prepare' | 'attach'): Resource[] => [
		{
			name: 'Conversation',
			value: 'conversation',
			operations: [
				defineOperation({
					name: 'Get',
					value: 'get',
					action: 'Get',
					description: '',
					sdk: [],
					request: { method: 'GET', path: '/website/{websiteId}' },
					output: 'item',
					fields: [],
					[place]: () => {
						throw make();
					},
				}),
			],
		},
	];

	test.each(['run', 'finish', 'prepare', 'attach'] as const)(
		'that %s throws gives nothing of the token away',
		async (place) => {
			reply = { body: envelope({ a: 1 }) };
			const throwing = Object.assign(new Crisp(), {
				async execute(this: IExecuteFunctions) {
					return await runOperations(this, resources(place));
				},
			});
			const { thrown, kept } = await outcomes(
				async (continueOnFail) =>
					await executeNode(throwing, {
						parameters: OPERATIONS['a read'],
						credential: values(),
						continueOnFail,
					}),
			);
			expect(thrown).toMatchObject({ context: { itemIndex: 0 } });
			expect([NodeApiError, NodeOperationError]).toContain((thrown as Error).constructor);
			expect((kept as INodeExecutionData[][])[0][0].error).toBeInstanceOf(Error);
			expect(leaksIn([thrown, kept], SECRETS)).toEqual([]);
		},
	);

	const failing = async () => await Promise.reject(make() as Error);

	test('that comes with the credential gives nothing but words away', async () => {
		const { context } = triggerContext(new CrispTrigger(), {
			parameters: {},
			credential: values(),
		});
		Object.assign(context, { getCredentials: failing });
		const errors = await Promise.all([
			openClient(context).catch((caught: unknown) => caught),
			new CrispTrigger().trigger.call(context).catch((caught: unknown) => caught),
			checkHookSettings(context as never).catch((caught: unknown) => caught),
		]);
		for (const error of errors) {
			expect([NodeApiError, NodeOperationError]).toContain((error as Error).constructor);
			// Whose key is in the words cannot be known while the credential cannot be read.
			const places = leaksIn(error, SECRETS).filter(
				(place) => !/(message|description|stack)$|JSON|inspect/.test(place),
			);
			expect(places).toEqual([]);
		}
	});
});

test('what n8n says of a failed expression stays with the error', async () => {
	const error = await executeNode(new Crisp(), {
		parameters: { ...OPERATIONS['a read'], sessionId: byId('={{ $("Nowhere").item.json.id }}') },
		items: [{ json: {} }],
		credential: values(),
	}).catch((caught: unknown) => caught);
	expect(error).toBeInstanceOf(NodeOperationError);
	expect((error as NodeOperationError).message).toMatch(/node.*Nowhere|referenced node/i);
	expect((error as NodeOperationError).context).toMatchObject({
		itemIndex: 0,
		nodeCause: 'Nowhere',
	});
	expect(leaksIn(error, SECRETS)).toEqual([]);
});

test('an error is made plain once, and keeps its words, code, place and item', () => {
	const given = new NodeApiError(node, foreignError('Not there') as unknown as JsonObject, {
		message: 'Nothing there',
		description: 'Look elsewhere',
		httpCode: '404',
		itemIndex: 3,
	});
	const made = plainError(node, given);
	expect(made).toMatchObject({
		message: 'Nothing there',
		description: 'Look elsewhere',
		httpCode: '404',
		context: { itemIndex: 3 },
		stack: given.stack,
	});
	expect(plainError(node, made)).toBe(made);
});

describe('a body that cannot be sent', () => {
	const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
	const send = async (body: unknown, more: object = {}) =>
		await executeNode(new Crisp(), {
			parameters: { ...OPERATIONS['a custom request'], body: body as string, ...more },
			items: [{ json: {} }],
			credential: values(),
		}).catch((caught: unknown) => caught);

	test.each([
		['is nested too deep', deep(200_000)],
		['is nested too deep, from an expression', `={{ JSON.parse('${deep(20_000)}') }}`],
	])('because it %s is refused with words', async (_why, body) => {
		server.seen.length = 0;
		const error = await send(body);
		expect(error).toBeInstanceOf(NodeOperationError);
		const { message, description } = error as NodeOperationError;
		expect(`${message} ${description}`).toMatch(/nested too deep/);
		expect((error as NodeOperationError).context.itemIndex).toBe(0);
		expect(server.seen).toEqual([]);
	});

	test('because it refers to itself is refused with words', async () => {
		server.seen.length = 0;
		const { context } = triggerContext(new CrispTrigger(), {
			parameters: {},
			credential: values(),
		});
		const client = await openClient(context);
		const body: IDataObject = {};
		body.self = body;
		await expect(client.send({ method: 'POST', path: '/anything', body })).rejects.toThrow(
			'cannot be written as JSON',
		);
		expect(server.seen).toEqual([]);
	});
});

/** Lets the server refuse every login with words that say the token back. */
function refuseWithEcho(): void {
	rtm.verdict = 'nothing';
	rtm.io.on('connection', (socket) =>
		socket.on('authentication', () => {
			socket.emit('unauthorized', { message: ECHO });
			socket.disconnect();
		}),
	);
}

describe('the trigger', () => {
	beforeEach(() => {
		reply = { body: envelope([]) };
	});

	const start = (changes: IDataObject = {}) => {
		const { baseUrl, ...others } = values();
		return new Host({
			credential: { ...others, apiUrl: String(baseUrl), ...changes } as never,
			parameters: { events: ['message:send'] },
		});
	};
	test('gives nothing of the token away when its login is refused', async () => {
		const host = start();
		refuseWithEcho();
		const error = await host.start().catch((caught: unknown) => caught);
		expect((error as Error).message).toContain(
			'does not accept the token for real-time events: key ***',
		);
		expect(leaksIn([error, host.log], SECRETS)).toEqual([]);
	});

	test('gives nothing of the token away when it can no longer log in', async () => {
		const host = start();
		await host.start();
		refuseWithEcho();
		for (const client of rtm.clients) client.disconnect(true);
		await host.pass(() => host.errors.length > 0);
		expect(host.log.join()).toContain('has no connection to Crisp');
		expect(leaksIn([host.errors, host.log], SECRETS)).toEqual([]);
		await host.stop();
	});

	test('gives nothing of the token away in what it logs of odd events', async () => {
		const host = start();
		await host.start();
		for (const client of rtm.clients) client.emit(ECHO, ECHO);
		rtm.send('message:send', null);
		for (const client of rtm.clients) client.disconnect(true);
		await host.pass(() => host.log.length > 0);
		expect(leaksIn([host.log, host.errors], SECRETS)).toEqual([]);
		await host.stop();
	});
});

describe('a file', () => {
	const withFile: INodeExecutionData[] = [
		{
			json: {},
			binary: { data: { data: 'eA==', fileName: 'a.pdf', mimeType: 'application/pdf' } },
		},
	];
	const sendFile = {
		resource: 'message',
		operation: 'sendFile',
		sessionId: byId('session_1'),
	};

	test.each([
		['has no binary data', [{ json: {} }]],
		['is refused by the real-time API', withFile],
	])('that %s gives nothing of the token away', async (_why, items) => {
		refuseWithEcho();
		const { thrown, kept } = await outcomes(
			async (continueOnFail) =>
				await executeNode(new Crisp(), {
					parameters: sendFile,
					items,
					credential: values(),
					continueOnFail,
				}),
		);
		expect(thrown).toBeInstanceOf(NodeOperationError);
		expect(leaksIn([thrown, kept], SECRETS)).toEqual([]);
	});
});
