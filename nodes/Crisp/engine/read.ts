import {
	NodeHelpers,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { convert, fieldsOf, groupsOf, isEmpty, place, ValueError } from './convert';
import type { Field, Operation, Parts } from './spec';

/** Puts a converted value where the field's target says. */
function put(parts: Parts, { to, name, displayName }: Field, value: unknown): void {
	if (to === undefined) return;
	if (to === 'path') parts.path[name] = String(value);
	else if (to === 'input') parts.input[name] = value as IDataObject;
	else if (to === 'body') parts.body = value as IDataObject;
	else if (to.startsWith('query.')) parts.query[to.slice(6)] = value as string;
	else {
		// The whole body may have come from a JSON field; then it must be an object to be added to.
		parts.body ??= {};
		if (typeof parts.body !== 'object' || Array.isArray(parts.body)) {
			throw new ValueError(`'${displayName}' cannot be added to a body that is not an object`);
		}
		place(parts.body as IDataObject, to.slice(5), value as IDataObject);
	}
}

/** Values that were added to a collection (or to a group with one entry) by hand; an emptied text is a value. */
function readInside(parts: Parts, fields: Field[], values: IDataObject, timezone: string): void {
	for (const field of fields) {
		if (!(field.name in values)) continue;
		const value = values[field.name];
		const emptied = isEmpty(value);
		if (emptied && (field.as === 'list' || field.as === 'numbers')) put(parts, field, []);
		else if (emptied && field.type === 'string') put(parts, field, '');
		else if (!emptied) put(parts, field, convert(field, value, timezone));
	}
}

function readField(parts: Parts, field: Field, value: unknown, timezone: string): void {
	const values = (value ?? {}) as IDataObject;
	if (field.type === 'collection') {
		readInside(parts, fieldsOf(field), values, timezone);
	} else if (field.type === 'fixedCollection' && field.to === undefined) {
		for (const group of groupsOf(field)) {
			const entry = values[group.name];
			if (entry) readInside(parts, group.values, entry as IDataObject, timezone);
		}
	} else if (!isEmpty(value)) {
		put(parts, field, convert(field, value, timezone));
	} else if (field.required) {
		throw new ValueError(`'${field.displayName}' is empty`);
	}
}

/**
 * Reads the parameters of an operation for one item and sorts them into path, query and body.
 *
 * @throws ValueError that names the field
 */
export function readParts(
	execution: IExecuteFunctions,
	operation: Operation,
	itemIndex: number,
): Parts {
	const parts: Parts = { path: {}, query: {}, body: undefined, input: {} };
	const timezone = execution.getTimezone();
	const seen: IDataObject = {};
	for (const field of operation.fields) {
		const extractValue = field.type === 'resourceLocator';
		const value = execution.getNodeParameter(field.name, itemIndex, null, { extractValue });
		seen[field.name] = value as IDataObject;
		// n8n drops hidden parameters, but cannot where what they depend on is an expression.
		if (!NodeHelpers.displayParameter(seen as never, field as INodeProperties, null, null))
			continue;
		readField(parts, field, value, timezone);
	}
	return parts;
}
