import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { groupsOf, fieldsOf } from './convert';
import { pathNames } from './path';
import type { Field, Operation, Resource } from './spec';
import { websiteId } from './website';

/** n8n's own pair for lists; both are read by the paging of `run.ts`. */
const PAGING: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/** n8n wants longer groups of fields in the order of their labels; the engine reads them in the record's. */
const byLabel = (fields: Field[]): Field[] =>
	fields.length < 5
		? fields
		: [...fields].sort((a, b) => a.displayName.localeCompare(b.displayName));

/** The property without what only the engine reads and what only repeats a default. */
function toProperty({ options, ...field }: Field): INodeProperties {
	const property = { ...field };
	delete property.to;
	delete property.as;
	if (property.required === false) delete property.required;
	if (options === undefined) return property;
	const inner = fieldsOf({ ...property, options });
	const groups = groupsOf({ ...property, options });
	if (inner.length > 0) return { ...property, options: byLabel(inner).map(toProperty) };
	if (groups.length > 0) {
		return {
			...property,
			options: groups.map((group) => ({ ...group, values: byLabel(group.values).map(toProperty) })),
		};
	}
	return { ...property, options: options as INodePropertyOptions[] };
}

const shownFor = (
	own: IDisplayOptions | undefined,
	show: IDisplayOptions['show'],
): IDisplayOptions => ({
	...own,
	show: { ...show, ...own?.show },
});

const usesWebsite = (operation: Operation) =>
	pathNames(operation.request.path).includes('websiteId') || operation.run !== undefined;

/** Equal properties of several operations as one, so that the editor keeps a value when the operation changes. */
function merge(
	resource: Resource,
	pick: (operation: Operation) => INodeProperties[],
): INodeProperties[] {
	const merged = new Map<string, { property: INodeProperties; operations: string[] }>();
	for (const operation of resource.operations) {
		for (const property of pick(operation)) {
			const key = JSON.stringify(property);
			const entry = merged.get(key) ?? { property, operations: [] };
			entry.operations.push(operation.value);
			merged.set(key, entry);
		}
	}
	return [...merged.values()].map(({ property, operations }) => ({
		...property,
		displayOptions: shownFor(property.displayOptions, {
			resource: [resource.value],
			operation: operations,
		}),
	}));
}

function operationSelector(resource: Resource): INodeProperties {
	const options = resource.operations
		.map(({ name, value, action, description }) => ({ name, value, action, description }))
		.sort((a, b) => a.name.localeCompare(b.name));
	const [{ value: first }] = resource.operations;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource.value] } },
		options,
		default: first,
	};
}

/** Website of a resource: one property where all its operations have one. */
function websiteProperties(resources: Resource[]): INodeProperties[] {
	const property = toProperty(websiteId);
	const whole = resources.filter(({ operations }) => operations.every(usesWebsite));
	const partly = resources.filter(
		(resource) => !whole.includes(resource) && resource.operations.some(usesWebsite),
	);
	return [
		...(whole.length > 0
			? [{ ...property, displayOptions: { show: { resource: whole.map(({ value }) => value) } } }]
			: []),
		...partly.flatMap((resource) =>
			merge(resource, (operation) => (usesWebsite(operation) ? [property] : [])),
		),
	];
}

function resourceProperties(resource: Resource): INodeProperties[] {
	const isPath = (field: Field) => field.to === 'path';
	return [
		...merge(resource, ({ fields }) => fields.filter(isPath).map(toProperty)),
		...merge(resource, ({ pages }) => (pages ? PAGING : [])),
		...resource.operations.flatMap((operation) =>
			operation.fields
				.filter((field) => !isPath(field))
				.map(toProperty)
				.map((property) => ({
					...property,
					displayOptions: shownFor(property.displayOptions, {
						resource: [resource.value],
						operation: [operation.value],
					}),
				})),
		),
	];
}

/**
 * The properties that the editor shows for these resources: Resource, Operation, Website, then per
 * operation its path fields, paging and the rest, each shown where it applies.
 */
export function describeResources(resources: Resource[]): INodeProperties[] {
	const [{ value: first }] = resources;
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources
				.map(({ name, value }) => ({ name, value }))
				.sort((a, b) => a.name.localeCompare(b.name)),
			default: first,
		},
		...resources.map(operationSelector),
		...websiteProperties(resources),
		...resources.flatMap(resourceProperties),
	];
}
