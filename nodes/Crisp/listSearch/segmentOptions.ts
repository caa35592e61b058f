import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { allOptions } from './options';
import { searchSegments } from './segments';

/** The segments in use among contacts of the chosen website. */
export async function getSegments(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await allOptions(async (token) => await searchSegments.call(this, '', token));
}
