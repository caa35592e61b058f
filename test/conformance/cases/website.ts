import { WEBSITE, type Case } from '../case';

export const website: Case[] = [
	{
		sdk: 'website.getWebsite',
		resource: 'website',
		operation: 'get',
		parameters: {},
		call: (client) => client.website.getWebsite(WEBSITE),
	},
];
