import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { MAIN_INBOX } from '../events/filter';
import { searchInboxes } from './inboxes';

/** A workspace has a handful of inboxes; this only bounds a list that never ends. */
const MAX_PAGES = 20;

/** The main inbox and those of the chosen website. */
export async function getInboxes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const options: INodePropertyOptions[] = [{ name: 'Main Inbox', value: MAIN_INBOX }];
	let token: string | undefined;
	for (let page = 0; page < MAX_PAGES; page++) {
		const { results, paginationToken } = await searchInboxes.call(this, '', token);
		options.push(...results.map(({ name, value }) => ({ name, value: String(value) })));
		if (typeof paginationToken !== 'string') break;
		token = paginationToken;
	}
	return options;
}
