/** Compares an answer with its known shape (scripts/answers.json) and names what is not in it. */
import { isObject } from '../../nodes/Crisp/objects';

/** Objects whose keys are people's own words. */
const FREE = ['data', 'properties', 'settings', 'headers', 'schema', 'urls'];

const kindOf = (value: unknown): string =>
	value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;

/** The kinds that a type of answers.json stands for; `undefined` for any. */
function kindsOf(type: string): string[] | undefined {
	const kinds = type.split('|').map((one) => (one.trim().startsWith('"') ? 'string' : one.trim()));
	return kinds.every((kind) => ['string', 'number', 'boolean', 'null'].includes(kind))
		? kinds
		: undefined;
}

/**
 * @param shape in the form of scripts/answers.json
 * @param word makes the name of an unknown field safe
 * @returns lines such as `meta.color: string is not known`, without any value
 */
export function compare(
	value: unknown,
	shape: unknown,
	word: (name: string) => string,
	path = '',
): string[] {
	const here = path || 'answer';
	if (typeof shape === 'string') {
		const kinds = kindsOf(shape);
		if (!kinds || kinds.includes(kindOf(value))) return [];
		return [`${here}: ${kindOf(value)} instead of ${kinds.join(' or ')}`];
	}
	// Several entries are alternatives, such as the contents of a message.
	if (Array.isArray(shape) && shape.length !== 1) return [];
	if (Array.isArray(shape)) {
		if (!Array.isArray(value)) return [`${here}: ${kindOf(value)} instead of list`];
		return value.flatMap((one) => compare(one, shape[0], word, `${path}[]`));
	}
	if (!isObject(shape)) return [];
	if (!isObject(value)) return [`${here}: ${kindOf(value)} instead of object`];
	const free = Object.entries(shape).find(([name]) => name.startsWith('<'));
	return Object.entries(value).flatMap(([name, inner]) => {
		const known = Object.hasOwn(shape, name) ? shape[name] : free?.[1];
		const isOwn = free !== undefined && !Object.hasOwn(shape, name);
		const at = [path, isOwn ? '*' : Object.hasOwn(shape, name) ? name : word(name)]
			.filter(Boolean)
			.join('.');
		if (known !== undefined) return compare(inner, known, word, at);
		return FREE.includes(path.split('.').at(-1) ?? '')
			? []
			: [`${at}: ${kindOf(inner)} is not known`];
	});
}

/** The shape of a sample, in the form of scripts/answers.json. */
export function shapeOf(sample: unknown): unknown {
	if (Array.isArray(sample)) return sample.length > 0 ? [shapeOf(sample[0])] : ['any', 'any'];
	if (!isObject(sample)) return sample === null ? 'any' : typeof sample;
	return Object.fromEntries(
		// The content of a message can be anything.
		Object.entries(sample).map(([name, inner]) => [
			name,
			name === 'content' ? 'any' : shapeOf(inner),
		]),
	);
}
