import type { Resource } from '../../engine/spec';
import * as records from './records';

export const website: Resource = {
	name: 'Workspace',
	value: 'website',
	operations: Object.values(records),
};
