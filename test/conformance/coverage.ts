import type { IDataObject } from 'n8n-workflow';

import { fieldsOf, groupsOf, isEmpty, isShown, unwrap } from '../../nodes/Crisp/engine/convert';
import type { Field } from '../../nodes/Crisp/engine/spec';

/** Fields by their names, which are told apart where two beside each other have the same one. */
function named(fields: Field[]): Array<[name: string, field: Field]> {
	const times = new Map<string, number>();
	return fields.map((field) => {
		const time = (times.get(field.name) ?? 0) + 1;
		times.set(field.name, time);
		return [time === 1 ? field.name : `${field.name} (${time})`, field];
	});
}

/** All fields, at any depth, by the names that lead to them, such as `filters.conditions.condition.query`. */
export function allFields(fields: Field[], above = ''): Map<string, Field> {
	const found = new Map<string, Field>();
	for (const [name, field] of named(fields)) {
		const path = above + name;
		found.set(path, field);
		const below = [
			...allFields(fieldsOf(field), `${path}.`),
			...groupsOf(field).flatMap((group) => [...allFields(group.values, `${path}.${group.name}.`)]),
		];
		for (const [inner, value] of below) found.set(inner, value);
	}
	return found;
}

/**
 * Names of the fields that get a value, at any depth. One that is not shown beside the others gets
 * none, as the engine does not read it; a hidden one gets its default.
 *
 * @param values as a node holds them; what is missing is at its default, which does not count
 */
export function givenFields(fields: Field[], values: IDataObject, above = ''): string[] {
	const beside: IDataObject = {};
	return named(fields).flatMap(([name, field]) => {
		if (!isShown(field, beside)) return [];
		const given = values[field.name];
		beside[field.name] = given ?? (field.default as IDataObject);
		const path = above + name;
		if (field.type === 'hidden') return [path];
		if (isEmpty(unwrap(given))) return [];
		const inner = given as Record<string, IDataObject | IDataObject[] | undefined>;
		return [
			path,
			...givenFields(fieldsOf(field), inner, `${path}.`),
			...groupsOf(field).flatMap((group) =>
				[inner[group.name] ?? []]
					.flat()
					.flatMap((row) => givenFields(group.values, row, `${path}.${group.name}.`)),
			),
		];
	});
}
