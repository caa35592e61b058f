/** Levels of lists and objects in a body. Crisp's own have a handful. */
export const MAX_DEPTH = 100;

/**
 * Whether JSON is nested deeper than `MAX_DEPTH`, told by its brackets in one pass over the bytes:
 * nothing is parsed, so that no body, whatever it is, makes this throw or take long.
 */
export function isDeep(json: Buffer): boolean {
	let depth = 0;
	let inText = false;
	for (let index = 0; index < json.length; index++) {
		switch (json[index]) {
			case 0x22: // "
				inText = !inText;
				break;
			case 0x5c: // Within texts, a backslash takes away the meaning of what follows.
				if (inText) index++;
				break;
			case 0x5b: // [
			case 0x7b: // {
				if (!inText && ++depth > MAX_DEPTH) return true;
				break;
			case 0x5d: // ]
			case 0x7d: // }
				if (!inText) depth--;
				break;
		}
	}
	return false;
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The same for a value that was parsed by somebody else. */
export function isDeepValue(value: unknown): boolean {
	let level = [value].filter(isNested);
	for (let depth = 1; level.length > 0; depth++) {
		if (depth > MAX_DEPTH) return true;
		level = level.flatMap((entry) => Object.values(entry).filter(isNested));
	}
	return false;
}
