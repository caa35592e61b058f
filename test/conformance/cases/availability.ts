import { WEBSITE, type Case } from '../case';

export const availability: Case[] = [
	{
		sdk: 'website.getWebsiteAvailabilityStatus',
		resource: 'availability',
		operation: 'getStatus',
		parameters: {},
		call: (client) => client.website.getWebsiteAvailabilityStatus(WEBSITE),
	},
	{
		sdk: 'website.listWebsiteOperatorAvailabilities',
		resource: 'availability',
		operation: 'getOperators',
		parameters: {},
		call: (client) => client.website.listWebsiteOperatorAvailabilities(WEBSITE),
	},
];
