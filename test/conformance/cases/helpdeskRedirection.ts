import { byId, WEBSITE, type Case } from '../case';

const REDIRECTION = '9bf6a2f0-6c5a-4d5e-9b1c-7d5a0f3f2f11';
const redirectionId = byId(REDIRECTION);

export const helpdeskRedirection: Case[] = [
	{
		sdk: 'website.listHelpdeskRedirections',
		resource: 'helpdeskRedirection',
		operation: 'getAll',
		parameters: {},
		call: (client) => client.website.listHelpdeskRedirections(WEBSITE, 1),
	},
	{
		sdk: 'website.resolveHelpdeskRedirection',
		resource: 'helpdeskRedirection',
		operation: 'get',
		parameters: { redirectionId },
		call: (client) => client.website.resolveHelpdeskRedirection(WEBSITE, REDIRECTION),
	},
	{
		sdk: 'website.addHelpdeskRedirection',
		resource: 'helpdeskRedirection',
		operation: 'create',
		parameters: { path: '/en/article/old-name/', target: '/en/article/new-name-1xh7pqk/' },
		call: (client) =>
			client.website.addHelpdeskRedirection(
				WEBSITE,
				'/en/article/old-name/',
				'/en/article/new-name-1xh7pqk/',
			),
	},
	{
		sdk: 'website.checkHelpdeskRedirectionExists',
		resource: 'helpdeskRedirection',
		operation: 'checkExists',
		parameters: { redirectionId },
		call: (client) => client.website.checkHelpdeskRedirectionExists(WEBSITE, REDIRECTION),
	},
	{
		sdk: 'website.deleteHelpdeskRedirection',
		resource: 'helpdeskRedirection',
		operation: 'delete',
		parameters: { redirectionId },
		call: (client) => client.website.deleteHelpdeskRedirection(WEBSITE, REDIRECTION),
	},
];
