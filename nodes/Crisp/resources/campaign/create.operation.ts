import type { IDataObject } from 'n8n-workflow';

import type { OperationContext, Parts } from '../../engine/spec';
import { createWithContent } from './createWithContent';

/** Makes a campaign with its content; see `createWithContent`. */
export async function createCampaign(
	{ body }: Parts,
	context: OperationContext,
): Promise<IDataObject> {
	const creation = {
		label: 'campaign',
		create: '/website/{websiteId}/campaign',
		bare: ['type', 'name'],
		fill: '/website/{websiteId}/campaign/{id}',
		id: 'campaign_id',
	};
	return await createWithContent(creation, body as IDataObject, context);
}
