import { asObject } from '../../objects';
import { SHORT_NAME_LENGTH, shortName } from '../../events/shortName';
import { Custody } from './custody';

/** Conversations that are remembered while the process runs. */
const MAX_KNOWN = 5_000;

/** Of the newest, so many are stored that a human has or had: some 60 bytes each. */
const MAX_STORED = 300;

/** Others, of which only the short name is stored. */
const MAX_STORED_PLAIN = 500;

interface StoredCustodies {
	/** Short names, one after another. */
	plain?: unknown;
	others?: unknown;
}

function parse(text: unknown): StoredCustodies {
	try {
		return asObject(JSON.parse(String(text)));
	} catch {
		return {};
	}
}

/** Who has each conversation. The newest are kept, and stored as one text. */
export class Custodies {
	/** By short name, the newest last. */
	private readonly known = new Map<string, Custody>();

	/** @param text as `store` has made it; anything else counts as nothing */
	restore(text: unknown): void {
		const { plain, others } = parse(text);
		if (typeof plain === 'string') {
			for (let start = 0; start < plain.length; start += SHORT_NAME_LENGTH) {
				const custody = new Custody();
				custody.isWhole = true;
				this.known.set(plain.slice(start, start + SHORT_NAME_LENGTH), custody);
			}
		}
		for (const [key, stored] of Object.entries(asObject(others))) {
			const custody = Custody.restore(stored);
			if (custody) this.known.set(key, custody);
		}
	}

	/** Conversations of which not all is known are left out: they have to be looked at anyway. */
	store(): string {
		let plain = '';
		let plainCount = 0;
		const others: Array<[string, unknown]> = [];
		for (const [key, custody] of [...this.known].reverse()) {
			const stored = custody.store();
			if (stored) {
				if (others.length < MAX_STORED) others.push([key, stored]);
			} else if (custody.isWhole && plainCount < MAX_STORED_PLAIN) {
				plain = key + plain;
				plainCount++;
			}
		}
		return JSON.stringify({ plain, others: Object.fromEntries(others.reverse()) });
	}

	/** That of a conversation, as the newest. */
	of(website: string, sessionId: string): Custody {
		const key = shortName(`${website}:${sessionId}`);
		const custody = this.known.get(key) ?? new Custody();
		this.known.delete(key);
		this.known.set(key, custody);
		if (this.known.size > MAX_KNOWN) {
			const [oldest] = this.known.keys();
			this.known.delete(oldest);
		}
		return custody;
	}

	forget(website: string, sessionId: string): void {
		this.known.delete(shortName(`${website}:${sessionId}`));
	}

	/** Events may be missed from now on. @param isCaughtUp whether they are fetched afterwards */
	lost(isCaughtUp: boolean): void {
		for (const custody of this.known.values()) {
			custody.forgetEvents();
			if (!isCaughtUp) custody.isWhole = false;
		}
	}
}
