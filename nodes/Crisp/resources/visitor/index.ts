import type { Resource } from '../../engine/spec';
import * as records from './records';

export const visitor: Resource = {
	name: 'Visitor',
	value: 'visitor',
	operations: Object.values(records),
};
