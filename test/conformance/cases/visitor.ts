import { WEBSITE, type Case } from '../case';

const tokenId = 'd3c17241-1327-47d7-9d8e-b89ff7bd2904';

export const visitor: Case[] = [
	{
		sdk: 'website.listVisitors',
		resource: 'visitor',
		operation: 'getAll',
		parameters: {},
		call: (client) => client.website.listVisitors(WEBSITE, 1),
	},
	{
		sdk: 'website.countVisitors',
		resource: 'visitor',
		operation: 'count',
		parameters: {},
		call: (client) => client.website.countVisitors(WEBSITE),
	},
	{
		sdk: 'website.pinpointVisitorsOnMap',
		resource: 'visitor',
		operation: 'getMap',
		parameters: { area: 'point', centerLongitude: -1.55, centerLatitude: 47.22, centerRadius: 0 },
		call: (client) => client.website.pinpointVisitorsOnMap(WEBSITE, -1.55, 47.22, 0),
	},
	{
		sdk: 'website.pinpointVisitorsOnMap',
		resource: 'visitor',
		operation: 'getMap',
		parameters: { area: 'world' },
		call: (client) =>
			client.website.pinpointVisitorsOnMap(
				WEBSITE,
				undefined as never,
				undefined as never,
				undefined as never,
			),
	},
	{
		sdk: 'website.getSessionIdentifierFromToken',
		resource: 'visitor',
		operation: 'getSession',
		parameters: { tokenId },
		call: (client) => client.website.getSessionIdentifierFromToken(WEBSITE, tokenId),
	},
	{
		sdk: 'website.countBlockedVisitors',
		resource: 'visitor',
		operation: 'countBlocked',
		parameters: {},
		call: (client) => client.website.countBlockedVisitors(WEBSITE),
	},
	{
		sdk: 'website.countBlockedVisitorsInRule',
		resource: 'visitor',
		operation: 'countBlockedInRule',
		parameters: { rule: 'rule-1' },
		call: (client) => client.website.countBlockedVisitorsInRule(WEBSITE, 'rule-1'),
	},
	{
		sdk: 'website.clearBlockedVisitorsInRule',
		resource: 'visitor',
		operation: 'clearBlockedInRule',
		parameters: { rule: 'rule-1' },
		call: (client) => client.website.clearBlockedVisitorsInRule(WEBSITE, 'rule-1'),
	},
];
