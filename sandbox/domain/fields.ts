import { isObject } from '../json';

/** The value of a dotted name such as `person.employment.name`; undefined where there is none. */
export function fieldOf(thing: object, name: string): unknown {
	let value: unknown = thing;
	for (const step of name.split('.')) {
		value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
	}
	return value;
}
