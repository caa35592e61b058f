import type { Resource } from '../../engine/spec';
import * as records from './records';

export const operator: Resource = {
	name: 'Operator',
	value: 'operator',
	operations: Object.values(records),
};
