import type { Resource } from '../../engine/spec';
import * as records from './records';

export const plan: Resource = {
	name: 'Plan',
	value: 'plan',
	operations: Object.values(records),
};
