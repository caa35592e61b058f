import type { Resource } from '../../engine/spec';
import * as records from './records';

// Not 'Custom API Call': n8n puts an entry of that name, which leads to its HTTP Request node, below ours.
export const apiRequest: Resource = {
	name: 'API Request',
	value: 'apiRequest',
	operations: Object.values(records),
};
