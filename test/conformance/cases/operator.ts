import { byId, OPERATOR, WEBSITE, type Case } from '../case';

const userId = byId(OPERATOR);

export const operator: Case[] = [
	{
		sdk: 'website.listWebsiteOperators',
		resource: 'operator',
		operation: 'getAll',
		parameters: {},
		call: (client) => client.website.listWebsiteOperators(WEBSITE),
	},
	{
		sdk: 'website.getWebsiteOperator',
		resource: 'operator',
		operation: 'get',
		parameters: { userId },
		call: (client) => client.website.getWebsiteOperator(WEBSITE, OPERATOR),
	},
	{
		sdk: 'website.listLastActiveWebsiteOperators',
		resource: 'operator',
		operation: 'getLastActive',
		parameters: {},
		call: (client) => client.website.listLastActiveWebsiteOperators(WEBSITE),
	},
	{
		sdk: 'website.flushLastActiveWebsiteOperators',
		resource: 'operator',
		operation: 'flushLastActive',
		parameters: {},
		call: (client) => client.website.flushLastActiveWebsiteOperators(WEBSITE),
	},
	{
		sdk: 'website.sendEmailToWebsiteOperators',
		resource: 'operator',
		operation: 'sendEmail',
		parameters: {
			recipient: 'owners',
			subject: 'Plugin limits reached',
			message: 'Please look at your plan.',
			additionalFields: {
				recipientUserId: userId,
				targetLabel: 'See my plan',
				targetUrl: 'https://example.com/plan',
				additionalProperties: '{ "newer": true }',
			},
		},
		call: (client) =>
			client.website.sendEmailToWebsiteOperators(WEBSITE, {
				recipient: 'owners',
				user_id: OPERATOR,
				subject: 'Plugin limits reached',
				message: 'Please look at your plan.',
				target: { label: 'See my plan', url: 'https://example.com/plan' },
				newer: true,
			} as never),
	},
	{
		sdk: 'website.inviteWebsiteOperator',
		resource: 'operator',
		operation: 'invite',
		parameters: {
			email: 'jane.doe@example.com',
			role: 'owner',
			verifySecret: 'not-a-real-one',
			additionalFields: { additionalProperties: '{ "verify": { "newer": true } }' },
		},
		call: (client) =>
			client.website.inviteWebsiteOperator(WEBSITE, 'jane.doe@example.com', 'owner', {
				method: 'password',
				secret: 'not-a-real-one',
				newer: true,
			} as never),
	},
	{
		sdk: 'website.changeOperatorMembership',
		resource: 'operator',
		operation: 'changeMembership',
		parameters: { userId, role: 'owner', additionalFields: { title: 'CTO' } },
		call: (client) => client.website.changeOperatorMembership(WEBSITE, OPERATOR, 'owner', 'CTO'),
	},
	{
		sdk: 'website.changeOperatorMembership',
		resource: 'operator',
		operation: 'changeMembership',
		parameters: {
			userId,
			role: 'member',
			additionalFields: { additionalProperties: '{ "title": "CEO" }' },
		},
		call: (client) => client.website.changeOperatorMembership(WEBSITE, OPERATOR, 'member', 'CEO'),
	},
	{
		sdk: 'website.unlinkOperatorFromWebsite',
		resource: 'operator',
		operation: 'unlink',
		parameters: { userId },
		call: (client) => client.website.unlinkOperatorFromWebsite(WEBSITE, OPERATOR),
	},
];
