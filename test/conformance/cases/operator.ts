import { WEBSITE, type Case } from '../case';

export const operator: Case[] = [
	{
		sdk: 'website.listWebsiteOperators',
		resource: 'operator',
		operation: 'getAll',
		parameters: {},
		call: (client) => client.website.listWebsiteOperators(WEBSITE),
	},
];
