import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { listPage } from './page';

const PAGE_SIZE = 20;

/** "Jane Doe · jane@example.com · resolved · Where is my order?", as far as known. */
function label({ meta, state, last_message: last, session_id: id }: IDataObject): string {
	const { nickname, email } = (meta ?? {}) as IDataObject;
	const parts = [nickname, email, state, last].filter(
		(part) => typeof part === 'string' && part !== '',
	);
	return parts.length > 0 ? parts.join(' · ') : String(id);
}

/** Conversations, the last changed first; a text is looked for by Crisp. */
export async function searchConversations(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const search = filter?.trim() ? { search_query: filter.trim(), search_type: 'text' } : {};
	return await listPage(
		this,
		{
			path: '/website/{websiteId}/conversations/{page}',
			query: { per_page: PAGE_SIZE, order_date_updated: true, ...search },
			pageSize: PAGE_SIZE,
			toItem: (entry) => ({ name: label(entry), value: String(entry.session_id) }),
		},
		paginationToken,
	);
}
