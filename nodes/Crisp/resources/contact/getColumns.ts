import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';

import { listPage } from '../../listSearch/page';
import { makeColumns } from './columns';

/** The form of the editor waits for it, and each page costs a request. */
const MAX_PAGES = 5;

/** Names of custom data in use among the contacts of the chosen website, the most used first. */
async function readDataKeys(context: ILoadOptionsFunctions): Promise<string[]> {
	const keys = new Set<string>();
	let token: string | undefined;
	for (let page = 1; page <= MAX_PAGES; page++) {
		const { results, paginationToken } = await listPage(
			context,
			{
				path: '/website/{websiteId}/people/suggest/data/{page}',
				// The page size is not documented: there may be more until a page is empty.
				pageSize: 1,
				toItem: ({ key }) => ({ name: String(key), value: String(key) }),
			},
			token,
		);
		const before = keys.size;
		for (const { name } of results) keys.add(name);
		token = paginationToken;
		if (token === undefined || keys.size === before) break;
	}
	return [...keys];
}

/**
 * The columns to map to a contact, for the editor.
 *
 * @throws as `listPage`; an editor without columns would look like a website without contacts
 */
export async function getContactColumns(
	context: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	return { fields: makeColumns(await readDataKeys(context)) };
}
