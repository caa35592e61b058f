import type { Resource } from '../../engine/spec';
import * as records from './records';

export const helpdeskArticle: Resource = {
	name: 'Helpdesk Article',
	value: 'helpdeskArticle',
	operations: Object.values(records),
};
