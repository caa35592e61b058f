import type { IDataObject, INodeProperties } from 'n8n-workflow';

type GetParameter = (name: string, fallback?: unknown) => unknown;

/** A value that a person may have given. */
const valueOf = ({ type, default: usual }: INodeProperties): unknown =>
	type === 'boolean' ? true : usual;

const insideOf = ({ type, options }: INodeProperties): INodeProperties[] =>
	type === 'collection' ? ((options ?? []) as INodeProperties[]) : [];

/**
 * Parameters that nothing reads, those of a collection as `collection.parameter`.
 *
 * @param read reads the parameters of a node; switches are on, the rest is as in a new node
 */
export async function unread(
	properties: INodeProperties[],
	read: (getNodeParameter: GetParameter) => unknown,
): Promise<string[]> {
	const names = new Set<string>();
	const values = new Map(
		properties.map((property): [string, unknown] => {
			const inside = Object.fromEntries(insideOf(property).map((one) => [one.name, valueOf(one)]));
			const noted = new Proxy(inside as IDataObject, {
				get: (target, key: string) => {
					names.add(`${property.name}.${key}`);
					return target[key];
				},
			});
			return [property.name, property.type === 'collection' ? noted : valueOf(property)];
		}),
	);
	await read((name, fallback) => {
		names.add(name);
		return values.get(name) ?? fallback;
	});
	return properties
		.filter(({ type }) => type !== 'notice')
		.flatMap((property) => [
			property.name,
			...insideOf(property).map(({ name }) => `${property.name}.${name}`),
		])
		.filter((name) => !names.has(name));
}
