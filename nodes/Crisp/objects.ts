import type { GenericValue, IDataObject } from 'n8n-workflow';

/** Whether a value is an object with keys, neither a list nor nothing. */
export const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as an object with keys; anything else counts as an empty one. */
export const asObject = (value: unknown): IDataObject => (isObject(value) ? value : {});

/** Sets a value at a dotted place, making the objects on the way. Places come from records only. */
export function place(
	target: IDataObject,
	dotted: string,
	value: GenericValue | IDataObject,
): void {
	const keys = dotted.split('.');
	const last = keys.pop() as string;
	let at = target;
	for (const key of keys) {
		const next = at[key];
		if (isObject(next)) at = next;
		else at = at[key] = {};
	}
	at[last] = value;
}

/** Adds the content of one object to another, at every depth; where both hold a value, the added one counts. */
export function merge(target: IDataObject, added: IDataObject): void {
	for (const [key, value] of Object.entries(added)) {
		const there = Object.hasOwn(target, key) ? target[key] : undefined;
		if (isObject(there) && isObject(value)) merge(there, value);
		// Defined and not assigned: a key like __proto__ comes from the user and must stay a plain key.
		else
			Object.defineProperty(target, key, {
				value,
				writable: true,
				enumerable: true,
				configurable: true,
			});
	}
}
