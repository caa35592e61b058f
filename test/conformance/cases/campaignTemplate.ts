import { byId, NO_FILTERS, WEBSITE, type Case } from '../case';

const TEMPLATE = '2d6e0f5c-6b7a-4a39-9c0d-6f6a3d2c8b11';

const CONTENT = '<p>Hello</p><a href="{{url.unsubscribe}}">Unsubscribe</a>';

const templateId = byId(TEMPLATE);

export const campaignTemplate: Case[] = [
	{
		sdk: 'website.createNewCampaignTemplate',
		resource: 'campaignTemplate',
		operation: 'create',
		parameters: { name: 'Newsletter', format: 'html' },
		call: (client) => client.website.createNewCampaignTemplate(WEBSITE, 'html', 'Newsletter'),
	},
	{
		sdk: 'website.updateCampaignTemplate',
		resource: 'campaignTemplate',
		operation: 'create',
		parameters: {
			name: 'Newsletter',
			format: 'html',
			content: CONTENT,
			additionalFields: { type: 'custom', additionalProperties: '{ "newer": true }' },
		},
		data: { template_id: TEMPLATE },
		call: (client) =>
			client.website.updateCampaignTemplate(WEBSITE, TEMPLATE, {
				content: CONTENT,
				type: 'custom',
				newer: true,
			} as never),
	},
	{
		sdk: 'website.checkCampaignTemplateExists',
		resource: 'campaignTemplate',
		operation: 'checkExists',
		parameters: { templateId },
		call: (client) => client.website.checkCampaignTemplateExists(WEBSITE, TEMPLATE),
	},
	{
		sdk: 'website.getCampaignTemplate',
		resource: 'campaignTemplate',
		operation: 'get',
		parameters: { templateId },
		call: (client) => client.website.getCampaignTemplate(WEBSITE, TEMPLATE),
	},
	{
		sdk: 'website.listCampaignTemplates',
		resource: 'campaignTemplate',
		operation: 'getAll',
		parameters: {},
		data: [],
		call: (client) => client.website.listCampaignTemplates(WEBSITE, 1),
	},
	{
		sdk: 'website.listCampaignTemplates',
		resource: 'campaignTemplate',
		operation: 'getAll',
		parameters: {
			filters: { filterTypeCustom: true, filterTypeStatic: false, searchName: 'News' },
		},
		data: [],
		call: (client) => client.website.listCampaignTemplates(WEBSITE, 1),
		difference: {
			reason: NO_FILTERS,
			node: {
				query: { filter_type_custom: '1', filter_type_static: '0', search_name: 'News' },
			},
		},
	},
	{
		sdk: 'website.updateCampaignTemplate',
		resource: 'campaignTemplate',
		operation: 'update',
		parameters: {
			templateId,
			updateFields: {
				content: CONTENT,
				format: 'markdown',
				name: 'News',
				type: 'static',
				additionalProperties: '{ "newer": true }',
			},
		},
		call: (client) =>
			client.website.updateCampaignTemplate(WEBSITE, TEMPLATE, {
				content: CONTENT,
				format: 'markdown',
				name: 'News',
				type: 'static',
				newer: true,
			} as never),
	},
	{
		sdk: 'website.saveCampaignTemplate',
		resource: 'campaignTemplate',
		operation: 'replace',
		parameters: {
			templateId,
			name: 'News',
			format: 'html',
			content: CONTENT,
			additionalFields: { type: 'custom', additionalProperties: '{ "newer": true }' },
		},
		call: (client) =>
			client.website.saveCampaignTemplate(WEBSITE, TEMPLATE, {
				name: 'News',
				format: 'html',
				content: CONTENT,
				type: 'custom',
				newer: true,
			} as never),
	},
	{
		sdk: 'website.removeCampaignTemplate',
		resource: 'campaignTemplate',
		operation: 'delete',
		parameters: { templateId },
		call: (client) => client.website.removeCampaignTemplate(WEBSITE, TEMPLATE),
	},
];
