import type { Resource } from '../../engine/spec';
import * as records from './records';

export const media: Resource = {
	name: 'Media',
	value: 'media',
	operations: Object.values(records),
};
