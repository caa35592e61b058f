/**
 * A copy of a value that was read from JSON, so that whoever gets it may change it. Faster than
 * `structuredClone`.
 *
 * @throws RangeError where it is nested deeper than the stack allows
 */
export function copyJson(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map(copyJson);
	// The spread makes own properties of all names, `__proto__` included.
	const copy: Record<string, unknown> = { ...value };
	for (const key of Object.keys(copy)) {
		const part = copy[key];
		if (typeof part === 'object' && part !== null) copy[key] = copyJson(part);
	}
	return copy;
}
