import type { Resource } from '../../engine/spec';
import * as records from './records';

export const helpdeskHistory: Resource = {
	name: 'Helpdesk History',
	value: 'helpdeskHistory',
	operations: Object.values(records),
};
