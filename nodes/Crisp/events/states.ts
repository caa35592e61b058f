import { asObject } from '../objects';
import { SHORT_NAME_LENGTH, shortName } from './shortName';

/** Conversations whose state is remembered and stored, the newest: some 8 KB. */
const MAX_STATES = 1_000;

/** The last known state of each conversation. */
export class States {
	/** By short name, the newest last. */
	private readonly known = new Map<string, unknown>();

	/** @param stored as `store` has made it; anything else counts as nothing */
	restore(stored: unknown): void {
		for (const [state, keys] of Object.entries(asObject(stored))) {
			if (typeof keys !== 'string') continue;
			for (let start = 0; start < keys.length; start += SHORT_NAME_LENGTH) {
				this.known.set(keys.slice(start, start + SHORT_NAME_LENGTH), state);
			}
		}
	}

	/** Short names by state, one after another. */
	store(): Record<string, string> {
		const stored: Record<string, string> = {};
		for (const [key, state] of this.known) {
			if (typeof state === 'string') stored[state] = (stored[state] ?? '') + key;
		}
		return stored;
	}

	/** @returns `null` where it is not known */
	of(sessionId: string): string | null {
		const state = this.known.get(shortName(sessionId));
		return typeof state === 'string' ? state : null;
	}

	note(sessionId: string, state: unknown): void {
		const key = shortName(sessionId);
		this.known.delete(key);
		this.known.set(key, state);
		if (this.known.size > MAX_STATES) {
			const [oldest] = this.known.keys();
			this.known.delete(oldest);
		}
	}
}
