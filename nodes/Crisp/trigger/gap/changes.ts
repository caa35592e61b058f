import { timeOf, type Get, type Values } from './history';

/** The page sizes that Crisp takes. Source: API reference of the route (default 20). */
const MAX_PER_PAGE = 50;
const MIN_PER_PAGE = 20;

/** Entries that a page repeats of the one before, to see that none was left out in between. */
const OVERLAP = 2;

interface Page {
	number: number;
	size: number;
}

/** The page that begins within what is known and reaches furthest beyond. */
function pageFrom(end: number): Page {
	const start = Math.max(end - OVERLAP, 0);
	let best: Page = { number: 1, size: MAX_PER_PAGE };
	for (let size = MAX_PER_PAGE; size >= MIN_PER_PAGE; size--) {
		const number = Math.floor(start / size) + 1;
		if (number * size > best.number * best.size) best = { number, size };
	}
	return best;
}

/**
 * Walks through the conversations of a website, the newest change first, until a time.
 *
 * The list moves while it is read: a conversation that changes goes to its top, and one that is
 * removed makes those below it move up. So each page begins within the one before; where it does
 * not, the walk goes back. What goes to the top meanwhile is found by another walk (see `again`).
 */
export class Changes {
	/** How far the list is known from its top. */
	private end = 0;

	private pages = 0;

	/** The change of the lowest entry so far. */
	private lowest = Infinity;

	private highest = 0;

	private readonly seen = new Map<unknown, number>();

	/** Pages of a server that has a page size of its own. */
	private ownSize = 0;

	private mayLack = false;

	private over = false;

	/**
	 * @param until milliseconds since 1970, by Crisp's clock: conversations that changed before are
	 * not wanted
	 */
	constructor(
		private readonly websiteId: string,
		private readonly until: number,
		private readonly isRepeated = false,
	) {}

	/** The newest change when the walk began. */
	get newest(): number {
		return this.highest;
	}

	get isOver(): boolean {
		return this.over;
	}

	/** Whether the top of the list has been read. */
	get hasBegun(): boolean {
		return this.pages > 0;
	}

	/**
	 * The walk that finds what has gone to the top of the list during this one.
	 *
	 * @param foundAny whether this walk has brought anything that was not known before
	 * @returns `undefined` where none is needed: one page shows a single moment, and a walk that was
	 * one before has found nothing
	 */
	again(foundAny: boolean): Changes | undefined {
		if (this.pages < 2 || (this.isRepeated && !foundAny)) return undefined;
		const until = this.mayLack ? this.until : Math.max(this.highest, this.until);
		return new Changes(this.websiteId, until, true);
	}

	/**
	 * Reads the next page.
	 *
	 * @returns its conversations that are wanted and were not seen before
	 * @throws what `get` rejects with. The same page is read by the next call then.
	 */
	async next(get: Get): Promise<Values[]> {
		const { number, size } = this.ownSize > 0 ? this.nextOwnPage() : pageFrom(this.end);
		const list = await get(
			`/website/${encodeURIComponent(this.websiteId)}/conversations/${number}`,
			{
				per_page: size,
				order_date_updated: 1,
			},
		);
		this.pages++;
		if (this.pages === 1) this.noteFirst(list);
		if (!this.isJoined(list)) {
			this.end = Math.max(this.end - MAX_PER_PAGE, 0);
			return [];
		}
		const length = this.ownSize > 0 ? this.ownSize : list.length;
		this.end = Math.max(this.end, (number - 1) * size + length);
		const fresh = list.filter((entry) => this.note(entry));
		const isLast = list.length === 0 || (this.ownSize === 0 && list.length < size);
		this.over = isLast || this.lowest < this.until;
		return fresh;
	}

	private nextOwnPage(): Page {
		return { number: Math.floor(this.end / this.ownSize) + 1, size: this.ownSize };
	}

	private noteFirst(list: Values[]): void {
		this.highest = Math.max(0, ...list.map(({ updated_at }) => timeOf(updated_at)));
		if (list.length >= MAX_PER_PAGE || list.length < MIN_PER_PAGE) return;
		// All that there is, or a server that does not heed the size: the next page tells.
		this.ownSize = list.length;
		this.mayLack = true;
	}

	/** Whether nothing was left out between this page and those before it. */
	private isJoined([first]: Values[]): boolean {
		if (this.end === 0 || this.ownSize > 0) return true;
		// The list has become shorter than what is known of it.
		if (first === undefined) return false;
		const changed = timeOf(first.updated_at);
		return changed > this.lowest || this.seen.get(first.session_id) === changed;
	}

	/** @returns whether a conversation is wanted and has not been seen with this change */
	private note({ session_id: id, updated_at }: Values): boolean {
		const changed = timeOf(updated_at);
		const isNew = this.seen.get(id) !== changed;
		this.seen.set(id, changed);
		this.lowest = Math.min(this.lowest, changed);
		return isNew && changed >= this.until;
	}
}
