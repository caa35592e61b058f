import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';
import { segment } from './segment';

/* Crisp suggests to operators what contacts have had before. */

/** Routes without a known scope. */
const needs: Needs = { tiers: ['website', 'plugin', 'user'] };

export const getSegments = defineOperation({
	name: 'Get Segments',
	value: 'getSegments',
	action: 'Get suggested segments of contacts',
	description: 'List the segments in use among contacts, and how many contacts have each',
	sdk: 'website.listSuggestedPeopleSegments',
	request: { method: 'GET', path: '/website/{websiteId}/people/suggest/segments/{page}' },
	pages: 'pathNumber',
	output: 'items',
	needs,
	fields: [],
});

export const deleteSegment = defineOperation({
	name: 'Delete Segment',
	value: 'deleteSegment',
	action: 'Delete suggested segment of contacts',
	description: 'Take a segment off the list of those that Crisp suggests for contacts',
	sdk: 'website.deleteSuggestedPeopleSegment',
	request: { method: 'DELETE', path: '/website/{websiteId}/people/suggest/segment' },
	output: 'deleted',
	needs,
	fields: [segment],
});

export const getDataKeys = defineOperation({
	name: 'Get Data Keys',
	value: 'getDataKeys',
	action: 'Get suggested data keys of contacts',
	description: 'List the names of custom data in use among contacts, and how often each occurs',
	sdk: 'website.listSuggestedPeopleDataKeys',
	request: { method: 'GET', path: '/website/{websiteId}/people/suggest/data/{page}' },
	pages: 'pathNumber',
	output: 'items',
	needs,
	fields: [],
});

export const deleteDataKey = defineOperation({
	name: 'Delete Data Key',
	value: 'deleteDataKey',
	action: 'Delete suggested data key of contacts',
	description: 'Take a name off the list of custom data that Crisp suggests for contacts',
	sdk: 'website.deleteSuggestedPeopleDataKey',
	request: { method: 'DELETE', path: '/website/{websiteId}/people/suggest/data' },
	output: 'deleted',
	needs,
	fields: [
		{
			displayName: 'Key',
			name: 'key',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. price',
			description: 'The name of custom data to suggest no longer',
			to: 'body.key',
		},
	],
});

export const getEvents = defineOperation({
	name: 'Get Events',
	value: 'getEvents',
	action: 'Get suggested events of contacts',
	description: 'List the kinds of events in use among contacts, and how often each occurs',
	sdk: 'website.listSuggestedPeopleEvents',
	request: { method: 'GET', path: '/website/{websiteId}/people/suggest/events/{page}' },
	pages: 'pathNumber',
	output: 'items',
	needs,
	fields: [],
});

export const deleteEvent = defineOperation({
	name: 'Delete Event',
	value: 'deleteEvent',
	action: 'Delete suggested event of contacts',
	description: 'Take a kind of event off the list of those that Crisp suggests for contacts',
	sdk: 'website.deleteSuggestedPeopleEvent',
	request: { method: 'DELETE', path: '/website/{websiteId}/people/suggest/event' },
	output: 'deleted',
	needs,
	fields: [
		{
			displayName: 'Event Text',
			name: 'text',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Removed item from basket',
			description: 'The text of the events to suggest no longer',
			to: 'body.text',
		},
	],
});
