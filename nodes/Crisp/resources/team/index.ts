import type { Resource } from '../../engine/spec';
import * as records from './records';

export const team: Resource = {
	name: 'Team',
	value: 'team',
	operations: Object.values(records),
};
