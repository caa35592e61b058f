import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { convert } from '../../nodes/Crisp/engine/convert';
import type { Field } from '../../nodes/Crisp/engine/spec';
import { credential, executeNode } from '../support/n8n';
import { envelope, startServer, type TestServer } from '../support/server';

const segments: Field = {
	displayName: 'Segments',
	name: 'segments',
	type: 'string',
	default: '',
	as: 'list',
};
const numbers: Field = { ...segments, displayName: 'Fingerprints', as: 'numbers' };

const asList = (value: unknown) => convert(segments, value, 'UTC');
const asNumbers = (value: unknown) => convert(numbers, value, 'UTC');

describe('a list', () => {
	test.each([
		['["a","b"]', ['a', 'b']],
		[' [ "a" , "b" ] ', ['a', 'b']],
		['["a, b", "c"]', ['a, b', 'c']],
		['[1, true, "x"]', ['1', 'true', 'x']],
		['["[a]"]', ['[a]']],
		['a, b', ['a', 'b']],
		['[a], b', ['[a]', 'b']],
		['nullable, null island', ['nullable', 'null island']],
		[
			['a', ' b ', ''],
			['a', 'b'],
		],
		[7, ['7']],
	])('is read from %j', (value, list) => {
		expect(asList(value)).toEqual(list);
	});

	test.each([
		'[]',
		' [ ] ',
		'[""]',
		'null',
		'NULL',
		'undefined',
		'[null]',
		'["a", null]',
		'[["a"]]',
		'[{"a":1}]',
		'[a, b]',
		"['a', 'b']",
		'[vip]',
		[null],
		['a', undefined],
		[['a']],
		[{ a: 1 }],
		[''],
		{ a: 1 },
		true,
	])('is refused with its label where it is %j', (value) => {
		expect(() => asList(value)).toThrow("'Segments'");
	});

	test.each([
		['[1, 2]', [1, 2]],
		['["1", 2]', [1, 2]],
		['1, 2', [1, 2]],
	])('of numbers is read from %j', (value, list) => {
		expect(asNumbers(value)).toEqual(list);
	});

	test.each(['[]', 'null', '[null]', '[1, null]', '["a"]', 'Infinity', '[1e400]'])(
		'of numbers is refused where it is %j',
		(value) => {
			expect(() => asNumbers(value)).toThrow("'Fingerprints'");
		},
	);
});

describe('a list from an AI tool', () => {
	let server: TestServer;
	beforeAll(async () => {
		server = await startServer(() => ({ body: envelope({ segments: ['there'] }) }));
	});
	beforeEach(() => {
		server.seen.length = 0;
	});
	afterAll(async () => await server.close());

	const run = async (operation: string, parameters: object) =>
		await executeNode(new Crisp(), {
			parameters: {
				resource: 'contact',
				operation,
				peopleId: { __rl: true, mode: 'id', value: 'people_1' },
				...parameters,
			},
			items: [{ json: {} }],
			credential: credential(`${server.url}/v1`),
		});
	const sent = () => server.seen.filter(({ method }) => method !== 'GET').map(({ body }) => body);

	test('that is a JSON text is sent as a list', async () => {
		await run('addSegments', { segments: '["vip","customer"]' });
		expect(sent()).toEqual(['{"segments":["there","vip","customer"]}']);
	});

	test.each(['[]', 'null', '[null]', '={{ [null] }}', '={{ null }}', '={{ [] }}'])(
		'that is %j is refused, and nothing is sent',
		async (segments) => {
			await expect(run('addSegments', { segments })).rejects.toThrow("'Segments'");
			expect(server.seen).toEqual([]);
		},
	);

	test.each(['[]', 'null', '[null]', '={{ [null] }}'])(
		'that is %j among the fields to update does not wipe what is there',
		async (segments) => {
			await expect(run('update', { updateFields: { segments } })).rejects.toThrow("'Segments'");
			expect(server.seen).toEqual([]);
		},
	);
});
