import type { Resource } from '../../engine/spec';
import * as records from './records';

export const helpdeskFeedback: Resource = {
	name: 'Helpdesk Feedback',
	value: 'helpdeskFeedback',
	operations: Object.values(records),
};
