import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { searchPages } from './page';

/** Segments in use among contacts. Crisp cannot search among them. */
export async function searchSegments(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchPages(
		this,
		{
			path: '/website/{websiteId}/people/suggest/segments/{page}',
			// The page size is not documented: there may be more until a page is empty.
			pageSize: 1,
			toItem: ({ segment }) => ({ name: String(segment), value: String(segment) }),
		},
		filter,
		paginationToken,
	);
}
