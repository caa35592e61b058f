import { NodeApiError, NodeOperationError, type IDataObject } from 'n8n-workflow';

import { isObject } from '../objects';
import type { Field, Operation, OperationContext } from '../engine/spec';
import { valueRows } from './common';
import { unreadable } from './unreadable';

/*
 * Crisp replaces a list of segments as a whole, and may replace custom data as a whole. What is to
 * be added or removed is therefore worked out from what is there. Between reading and writing
 * somebody else can write as well; Crisp has nothing to exclude that, so the two requests follow
 * each other at once.
 */

type Run = NonNullable<Operation['run']>;

/** Segments to add or to remove. */
export const segments: Field<'segments'> = {
	displayName: 'Segments',
	name: 'segments',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. customer, vip',
	description: 'Comma-separated list of segments',
	as: 'list',
	to: 'input',
};

/** Values to add or to change. */
export const dataToSet: Field<'data'> = {
	displayName: 'Custom Data',
	name: 'data',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Value',
	required: true,
	default: {},
	description: 'Values to add or to change; all others stay',
	options: valueRows,
	as: 'map',
	to: 'input',
};

/** Values to remove. */
export const namesToUnset: Field<'names'> = {
	displayName: 'Names',
	name: 'names',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. plan, trial_end',
	description: 'Comma-separated list of the values to remove, by name',
	as: 'list',
	to: 'input',
};

type Reading = Pick<OperationContext, 'send' | 'read' | 'execution' | 'itemIndex'>;

const isAbsent = (value: unknown): boolean => value === undefined || value === null;

/**
 * An object inside what was read; an empty one where it is not there.
 *
 * @throws NodeOperationError where something else is in its place
 */
export function objectAt(context: Reading, there: IDataObject, key: string): IDataObject {
	const value = there[key];
	if (isAbsent(value)) return {};
	if (isObject(value)) return value;
	throw unreadable(context, `something in '${key}' that is no object`);
}

const isText = (value: unknown): value is string => typeof value === 'string';

function textsAt(context: Reading, there: IDataObject, key: string): string[] {
	const value: unknown = there[key];
	if (isAbsent(value)) return [];
	if (Array.isArray(value) && value.every(isText)) return value;
	throw unreadable(context, `something in '${key}' that is no list of texts`);
}

const same = (one: unknown, other: unknown): boolean =>
	JSON.stringify(one) === JSON.stringify(other);

/** Whether all values are there already, each with the same type. */
const holds = (there: IDataObject, values: IDataObject): boolean =>
	Object.entries(values).every(
		([name, value]) => Object.hasOwn(there, name) && same(there[name], value),
	);

const without = (there: IDataObject, names: string[]): IDataObject =>
	Object.fromEntries(Object.entries(there).filter(([name]) => !names.includes(name)));

type Change = (there: string[], given: string[]) => string[];

const changeSegments =
	(path: string, change: Change): Run =>
	async ({ path: values, input }, context) => {
		const there = textsAt(context, await context.read({ path, values }), 'segments');
		const wanted = change(there, input.segments as string[]);
		// Each change either adds or removes, so that another length is another list.
		const changed = wanted.length !== there.length;
		const body = { segments: wanted };
		if (changed) await context.send({ method: 'PATCH', path, values, body });
		return { changed, segments: wanted };
	};

/**
 * Adds segments after those that are there. One request where all are there already, else two.
 *
 * @param path of the profile or the metas, read by GET and changed by PATCH
 * @returns whether anything was written, and the segments as they are now
 */
export const addSegments = (path: string): Run =>
	changeSegments(path, (there, given) => [
		...there,
		...new Set(given.filter((segment) => !there.includes(segment))),
	]);

/** Removes segments and keeps the order of the others; otherwise like `addSegments`. */
export const removeSegments = (path: string): Run =>
	changeSegments(path, (there, given) => there.filter((segment) => !given.includes(segment)));

const META = '/website/{websiteId}/conversation/{sessionId}/meta';

/**
 * Reads the custom data of a conversation. One request.
 *
 * @param values of the path
 */
export const readConversationData = async (
	context: Reading,
	values: Record<string, string>,
): Promise<IDataObject> => objectAt(context, await context.read({ path: META, values }), 'data');

/**
 * Sets values in the custom data of a conversation and keeps the others. All are sent, as Crisp does
 * not document whether it merges or replaces them. One request where nothing changes, else two.
 *
 * @param values of the path
 * @param given the values to set, or what makes them out of those that are there
 * @returns whether anything was written, and the data as they are now
 */
export async function setConversationData(
	context: Reading,
	values: Record<string, string>,
	given: IDataObject,
): Promise<{ changed: boolean; data: IDataObject }> {
	const there = await readConversationData(context, values);
	const data = { ...there, ...given };
	const changed = !holds(there, given);
	if (changed) await context.send({ method: 'PATCH', path: META, values, body: { data } });
	return { changed, data };
}

/** 'Set Data' of a conversation; see `setConversationData`. */
export const setDataOfConversation: Run = async ({ path, input }, context) =>
	await setConversationData(context, path, input.data as IDataObject);

/** The values are written; only what became of it could not be read. */
function unproven(error: unknown): unknown {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.message = `The values were taken out, but what Crisp made of it could not be read: ${error.message}`;
	}
	return error;
}

/**
 * Removes values from the custom data of a conversation. As Crisp may merge what is sent, in which
 * case nothing would go, the data are read again after writing: one request where nothing is to be
 * removed, else three.
 *
 * @returns whether anything was written, and the data as they are now
 * @throws NodeOperationError where Crisp has kept a value
 */
export const unsetDataOfConversation: Run = async ({ path: values, input }, context) => {
	const names = input.names as string[];
	const read = async () => await readConversationData(context, values);
	const there = await read();
	const isThere = (name: string) => Object.hasOwn(there, name);
	if (!names.some(isThere)) return { changed: false, data: there };

	const body = { data: without(there, names) };
	await context.send({ method: 'PATCH', path: META, values, body });
	const data = await read().catch(async (error) => await Promise.reject(unproven(error)));
	const kept = names.filter((name) => Object.hasOwn(data, name));
	if (kept.length === 0) return { changed: true, data };
	throw new NodeOperationError(
		context.execution.getNode(),
		`Crisp has kept ${kept.map((name) => `'${name}'`).join(', ')} in the custom data of the conversation`,
		{
			itemIndex: context.itemIndex,
			description:
				"Crisp adds what is sent to what is there, so that a value cannot be removed from a conversation. Give it an empty text with 'Set Data' instead.",
		},
	);
};

const PEOPLE_DATA = '/website/{websiteId}/people/data/{peopleId}';

/**
 * Sets values in the custom data of a contact. Only those that differ are sent, as Crisp keeps the
 * others by itself: what somebody else writes at the same time stays. One request where nothing
 * changes, else two.
 */
export const setDataOfContact: Run = async ({ path: values, input }, context) => {
	const there = objectAt(context, await context.read({ path: PEOPLE_DATA, values }), 'data');
	const given = input.data as IDataObject;
	const changes = Object.fromEntries(
		Object.entries(given).filter(([name, value]) => !holds(there, { [name]: value })),
	);
	const changed = Object.keys(changes).length > 0;
	const body = { data: changes };
	if (changed) await context.send({ method: 'PATCH', path: PEOPLE_DATA, values, body });
	return { changed, data: { ...there, ...changes } };
};

/** Removes values from the custom data of a contact, by writing all others again. */
export const unsetDataOfContact: Run = async ({ path: values, input }, context) => {
	const there = objectAt(context, await context.read({ path: PEOPLE_DATA, values }), 'data');
	const data = without(there, input.names as string[]);
	const changed = Object.keys(data).length !== Object.keys(there).length;
	if (changed) await context.send({ method: 'PUT', path: PEOPLE_DATA, values, body: { data } });
	return { changed, data };
};
