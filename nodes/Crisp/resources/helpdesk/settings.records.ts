import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';
import { additionalProperties } from '../common';
import { settingsFields } from './settings.fields';

const anyTier: Needs = { tiers: ['website', 'plugin', 'user'] };
const userOnly: Needs = { tiers: ['user'] };

export const getSettings = defineOperation({
	name: 'Get Settings',
	value: 'getSettings',
	action: 'Get settings of helpdesk',
	description:
		'Read appearance, sections, behavior and access of the helpdesk, with the access password if it has one',
	sdk: 'website.resolveHelpdeskSettings',
	request: { method: 'GET', path: '/website/{websiteId}/helpdesk/settings' },
	output: 'item',
	needs: anyTier,
	fields: [],
});

export const updateSettings = defineOperation({
	name: 'Update Settings',
	value: 'updateSettings',
	action: 'Update settings of helpdesk',
	description: 'Change some settings of the helpdesk and leave the others as they are',
	sdk: 'website.saveHelpdeskSettings',
	request: { method: 'PATCH', path: '/website/{websiteId}/helpdesk/settings' },
	output: 'success',
	needs: anyTier,
	fields: [
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: settingsFields,
		},
	],
});

export const getDomain = defineOperation({
	name: 'Get Domain',
	value: 'getDomain',
	action: 'Get domain of helpdesk',
	description: 'Read the basic and the custom domain of the helpdesk, and whether it is verified',
	sdk: 'website.resolveHelpdeskDomain',
	request: { method: 'GET', path: '/website/{websiteId}/helpdesk/domain' },
	output: 'item',
	needs: userOnly,
	fields: [],
});

export const changeDomain = defineOperation({
	name: 'Change Domain',
	value: 'changeDomain',
	action: 'Change domain of helpdesk',
	description:
		'Request another basic or custom domain for the helpdesk. Its old address stops working.',
	sdk: 'website.requestHelpdeskDomainChange',
	request: { method: 'PATCH', path: '/website/{websiteId}/helpdesk/domain' },
	output: 'success',
	needs: userOnly,
	fields: [
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Basic Domain',
					name: 'basic',
					type: 'string',
					default: '',
					placeholder: 'e.g. acme',
					description: "First part of the helpdesk's address, before Crisp's own domain",
					to: 'body.basic',
				},
				{
					displayName: 'Custom Domain',
					name: 'custom',
					type: 'string',
					default: '',
					placeholder: 'e.g. help.acme-inc.com',
					description: 'Your own domain that leads to the helpdesk',
					to: 'body.custom',
				},
				additionalProperties,
			],
		},
	],
});

export const getDomainSetup = defineOperation({
	name: 'Get Domain Setup',
	value: 'getDomainSetup',
	action: 'Get domain setup of helpdesk',
	description: 'Read the DNS records that a custom domain of the helpdesk needs',
	sdk: 'website.generateHelpdeskDomainSetupFlow',
	request: { method: 'GET', path: '/website/{websiteId}/helpdesk/domain/setup' },
	output: 'item',
	needs: userOnly,
	fields: [
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Custom Domain',
					name: 'custom',
					type: 'string',
					default: '',
					placeholder: 'e.g. help.acme-inc.com',
					description: 'The domain to get the records for; otherwise the one in use',
					to: 'query.custom',
				},
			],
		},
	],
});
