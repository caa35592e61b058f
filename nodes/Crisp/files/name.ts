/** In characters. */
const MAX_LENGTH = 200;

/**
 * Without folders, control characters and what is not valid text. Nor with characters that turn the
 * direction of writing around: they make an `exe` look like a `pdf`. A name of dots leads elsewhere.
 */
function clean(name: string): string {
	const text = (name.split(/[/\\]/).at(-1) ?? '')
		.replace(/[\p{Control}\p{Surrogate}\p{Bidi_Control}\u2028\u2029]/gu, '')
		.trim();
	return /^[.\s]*$/.test(text) ? '' : [...text].slice(-MAX_LENGTH).join('');
}

function lastSegment(address: string): string {
	if (!URL.canParse(address)) return '';
	const segment = new URL(address).pathname.split('/').at(-1) ?? '';
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}

/** A name for a file: the given one, else the end of its address, else `attachment`. */
export function fileNameIn(given: unknown, address: string): string {
	const named = typeof given === 'string' ? clean(given) : '';
	return named || clean(lastSegment(address)) || 'attachment';
}
