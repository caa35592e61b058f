import { byId, WEBSITE, type Case } from '../case';

const locale = byId('en');
const START = '2026-03-01T00:00:00.000Z';
const END = '2026-04-01T00:00:00.000Z';
const filters = { filterDateStart: START, filterDateEnd: END };

export const helpdeskFeedback: Case[] = [
	{
		sdk: 'website.listHelpdeskLocaleFeedbacks',
		resource: 'helpdeskFeedback',
		operation: 'getAll',
		parameters: { locale, contentType: 'guides', filters },
		call: (client) =>
			client.website.listHelpdeskLocaleFeedbacks(WEBSITE, 'en', 'guides' as never, 1, START, END),
	},
	{
		sdk: 'website.mapHelpdeskLocaleFeedbackRatings',
		resource: 'helpdeskFeedback',
		operation: 'getRatings',
		parameters: { locale, contentType: 'guides', filters },
		call: (client) =>
			client.website.mapHelpdeskLocaleFeedbackRatings(WEBSITE, 'en', 'guides' as never, START, END),
	},
];
