/** The form of the editor waits for it, and each page costs a request. */
const MAX_PAGES = 5;

/** Below a website; names of custom data in use among its contacts, the most used first. */
export const DATA_KEYS_PATH = '/website/{websiteId}/people/suggest/data/{page}';

/**
 * Collects names of custom data from the pages of a list. The page size is not documented: there may be
 * more until a page has nothing new.
 *
 * @param readPage resolves with the names on a page, from 1
 */
export async function readDataKeys(
	readPage: (page: number) => Promise<string[]>,
): Promise<string[]> {
	const keys = new Set<string>();
	for (let page = 1; page <= MAX_PAGES; page++) {
		const before = keys.size;
		for (const key of await readPage(page)) keys.add(key);
		if (keys.size === before) break;
	}
	return [...keys];
}
