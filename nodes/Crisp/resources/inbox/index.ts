import type { Resource } from '../../engine/spec';
import * as records from './records';

export const inbox: Resource = {
	name: 'Inbox',
	value: 'inbox',
	operations: Object.values(records),
};
