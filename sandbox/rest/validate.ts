import type { Json, JsonObject } from '../json';
import { isObject } from '../json';
import { invalidData } from './envelope';

type Kind = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null';

/** The few words of JSON schema that the sandbox needs. */
export interface Schema {
	type?: Kind | Kind[];
	enum?: readonly string[];
	required?: readonly string[];
	properties?: Record<string, Schema>;
	/** Rule for every value of an object whose keys are free. */
	values?: Schema;
	items?: Schema;
	format?: 'email';
	minLength?: number;
}

const isKind: Record<Kind, (value: Json | undefined) => boolean> = {
	string: (value) => typeof value === 'string',
	number: (value) => typeof value === 'number',
	integer: (value) => Number.isSafeInteger(value),
	boolean: (value) => typeof value === 'boolean',
	object: isObject,
	array: Array.isArray,
	null: (value) => value === null,
};

/**
 * Checks a body and throws Crisp's 400 `invalid_data` at the first thing that is wrong. The texts
 * follow the two that are known from users' reports: "data should have required property '.origin'"
 * and "data.content should have required property 'text'".
 */
export function check(schema: Schema, value: Json | undefined, path = 'data'): void {
	const kinds = [schema.type ?? []].flat();
	if (kinds.length > 0 && !kinds.some((kind) => isKind[kind](value))) {
		throw invalidData(`${path} should be ${kinds.join(',')}`);
	}
	if (schema.enum && !(typeof value === 'string' && schema.enum.includes(value))) {
		throw invalidData(`${path} should be equal to one of the allowed values`);
	}
	if (typeof value === 'string') {
		if (value.length < (schema.minLength ?? 0)) {
			throw invalidData(`${path} should NOT be shorter than ${schema.minLength} characters`);
		}
		if (schema.format === 'email' && !/^[^\s@]+@[^\s@]+$/.test(value)) {
			throw invalidData(`${path} should match format "email"`);
		}
	}
	if (Array.isArray(value) && schema.items) {
		for (const [index, item] of value.entries()) check(schema.items, item, `${path}[${index}]`);
	}
	if (isObject(value)) checkObject(schema, value, path);
}

function checkObject(schema: Schema, value: JsonObject, path: string): void {
	for (const name of schema.required ?? []) {
		if (value[name] === undefined) {
			const shown = path === 'data' ? `.${name}` : name;
			throw invalidData(`${path} should have required property '${shown}'`);
		}
	}
	for (const [name, item] of Object.entries(value)) {
		const rule = schema.properties?.[name] ?? schema.values;
		if (rule && item !== undefined) check(rule, item, `${path}.${name}`);
	}
}
