/** How often each value occurs, the most frequent first; what Crisp suggests while one types. */
export function countValues(values: Iterable<string>): Array<{ value: string; count: number }> {
	const counts = new Map<string, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return [...counts]
		.map(([value, count]) => ({ value, count }))
		.sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}
