import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { groupsOf, fieldsOf } from './convert';
import type { Field, Operation, Resource } from './spec';
import { weave } from './weave';
import { usesWebsite, websiteId } from './website';

/** n8n's own pair for lists; both are read by the paging of `run.ts`. */
const PAGING: Field[] = [
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

/** Plain comparison: the collator of the host's language takes longer to load than all the rest here. */
function inOrder<T>(list: T[], nameOf: (entry: T) => string): T[] {
	const named = list.map((entry) => ({ entry, name: nameOf(entry).toLowerCase() }));
	return named.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ entry }) => entry);
}

/** n8n wants longer groups of fields in the order of their labels; the engine reads them in the record's. */
const byLabel = (fields: Field[]): Field[] =>
	fields.length < 5 ? fields : inOrder(fields, ({ displayName }) => displayName);

/** The property without what only the engine reads and what only repeats a default. */
export function toProperty({ options, ...field }: Field): INodeProperties {
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

/** For which operations of a resource a property is there, in the shorter way. */
interface ShownBy {
	show?: string[];
	hide?: string[];
}

/** A field's own conditions beside those that say where it is there. */
function shownFor(
	own: IDisplayOptions | undefined,
	resource: string[],
	operations: ShownBy,
): IDisplayOptions {
	const show = {
		resource,
		...(operations.show ? { operation: operations.show } : {}),
		...own?.show,
	};
	const hide = { ...own?.hide, ...(operations.hide ? { operation: operations.hide } : {}) };
	return { ...own, show, ...(Object.keys(hide).length > 0 ? { hide } : {}) };
}

/** The operation that a new choice of the resource shows: one that changes nothing, where there is one. */
function firstOperation({ operations, first }: Resource): string {
	const named = (wanted: string) => operations.find(({ value }) => value === wanted);
	const reading = operations.find(({ request }) => ['GET', 'HEAD'].includes(request.method));
	const chosen = first === undefined ? undefined : named(first);
	return (chosen ?? named('getAll') ?? named('get') ?? reading ?? operations[0]).value;
}

const TIERS = {
	plugin: 'Works with a plugin token.',
	'plugin user': 'Works with a plugin or user token.',
	user: 'Works with a user token.',
};

/** A token that most people do not have is named where the operation is chosen. */
function describeOperation({ description, needs }: Operation): string {
	if (!needs || needs.tiers.includes('website')) return description;
	const tiers = [...needs.tiers].sort().join(' ') as keyof typeof TIERS;
	return `${description.replace(/\.$/, '')}. ${TIERS[tiers]}`;
}

function operationSelector(resource: Resource): INodeProperties {
	const options = resource.operations.map((operation) => ({
		name: operation.name,
		value: operation.value,
		action: operation.action,
		description: describeOperation(operation),
	}));
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource.value] } },
		options,
		default: firstOperation(resource),
	};
}

function noticeOf({ notice, value }: Resource): INodeProperties[] {
	if (notice === undefined) return [];
	const displayOptions = { show: { resource: [value] } };
	return [{ displayName: notice, name: 'notice', type: 'notice', default: '', displayOptions }];
}

/** A property, with the same key for equal ones. */
interface SharedProperty {
	property: INodeProperties;
	key: string;
}

/** A property of a resource and the operations that ask for it. */
interface Used extends SharedProperty {
	resource: Resource;
	operations: string[];
}

/** Most fields are constants that many operations have; each is looked at once. */
function makeShared(): (field: Field) => SharedProperty {
	const known = new Map<Field, SharedProperty>();
	return (field) => {
		const there = known.get(field);
		if (there) return there;
		const property = toProperty(field);
		const shared = { property, key: JSON.stringify(property) };
		known.set(field, shared);
		return shared;
	};
}

/**
 * What an operation asks for, in the order of the editor: website, path and what decides whether that
 * is asked for, paging, the rest.
 */
function fieldsInOrder(operation: Operation): Field[] {
	const { fields } = operation;
	const path = fields.filter(({ to }) => to === 'path');
	const deciding = path.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {}));
	const isFirst = ({ to, name }: Field) => to === 'path' || deciding.includes(name);
	return [
		...(usesWebsite(operation) ? [websiteId] : []),
		...fields.filter(isFirst),
		...(operation.pages ? PAGING : []),
		...fields.filter((field) => !isFirst(field)),
	];
}

/** Properties of a resource, equal ones of several operations as one. */
function usedProperties(resource: Resource, toShared: (field: Field) => SharedProperty): Used[] {
	const lists = resource.operations.map((operation): [string, SharedProperty[]] => [
		operation.value,
		fieldsInOrder(operation).map(toShared),
	]);
	return weave(lists, ({ key }) => key).map(({ item, threads }) => ({
		...item,
		resource,
		operations: threads,
	}));
}

const valuesOf = ({ operations }: Resource): string[] => operations.map(({ value }) => value);

const unique = (values: string[]): string[] => [...new Set(values)];

/**
 * One condition for all uses of a property, or nothing where it would be true of other operations
 * too. Most operations of a conversation ask for the conversation: to name the few others is shorter.
 */
function jointCondition(uses: Used[]): ShownBy | undefined {
	const shown = unique(uses.flatMap(({ operations }) => operations));
	const fitsShown = uses.every(({ resource, operations }) =>
		valuesOf(resource).every((value) => shown.includes(value) === operations.includes(value)),
	);
	const others = ({ resource, operations }: Used) =>
		valuesOf(resource).filter((value) => !operations.includes(value));
	const hidden = unique(uses.flatMap(others));
	if (hidden.length === 0) return {};
	const fitsHidden = uses.every(({ operations }) =>
		operations.every((value) => !hidden.includes(value)),
	);
	if (fitsHidden && (!fitsShown || hidden.length * 2 < shown.length)) return { hide: hidden };
	return fitsShown ? { show: shown } : undefined;
}

/** Conditions for all uses of one property: joint ones as far as that is possible. */
function conditions(uses: Used[]): Map<Used, ShownBy> {
	const groups: Used[][] = [];
	for (const use of uses) {
		const group = groups.find((one) => jointCondition([...one, use]) !== undefined);
		if (group) group.push(use);
		else groups.push([use]);
	}
	return new Map(
		groups.flatMap((group) => {
			const condition = jointCondition(group) as ShownBy;
			return group.map((use): [Used, ShownBy] => [use, condition]);
		}),
	);
}

/**
 * Properties of all resources. Equal ones are one property: the editor keeps its value when the
 * operation changes, and the description stays small.
 */
function fieldProperties(resources: Resource[]): INodeProperties[] {
	const toShared = makeShared();
	const lists = resources.map((resource): [string, Used[]] => [
		resource.value,
		usedProperties(resource, toShared),
	]);
	const byKey = new Map<string, Used[]>();
	for (const use of lists.flatMap(([, uses]) => uses)) {
		byKey.set(use.key, [...(byKey.get(use.key) ?? []), use]);
	}
	const shownBy = new Map([...byKey.values()].flatMap((uses) => [...conditions(uses)]));
	const keyOf = (use: Used) => `${use.key} ${JSON.stringify(shownBy.get(use))}`;
	return weave(lists, keyOf).map(({ item, threads }) => ({
		...item.property,
		displayOptions: shownFor(item.property.displayOptions, threads, shownBy.get(item) ?? {}),
	}));
}

/**
 * The properties that the editor shows for these resources: Resource, Operation, Website, then per
 * operation its path fields, paging and the rest, each shown where it applies.
 *
 * @param given in the order of the editor, which is also the order of its list of actions
 */
export function describeResources(given: Resource[]): INodeProperties[] {
	const [{ value: first }] = given;
	// Records come from module exports, whose order is the loader's.
	const resources = given.map((resource) => ({
		...resource,
		operations: inOrder(resource.operations, ({ name }) => name),
	}));
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ name, value }) => ({ name, value })),
			default: first,
		},
		...resources.map(operationSelector),
		...resources.flatMap(noticeOf),
		...fieldProperties(resources),
	];
}
