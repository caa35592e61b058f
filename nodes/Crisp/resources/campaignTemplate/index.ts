import type { Resource } from '../../engine/spec';
import * as records from './records';

export const campaignTemplate: Resource = {
	name: 'Campaign Template',
	value: 'campaignTemplate',
	operations: Object.values(records),
};
