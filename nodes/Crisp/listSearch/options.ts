import type { INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';

/** What a field offers to choose from fits on a few pages; this only bounds a list that never ends. */
const MAX_PAGES = 20;

/**
 * All entries of a list as choices of a field: n8n asks for them at once, not page by page.
 *
 * @param readPage reads the page of a token, the first one without
 * @returns the entries of at most 20 pages
 * @throws what `readPage` throws
 */
export async function allOptions(
	readPage: (token?: string) => Promise<INodeListSearchResult>,
): Promise<INodePropertyOptions[]> {
	const options: INodePropertyOptions[] = [];
	let token: string | undefined;
	for (let page = 0; page < MAX_PAGES; page++) {
		const { results, paginationToken } = await readPage(token);
		options.push(...results.map(({ name, value }) => ({ name, value: String(value) })));
		if (typeof paginationToken !== 'string') break;
		token = paginationToken;
	}
	return options;
}
