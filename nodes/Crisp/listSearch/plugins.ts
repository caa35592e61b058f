import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { openClient } from '../client/request';
import { matching, searchPages } from './page';

/**
 * The plugins that the token can work with. Crisp lists those of a website for user tokens only; a
 * plugin token knows itself, and for a website token the refusal says what is missing.
 */
export async function searchPlugins(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const { account, send } = await openClient(this);
	if (account.tier !== 'plugin') {
		return await searchPages(
			this,
			{
				path: '/plugins/subscription/{websiteId}',
				toItem: ({ name, id }) => ({ name: String(name ?? id), value: String(id) }),
			},
			filter,
		);
	}
	const { data } = await send({ method: 'GET', path: '/plugin/connect/account' });
	const { plugin_id: id } = data as IDataObject;
	if (typeof id !== 'string') return { results: [] };
	return matching({ results: [{ name: `Plugin of the token (${id})`, value: id }] }, filter);
}
