import type { Resource } from '../../engine/spec';
import * as records from './records';

export const helpdeskRedirection: Resource = {
	name: 'Helpdesk Redirection',
	value: 'helpdeskRedirection',
	operations: Object.values(records),
};
