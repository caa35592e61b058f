import { byId, WEBSITE, type Case } from '../case';

const CHANGE = '3f9d2c7a41b8e6';
const changeId = byId(CHANGE);

export const helpdeskHistory: Case[] = [
	{
		sdk: 'website.listHelpdeskHistoryChanges',
		resource: 'helpdeskHistory',
		operation: 'getAll',
		parameters: {
			filters: {
				filterLocale: 'en',
				filterType: 'news',
				filterTreePath: 'orders/shipping-policy.md',
			},
		},
		call: (client) =>
			client.website.listHelpdeskHistoryChanges(
				WEBSITE,
				1,
				'en',
				'news',
				'orders/shipping-policy.md',
			),
	},
	{
		sdk: 'website.resolveHelpdeskHistoryChange',
		resource: 'helpdeskHistory',
		operation: 'get',
		parameters: { changeId },
		call: (client) => client.website.resolveHelpdeskHistoryChange(WEBSITE, CHANGE),
	},
	{
		sdk: 'website.cancelHelpdeskHistoryChange',
		resource: 'helpdeskHistory',
		operation: 'cancel',
		parameters: { changeId, action: 'revert' },
		call: (client) => client.website.cancelHelpdeskHistoryChange(WEBSITE, CHANGE, 'revert'),
	},
];
