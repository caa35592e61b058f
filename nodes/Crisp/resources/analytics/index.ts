import type { Resource } from '../../engine/spec';
import * as records from './records';

export const analytics: Resource = {
	name: 'Analytics',
	value: 'analytics',
	operations: Object.values(records),
};
