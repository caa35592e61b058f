import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { listSearch } from '.';
import { MAIN_INBOX } from '../events/filter';

/** A workspace has a handful of inboxes; this only bounds a list that never ends. */
const MOST_PAGES = 20;

/** The main inbox and those of the chosen website. */
export async function getInboxes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const options: INodePropertyOptions[] = [{ name: 'Main Inbox', value: MAIN_INBOX }];
	let token: string | undefined;
	for (let page = 0; page < MOST_PAGES; page++) {
		const { results, paginationToken } = await listSearch.searchInboxes.call(this, '', token);
		options.push(...results.map(({ name, value }) => ({ name, value: String(value) })));
		if (typeof paginationToken !== 'string') break;
		token = paginationToken;
	}
	return options;
}
