import { WEBSITE, type Case } from '../case';

export const verification: Case[] = [
	{
		sdk: 'website.getVerifySettings',
		resource: 'verification',
		operation: 'getSettings',
		parameters: {},
		call: (client) => client.website.getVerifySettings(WEBSITE),
	},
	{
		sdk: 'website.updateVerifySettings',
		resource: 'verification',
		operation: 'updateSettings',
		parameters: { enabled: false },
		call: (client) => client.website.updateVerifySettings(WEBSITE, { enabled: false }),
	},
	{
		sdk: 'website.getVerifyKey',
		resource: 'verification',
		operation: 'getKey',
		parameters: {},
		call: (client) => client.website.getVerifyKey(WEBSITE),
	},
	{
		sdk: 'website.rollVerifyKey',
		resource: 'verification',
		operation: 'rollKey',
		parameters: {},
		call: (client) => client.website.rollVerifyKey(WEBSITE),
	},
];
