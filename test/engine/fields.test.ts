import {
	tryToParseDateTime,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type NodeParameterValueType,
} from 'n8n-workflow';

import { isEmpty } from '../../nodes/Crisp/engine/convert';
import { describeResources } from '../../nodes/Crisp/engine/describe';
import { runOperations } from '../../nodes/Crisp/engine/run';
import type { Field, Resource } from '../../nodes/Crisp/engine/spec';
import { defineOperation } from '../../nodes/Crisp/engine/define';
import { credential, executeNode } from '../support/n8n';
import { envelope, startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
	server = await startServer(() => ({ body: envelope({}) }));
});
beforeEach(() => {
	server.seen.length = 0;
});
afterAll(async () => await server.close());

function nodeWith(fields: Array<Field<never>>): INodeType {
	const operation = defineOperation({
		name: 'Try',
		value: 'try',
		action: 'Try thing',
		description: 'Try a thing',
		sdk: 'website.try',
		request: { method: 'POST', path: '/try' },
		output: 'item',
		fields,
	});
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

/** What is sent for the given fields and values. */
async function send(fields: Field[], parameters: INodeParameters, json = {}) {
	await executeNode(nodeWith(fields as Array<Field<never>>), {
		parameters: { resource: 'thing', operation: 'try', ...parameters },
		credential: credential(server.url),
		items: [{ json }],
	});
	const [{ url, body }] = server.seen;
	return {
		query: Object.fromEntries(new URL(url, server.url).searchParams),
		body: JSON.parse(body),
	};
}

const field = (changes: Partial<Field>): Field => ({
	displayName: 'Thing',
	name: 'thing',
	type: 'string',
	default: '',
	to: 'body.thing',
	...changes,
});

describe('a field', () => {
	const cases: Array<[string, Partial<Field>, NodeParameterValueType, unknown]> = [
		['sends text as it is', {}, 'a, b', 'a, b'],
		[
			'sends a number from an expression as text where text is wanted',
			{},
			33612345678,
			'33612345678',
		],
		['takes a number that came as text', { type: 'number', default: 0 }, '12', 12],
		['takes a boolean that came as text', { type: 'boolean', default: false }, 'true', true],
		['sends false', { type: 'boolean', default: true }, false, false],
		['sends zero', { type: 'number', default: 1 }, 0, 0],
		['splits a list at commas', { as: 'list' }, ' a, b ,,c', ['a', 'b', 'c']],
		['takes a list from an expression', { as: 'list' }, ['a', 'b'], ['a', 'b']],
		[
			'puts session_ in front of a bare UUID',
			{ as: 'session' },
			' 36ba3566-9651-4790-afc8-ffedbccc317f ',
			'session_36ba3566-9651-4790-afc8-ffedbccc317f',
		],
		['leaves any other ID of a conversation as it is', { as: 'session' }, 'session_1', 'session_1'],
		[
			'puts session_ in front of the bare UUIDs of a list',
			{ as: 'sessions' },
			'session_1, 36BA3566-9651-4790-AFC8-FFEDBCCC317F',
			['session_1', 'session_36BA3566-9651-4790-AFC8-FFEDBCCC317F'],
		],
		['makes numbers of a list', { as: 'numbers' }, '1, 22', [1, 22]],
		['takes a single number for a list', { as: 'numbers' }, 7, [7]],
		['parses JSON', { type: 'json' }, '{"a":[1]}', { a: [1] }],
		['takes an object for JSON', { type: 'json' }, { a: 1 }, { a: 1 }],
		[
			'sends a date as ISO text',
			{ type: 'dateTime' },
			'2026-03-01T10:00:00+01:00',
			'2026-03-01T09:00:00.000Z',
		],
		[
			'sends a date as milliseconds',
			{ type: 'dateTime', as: 'milliseconds' },
			'2026-03-01T10:00:00Z',
			Date.UTC(2026, 2, 1, 10),
		],
		[
			'takes milliseconds for a date',
			{ type: 'dateTime', as: 'milliseconds' },
			1772359200000,
			1772359200000,
		],
		[
			'takes milliseconds as text for a date',
			{ type: 'dateTime', as: 'milliseconds' },
			'1772359200000',
			1772359200000,
		],
		[
			'takes seconds for a date',
			{ type: 'dateTime', as: 'milliseconds' },
			1772359200,
			1772359200000,
		],
		[
			'takes seconds as text for a date',
			{ type: 'dateTime', as: 'milliseconds' },
			' 1772359200 ',
			1772359200000,
		],
		[
			'takes seconds with a fraction for a date',
			{ type: 'dateTime', as: 'milliseconds' },
			'1772359200.1234',
			1772359200123,
		],
		['sends seconds as ISO text', { type: 'dateTime' }, 1772359200, '2026-03-01T10:00:00.000Z'],
		[
			'sends milliseconds as ISO text',
			{ type: 'dateTime' },
			'1772359200000',
			'2026-03-01T10:00:00.000Z',
		],
		[
			'takes eight digits for a day',
			{ type: 'dateTime', as: 'milliseconds' },
			'20260301',
			expect.closeTo(Date.UTC(2026, 2, 1), -8),
		],
	];
	test.each(cases)('%s', async (_title, changes, value, expected) => {
		expect((await send([field(changes)], { thing: value })).body).toEqual({ thing: expected });
	});

	const refused: Array<[string, Partial<Field>, NodeParameterValueType, string]> = [
		['broken JSON', { type: 'json' }, '{"a":', "'Thing' is not valid JSON"],
		['no number', { type: 'number', default: 0 }, 'secret', "'Thing' is not a number"],
		['no date', { type: 'dateTime' }, 'secret', "'Thing' is not a date and time"],
		['a number beyond all dates', { type: 'dateTime' }, 9e15, "'Thing' is not a date and time"],
		[
			'a number beyond all dates, wanted as a number,',
			{ type: 'dateTime', as: 'milliseconds' },
			'9'.repeat(20),
			"'Thing' is not a date and time",
		],
		[
			'a list with a word among numbers',
			{ as: 'numbers' },
			'1, secret',
			"'Thing' wants numbers only",
		],
		[
			'an object for a list',
			{ as: 'list' },
			{ secret: 1 },
			"'Thing' wants comma-separated text or a list",
		],
		['nothing where something is required', { required: true }, ' ', "'Thing' is empty"],
		[
			'a list of nothing where something is required',
			{ required: true, as: 'list' },
			', ,',
			"'Thing' is empty",
		],
	];
	test.each(refused)('refuses %s without quoting it', async (_title, changes, value, message) => {
		const sending = send([field(changes)], { thing: '={{ $json.value }}' }, { value });
		await expect(sending).rejects.toMatchObject({ message, context: { itemIndex: 0 } });
		expect(server.seen).toHaveLength(0);
	});

	test('that is left empty is not sent', async () => {
		expect((await send([field({}), field({ name: 'other', type: 'json' })], {})).body).toEqual({});
	});

	test('of the query sends flags as 1 and 0 and objects as JSON', async () => {
		const { query } = await send(
			[
				field({ name: 'a', type: 'boolean', default: true, to: 'query.a' }),
				field({ name: 'b', type: 'boolean', default: true, to: 'query.b' }),
				field({ name: 'c', as: 'list', to: 'query.c' }),
				field({ name: 'd', to: 'query.d' }),
			],
			{ a: true, b: false, c: 'x, y', d: 'ü & ?' },
		);
		expect(query).toEqual({ a: '1', b: '0', c: '["x","y"]', d: 'ü & ?' });
	});

	test('that is not shown is not sent, even where an expression decides', async () => {
		const fields = [
			field({ name: 'kind', to: 'body.kind' }),
			field({ displayOptions: { show: { kind: ['wanted'] } }, required: true }),
		];
		const parameters = { kind: '={{ $json.kind }}', thing: 'value' };
		expect((await send(fields, parameters, { kind: 'other' })).body).toEqual({ kind: 'other' });
		server.seen.length = 0;
		expect((await send(fields, parameters, { kind: 'wanted' })).body).toEqual({
			kind: 'wanted',
			thing: 'value',
		});
	});

	test('that is the whole body, or is added to it, lands there', async () => {
		const fields = [
			field({ name: 'all', type: 'json', to: 'body' }),
			field({ name: 'one', to: 'body.deep.one' }),
			field({ name: 'more', type: 'json', as: 'merge', to: 'body' }),
		];
		const { body } = await send(fields, {
			all: '{"a":1,"deep":{"zero":0}}',
			one: '1',
			more: '{"deep":{"two":2},"a":2,"__proto__":{"polluted":true}}',
		});
		expect(body).toEqual(
			JSON.parse('{"a":2,"deep":{"zero":0,"one":"1","two":2},"__proto__":{"polluted":true}}'),
		);
		expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
	});

	test('cannot be added to a body that is a list, nor be a list that is added', async () => {
		const whole = field({ name: 'all', type: 'json', to: 'body' });
		await expect(send([whole, field({})], { all: '[1]', thing: 'x' })).rejects.toThrow(
			"'Thing' cannot be added to a body that is not an object",
		);
		await expect(
			send([field({ type: 'json', as: 'merge', to: 'body' })], { thing: '[1]' }),
		).rejects.toThrow("'Thing' must be a JSON object");
	});
});

describe('a collection', () => {
	const collection = field({
		name: 'more',
		type: 'collection',
		default: {},
		to: undefined,
		options: [
			field({ name: 'phone', to: 'body.person.phone' }),
			field({ name: 'segments', as: 'list', to: 'body.segments' }),
			field({ name: 'numbers', as: 'numbers', to: 'body.numbers' }),
			field({ name: 'at', type: 'dateTime', to: 'body.at' }),
			field({
				name: 'inbox',
				type: 'resourceLocator',
				default: { mode: 'list', value: '' },
				to: 'body.inbox_id',
			}),
		],
	});

	test('sends what was added, an emptied text and an emptied list as well', async () => {
		const emptied = { phone: '', segments: '', numbers: '', at: '' };
		const { body } = await send([collection], { more: emptied });
		expect(body).toEqual({ person: { phone: '' }, segments: [], numbers: [] });
	});

	test('does not send what an expression does not find', async () => {
		const { body } = await send([collection], {
			more: {
				phone: '={{ $json.phone }}',
				segments: '={{ $json.segments }}',
				at: '={{ null }}',
			},
		});
		expect(body ?? {}).toEqual({});
	});

	test('does not send a locator without a value', async () => {
		const { body } = await send([collection], {
			more: { inbox: { __rl: true, mode: 'list', value: '' } },
		});
		expect(body).toEqual({});
	});

	test('sends the value of a locator', async () => {
		const { body } = await send([collection], {
			more: { inbox: { __rl: true, mode: 'id', value: 'inbox-1' } },
		});
		expect(body).toEqual({ inbox_id: 'inbox-1' });
	});
});

describe('rows', () => {
	const rows = (inner: Field[], changes: Partial<Field> = {}) =>
		field({
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
			options: [{ name: 'entry', displayName: 'Entry', values: inner }],
			...changes,
		});

	test('become a list of objects, nested as deep as they are', async () => {
		const actions = rows([field({ name: 'label', to: 'item.label' })], {
			name: 'actions',
			to: 'item.actions',
		});
		const { body } = await send([rows([field({ name: 'title', to: 'item.title' }), actions])], {
			thing: { entry: [{ title: 'A', actions: { entry: [{ label: 'Go' }] } }, { title: 'B' }] },
		});
		expect(body).toEqual({ thing: [{ title: 'A', actions: [{ label: 'Go' }] }, { title: 'B' }] });
	});

	test('hold what a collection inside of them holds, which comes last', async () => {
		const more = field({
			name: 'more',
			type: 'collection',
			default: {},
			options: [
				field({ name: 'icon', to: 'item.icon' }),
				field({ name: 'made', type: 'boolean', default: false, to: 'item.made' }),
			],
		});
		const made = field({ name: 'made', type: 'hidden', default: false, to: 'item.made' });
		const { body } = await send([rows([made, more])], {
			thing: {
				entry: [
					{ made: false, more: { icon: '', made: true } },
					{ made: false, more: {} },
				],
			},
		});
		expect(body).toEqual({ thing: [{ made: true }, { made: false }] });
	});

	test('of name and value become an object; values keep their type', async () => {
		const map = rows([field({ name: 'name' }), field({ name: 'value' })], { as: 'map' });
		const { body } = await send(
			[map],
			{
				thing: {
					entry: [
						{ name: 'plan', value: 'pro' },
						{ name: 'orders', value: '={{ $json.orders }}' },
						{ name: '__proto__', value: 'x' },
					],
				},
			},
			{ orders: 12 },
		);
		expect(body.thing.plan).toBe('pro');
		expect(body.thing.orders).toBe(12);
		expect(Object.keys(body.thing)).toEqual(['plan', 'orders', '__proto__']);
	});

	test('of name and value have names without spaces around them, and texts where there is no value', async () => {
		const map = rows([field({ name: 'name' }), field({ name: 'value' })], { as: 'map' });
		const { body } = await send([map], {
			thing: {
				entry: [
					{ name: ' plan ', value: '={{ null }}' },
					{ name: 'n', value: 0 },
				],
			},
		});
		expect(body).toEqual({ thing: { plan: '', n: 0 } });
	});

	test('leave out what another field of the row hides, and do not ask for it', async () => {
		const list = rows([
			field({ name: 'kind', to: 'item.kind' }),
			field({
				name: 'other',
				required: true,
				displayOptions: { show: { kind: ['other'] } },
				to: 'item.other',
			}),
		]);
		const { body } = await send([list], {
			thing: {
				entry: [
					{ kind: 'known', other: 'left from before' },
					{ kind: 'other', other: 'x' },
				],
			},
		});
		expect(body).toEqual({ thing: [{ kind: 'known' }, { kind: 'other', other: 'x' }] });
	});

	test('without a name or a required value are refused', async () => {
		const map = rows([field({ name: 'name' }), field({ name: 'value' })], { as: 'map' });
		await expect(send([map], { thing: { entry: [{ name: '', value: 'x' }] } })).rejects.toThrow(
			"A row in 'Thing' has no name",
		);
		const list = rows([
			field({ name: 'label', displayName: 'Label', required: true, to: 'item.label' }),
		]);
		await expect(send([list], { thing: { entry: [{ label: '' }] } })).rejects.toThrow(
			"'Label' in 'Thing' is empty",
		);
		const lists = rows([
			field({ name: 'label', displayName: 'Label', required: true, as: 'list', to: 'item.label' }),
		]);
		await expect(send([lists], { thing: { entry: [{ label: ', ,' }] } })).rejects.toThrow(
			"'Label' in 'Thing' is empty",
		);
	});
});

describe('a value', () => {
	test.each([[undefined], [null], [''], [' \n'], [[]], [{}]])(
		'is empty where it is %j',
		(value) => {
			expect(isEmpty(value)).toBe(true);
		},
	);

	test.each([
		[0],
		[false],
		['a'],
		[[undefined]],
		[{ a: undefined }],
		[new Date(0)],
		[tryToParseDateTime('2026-03-01')],
	])('is not empty where it is %j', (value) => {
		expect(isEmpty(value)).toBe(false);
	});
});
