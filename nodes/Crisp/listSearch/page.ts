import {
	NodeOperationError,
	type IDataObject,
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
} from 'n8n-workflow';

import { plainError } from '../client/errors';
import { buildPath, PathValueError, pathValueWords } from '../client/path';
import { openClient } from '../client/request';

/** One page of a list in the editor; errors of Crisp are let through, so that an empty list means "nothing there". */
export interface ListPage {
	/** Path below the base URL; `{websiteId}` and `{page}` are filled in. */
	path: string;
	query?: IDataObject;
	/** Results of a full page; `undefined` for a list without pages. */
	pageSize?: number;
	toItem: (entry: IDataObject) => INodeListSearchItems;
}

/** Pages that one search of the editor reads. It has somebody who waits, and each costs a request. */
const MAX_PAGES = 20;

/** Fields that stand in the paths of lists. */
const LABELS: Record<string, string> = {
	websiteId: 'Website',
	locale: 'Locale',
	contentType: 'Content Type',
};

/**
 * Fills the path of a list with what is chosen in the node.
 *
 * @throws NodeOperationError with words for the editor where a value cannot be sent
 */
export function listPath(
	context: ILoadOptionsFunctions,
	template: string,
	values: Record<string, string>,
): string {
	try {
		return buildPath(template, values);
	} catch (error) {
		const node = context.getNode();
		if (!(error instanceof PathValueError)) throw plainError(node, error);
		const { message, description } = pathValueWords(error, LABELS[error.field] ?? error.field);
		throw new NodeOperationError(node, message, { description });
	}
}

/** The website chosen in the node, else the credential's default. */
async function chosenWebsite(context: ILoadOptionsFunctions, fallback: string): Promise<string> {
	const chosen = context.getCurrentNodeParameter('websiteId', { extractValue: true });
	return typeof chosen === 'string' && chosen !== '' ? chosen : fallback;
}

type ReadPage = (token: string) => Promise<INodeListSearchResult>;

/** Opens a list, of which any page can be read then. */
async function openList(
	context: ILoadOptionsFunctions,
	{ path, query, pageSize, toItem }: ListPage,
): Promise<ReadPage> {
	const { account, send } = await openClient(context);
	const websiteId = await chosenWebsite(context, account.websiteId);
	return async (token) => {
		const filled = listPath(context, path, { websiteId, page: token });
		const { data } = await send({ method: 'GET', path: filled, query, wants: 'entries' });
		const entries = Array.isArray(data) ? (data as IDataObject[]) : [];
		const more = pageSize !== undefined && entries.length >= pageSize;
		return {
			results: entries.map(toItem),
			...(more ? { paginationToken: String(Number(token) + 1) } : {}),
		};
	};
}

/**
 * Fetches the page that the editor asks for.
 *
 * @param token number of the page, as given with the page before
 * @throws NodeApiError or NodeOperationError with words for the editor
 */
export async function listPage(
	context: ILoadOptionsFunctions,
	list: ListPage,
	token = '1',
): Promise<INodeListSearchResult> {
	return await (
		await openList(context, list)
	)(token);
}

/** Keeps the items in whose name the text occurs, for lists that Crisp cannot search. */
export function matching(result: INodeListSearchResult, filter = ''): INodeListSearchResult {
	const wanted = filter.trim().toLowerCase();
	return {
		...result,
		results: result.results.filter(({ name }) => name.toLowerCase().includes(wanted)),
	};
}

/**
 * Searches a list that Crisp cannot search, from the page that the editor asks for: reads on until a
 * page has something that fits, the list ends, or 20 pages are read. The token of the result leads to
 * the page after those. Without a text to search for, like `listPage`.
 *
 * @param token number of the page to begin with, as given with the search before
 * @throws as `listPage`
 */
export async function searchPages(
	context: ILoadOptionsFunctions,
	list: ListPage,
	filter?: string,
	token = '1',
): Promise<INodeListSearchResult> {
	const read = await openList(context, list);
	let found = matching(await read(token), filter);
	for (let pages = 1; pages < MAX_PAGES && found.results.length === 0; pages++) {
		if (found.paginationToken === undefined) break;
		found = matching(await read(found.paginationToken), filter);
	}
	return found;
}
