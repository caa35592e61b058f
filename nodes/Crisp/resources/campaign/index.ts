import type { Resource } from '../../engine/spec';
import * as records from './records';

export const campaign: Resource = {
	name: 'Campaign',
	value: 'campaign',
	operations: Object.values(records),
};
