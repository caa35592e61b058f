import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { openClient } from '../client/request';
import { listPath, matching, searchPages } from './page';

/**
 * The websites that the token can see. A plugin token has a list of those that installed the
 * plugin, without their names; for the other tiers Crisp has no such list, so that the credential's
 * default website is all there is to offer.
 */
export async function searchWebsites(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const { account, send } = await openClient(this);
	if (account.tier === 'plugin') {
		return await searchPages(
			this,
			{
				path: '/plugin/connect/websites/all/{page}',
				// The page size is not documented: there may be more until a page is empty.
				pageSize: 1,
				toItem: ({ website_id: id }) => ({ name: String(id), value: String(id) }),
			},
			filter,
			paginationToken,
		);
	}
	if (account.websiteId === '') return { results: [] };
	const { data } = await send({
		method: 'GET',
		path: listPath(this, '/website/{websiteId}', { websiteId: account.websiteId }),
	});
	const { name, domain } = data as IDataObject;
	const label = [name, domain]
		.filter((text) => typeof text === 'string' && text !== '')
		.join(' · ');
	return matching(
		{ results: [{ name: label || account.websiteId, value: account.websiteId }] },
		filter,
	);
}
