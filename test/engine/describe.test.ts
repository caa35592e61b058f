import type { INodeProperties } from 'n8n-workflow';

import { describeResources } from '../../nodes/Crisp/engine/describe';
import type { Field, Resource } from '../../nodes/Crisp/engine/spec';
import { defineOperation } from '../../nodes/Crisp/engine/define';
import { lintPrinted } from '../support/lint';
import { actionNodes, resourcesOf } from '../support/nodes';

const thingId: Field<'thingId'> = {
	displayName: 'Thing',
	name: 'thingId',
	type: 'string',
	required: true,
	default: '',
	to: 'path',
};

const operation = (value: string, fields: Array<Field<never>>, changes = {}) =>
	defineOperation({
		name: value,
		value,
		action: `${value} thing`,
		description: value,
		sdk: 'website.thing',
		request: { method: 'GET', path: '/thing' },
		output: 'item',
		fields,
		...changes,
	});

const named = (properties: INodeProperties[], name: string) =>
	properties.filter((property) => property.name === name);

describe('the derived description', () => {
	const text: Field = {
		displayName: 'Text',
		name: 'text',
		type: 'string',
		default: '',
		to: 'body.text',
	};
	const resources: Resource[] = [
		{
			name: 'Thing',
			value: 'thing',
			operations: [
				operation('get', [thingId] as never),
				operation('list', [], { pages: 'pathNumber' }),
				operation('update', [
					thingId,
					{ ...text, displayOptions: { show: { kind: ['a'] } } },
				] as never),
			],
		},
	];
	const properties = describeResources(resources);

	test('has one property for equal path fields, shown for all operations that have it', () => {
		expect(named(properties, 'thingId')).toEqual([
			{
				displayName: 'Thing',
				name: 'thingId',
				type: 'string',
				required: true,
				default: '',
				displayOptions: { show: { resource: ['thing'], operation: ['get', 'update'] } },
			},
		]);
	});

	test("merges a field's own condition with that of its operation", () => {
		expect(named(properties, 'text')[0].displayOptions).toEqual({
			show: { resource: ['thing'], operation: ['update'], kind: ['a'] },
		});
	});

	test('adds Return All and Limit to lists only', () => {
		expect(named(properties, 'limit')[0].displayOptions?.show).toEqual({
			resource: ['thing'],
			operation: ['list'],
			returnAll: [false],
		});
	});

	test('names the few operations that do not show a property where that is shorter', () => {
		const operations = ['a', 'b', 'c', 'd'].map((value) =>
			operation(value, (value === 'd' ? [] : [thingId]) as never),
		);
		const [property] = named(
			describeResources([{ name: 'Thing', value: 'thing', operations }]),
			'thingId',
		);
		expect(property.displayOptions).toEqual({
			show: { resource: ['thing'] },
			hide: { operation: ['d'] },
		});
	});

	test.each([
		[['website', 'plugin', 'user'], 'Do it.', 'Do it.'],
		[['user'], 'Do it', 'Do it. Works with a user token.'],
		[['user', 'plugin'], 'Do it.', 'Do it. Works with a plugin or user token.'],
		[['plugin'], 'Do it', 'Do it. Works with a plugin token.'],
	])('says which token an operation for %j works with', (tiers, description, shown) => {
		const one = operation('get', [], { description, needs: { tiers } });
		const [, selector] = describeResources([{ name: 'Thing', value: 'thing', operations: [one] }]);
		expect(selector.options).toEqual([expect.objectContaining({ description: shown })]);
	});

	test('asks for a website only where a route has one', () => {
		expect(named(properties, 'websiteId')).toEqual([]);
	});
});

/** Fields of which a record has one for each of several choices. */
const repeatedIn = (fields: Field[]): number => {
	const names = fields.map((field) => `${field.name} ${field.displayName}`);
	return names.length - new Set(names).size;
};

describe.each(Object.entries(actionNodes))('the description of %s', (name, node) => {
	const { properties } = node.description;

	test('is the one that the records give; `npm run generate` writes it', () => {
		expect(properties).toEqual(describeResources(resourcesOf[name]));
	});

	test('shows each operation the fields of its record, and no others', () => {
		const isShownFor = ({ displayOptions }: INodeProperties, place: Record<string, string>) =>
			Object.entries(place).every(
				([key, value]) =>
					displayOptions?.show?.[key]?.includes(value) !== false &&
					displayOptions?.hide?.[key]?.includes(value) !== true,
			);
		const engineFields = ['websiteId', 'returnAll', 'limit', 'output', 'outputFields', 'notice'];
		for (const resource of resourcesOf[name]) {
			for (const operation of resource.operations) {
				const place = { resource: resource.value, operation: operation.value };
				const shown = properties
					.slice(1)
					.filter((property) => property.name !== 'operation' && isShownFor(property, place))
					.map((property) => `${property.name} ${property.displayName}`);
				const { fields, pages, views } = operation;
				const wanted = [...fields, ...(views?.fields ?? [])].map(
					(field) => `${field.name} ${field.displayName}`,
				);
				const extra = shown.filter((it) => !wanted.includes(it)).map((it) => it.split(' ')[0]);
				expect({ place, missing: wanted.filter((it) => !shown.includes(it)) }).toEqual({
					place,
					missing: [],
				});
				expect(extra.filter((it) => !engineFields.includes(it))).toEqual([]);
				expect(extra.includes('returnAll')).toBe(pages !== undefined);
				expect(shown).toHaveLength(new Set(shown).size + repeatedIn(fields));
			}
		}
	});

	test('tells the editor nothing that only the engine reads', () => {
		expect(JSON.stringify(properties)).not.toMatch(/"(to|as)":/);
	});

	// n8n lists the actions of a node in the order of its resources and has no search there, so that
	// the order is for people: what most are looking for comes first, and not what the alphabet says.
	test("passes n8n's own lint rules when printed as a file, but for the order of resources", () => {
		const [{ options = [], ...resource }, ...others] = properties;
		const sorted = [...options].sort((one, other) => (one.name < other.name ? -1 : 1));
		expect(lintPrinted([{ ...resource, options: sorted }, ...others])).toEqual([]);
	}, 60_000);
});
