/** What must not be seen of a token: the key, and both parts as the Authorization header has them. */
export interface Secret {
	identifier: string;
	key: string;
}

const MASK = '***';

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** A character as a text may show it: as it is, percent-encoded, or as base64 for addresses has it. */
function formsOf(character: string): string {
	const bytes = [...Buffer.from(character, 'utf8')].map((byte) => {
		const hex = byte.toString(16).padStart(2, '0');
		return `%${hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)}`;
	});
	const other = { '+': ['-'], '/': ['_'] }[character] ?? [];
	return `(?:${[character, ...other].map(escaped).join('|')}|${bytes.join('')})`;
}

const patternOf = (text: string): string => [...text].map(formsOf).join('');

/**
 * Makes a text safe to be shown, logged and stored, whoever wrote it: the key, and the base64 of
 * `identifier:key`, are masked in it, percent-encoded or not.
 */
export function maskSecrets({ identifier, key }: Secret): (text: string) => string {
	if (key === '') return (text) => text;
	const pair = Buffer.from(`${identifier}:${key}`, 'utf8').toString('base64').replace(/=+$/, '');
	const secrets = new RegExp(`${patternOf(pair)}(?:=|%3[dD])*|${patternOf(key)}`, 'g');
	return (text) => text.replace(secrets, MASK);
}
