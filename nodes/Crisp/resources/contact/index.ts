import type { Resource } from '../../engine/spec';
import * as activity from './activity.records';
import * as batch from './batch.records';
import * as merging from './merging.records';
import * as records from './records';
import * as suggestions from './suggestions.records';
import * as transfer from './transfer.records';

export const contact: Resource = {
	name: 'Contact',
	value: 'contact',
	// The item often brings the ID, and this form opens faster than that of 'Get Many'.
	first: 'get',
	operations: [records, activity, merging, transfer, batch].flatMap((chapter) =>
		Object.values(chapter),
	),
};

/** Apart, as the suggestions of conversations are: nobody looks for them among everyday work. */
export const contactSuggestion: Resource = {
	name: 'Contact Suggestion',
	value: 'contactSuggestion',
	operations: Object.values(suggestions),
};
