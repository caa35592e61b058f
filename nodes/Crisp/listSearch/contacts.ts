import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { listPage } from './page';

const WANTED_PAGE_SIZE = 20;

function label({ person, email, people_id: id }: IDataObject): string {
	const { nickname } = (person ?? {}) as IDataObject;
	const parts = [nickname, email].filter((part) => typeof part === 'string' && part !== '');
	return parts.length > 0 ? parts.join(' · ') : String(id);
}

/** Contacts, the last seen first; a text is looked for by Crisp. */
export async function searchContacts(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const search = filter?.trim() ? { search_text: filter.trim() } : {};
	return await listPage(
		this,
		{
			path: '/website/{websiteId}/people/profiles/{page}',
			query: {
				per_page: WANTED_PAGE_SIZE,
				sort_field: 'active',
				sort_order: 'descending',
				...search,
			},
			// Whether Crisp heeds the size is not certain: there may be more until a page is empty.
			pageSize: 1,
			toItem: (entry) => ({ name: label(entry), value: String(entry.people_id) }),
		},
		paginationToken,
	);
}
