import type { IDataObject } from 'n8n-workflow';

import type { Operation, Parts } from './spec';

/**
 * Fetches one page: `page` fills the path, `query` is added to the operation's own. Resolves with a
 * list, as a request does that wants `entries`.
 */
export type FetchPage = (page: number, query: IDataObject) => Promise<unknown>;

/** Batch size of a conversation's messages. Source: the official export example stops on fewer. */
export const MESSAGE_BATCH = 40;

const asList = (data: unknown): IDataObject[] =>
	Array.isArray(data) ? (data as IDataObject[]) : [];

/**
 * Pages of a list by number, from 1. Crisp names no total: a page that is shorter than it could be
 * is the last one. Where the page size is not documented, "shorter than the first" stands for it.
 */
async function byNumber(
	operation: Pick<Operation, 'perPage'>,
	limit: number,
	fetch: FetchPage,
): Promise<IDataObject[]> {
	const { perPage } = operation;
	const size = perPage && Math.min(Math.max(limit, perPage.min), perPage.max);
	const query = size ? { per_page: size } : {};
	const found: IDataObject[] = [];
	let full = size;
	let previous = '';
	for (let page = 1; ; page++) {
		const items = asList(await fetch(page, query));
		const text = JSON.stringify(items);
		// A server that ignores the page number must not keep us here for ever.
		if (items.length === 0 || text === previous) return found;
		previous = text;
		found.push(...items);
		full ??= items.length;
		if (found.length >= limit || items.length < full) return found.slice(0, limit);
	}
}

const timestampOf = (item: IDataObject | undefined): number | undefined =>
	typeof item?.timestamp === 'number' ? item.timestamp : undefined;

/** What tells a message from all others. */
const keyOf = (message: IDataObject): unknown => message.fingerprint ?? JSON.stringify(message);

/**
 * Messages of a conversation, in ascending order as Crisp gives them inside a batch. Backwards from
 * the newest, or forwards where `timestamp_after` is set; `timestamp_around` is a single batch.
 */
async function byTimestamp(parts: Parts, limit: number, fetch: FetchPage): Promise<IDataObject[]> {
	const forwards = parts.query.timestamp_after !== undefined;
	const single = parts.query.timestamp_around !== undefined;
	let found: IDataObject[] = [];
	let query: IDataObject = {};
	const seen = new Set<unknown>();
	for (;;) {
		const batch = asList(await fetch(1, query));
		const fresh = batch.filter((message) => !seen.has(keyOf(message)));
		for (const message of fresh) seen.add(keyOf(message));
		found = forwards ? [...found, ...fresh] : [...fresh, ...found];
		const edge = timestampOf(forwards ? batch.at(-1) : batch[0]);
		const last = single || batch.length < MESSAGE_BATCH || fresh.length === 0 || edge === undefined;
		if (last || found.length >= limit) {
			return forwards || single ? found.slice(0, limit) : found.slice(-limit);
		}
		query = forwards ? { timestamp_after: edge } : { timestamp_before: edge };
	}
}

/**
 * All pages that the limit asks for, one request after the other.
 *
 * @param limit largest number of results; `Infinity` for all
 */
export async function fetchPages(
	operation: Pick<Operation, 'pages' | 'perPage'>,
	parts: Parts,
	limit: number,
	fetch: FetchPage,
): Promise<IDataObject[]> {
	return operation.pages === 'timestampBefore'
		? await byTimestamp(parts, limit, fetch)
		: await byNumber(operation, limit, fetch);
}
