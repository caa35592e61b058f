/**
 * Undoes the format in which n8n answers an execution's data (that of the npm package `flatted`): a
 * JSON array of values, in which the members of every object and array are positions in the array,
 * written as strings, so that a value may occur in several places and in itself.
 */
export function unflatten<T>(text: string): T {
	const values = JSON.parse(text) as unknown[];
	const done = new Map<number, unknown>();
	const build = (position: number): unknown => {
		const value = values[position];
		if (typeof value !== 'object' || value === null) return value;
		if (done.has(position)) return done.get(position);
		const result: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
		done.set(position, result);
		for (const [key, member] of Object.entries(value)) {
			(result as Record<string, unknown>)[key] =
				typeof member === 'string' ? build(Number(member)) : member;
		}
		return result;
	};
	return build(0) as T;
}
