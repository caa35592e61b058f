import { NodeApiError, NodeOperationError, type INodeExecutionData } from 'n8n-workflow';

import { credential, executeNode, searchList } from '../support/n8n';
import { allResources, nodeWith } from '../support/nodes';
import { sampleParameters } from '../support/parameters';
import { envelope, refusal, startServer, type Reply, type TestServer } from '../support/server';

/** A success that says nothing. */
const NOTHING: Array<[title: string, reply: Reply]> = [
	['204', { status: 204 }],
	['an empty body', { body: '' }],
	['null', { body: 'null' }],
	['no data', { body: { error: false, reason: 'resolved' } }],
	['data that are null', { body: envelope(null) }],
	['data that are an empty text', { body: envelope('') }],
	['data that are an empty list', { body: envelope([]) }],
];

/** A success that says something of another form than Crisp documents. */
const ODD: Array<[title: string, reply: Reply]> = [
	['a text', { body: envelope('hello') }],
	['a number', { body: envelope(5) }],
	['true', { body: envelope(true) }],
	['text without an envelope', { body: 'hello' }],
	['a number without an envelope', { body: '5' }],
	['a list without an envelope', { body: '[]' }],
	['an object without an envelope', { body: '{}' }],
];

const A_LIST: [title: string, reply: Reply] = ['a list', { body: envelope([{ a: 1 }]) }];

const records = allResources.flatMap((resource) =>
	resource.operations.map((operation) => ({
		title: `${resource.value}: ${operation.value}`,
		resource,
		operation,
	})),
);

const named = (...names: string[]) =>
	names.map((name) => {
		const found = records.find(({ title }) => title === name);
		if (!found) throw new Error(`no ${name}`);
		return found;
	});

let server: TestServer;
let reply: Reply;
/** Answers by the end of an address, for operations that read twice. */
let replies: Record<string, Reply>;

beforeAll(async () => {
	server = await startServer(({ method, url }) => {
		const own = Object.entries(replies).find(([end]) => url.endsWith(end));
		if (method === 'GET') return own?.[1] ?? reply;
		return own?.[1] ?? { body: envelope({}) };
	});
});
beforeEach(() => {
	server.seen.length = 0;
	replies = {};
	jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => await server.close());

const run = async (
	{ resource, operation }: (typeof records)[number],
	parameters: object = {},
): Promise<INodeExecutionData[]> => {
	const [items] = await executeNode(nodeWith(resource.value, operation.value), {
		parameters: { ...sampleParameters(resource, operation), ...parameters },
		credential: credential(`${server.url}/v1`),
	});
	return items;
};

const failing = async (...args: Parameters<typeof run>) => {
	const error = await run(...args).catch((caught: unknown) => caught);
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	throw new Error('n8n is not told that nothing is known');
};

const written = () => server.seen.filter(({ method }) => method !== 'GET');

describe.each(
	records.filter(
		({ operation: { output, request, run: own } }) =>
			output === 'item' && request.method === 'GET' && own === undefined,
	),
)('the read of $title', (record) => {
	test.each([...NOTHING, ...ODD, A_LIST])('fails with words on %s', async (_title, answer) => {
		reply = answer;
		const { message, description } = await failing(record);
		expect(message).toMatch(/^(Crisp answered with|The answer does not come from Crisp)/);
		expect(description).toContain("'API Base URL'");
	});
});

describe.each(records.filter(({ operation: { output } }) => output === 'items'))(
	'the list of $title',
	(record) => {
		test.each([...NOTHING, ['an empty object', { body: envelope({}) }] as [string, Reply]])(
			'has no items on %s',
			async (_title, answer) => {
				reply = answer;
				// One list is asked for by POST.
				replies = { '/analytics/generate': answer };
				expect(await run(record)).toEqual([]);
			},
		);

		test.each(ODD)('fails with words on %s', async (_title, answer) => {
			reply = answer;
			replies = { '/analytics/generate': answer };
			const { message } = await failing(record);
			expect(message).toMatch(/^(Crisp answered with|The answer does not come from Crisp)/);
		});
	},
);

/** Everything that writes on top of what is there. */
const readFirst = named(
	'conversation: addSegments',
	'conversation: removeSegments',
	'conversation: setData',
	'conversation: unsetData',
	'conversation: handOff',
	'conversation: handBack',
	'contact: addSegments',
	'contact: removeSegments',
	'contact: setData',
	'contact: unsetData',
);

describe.each(readFirst)('$title', (record) => {
	test.each([...NOTHING, ...ODD, A_LIST])(
		'writes nothing and says so where reading gives %s',
		async (_title, answer) => {
			reply = answer;
			const { message } = await failing(record);
			expect(message).toMatch(/^(Crisp answered with|The answer does not come from Crisp)/);
			expect(written()).toEqual([]);
		},
	);

	test.each([
		[{ segments: 'vip', data: 'gold' }],
		[{ segments: [{ name: 'vip' }], data: ['gold'] }],
		[{ segments: { vip: true }, data: 7 }],
	])('writes nothing over what is of another form: %j', async (there) => {
		reply = { body: envelope(there) };
		const { message } = await failing(record);
		expect(message).toMatch(/^Crisp answered with something in '(segments|data)'/);
		expect(written()).toEqual([]);
	});
});

describe('Hand Off, whose custom data turn unreadable on the way', () => {
	test.each([
		['nothing', { status: 204 }],
		['a text', { body: envelope('hello') }],
		['a list in their place', { body: envelope({ data: ['x'] }) }],
	] as Array<[string, Reply]>)(
		'does not write the flag where they are %s, and names what is done',
		async (_title, answer) => {
			const [{ resource, operation }] = named('conversation: handOff');
			let reads = 0;
			const crisp = await startServer(({ method }) => {
				if (method !== 'GET') return { body: envelope({}) };
				return reads++ === 0 ? { body: envelope({}) } : answer;
			});
			try {
				const error = await executeNode(nodeWith('conversation', operation.value), {
					parameters: sampleParameters(resource, operation),
					credential: credential(`${crisp.url}/v1`),
				}).catch((caught: unknown) => caught);
				expect((error as Error).message).toMatch(
					/^Stopped at 'stop bot': Crisp answered with .*Done before: .*'set state to unresolved'\. Not done: 'stop bot'/,
				);
				expect(
					crisp.seen.filter(({ method, url }) => method !== 'GET' && url.endsWith('/meta')),
				).toEqual([]);
			} finally {
				await crisp.close();
			}
		},
	);
});

describe('Get Bot Status', () => {
	const [botStatus] = named('conversation: getBotStatus');
	const conversation = { session_id: 'session_1', state: 'unresolved', meta: {} };

	test.each([...NOTHING, ...ODD, A_LIST, ['an empty object', { body: envelope({}) }] as const])(
		'does not let the bot answer where the conversation is %s',
		async (_title, answer) => {
			reply = answer;
			await failing(botStatus);
			expect(server.seen.every(({ url }) => !url.endsWith('/messages'))).toBe(true);
		},
	);

	test.each([
		...NOTHING.filter(([title]) => title !== 'data that are an empty list'),
		...ODD,
		['an object', { body: envelope({ a: 1 }) }] as const,
	])('does not let the bot answer where the messages are %s', async (_title, answer) => {
		reply = { body: envelope(conversation) };
		replies = { '/messages': answer };
		expect((await failing(botStatus)).message).toMatch(/answer/);
	});

	test.each([{ meta: [] }, { meta: 'x' }, { meta: { data: 'x' } }, { assigned: 'user-1' }])(
		'does not let the bot answer where the conversation holds %j',
		async (part) => {
			reply = { body: envelope({ ...conversation, ...part }) };
			expect((await failing(botStatus)).message).toContain('Crisp answered with something in');
		},
	);

	test('lets the bot answer in a conversation without messages', async () => {
		reply = { body: envelope(conversation) };
		replies = { '/messages': { body: envelope([]) } };
		expect((await run(botStatus))[0].json).toMatchObject({ bot_may_answer: true });
	});
});

describe('a value that is taken out of the custom data of a conversation', () => {
	test('is said to be taken out where what became of it cannot be read', async () => {
		const [unset] = named('conversation: unsetData');
		let reads = 0;
		const crisp = await startServer(({ method }) => {
			if (method !== 'GET') return { body: envelope({}) };
			return reads++ === 0 ? { body: envelope({ data: { plan: 'pro' } }) } : { status: 204 };
		});
		try {
			const error = await executeNode(nodeWith('conversation', 'unsetData'), {
				parameters: { ...sampleParameters(unset.resource, unset.operation), names: 'plan' },
				credential: credential(`${crisp.url}/v1`),
			}).catch((caught: unknown) => caught);
			expect((error as Error).message).toMatch(
				/^The values were taken out, but .* could not be read: Crisp answered with nothing/,
			);
		} finally {
			await crisp.close();
		}
	});
});

describe('a message to a contact', () => {
	const [send] = named('message: send');
	const toEmail = { sendTo: 'email', email: 'jane@example.com', text: 'Hello' };
	const toContact = {
		sendTo: 'contact',
		peopleId: { __rl: true, mode: 'id', value: 'people_1' },
		text: 'Hello',
	};
	const known = NOTHING.filter(([title]) => title !== 'data that are an empty list');

	test.each([
		...known,
		...ODD,
		['an object', { body: envelope({ a: 1 }) }] as const,
		['a list of objects', { body: envelope([{ session_id: 'session_1' }]) }] as const,
	])('begins no conversation where the list of conversations is %s', async (_title, answer) => {
		reply = answer;
		await failing(send, toEmail);
		expect(written()).toEqual([]);
	});

	test.each([...NOTHING, ...ODD, ['no conversation', { body: envelope({ a: 1 }) }] as const])(
		'begins no conversation where the one that is there is %s',
		async (_title, answer) => {
			reply = answer;
			replies = { '/list/1?filter_not_resolved=1': { body: envelope(['session_1']) } };
			await failing(send, toEmail);
			expect(written()).toEqual([]);
		},
	);

	test.each([...NOTHING, ...ODD])(
		'begins no conversation where the profile is %s',
		async (_title, answer) => {
			reply = answer;
			await failing(send, { ...toContact, useConversation: 'new' });
			expect(written()).toEqual([]);
		},
	);

	test('begins one where the contact has none', async () => {
		replies = {
			'/list/1?filter_not_resolved=1': { status: 404, body: refusal('not_found') },
			'/conversation': { body: envelope({ session_id: 'session_9' }) },
		};
		expect((await run(send, toEmail))[0].json).toMatchObject({ session_id: 'session_9' });
	});
});

describe('Create or Update', () => {
	const [upsert] = named('contact: upsert');

	test('trims the email in the address and in the body alike', async () => {
		const crisp = await startServer(({ method }) =>
			method === 'GET'
				? { status: 404, body: refusal('people_not_found') }
				: { body: envelope({ people_id: 'people_1' }) },
		);
		try {
			const [[{ json }]] = await executeNode(nodeWith('contact', 'upsert'), {
				parameters: {
					...sampleParameters(upsert.resource, upsert.operation),
					email: ' jane@example.com\n',
				},
				credential: credential(`${crisp.url}/v1`),
			});
			expect(json).toMatchObject({ email: 'jane@example.com', people_id: 'people_1' });
			expect(crisp.seen.map(({ url }) => url.split('/people/')[1])).toEqual([
				'profile/jane%40example.com',
				'profile',
			]);
			expect(JSON.parse(crisp.seen[1].body)).toMatchObject({ email: 'jane@example.com' });
		} finally {
			await crisp.close();
		}
	});

	test.each([...NOTHING, ...ODD])(
		'writes nothing where the contact is %s',
		async (_title, answer) => {
			const crisp = await startServer(() => answer);
			try {
				const error = await executeNode(nodeWith('contact', 'upsert'), {
					parameters: {
						...sampleParameters(upsert.resource, upsert.operation),
						email: 'jane@example.com',
						columns: { mappingMode: 'defineBelow', value: { segments: 'vip' } },
					},
					credential: credential(`${crisp.url}/v1`),
				}).catch((caught: unknown) => caught);
				expect(error).toBeInstanceOf(NodeApiError);
				expect(new Set(crisp.seen.map(({ method }) => method))).toEqual(new Set(['GET']));
			} finally {
				await crisp.close();
			}
		},
	);

	test.each([...NOTHING, ...ODD, ['an empty object', { body: envelope({}) }] as const])(
		'does not call a contact made whose answer was lost, and whose profile is %s',
		async (_title, answer) => {
			let reads = 0;
			const crisp = await startServer(({ method }) => {
				if (method === 'POST') return { drop: true };
				return ++reads === 1 ? { status: 404, body: refusal('people_not_found') } : answer;
			});
			try {
				const error = await executeNode(nodeWith('contact', 'upsert'), {
					parameters: {
						...sampleParameters(upsert.resource, upsert.operation),
						email: 'jane@example.com',
					},
					credential: credential(`${crisp.url}/v1`),
				}).catch((caught: unknown) => caught);
				expect((error as Error).message).toContain('ECONNRESET');
			} finally {
				await crisp.close();
			}
		},
	);
});

describe('a list in the editor', () => {
	const search = async () =>
		await searchList(nodeWith('conversation', 'get'), 'searchConversations', {
			parameters: {},
			credential: credential(`${server.url}/v1`),
		});

	test.each(NOTHING)('is empty on %s', async (_title, answer) => {
		reply = answer;
		expect((await search()).results).toEqual([]);
	});

	test.each(ODD)('fails with words on %s', async (_title, answer) => {
		reply = answer;
		await expect(search()).rejects.toThrow(/^(Crisp answered with|The answer does not come from)/);
	});
});

describe('API Request', () => {
	const [request] = named('apiRequest: send');
	const get = { method: 'GET', path: 'website/{websiteId}/anything', pagination: 'none' };

	test.each(NOTHING.slice(0, -1))('fails with words on %s to a GET', async (_title, answer) => {
		reply = answer;
		expect((await failing(request, get)).message).toContain('Crisp answered with nothing');
	});

	test.each(NOTHING)('gives no items on %s to a paged GET', async (_title, answer) => {
		reply = answer;
		const paged = { ...get, path: 'website/{websiteId}/anything/{page}', pagination: 'pathNumber' };
		expect(await run(request, paged)).toEqual([]);
	});

	test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'])(
		'takes nothing for an answer to %s',
		async (method) => {
			const nothing = await startServer(() => ({ status: 204 }));
			try {
				const [items] = await executeNode(nodeWith('apiRequest', 'send'), {
					parameters: {
						...sampleParameters(request.resource, request.operation),
						...get,
						method,
						body: '',
					},
					credential: credential(`${nothing.url}/v1`),
				});
				expect(items.map(({ json }) => json)).toEqual([{}]);
			} finally {
				await nothing.close();
			}
		},
	);
});
