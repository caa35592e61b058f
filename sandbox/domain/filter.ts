import type { Json } from '../json';
import { isObject } from '../json';
import { invalidData } from '../rest/envelope';

const OPERATORS = ['eq', 'neq', 'has', 'nhas', 'gte', 'lte', 'gt', 'lt'] as const;

export interface Condition {
	criterion: string;
	operator: (typeof OPERATORS)[number];
	query: Json[];
}

function readCondition(value: unknown, path: string): Condition {
	if (!isObject(value)) throw invalidData(`${path} should be object`);
	const { criterion, operator, query } = value;
	if (typeof criterion !== 'string') {
		throw invalidData(`${path} should have required property 'criterion'`);
	}
	const known = OPERATORS.find((name) => name === operator);
	if (!known) throw invalidData(`${path}.operator should be equal to one of the allowed values`);
	if (!Array.isArray(query)) throw invalidData(`${path}.query should be array`);
	return { criterion, operator: known, query };
}

/** Checks a list of conditions, as sent in a body. */
export function checkFilter(list: unknown, path: string): Condition[] {
	if (!Array.isArray(list)) throw invalidData(`${path} should be array`);
	return list.map((item, index) => readCondition(item, `${path}[${index}]`));
}

/**
 * Reads a list of conditions from its JSON text, as sent in a query.
 *
 * @param operators those that may be in it
 */
export function readFilter(
	text: string,
	path: string,
	operators: readonly string[] = OPERATORS,
): Condition[] {
	let list: unknown;
	try {
		list = JSON.parse(text);
	} catch {
		throw invalidData(`${path} should be JSON`);
	}
	const conditions = checkFilter(list, path);
	if (conditions.every(({ operator }) => operators.includes(operator))) return conditions;
	throw invalidData(`${path}.operator should be equal to one of the allowed values`);
}

function matches({ operator, query }: Condition, value: unknown): boolean {
	const values: unknown[] = Array.isArray(value) ? value : [value];
	const contains = (wanted: Json) =>
		values.some((one) =>
			String(one ?? '')
				.toLowerCase()
				.includes(String(wanted).toLowerCase()),
		);
	const equals = (wanted: Json) =>
		values.some((one) => String(one ?? '').toLowerCase() === String(wanted).toLowerCase());
	const compares = (test: (a: number, b: number) => boolean) =>
		query.some((wanted) => values.some((one) => test(Number(one), Number(wanted))));
	switch (operator) {
		case 'eq':
			return query.some(equals);
		case 'neq':
			return !query.some(equals);
		case 'has':
			return query.some(contains);
		case 'nhas':
			return !query.some(contains);
		case 'gte':
			return compares((a, b) => a >= b);
		case 'lte':
			return compares((a, b) => a <= b);
		case 'gt':
			return compares((a, b) => a > b);
		case 'lt':
			return compares((a, b) => a < b);
	}
}

/**
 * @param operator `and` or `or`
 * @param read the value of a criterion in the thing that is tested
 */
export function matchesFilter(
	filter: Condition[],
	operator: string,
	read: (criterion: string) => unknown,
): boolean {
	if (operator !== 'and' && operator !== 'or') {
		throw invalidData('search_operator should be equal to one of the allowed values');
	}
	const test = (condition: Condition) => matches(condition, read(condition.criterion));
	return operator === 'and' ? filter.every(test) : filter.some(test);
}
