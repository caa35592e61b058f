/** Milliseconds in words: `45 s`, `12 min`, `3 h 5 min`. */
export function durationInWords(ms: number): string {
	const seconds = Math.round(ms / 1_000);
	if (seconds < 60) return `${seconds} s`;
	const minutes = Math.round(seconds / 60);
	if (minutes < 60) return `${minutes} min`;
	return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Bytes in words: `1.5 MB`, `320 bytes`. */
export const bytesInWords = (bytes: number): string =>
	bytes < 100_000 ? `${bytes} bytes` : `${Math.round(bytes / 100_000) / 10} MB`;

/** Below stand seconds (until the year 5138), from here on milliseconds (from March 1973 on). */
const MIN_MS = 100_000_000_000;

/**
 * A Unix time of unknown unit in milliseconds. Crisp's API takes and gives milliseconds, many others
 * give seconds, and nobody means a moment in January 1970.
 *
 * @param time seconds or milliseconds since 1970; below zero before it
 */
export const unixTimeToMs = (time: number): number =>
	Math.abs(time) < MIN_MS ? time * 1_000 : time;
