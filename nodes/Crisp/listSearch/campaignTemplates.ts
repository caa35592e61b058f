import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { listPage } from './page';

/** Campaign templates by name. */
export async function searchCampaignTemplates(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await listPage(
		this,
		{
			path: '/website/{websiteId}/campaigns/templates/{page}',
			query: filter?.trim() ? { search_name: filter.trim() } : {},
			// The page size is not documented: there may be more until a page is empty.
			pageSize: 1,
			toItem: ({ name, template_id: id }) => ({ name: String(name ?? id), value: String(id) }),
		},
		paginationToken,
	);
}
