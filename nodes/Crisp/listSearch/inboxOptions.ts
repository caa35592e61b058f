import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { MAIN_INBOX } from '../events/filter';
import { searchInboxes } from './inboxes';
import { allOptions } from './options';

/** The main inbox and those of the chosen website. */
export async function getInboxes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const inboxes = await allOptions(async (token) => await searchInboxes.call(this, '', token));
	return [{ name: 'Main Inbox', value: MAIN_INBOX }, ...inboxes];
}
