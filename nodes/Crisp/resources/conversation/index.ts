import type { Resource } from '../../engine/spec';
import * as batch from './batch.records';
import * as browsing from './browsing.records';
import * as calls from './calls.records';
import * as handoff from './handoff.records';
import * as merging from './merging.records';
import * as records from './records';
import * as requests from './requests.records';
import * as routing from './routing.records';
import * as spams from './spam.records';
import * as suggestions from './suggestions.records';
import * as verification from './verification.records';
import * as widgets from './widgets.records';

/*
 * Conversations have more than sixty operations. What people do every day, one at a time or to many,
 * stays together; chapters of their own, which nobody looks for in a list of everyday work, are
 * resources of their own.
 */

export const conversation: Resource = {
	name: 'Conversation',
	value: 'conversation',
	// The item often brings the ID, and this form opens faster than that of 'Get Many'.
	first: 'get',
	operations: [records, routing, merging, handoff, requests, batch].flatMap((chapter) =>
		Object.values(chapter),
	),
};

export const conversationBrowsing: Resource = {
	name: 'Conversation Browsing',
	value: 'conversationBrowsing',
	operations: Object.values(browsing),
};

export const conversationCall: Resource = {
	name: 'Conversation Call',
	value: 'conversationCall',
	operations: Object.values(calls),
};

export const conversationSuggestion: Resource = {
	name: 'Conversation Suggestion',
	value: 'conversationSuggestion',
	operations: Object.values(suggestions),
};

export const conversationVerification: Resource = {
	name: 'Conversation Verification',
	value: 'conversationVerification',
	operations: Object.values(verification),
};

export const conversationWidget: Resource = {
	name: 'Conversation Widget',
	value: 'conversationWidget',
	source:
		'The official client for Node sends no `action` with a widget\'s data, so that its two methods differ in `data` and `value` only. The node sends it: the example of the route in that client\'s README has `"action": "fetch"`, and the types of the client for Go have the field. No source shows the value for editing; `edit` follows from the name of the method.',
	first: 'fetchData',
	operations: Object.values(widgets),
};

export const spam: Resource = {
	name: 'Spam',
	value: 'spam',
	operations: Object.values(spams),
};
