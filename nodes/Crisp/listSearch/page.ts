import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { buildPath } from '../client/path';
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

/** The website chosen in the node, else the credential's default. */
async function chosenWebsite(context: ILoadOptionsFunctions, fallback: string): Promise<string> {
	const chosen = context.getCurrentNodeParameter('websiteId', { extractValue: true });
	return typeof chosen === 'string' && chosen !== '' ? chosen : fallback;
}

/**
 * Fetches the page that the editor asks for.
 *
 * @param token number of the page, as given with the page before
 * @throws NodeApiError or NodeOperationError with words for the editor
 */
export async function listPage(
	context: ILoadOptionsFunctions,
	{ path, query, pageSize, toItem }: ListPage,
	token = '1',
): Promise<INodeListSearchResult> {
	const { account, send } = await openClient(context);
	const websiteId = await chosenWebsite(context, account.websiteId);
	const { data } = await send({
		method: 'GET',
		path: buildPath(path, { websiteId, page: token }),
		query,
		wants: 'entries',
	});
	const entries = Array.isArray(data) ? (data as IDataObject[]) : [];
	const more = pageSize !== undefined && entries.length >= pageSize;
	return {
		results: entries.map(toItem),
		...(more ? { paginationToken: String(Number(token) + 1) } : {}),
	};
}

/** Keeps the items in whose name the text occurs, for lists that Crisp cannot search. */
export function matching(result: INodeListSearchResult, filter = ''): INodeListSearchResult {
	const wanted = filter.trim().toLowerCase();
	return {
		...result,
		results: result.results.filter(({ name }) => name.toLowerCase().includes(wanted)),
	};
}
