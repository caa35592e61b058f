export type Json = null | boolean | number | string | Json[] | JsonObject;

export interface JsonObject {
	[key: string]: Json | undefined;
}

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A deep copy, so that nobody outside the store holds a reference into it. */
export const copy = <T>(value: T): T => structuredClone(value);

/**
 * Merges objects key by key, at every depth; lists and single values are replaced. Keys that would
 * reach an object's prototype are left out.
 */
export function mergeDeep(base: JsonObject, changes: JsonObject): JsonObject {
	const merged: JsonObject = { ...base };
	for (const [key, value] of Object.entries(changes)) {
		if (key === '__proto__') continue;
		const old = merged[key];
		merged[key] = isObject(old) && isObject(value) ? mergeDeep(old, value) : value;
	}
	return merged;
}
