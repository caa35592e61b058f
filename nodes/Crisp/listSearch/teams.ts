import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { searchPages } from './page';

/** Teams of the workspace by name. Crisp cannot search among them. */
export async function searchTeams(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchPages(
		this,
		{
			path: '/website/{websiteId}/teams/list/{page}',
			// The page size is not documented: there may be more until a page is empty.
			pageSize: 1,
			toItem: ({ name, team_id: id }) => ({ name: String(name ?? id), value: String(id) }),
		},
		filter,
		paginationToken,
	);
}
