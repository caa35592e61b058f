import type { GenericValue, IDataObject } from 'n8n-workflow';

import { convert, fieldsOf, groupsOf, isEmpty, isShown, unwrap, ValueError } from './convert';
import { isObject, merge, place } from '../objects';
import type { Parameters } from './parameters';
import type { Field, Operation, Parts } from './spec';

/** The body as an object to add to; a JSON field may have made something else of it before. */
function bodyOf(parts: Parts, { displayName }: Field): IDataObject {
	parts.body ??= {};
	if (isObject(parts.body)) return parts.body;
	throw new ValueError(`'${displayName}' cannot be added to a body that is not an object`);
}

/** Puts a converted value where the field's target says. */
function put(parts: Parts, field: Field, value: GenericValue | IDataObject): void {
	const { to, as, name, displayName } = field;
	if (to === undefined) return;
	if (as === 'merge') {
		if (!isObject(value)) throw new ValueError(`'${displayName}' must be a JSON object`);
		merge(bodyOf(parts, field), value);
	} else if (to === 'path') parts.path[name] = String(value);
	else if (to === 'input') parts.input[name] = value;
	else if (to === 'body') parts.body = value;
	else if (to.startsWith('query.')) parts.query[to.slice('query.'.length)] = value;
	else place(bodyOf(parts, field), to.slice('body.'.length), value);
}

/** Fields that can be emptied to a list without entries. */
const LISTS = new Set<Field['as']>(['list', 'numbers', 'sessions']);

/**
 * Values that were added to a collection (or to a group with one entry). An emptied text is a value; an
 * expression that finds nothing gives none, so that it does not wipe what Crisp has.
 *
 * @throws ValueError that names the field
 */
export function readValues(
	parts: Parts,
	fields: Field[],
	values: IDataObject,
	timezone: string,
): void {
	for (const field of fields) {
		if (!(field.name in values)) continue;
		const value = unwrap(values[field.name]);
		if (value === undefined || value === null) continue;
		const emptied = isEmpty(value);
		if (emptied && LISTS.has(field.as)) put(parts, field, []);
		else if (emptied && field.type === 'string') put(parts, field, '');
		else if (!emptied) put(parts, field, convert(field, value, timezone));
	}
}

function readField(parts: Parts, field: Field, value: unknown, timezone: string): void {
	const values = (value ?? {}) as IDataObject;
	if (field.type === 'collection') {
		readValues(parts, fieldsOf(field), values, timezone);
	} else if (field.type === 'fixedCollection' && field.to === undefined) {
		for (const group of groupsOf(field)) {
			const entry = values[group.name];
			if (entry) readValues(parts, group.values, entry as IDataObject, timezone);
		}
	} else if (!isEmpty(value)) {
		const converted = convert(field, value, timezone);
		// Text such as ', ,' is not empty but a list without entries; Crisp takes some of those as "all".
		if (field.required && isEmpty(converted))
			throw new ValueError(`'${field.displayName}' is empty`);
		put(parts, field, converted);
	} else if (field.required) {
		throw new ValueError(`'${field.displayName}' is empty`);
	}
}

const decides = (field: Field, fields: Field[]): boolean =>
	fields.some(({ displayOptions }) => field.name in (displayOptions?.show ?? {}));

/**
 * An expression can give a value that is not among the choices. No fields go with it, and what is sent
 * would lack what they hold.
 */
function requireChoice({ displayName, options = [] }: Field, value: unknown): void {
	const choices = options.flatMap((option) => ('value' in option ? [option.value] : []));
	if (choices.length === 0 || choices.some((choice) => choice === value)) return;
	throw new ValueError(
		`'${displayName}' cannot be '${String(value)}'. Choose one of: ${choices.join(', ')}`,
	);
}

/**
 * Reads the parameters of an operation for one item and sorts them into path, query and body.
 *
 * @param timezone of the workflow, for dates that name none
 * @throws ValueError that names the field
 */
export function readParts(
	parameters: Parameters,
	operation: Operation,
	itemIndex: number,
	timezone: string,
): Parts {
	const { preset } = operation;
	const body = preset && { ...preset };
	const parts: Parts = { path: {}, query: {}, body, input: {} };
	const seen: IDataObject = {};
	for (const field of operation.fields) {
		if (!isShown(field, seen)) continue;
		const isLocator = field.type === 'resourceLocator';
		const value = parameters.get(field.name, itemIndex, null, isLocator);
		seen[field.name] = value as IDataObject;
		if (field.type === 'options' && decides(field, operation.fields)) requireChoice(field, value);
		readField(parts, field, value, timezone);
	}
	return parts;
}
