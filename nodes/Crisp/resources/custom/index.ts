import type { Resource } from '../../engine/spec';
import * as records from './records';

export const custom: Resource = {
	name: 'Custom API Call',
	value: 'custom',
	operations: Object.values(records),
};
