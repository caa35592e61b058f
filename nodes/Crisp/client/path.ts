/** A path value that cannot be sent; `field` is the name between the braces. */
export class PathValueError extends Error {
	constructor(
		readonly field: string,
		readonly why: 'empty' | 'dots' | 'text',
	) {
		super(`path value '${field}' is unusable (${why})`);
	}
}

const WHY: Record<PathValueError['why'], string> = {
	empty: 'is empty',
	dots: "must not be '.' or '..'",
	text: 'holds characters that are no valid text',
};

/**
 * Words for a value that cannot be sent: what is wrong, and what to do.
 *
 * @param label of the field that it was given in
 */
export function pathValueWords(
	{ field, why }: PathValueError,
	label: string,
): { message: string; description: string } {
	if (field === 'websiteId' && why === 'empty') {
		return {
			message: "'Website' is empty and the credential has no default website",
			description:
				"Choose a website in the node, or fill in 'Default Website ID' in the credential.",
		};
	}
	return {
		message: `'${label}' ${WHY[why]}`,
		description: `Give '${label}' the ID of what you mean, for example from the output of an earlier node.`,
	};
}

function encode(field: string, value: string): string {
	const trimmed = value.trim();
	if (trimmed === '') throw new PathValueError(field, 'empty');
	// Encoding leaves dots alone, and every HTTP client removes such a segment from the address.
	if (trimmed === '.' || trimmed === '..') throw new PathValueError(field, 'dots');
	// A lone surrogate has no UTF-8 form.
	if (/\p{Surrogate}/u.test(trimmed)) throw new PathValueError(field, 'text');
	return encodeURIComponent(trimmed);
}

/** The segments of a path that is written with slashes; those at its ends do not count. */
export const segmentsOf = (path: string): string[] =>
	path
		.trim()
		.replace(/^\/+|\/+$/g, '')
		.split('/');

/** Values of a path by name; a list holds the segments of a `{name+}`. */
export type PathValues = Record<string, string | readonly string[]>;

/**
 * Fills a path template. The only place where values become part of an address: each is encoded,
 * so that `/`, `?`, `#` or spaces in an id stay inside their segment. Only `{name+}` stands for
 * several segments: those of a list, or those into which the slashes of a text divide it.
 *
 * @param template for example `/website/{websiteId}/conversation/{sessionId}`
 * @param values by name; surrounding spaces are dropped
 * @throws PathValueError where a value is missing, empty, `.`, `..` or not valid text
 */
export function buildPath(template: string, values: PathValues): string {
	return template.replace(/\{(\w+)(\+?)\}/g, (_match, name: string, several: string) => {
		const value = values[name] ?? '';
		if (several === '') return encode(name, String(value));
		const segments = typeof value === 'string' ? segmentsOf(value) : value;
		return segments.map((segment) => encode(name, segment)).join('/');
	});
}

/** Names in braces, in order. */
export function pathNames(template: string): string[] {
	return [...template.matchAll(/\{(\w+)\+?\}/g)].map(([, name]) => name);
}

/**
 * Query string with a leading `?`, or nothing. Crisp's flags are `1` and `0` (API Blueprint of the
 * REST routes); lists and objects are sent as JSON, as the official client does. Empty values that
 * are `undefined` or `null` are left out.
 */
export function buildQuery(query: Record<string, unknown>): string {
	const parameters = new URLSearchParams();
	for (const [name, value] of Object.entries(query)) {
		if (value === undefined || value === null) continue;
		if (typeof value === 'boolean') parameters.append(name, value ? '1' : '0');
		else if (typeof value === 'object') parameters.append(name, JSON.stringify(value));
		else parameters.append(name, String(value));
	}
	const text = parameters.toString();
	return text === '' ? '' : `?${text}`;
}
