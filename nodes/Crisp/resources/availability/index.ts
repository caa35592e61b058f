import type { Resource } from '../../engine/spec';
import * as records from './records';

export const availability: Resource = {
	name: 'Availability',
	value: 'availability',
	operations: Object.values(records),
};
