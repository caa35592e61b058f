import type { IDataObject } from 'n8n-workflow';

import type { OperationContext, Parts } from '../../engine/spec';
import { createWithContent } from '../campaign/createWithContent';

/** Makes a template with its content; see `createWithContent`. */
export async function createTemplate(
	{ body }: Parts,
	context: OperationContext,
): Promise<IDataObject> {
	const creation = {
		label: 'campaign template',
		create: '/website/{websiteId}/campaigns/template',
		bare: ['format', 'name'],
		fill: '/website/{websiteId}/campaigns/template/{id}',
		id: 'template_id',
	};
	return await createWithContent(creation, body as IDataObject, context);
}
