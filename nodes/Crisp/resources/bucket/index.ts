import type { Resource } from '../../engine/spec';
import * as records from './records';

export const bucket: Resource = {
	name: 'Bucket',
	value: 'bucket',
	operations: Object.values(records),
};
