import {
	NodeHelpers,
	tryToParseDateTime,
	validateFieldType,
	type FieldType,
	type GenericValue,
	type IDataObject,
	type INodeParameters,
	type INodeProperties,
} from 'n8n-workflow';

import { toSessionId } from '../message';
import { isObject, place } from '../objects';
import { unixTimeToMs } from '../units';
import type { Field, FieldGroup } from './spec';

/** A value that cannot become what its field stands for; the message begins with the field's label. */
export class ValueError extends Error {}

/** Whether a field was left alone. `false` and `0` are values. */
export function isEmpty(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (typeof value === 'string') return value.trim() === '';
	if (Array.isArray(value)) return value.length === 0;
	// Dates from expressions are objects without own enumerable content of interest.
	return (
		isObject(value) &&
		Object.getPrototypeOf(value) === Object.prototype &&
		Object.keys(value).length === 0
	);
}

/** A resource locator's own value; n8n resolves it for parameters, not inside collections. */
export function unwrap(value: unknown): unknown {
	return isObject(value) && value.__rl === true ? value.value : value;
}

/** The result, or nothing where the parser throws: its words quote the value, which ours must not. */
function orNothing<T>(parse: () => T): T | undefined {
	try {
		return parse();
	} catch {
		return undefined;
	}
}

const isEntry = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** Text such as ', ,', which `readValues` and `readField` know as a list without entries. */
const isCommas = (value: unknown): boolean => typeof value === 'string' && /^[\s,]*$/.test(value);

/** What a model writes where it has no list. */
const NO_LIST = /^(null|undefined)$/i;

/** The parts of a comma-separated text, or of a list written as JSON, as AI models do. */
function partsOf(value: string): unknown {
	const text = value.trim();
	if (NO_LIST.test(text)) return null;
	if (!text.startsWith('[') || !text.endsWith(']')) return value.split(',');
	return orNothing(() => JSON.parse(text) as unknown);
}

/** Comma-separated text, a list as JSON text, or an array from an expression, as a list of texts. */
function toList(field: Field, value: unknown): string[] {
	const given = typeof value === 'number' ? [value] : value;
	const parts = typeof given === 'string' ? partsOf(given) : given;
	if (!Array.isArray(parts) || !parts.every(isEntry)) {
		throw new ValueError(`'${field.displayName}' wants comma-separated text or a list`);
	}
	const list = parts.map((part) => String(part).trim()).filter((part) => part !== '');
	// Not the same as a field that was emptied: an empty list would wipe what Crisp has.
	if (list.length === 0 && !isCommas(given)) {
		throw new ValueError(`'${field.displayName}' is empty`);
	}
	return list;
}

function toNumbers(field: Field, value: unknown): number[] {
	const numbers = toList(field, value).map(Number);
	if (!numbers.every(Number.isFinite)) {
		throw new ValueError(`'${field.displayName}' wants numbers only`);
	}
	return numbers;
}

/** Text with fewer digits is a date of the calendar, such as 20260301. */
const UNIX_TIME = /^\d{9,}(\.\d+)?$/;

/** Unix time in ms of a text, number or date object; `NaN` where it is none. */
function momentOf(value: unknown, timezone: string): number {
	if (typeof value === 'number' || (typeof value === 'string' && UNIX_TIME.test(value.trim()))) {
		return Math.round(unixTimeToMs(Number(value)));
	}
	return orNothing(() => tryToParseDateTime(value, timezone))?.toMillis() ?? NaN;
}

/** Date and time as n8n gives them (text, seconds or ms since 1970, date object) → Unix time in ms. */
function toMilliseconds(field: Field, value: unknown, timezone: string): number {
	const ms = momentOf(value, timezone);
	// A number can be beyond what a date can hold.
	if (Number.isNaN(new Date(ms).getTime()))
		throw new ValueError(`'${field.displayName}' is not a date and time`);
	return ms;
}

function toJson(field: Field, value: unknown): GenericValue {
	if (typeof value !== 'string') return value as GenericValue;
	const parsed = orNothing(() => ({ json: JSON.parse(value) as GenericValue }));
	if (parsed === undefined) throw new ValueError(`'${field.displayName}' is not valid JSON`);
	return parsed.json;
}

function toType(field: Field, value: unknown, type: FieldType): GenericValue {
	const result = validateFieldType(field.displayName, value, type, { parseStrings: true });
	// n8n makes 1 and 0 of true and false.
	const isTruth = type === 'number' && typeof value === 'boolean';
	if (!result.valid || isTruth) throw new ValueError(`'${field.displayName}' is not a ${type}`);
	return result.newValue as GenericValue;
}

/** A switch; an expression that finds nothing leaves it off. */
function isOn(displayName: string, value: unknown): boolean {
	if (isEmpty(value)) return false;
	const result = validateFieldType(displayName, value, 'boolean', { parseStrings: true });
	if (!result.valid) throw new ValueError(`'${displayName}' is neither true nor false`);
	return result.newValue === true;
}

/**
 * How many results are wanted, of 'Return All' and 'Limit' as an expression may give them.
 *
 * @param readLimit is not called where all are wanted, as the editor hides the limit then
 * @returns a whole number of at least 1; `Infinity` for all
 * @throws ValueError for anything else: a guess would return more or fewer than were asked for
 */
export function toLimit(returnAll: unknown, readLimit: () => unknown): number {
	if (isOn('Return All', returnAll)) return Infinity;
	const limit = readLimit();
	const number = typeof limit === 'string' && !isEmpty(limit) ? Number(limit) : limit;
	if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 1) return number;
	throw new ValueError("'Limit' must be a whole number of at least 1");
}

/**
 * Whether the editor shows a field beside these values. n8n drops values of hidden parameters only
 * outside of rows, and only where no expression decides.
 */
export const isShown = (field: Field, values: IDataObject): boolean =>
	NodeHelpers.displayParameter(values as INodeParameters, field as INodeProperties, null, null);

/** Groups of a fixed collection; other fields have none. */
export const groupsOf = (field: Field): FieldGroup[] =>
	(field.options ?? []).filter((option): option is FieldGroup => 'values' in option);

/** Fields inside a collection; other fields have none. */
export const fieldsOf = (field: Field): Field[] =>
	(field.options ?? []).filter(
		(option): option is Field => 'type' in option && 'default' in option,
	);

/** Rows of a fixed collection with a target of its own: always a list, whatever n8n stored. */
function rowsOf(field: Field, value: unknown): Array<{ row: IDataObject; fields: Field[] }> {
	if (!isObject(value)) return [];
	return groupsOf(field).flatMap(({ name, values }) =>
		[value[name] ?? []]
			.flat()
			.filter(isObject)
			.map((row) => ({ row, fields: values })),
	);
}

/** Adds the values of one row to what it becomes; a collection inside of it adds what it holds. */
function fillRow(
	out: IDataObject,
	{ row, fields }: { row: IDataObject; fields: Field[] },
	label: string,
	timezone: string,
): void {
	for (const inner of fields.filter((candidate) => isShown(candidate, row))) {
		const given = row[inner.name];
		const empty = new ValueError(`'${inner.displayName}' in '${label}' is empty`);
		if (isEmpty(given)) {
			if (inner.required) throw empty;
			continue;
		}
		if (inner.type === 'collection') {
			if (isObject(given)) fillRow(out, { row: given, fields: fieldsOf(inner) }, label, timezone);
			continue;
		}
		const converted = convert(inner, given, timezone);
		// Text such as ', ,' is a list without entries; see the same check for fields outside of rows.
		if (isEmpty(converted) && inner.required) throw empty;
		if (inner.to?.startsWith('item.')) place(out, inner.to.slice('item.'.length), converted);
	}
}

function toRows(field: Field, value: unknown, timezone: string): IDataObject[] {
	return rowsOf(field, value).map((one) => {
		const out: IDataObject = {};
		fillRow(out, one, field.displayName, timezone);
		return out;
	});
}

function toMap(field: Field, value: unknown): IDataObject {
	const rows = rowsOf(field, value).map(({ row }) => row);
	for (const { name } of rows) {
		if (isEmpty(name)) throw new ValueError(`A row in '${field.displayName}' has no name`);
	}
	// fromEntries defines own properties, so that a name like __proto__ stays an ordinary name.
	return Object.fromEntries(
		rows.map(({ name, value: given }) => [String(name).trim(), given ?? '']),
	);
}

/**
 * Turns what n8n holds for a field into what Crisp takes.
 *
 * @param value not empty
 * @param timezone of the workflow, for dates that name none
 * @throws ValueError that names the field and never quotes the value
 */
export function convert(
	field: Field,
	value: unknown,
	timezone: string,
): GenericValue | IDataObject {
	const given = unwrap(value);
	switch (field.as) {
		case 'list':
			return toList(field, given);
		case 'numbers':
			return toNumbers(field, given);
		case 'session':
			return toSessionId(String(toType(field, given, 'string')));
		case 'sessions':
			return toList(field, given).map(toSessionId);
		case 'map':
			return toMap(field, given);
		case 'milliseconds':
			return toMilliseconds(field, given, timezone);
	}
	switch (field.type) {
		case 'json':
			return toJson(field, given);
		case 'dateTime':
			return new Date(toMilliseconds(field, given, timezone)).toISOString();
		case 'number':
			return toType(field, given, 'number');
		case 'boolean':
			return toType(field, given, 'boolean');
		case 'fixedCollection':
			return toRows(field, given, timezone);
		case 'string':
		case 'resourceLocator':
		case 'color':
			return toType(field, given, 'string');
		default:
			return given as GenericValue;
	}
}
