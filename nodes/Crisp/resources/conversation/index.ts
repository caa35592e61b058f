import type { Resource } from '../../engine/spec';
import * as records from './records';

export const conversation: Resource = {
	name: 'Conversation',
	value: 'conversation',
	operations: Object.values(records),
};
