import { byId, WEBSITE, type Case } from '../case';

const locale = byId('en');

export const helpdeskLocale: Case[] = [
	{
		sdk: 'website.listHelpdeskLocales',
		resource: 'helpdeskLocale',
		operation: 'getAll',
		parameters: {},
		call: (client) => client.website.listHelpdeskLocales(WEBSITE, 1),
	},
	{
		sdk: 'website.resolveHelpdeskLocale',
		resource: 'helpdeskLocale',
		operation: 'get',
		parameters: { locale },
		call: (client) => client.website.resolveHelpdeskLocale(WEBSITE, 'en'),
	},
	{
		sdk: 'website.addHelpdeskLocale',
		resource: 'helpdeskLocale',
		operation: 'create',
		parameters: { localeCode: 'fr' },
		call: (client) => client.website.addHelpdeskLocale(WEBSITE, 'fr'),
	},
	{
		sdk: 'website.checkHelpdeskLocaleExists',
		resource: 'helpdeskLocale',
		operation: 'checkExists',
		parameters: { locale },
		call: (client) => client.website.checkHelpdeskLocaleExists(WEBSITE, 'en'),
	},
	{
		sdk: 'website.deleteHelpdeskLocale',
		resource: 'helpdeskLocale',
		operation: 'delete',
		parameters: { locale },
		call: (client) => client.website.deleteHelpdeskLocale(WEBSITE, 'en'),
	},
];
