import type { Resource } from '../../engine/spec';
import * as records from './records';
import * as sending from './sending.records';

export const campaign: Resource = {
	name: 'Campaign',
	value: 'campaign',
	notice:
		"Crisp wants the token of an operator (tier 'User') for campaigns. With any token you can write to contacts one by one: resource 'Message', operation 'Send', 'Send To' a contact.",
	operations: [records, sending].flatMap((chapter) => Object.values(chapter)),
};
