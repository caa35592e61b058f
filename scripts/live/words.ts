/** What may stand in a report: words of Crisp's API, and nothing that anybody has written. */
import { secretsOf } from '../../test/support/secrets';
import { isObject } from '../../nodes/Crisp/objects';

const MASK = '***';

/** Names of fields and reasons, as Crisp writes them. */
const WORD = /^[a-z][a-z_]{0,39}$/;

const PERSONAL = [
	/session_[0-9a-z-]{8,}/gi,
	/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi,
	/[^\s"'<>@]+@[^\s"'<>@]+/g,
	/\b\d{6,}\b/g,
	/\b\d{1,3}(?:\.\d{1,3}){3}\b/g,
];

/** A value this short is in any text. */
const MIN_VALUE_LENGTH = 3;

/** Everything that a run gets to see, so that none of it gets into a report. */
export class Seen {
	private readonly values = new Set<string>();

	private readonly secrets: readonly string[];

	constructor(token: { identifier: string; key: string }, websiteId: string) {
		this.secrets = [...secretsOf(token), token.identifier, websiteId].filter(Boolean);
	}

	/** Takes note of all texts in an answer or event. */
	note(value: unknown): void {
		if (typeof value === 'string') this.values.add(value.toLowerCase());
		else if (Array.isArray(value)) for (const one of value) this.note(one);
		else if (isObject(value)) for (const one of Object.values(value)) this.note(one);
	}

	private isValue(word: string): boolean {
		const text = word.toLowerCase();
		if (this.secrets.some((secret) => secret.toLowerCase().includes(text))) return true;
		return this.values.has(text);
	}

	/** The name of a field or a reason; `*` for what may be somebody's own word. */
	word(text: string): string {
		return WORD.test(text) && !this.isValue(text) ? text : '*';
	}

	/**
	 * Last look at a text before it is written: secrets, IDs, addresses and whatever somebody has
	 * written are masked. Words of the API pass, as a value can be one of them (`text`, `operator`).
	 */
	mask(text: string): string {
		const written = [...this.values].filter(
			(value) => value.length >= MIN_VALUE_LENGTH && !/^[a-z_:,]+$/.test(value),
		);
		let masked = text;
		for (const value of [...this.secrets, ...written]) {
			// Not by a regular expression: a value can be anything.
			for (
				let at = masked.toLowerCase().indexOf(value.toLowerCase());
				at >= 0;
				at = masked.toLowerCase().indexOf(value.toLowerCase(), at + MASK.length)
			) {
				masked = masked.slice(0, at) + MASK + masked.slice(at + value.length);
			}
		}
		return PERSONAL.reduce((left, pattern) => left.replace(pattern, MASK), masked);
	}

	/** The same for all texts in a value, names of fields included. */
	scrub<T>(value: T): T {
		if (typeof value === 'string') return this.mask(value) as T;
		if (Array.isArray(value)) return value.map((one: unknown) => this.scrub(one)) as T;
		if (!isObject(value)) return value;
		return Object.fromEntries(
			Object.entries(value).map(([name, one]) => [this.mask(name), this.scrub(one)]),
		) as T;
	}
}
