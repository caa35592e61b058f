import type { INodeProperties } from 'n8n-workflow';

/** As much of a property as tells what numbers it takes. */
type NumberProperty = Pick<INodeProperties, 'name' | 'default' | 'typeOptions'>;

const isProperty = (option: object): option is NumberProperty =>
	'name' in option && 'default' in option;

/** A text that is a number counts as one, as an expression may give it. */
const toNumber = (value: unknown): number =>
	typeof value === 'string' && value.trim() !== '' ? Number(value) : (value as number);

/**
 * The number that a collection of options holds under a name, within the bounds that its property
 * states. So the form in the editor is the only place that knows defaults and bounds.
 *
 * @param options the properties inside the collection
 * @param values what the node holds for the collection; an expression can make anything of it
 * @param usual in place of the property's default
 * @returns the default where the value is no number
 */
export function numberOption(
	options: readonly object[],
	values: object,
	name: string,
	usual?: number,
): number {
	const property = options.find(
		(one): one is NumberProperty => isProperty(one) && one.name === name,
	);
	const { minValue = -Infinity, maxValue = Infinity } = property?.typeOptions ?? {};
	const number = toNumber((values as Record<string, unknown>)[name]);
	return Number.isFinite(number)
		? Math.min(Math.max(number, minValue), maxValue)
		: (usual ?? (property?.default as number));
}
