import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { listPage, matching } from './page';

/** Inboxes of the workspace by name. Crisp cannot search among them. */
export async function searchInboxes(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const page = await listPage(
		this,
		{
			path: '/website/{websiteId}/inboxes/list/{page}',
			// The page size is not documented: there may be more until a page is empty.
			pageSize: 1,
			toItem: ({ name, inbox_id: id }) => ({ name: String(name ?? id), value: String(id) }),
		},
		paginationToken,
	);
	return matching(page, filter);
}
