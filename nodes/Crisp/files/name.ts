const MAX_LENGTH = 200;

/** Without folders, control characters and what is not valid text. */
const clean = (name: string): string =>
	(name.split(/[/\\]/).at(-1) ?? '')
		.replace(/[\p{Control}\p{Surrogate}]/gu, '')
		.trim()
		.slice(-MAX_LENGTH);

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
