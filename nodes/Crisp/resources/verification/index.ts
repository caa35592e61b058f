import type { Resource } from '../../engine/spec';
import * as records from './records';

export const verification: Resource = {
	name: 'Verification',
	value: 'verification',
	first: 'getSettings',
	operations: Object.values(records),
};
