import type { IDataObject } from 'n8n-workflow';

import type { Operation, Parts, Sieve } from './spec';

/**
 * Fetches one page: `page` fills the path, `query` is added to the operation's own. Resolves with a
 * list, as a request does that wants `entries`.
 */
export type FetchPage = (page: number, query: IDataObject) => Promise<unknown>;

/**
 * A batch of messages that is cut off is never smaller. Crisp's official export example takes 40 for a
 * full one, which is an example and no promise.
 */
export const MIN_FULL_BATCH = 20;

const asList = (data: unknown): IDataObject[] =>
	Array.isArray(data) ? (data as IDataObject[]) : [];

const asText = (entry: unknown): string => JSON.stringify(entry);

/** Entries that have come, to notice when a page brings nothing else. */
class KnownEntries {
	private readonly keys = new Set<string>();

	constructor(private readonly keyOf: (entry: IDataObject) => string) {}

	/** @returns those that have not come before; they have now */
	add(entries: IDataObject[]): IDataObject[] {
		const fresh = entries.filter((entry) => !this.keys.has(this.keyOf(entry)));
		for (const entry of entries) this.keys.add(this.keyOf(entry));
		return fresh;
	}
}

/**
 * Pages of a list by number, from 1. Crisp names no total. Where it is certain how long a page is, a
 * shorter one is the last. Everywhere else the last page is known by what follows: a page without
 * entries, or with those of earlier pages only, as of a server that ignores the number. With a sieve,
 * pages are as long as can be, as nobody knows how much of one is kept.
 */
async function byNumber(
	{ perPage }: Pick<Operation, 'perPage'>,
	limit: number,
	fetch: FetchPage,
	sieve?: Sieve,
): Promise<IDataObject[]> {
	const wanted = sieve ? Infinity : limit;
	const size = perPage && Math.min(Math.max(wanted, perPage.min), perPage.max);
	// No official client sends a guessed parameter: only where it can save requests.
	const isAsked = size !== undefined && !(perPage?.isGuess && wanted <= perPage.min);
	const query = isAsked ? { per_page: size } : {};
	const found: IDataObject[] = [];
	const seen = new KnownEntries(asText);
	let isCertain = perPage !== undefined && !perPage.isGuess;
	for (let page = 1; ; page++) {
		const items = asList(await fetch(page, query));
		if (seen.add(items).length === 0) return found;
		found.push(...(sieve ? items.filter((entry) => sieve.keeps(entry)) : items));
		// As long as wanted: whether or not Crisp heeds the number, this is how long pages are.
		isCertain ||= items.length === size;
		const isEnd = isCertain && size !== undefined && items.length < size;
		const isLast = isEnd || items.some((entry) => sieve?.isPast(entry));
		if (found.length >= limit || isLast) return found.slice(0, limit);
	}
}

const timestampOf = (message: IDataObject | undefined): number | undefined =>
	typeof message?.timestamp === 'number' ? message.timestamp : undefined;

const keyOfMessage = (message: IDataObject): string => asText(message.fingerprint ?? message);

type Direction = 'timestamp_before' | 'timestamp_after';

/**
 * Messages of a conversation, in ascending order as Crisp gives them inside a batch. Backwards from
 * the newest, or forwards where `timestamp_after` is set; `timestamp_around` is a single batch.
 *
 * Each batch begins within the one before, and each message is kept once: messages at a border can
 * have the same time, and whether a time itself counts as before or after it is not documented.
 */
async function byTimestamp(
	{ query }: Parts,
	limit: number,
	fetch: FetchPage,
): Promise<IDataObject[]> {
	const after = query.timestamp_after === undefined ? undefined : Number(query.timestamp_after);
	const seen = new KnownEntries(keyOfMessage);
	let found: IDataObject[] = [];
	let full = MIN_FULL_BATCH;
	/** Added to the operation's own query, which Crisp need not take together with the other time. */
	const from = (direction: Direction, time: number): IDataObject =>
		direction === 'timestamp_before' && after !== undefined
			? { timestamp_before: time, timestamp_after: undefined }
			: { [direction]: time };

	const read = async (
		direction: Direction,
		own: IDataObject,
		isWanted: (time: number) => boolean,
	) => {
		const batch = asList(await fetch(1, own));
		const fresh = seen.add(batch);
		const wanted = fresh.filter((message) => isWanted(timestampOf(message) ?? 0));
		found = direction === 'timestamp_before' ? [...wanted, ...found] : [...found, ...wanted];
		return { batch, added: wanted.length, isOver: wanted.length < fresh.length };
	};

	/** Reads on from a batch to its end in that direction. @returns whether there was anything */
	const follow = async (
		direction: Direction,
		first: IDataObject[],
		enough: number,
		isWanted: (time: number) => boolean = () => true,
	) => {
		const isBack = direction === 'timestamp_before';
		let batch = first;
		let foundAny = false;
		while (batch.length >= full && found.length < enough) {
			full = batch.length;
			const edge = timestampOf(isBack ? batch[0] : batch.at(-1));
			if (edge === undefined) break;
			const [inside, outside] = isBack ? [edge + 1, edge - 1] : [edge - 1, edge + 1];
			let next = { batch, added: 0, isOver: false };
			// Further on only where a whole batch of one moment brings nothing new.
			for (const time of [inside, edge, outside]) {
				if (next.added > 0 || next.isOver || next.batch.length < full) break;
				next = await read(direction, from(direction, time), isWanted);
			}
			foundAny ||= next.added > 0;
			if (next.added === 0 || next.isOver) break;
			batch = next.batch;
		}
		return foundAny;
	};

	const { batch: first } = await read('timestamp_before', {}, () => true);
	if (query.timestamp_around !== undefined) return found.slice(0, limit);
	if (after === undefined) {
		await follow('timestamp_before', first, limit);
		return found.slice(-limit);
	}
	// Whether that batch begins at the time or ends with the newest message is not documented.
	const endsWithNewest = await follow('timestamp_before', first, Infinity, (time) => time > after);
	if (!endsWithNewest) {
		await follow('timestamp_after', first, limit, (time) => time >= after);
	}
	return found.slice(0, limit);
}

/**
 * All pages that the limit asks for, one request after the other.
 *
 * @param limit largest number of results; `Infinity` for all
 */
export async function fetchPages(
	operation: Pick<Operation, 'pages' | 'perPage' | 'sieve'>,
	parts: Parts,
	limit: number,
	fetch: FetchPage,
): Promise<IDataObject[]> {
	return operation.pages === 'timestampBefore'
		? await byTimestamp(parts, limit, fetch)
		: await byNumber(operation, limit, fetch, operation.sieve?.(parts));
}
