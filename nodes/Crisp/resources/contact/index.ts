import type { Resource } from '../../engine/spec';
import * as records from './records';

export const contact: Resource = {
	name: 'Contact',
	value: 'contact',
	operations: Object.values(records),
};
