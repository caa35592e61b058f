import type { GenericValue, IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { isObject } from '../objects';
import type { Field, Operation, OperationContext, Parts } from './spec';

const MODES: INodePropertyOptions[] = [
	{ name: 'Raw', value: 'raw', description: 'All that Crisp returns' },
	{ name: 'Selected Fields', value: 'selected', description: 'Only the fields that you choose' },
	{ name: 'Simplified', value: 'simplified', description: 'The fields used most, not nested' },
];

/** `meta.email` → `Meta Email`, `people_id` → `People ID`. */
const labelOf = (path: string): string =>
	path
		.split(/[._]/)
		.map((word) => (word === 'id' ? 'ID' : word[0].toUpperCase() + word.slice(1)))
		.join(' ');

const isId = (path: string): boolean => /(^|_)id$|^fingerprint$/.test(path.split('.').at(-1) ?? '');

/** The fields to choose from. What else Crisp returns can be named by an expression. */
const chosenFields = (paths: string[]): Field => ({
	displayName: 'Fields',
	name: 'outputFields',
	type: 'multiOptions',
	required: true,
	options: paths
		.map((path) => ({ name: labelOf(path), value: path }))
		.sort((one, other) => (one.name < other.name ? -1 : 1)),
	// The ID of the thing itself stands before those of others.
	default: [paths.find(isId) ?? paths[0]],
	description:
		'The fields to return. An expression can name others as Raw has them, comma-separated; a dot leads inside.',
	displayOptions: { show: { output: ['selected'] } },
	as: 'list',
	to: 'input',
});

const modeField = (more: INodePropertyOptions[]): Field => ({
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [...MODES, ...more].sort((one, other) => (one.name < other.name ? -1 : 1)),
	default: 'simplified',
	description: 'How much of the answer to return, and in which form',
	to: 'input',
});

/** A constant, as equal fields are told by identity first. */
const plainMode = modeField([]);

/** The fields with which an operation asks for the form of its output. */
export function outputFields({
	simplify = [],
	select = [],
	views,
}: Pick<Operation, 'simplify' | 'select' | 'views'>): Field[] {
	const chosen = chosenFields([...new Set([...simplify, ...select])]);
	if (!views) return [plainMode, chosen];
	const choices = views.choices.map(({ name, value, description }) => ({
		name,
		value,
		description,
	}));
	return [modeField(choices), chosen, ...views.fields];
}

/** The key of a nested field in the flat output: `meta.email` → `meta_email`. */
export const flatName = (path: string): string => path.replaceAll('.', '_');

/** The value at a dotted place, of own properties only. */
function valueAt(entry: IDataObject, path: string): GenericValue | IDataObject {
	return path
		.split('.')
		.reduce<unknown>(
			(at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined),
			entry,
		) as GenericValue | IDataObject;
}

/** What Crisp left out stays out. */
function pick(entry: unknown, paths: string[]): unknown {
	if (!isObject(entry)) return entry;
	return Object.fromEntries(
		paths
			.map((path) => [flatName(path), valueAt(entry, path)])
			.filter(([, value]) => value !== undefined),
	);
}

/** Names as they were asked for; one of the simplified output stands for its place. */
const toPaths = (names: string[], simplify: string[]): string[] =>
	names.map((name) => simplify.find((path) => flatName(path) === name) ?? name);

/**
 * The answer in the form that 'Output' asks for; untouched where an operation has no such parameter.
 *
 * @param data one object or a list of them
 */
export function present(
	{ simplify, views }: Pick<Operation, 'simplify' | 'views'>,
	data: unknown,
	parts: Parts,
	context: OperationContext,
): unknown {
	if (!simplify) return data;
	const { output, outputFields: names } = parts.input;
	const view = views?.choices.find(({ value }) => value === output);
	if (view) return view.show(data, parts, context);
	if (output === 'raw') return data;
	const paths = output === 'selected' ? toPaths(names as string[], simplify) : simplify;
	return Array.isArray(data) ? data.map((entry) => pick(entry, paths)) : pick(data, paths);
}
