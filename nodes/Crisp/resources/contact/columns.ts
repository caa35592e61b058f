import type { FieldType, IDataObject, ResourceMapperField } from 'n8n-workflow';

import { isEmpty } from '../../engine/convert';
import { readValues } from '../../engine/read';
import type { Field, Parts } from '../../engine/spec';
import { asObject, isObject } from '../../objects';
import { nickname, profileFields } from './fields';

/** Fields of a profile that can be a column: those that hold one value, or a list of texts. */
const COLUMNS: Field[] = [nickname, ...profileFields].filter(
	({ type }) => type !== 'fixedCollection' && type !== 'json',
);

/** Columns that the form shows before anybody adds one. */
const SHOWN = ['nickname', 'phone', 'companyName', 'segments'];

/** n8n keeps the value of a column under its ID, in which a dot would lead inside. */
const DATA = 'data_';
const toDataId = (key: string): string => DATA + key.replace(/%/g, '%25').replace(/\./g, '%2E');
const toDataKey = (id: string): string =>
	id.slice(DATA.length).replace(/%2E/g, '.').replace(/%25/g, '%');

/** Stands for the columns of custom data where nobody could ask for them; no form shows it. */
const OPEN = 'openCustomData';

/** Only types that a widget of n8n's belongs to; lists are comma-separated text. */
const TYPES: Partial<Record<Field['type'], FieldType>> = { number: 'number', dateTime: 'dateTime' };

/**
 * The columns of n8n's resource mapper: the fields of a profile, then custom data.
 *
 * @param dataKeys names of custom data that are in use among the contacts of a website, if they are known
 */
export function makeColumns(dataKeys?: readonly string[]): ResourceMapperField[] {
	const column = (id: string, displayName: string, type: FieldType): ResourceMapperField => ({
		id,
		displayName,
		type,
		defaultMatch: false,
		canBeUsedToMatch: false,
		required: false,
		display: true,
		removed: !SHOWN.includes(id),
	});
	return [
		...COLUMNS.map(({ name, displayName, type }) =>
			column(name, displayName, TYPES[type] ?? 'string'),
		),
		...(dataKeys?.map((key) => column(toDataId(key), `${key} (Custom Data)`, 'string')) ?? [
			{ ...column(OPEN, 'Custom Data', 'string'), display: false },
		]),
	];
}

/** Equal for names that differ only in how their words are joined: `company_name`, `Company Name`. */
const plain = (name: string): string => name.toLowerCase().replace(/[\s_.-]+/g, '');

/** Columns by each name that an item can have for them: ID, label, and the one of 'Get Many'. */
const byName = new Map(
	COLUMNS.flatMap(({ name, displayName, to }) =>
		[
			name,
			displayName,
			String(to).replace(/^body\.(person\.)?/, ''),
			String(to).slice('body.'.length),
		].map((known) => [plain(known), name] as const),
	),
);

/** What is to become of a contact. */
export interface ContactValues {
	/** In the form of Crisp's profile, without what is empty. */
	profile: IDataObject;
	/** Custom data, without what is empty. */
	data: IDataObject;
}

const isAutomatic = ({ mappingMode }: IDataObject): boolean => mappingMode === 'autoMapInputData';

/** IDs of all columns, also of those marked as removed: 'Map Automatically' shows none to choose from. */
const idsOf = ({ schema }: IDataObject): string[] =>
	Array.isArray(schema) ? schema.filter(isObject).map(({ id }) => String(id)) : [];

/** Whether items are mapped by names of which those of custom data have yet to be asked for. */
export const lacksDataKeys = (given: IDataObject): boolean =>
	isAutomatic(given) && idsOf(given).includes(OPEN);

/** Values by column ID, as they are mapped. */
function mapped(given: IDataObject, item: IDataObject, dataKeys: readonly string[]): IDataObject {
	if (!isAutomatic(given)) return asObject(given.value);
	const dataIds = new Set([...idsOf(given), ...dataKeys.map(toDataId)]);
	return Object.fromEntries(
		Object.entries(item).flatMap(([name, value]) => {
			const column = byName.get(plain(name));
			if (column !== undefined) return [[column, value]];
			const id = toDataId(name.startsWith(DATA) ? toDataKey(name) : name);
			return dataIds.has(id) ? [[id, value]] : [];
		}),
	);
}

/**
 * Reads what a resource mapper holds for one item. What is empty is left out: a blank cell of a table
 * must not wipe what Crisp has.
 *
 * @param given value of the parameter
 * @param item JSON of the input item, for 'Map Automatically'
 * @param timezone of the workflow, for dates that name none
 * @param dataKeys names of custom data beside those of the columns
 * @throws ValueError that names the column
 */
export function readColumns(
	given: IDataObject,
	item: IDataObject,
	timezone: string,
	dataKeys: readonly string[] = [],
): ContactValues {
	const filled = Object.entries(mapped(given, item, dataKeys)).filter(
		([, value]) => !isEmpty(value),
	);
	const parts: Parts = { path: {}, query: {}, body: {}, input: {} };
	readValues(parts, COLUMNS, Object.fromEntries(filled), timezone);
	const data = filled
		.filter(([id]) => id.startsWith(DATA))
		.map(([id, value]) => [toDataKey(id), value] as const);
	return { profile: parts.body as IDataObject, data: Object.fromEntries(data) };
}
