import { WEBSITE, type Case } from '../case';

export const contactSuggestion: Case[] = [
	{
		sdk: 'website.listSuggestedPeopleSegments',
		resource: 'contactSuggestion',
		operation: 'getSegments',
		parameters: {},
		data: [],
		call: (client) => client.website.listSuggestedPeopleSegments(WEBSITE, 1),
	},
	{
		sdk: 'website.deleteSuggestedPeopleSegment',
		resource: 'contactSuggestion',
		operation: 'deleteSegment',
		parameters: { segment: { __rl: true, mode: 'name', value: 'poweruser' } },
		call: (client) => client.website.deleteSuggestedPeopleSegment(WEBSITE, 'poweruser'),
	},
	{
		sdk: 'website.listSuggestedPeopleDataKeys',
		resource: 'contactSuggestion',
		operation: 'getDataKeys',
		parameters: {},
		data: [],
		call: (client) => client.website.listSuggestedPeopleDataKeys(WEBSITE, 1),
	},
	{
		sdk: 'website.deleteSuggestedPeopleDataKey',
		resource: 'contactSuggestion',
		operation: 'deleteDataKey',
		parameters: { key: 'price' },
		call: (client) => client.website.deleteSuggestedPeopleDataKey(WEBSITE, 'price'),
	},
	{
		sdk: 'website.listSuggestedPeopleEvents',
		resource: 'contactSuggestion',
		operation: 'getEvents',
		parameters: {},
		data: [],
		call: (client) => client.website.listSuggestedPeopleEvents(WEBSITE, 1),
	},
	{
		sdk: 'website.deleteSuggestedPeopleEvent',
		resource: 'contactSuggestion',
		operation: 'deleteEvent',
		parameters: { text: 'Removed item from basket' },
		call: (client) =>
			client.website.deleteSuggestedPeopleEvent(WEBSITE, 'Removed item from basket'),
	},
];
