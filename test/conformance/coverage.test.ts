import type { Field } from '../../nodes/Crisp/engine/spec';
import { allFields, givenFields } from './coverage';

const field = (name: string, more: Partial<Field> = {}): Field => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	...more,
});

const fields = [
	field('kind', { type: 'options', default: 'a' }),
	field('text', { displayOptions: { show: { kind: ['a'] } } }),
	field('text', { displayOptions: { show: { kind: ['b'] } } }),
	field('more', { type: 'collection', options: [field('one'), field('two')] }),
	field('rows', {
		type: 'fixedCollection',
		options: [
			{
				name: 'row',
				displayName: 'Row',
				values: [
					field('model', { type: 'hidden', default: 'people' }),
					field('key'),
					field('value', { displayOptions: { hide: { key: ['x'] } } }),
				],
			},
		],
	}),
];

test('fields are found at any depth, those with one name apart', () => {
	expect([...allFields(fields).keys()]).toEqual([
		'kind',
		'text',
		'text (2)',
		'more',
		'more.one',
		'more.two',
		'rows',
		'rows.row.model',
		'rows.row.key',
		'rows.row.value',
	]);
});

describe('a field has a value', () => {
	test('only where one is given and not empty', () => {
		expect(givenFields(fields, {})).toEqual([]);
		expect(givenFields(fields, { kind: '', more: {}, rows: { row: [] } })).toEqual(['rows']);
		expect(givenFields(fields, { more: { one: '1', two: ' ' } })).toEqual(['more', 'more.one']);
	});

	test('only where it is shown beside the others, of which some are at their default', () => {
		expect(givenFields(fields, { text: 'x' })).toEqual(['text']);
		expect(givenFields(fields, { kind: 'b', text: 'x' })).toEqual(['kind', 'text (2)']);
	});

	test('where one of several rows has one', () => {
		const rows = { row: [{ key: 'x', value: 'not shown' }, { value: 'v' }] };
		expect(new Set(givenFields(fields, { rows }))).toEqual(
			new Set(['rows', 'rows.row.model', 'rows.row.key', 'rows.row.value']),
		);
		expect(givenFields(fields, { rows: { row: [rows.row[0]] } })).not.toContain('rows.row.value');
	});

	test('where it is a locator that holds one', () => {
		const locator = [field('id', { type: 'resourceLocator' })];
		const value = (id: string) => ({ id: { __rl: true, mode: 'id', value: id } });
		expect(givenFields(locator, value('1'))).toEqual(['id']);
		expect(givenFields(locator, value(''))).toEqual([]);
	});
});
