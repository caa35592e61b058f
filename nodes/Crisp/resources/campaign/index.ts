import type { Resource } from '../../engine/spec';
import * as records from './records';
import * as sending from './sending.records';

export const campaign: Resource = {
	name: 'Campaign',
	value: 'campaign',
	operations: [records, sending].flatMap((chapter) => Object.values(chapter)),
};
