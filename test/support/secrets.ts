import { inspect } from 'node:util';

/** Texts that give a token away: the key and the pair of the Authorization header, also in addresses. */
export function secretsOf({ identifier, key }: { identifier: string; key: string }): string[] {
	const pair = Buffer.from(`${identifier}:${key}`, 'utf8').toString('base64');
	return [key, pair, pair.replace(/=+$/, ''), encodeURIComponent(key), encodeURIComponent(pair)];
}

/** Every text that can be reached from a value, by any property, visible or not, with the way to it. */
function* textsIn(
	value: unknown,
	path: string,
	seen = new Set<unknown>(),
): Generator<[path: string, text: string]> {
	if (typeof value === 'string') {
		yield [path, value];
		return;
	}
	if (value === null || !['object', 'function'].includes(typeof value) || seen.has(value)) return;
	seen.add(value);
	if (Buffer.isBuffer(value)) {
		yield [path, value.toString('utf8')];
		return;
	}
	if (value instanceof Map || value instanceof Set) {
		yield* textsIn([...value], path, seen);
	}
	for (const name of Reflect.ownKeys(value as object)) {
		yield [`${path} (name)`, String(name)];
		const descriptor = Object.getOwnPropertyDescriptor(value, name);
		if (descriptor && 'value' in descriptor) {
			yield* textsIn(descriptor.value, `${path}.${String(name)}`, seen);
		}
	}
}

/**
 * Where one of the texts is found in a value: in its whole graph, in the JSON that n8n stores of it and
 * in what a log shows of it.
 *
 * @returns the ways to it; none where it is nowhere
 */
export function leaksIn(value: unknown, secrets: readonly string[]): string[] {
	const holds = (text: string) => secrets.some((secret) => text.includes(secret));
	const found = [...textsIn(value, '$')].filter(([, text]) => holds(text)).map(([path]) => path);
	// As n8n does it with an error that ends an execution, and with the error of an item.
	const spread =
		value instanceof Error ? { ...value, message: value.message, stack: value.stack } : value;
	const forms: Record<string, string> = {
		JSON: JSON.stringify(value) ?? '',
		'spread JSON': JSON.stringify(spread) ?? '',
		inspect: inspect(value, { depth: Infinity, showHidden: true }),
	};
	return [
		...found,
		...Object.entries(forms)
			.filter(([, text]) => holds(text))
			.map(([form]) => form),
	];
}
