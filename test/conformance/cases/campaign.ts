import { byId, CAMPAIGN, NO_FILTERS, OPERATOR, PEOPLE, WEBSITE, type Case } from '../case';

const campaignId = byId(CAMPAIGN);

const CONDITIONS = {
	recipientFilter: {
		condition: [
			{ criterion: 'segments', operator: 'eq', query: 'vip, customer' },
			{ criterion: 'other', otherCriterion: 'person.phone', operator: 'has', query: '+33' },
		],
	},
	flowAssertFilter: {
		condition: [
			{ criterion: 'company.name', operator: 'has', query: 'Acme' },
			{ criterion: 'other', otherCriterion: 'notepad', operator: 'neq', query: 'no mail' },
		],
	},
};

const CONTENT = {
	deliverToChatbox: true,
	deliverToEmail: false,
	flowAssertDelay: 60,
	flowDeliverDelay: 3600,
	flowDeliverOnce: true,
	flowLaunchEvent: 'renewal-due',
	format: 'markdown',
	message: '*Hey there*',
	recipientPeople: PEOPLE,
	recipientSegments: ['customer', 'vip'],
	recipientType: 'filter',
	senderEmailReply: true,
	senderNameWebsite: false,
	senderUserId: byId(OPERATOR),
	subject: 'Hello',
	tag: 'onboarding',
	tracking: true,
};

const SENT = {
	flow: {
		assert_delay: 60,
		assert_filter: [
			{ model: 'people', criterion: 'company.name', operator: 'has', query: ['Acme'] },
			{ model: 'people', criterion: 'notepad', operator: 'neq', query: ['no mail'] },
		],
		deliver_delay: 3600,
		deliver_once: true,
		launch_event: 'renewal-due',
	},
	format: 'markdown',
	message: '*Hey there*',
	options: {
		deliver_to_chatbox: true,
		deliver_to_email: false,
		sender_email_reply: true,
		sender_name_website: false,
		tracking: true,
	},
	recipients: {
		filter: [
			{ model: 'people', criterion: 'segments', operator: 'eq', query: ['vip', 'customer'] },
			{ model: 'people', criterion: 'person.phone', operator: 'has', query: ['+33'] },
		],
		people: [PEOPLE],
		segments: ['customer', 'vip'],
		type: 'filter',
	},
	sender: { user_id: OPERATOR },
	subject: 'Hello',
	tag: 'onboarding',
};

export const campaign: Case[] = [
	{
		sdk: 'website.createNewCampaign',
		resource: 'campaign',
		operation: 'create',
		parameters: { type: 'automated', name: 'Welcome' },
		call: (client) => client.website.createNewCampaign(WEBSITE, 'automated', 'Welcome'),
	},
	{
		sdk: 'website.getCampaign',
		resource: 'campaign',
		operation: 'get',
		parameters: { campaignId },
		call: (client) => client.website.getCampaign(WEBSITE, CAMPAIGN),
	},
	{
		sdk: 'website.listCampaigns',
		resource: 'campaign',
		operation: 'getAll',
		parameters: {},
		call: (client) => client.website.listCampaigns(WEBSITE, 1),
	},
	{
		sdk: 'website.listCampaigns',
		resource: 'campaign',
		operation: 'getAll',
		parameters: {
			filters: {
				filterStatusDone: true,
				filterStatusNotConfigured: false,
				filterStatusPaused: true,
				filterStatusReady: false,
				filterStatusSending: true,
				filterTag: 'onboarding',
				filterTypeAutomated: true,
				filterTypeOneShot: false,
				searchName: 'Wel',
			},
		},
		call: (client) => client.website.listCampaigns(WEBSITE, 1),
		difference: {
			reason: NO_FILTERS,
			node: {
				query: {
					filter_status_done: '1',
					filter_status_not_configured: '0',
					filter_status_paused: '1',
					filter_status_ready: '0',
					filter_status_sending: '1',
					filter_tag: 'onboarding',
					filter_type_automated: '1',
					filter_type_one_shot: '0',
					search_name: 'Wel',
				},
			},
		},
	},
	{
		sdk: 'website.updateCampaign',
		resource: 'campaign',
		operation: 'update',
		parameters: {
			campaignId,
			...CONDITIONS,
			updateFields: {
				...CONTENT,
				name: 'Welcome',
				type: 'automated',
				additionalProperties: '{ "options": { "newer": true } }',
			},
		},
		call: (client) =>
			client.website.updateCampaign(WEBSITE, CAMPAIGN, {
				...SENT,
				name: 'Welcome',
				type: 'automated',
				options: { ...SENT.options, newer: true },
			} as never),
	},
	{
		sdk: 'website.updateCampaign',
		resource: 'campaign',
		operation: 'create',
		parameters: {
			type: 'one-shot',
			name: 'Welcome',
			...CONDITIONS,
			additionalFields: {
				...CONTENT,
				senderUserId: { __rl: true, mode: 'list', value: OPERATOR },
				additionalProperties: '{ "options": { "newer": true } }',
			},
		},
		data: { campaign_id: CAMPAIGN },
		call: (client) =>
			client.website.updateCampaign(WEBSITE, CAMPAIGN, {
				...SENT,
				options: { ...SENT.options, newer: true },
			} as never),
	},
	{
		sdk: 'website.saveCampaign',
		resource: 'campaign',
		operation: 'replace',
		parameters: {
			campaignId,
			type: 'one-shot',
			name: 'Welcome',
			...CONDITIONS,
			additionalFields: {
				...CONTENT,
				additionalProperties: '{ "options": { "sender_email_reply": null } }',
			},
		},
		call: (client) =>
			client.website.saveCampaign(WEBSITE, CAMPAIGN, {
				...SENT,
				type: 'one-shot',
				name: 'Welcome',
				options: { ...SENT.options, sender_email_reply: null },
			} as never),
	},
	{
		sdk: 'website.checkCampaignExists',
		resource: 'campaign',
		operation: 'checkExists',
		parameters: { campaignId },
		call: (client) => client.website.checkCampaignExists(WEBSITE, CAMPAIGN),
	},
	{
		sdk: 'website.removeCampaign',
		resource: 'campaign',
		operation: 'delete',
		parameters: { campaignId },
		call: (client) => client.website.removeCampaign(WEBSITE, CAMPAIGN),
	},
	{
		sdk: 'website.dispatchCampaign',
		resource: 'campaign',
		operation: 'dispatch',
		parameters: { campaignId },
		call: (client) => client.website.dispatchCampaign(WEBSITE, CAMPAIGN),
	},
	{
		sdk: 'website.pauseCampaign',
		resource: 'campaign',
		operation: 'pause',
		parameters: { campaignId },
		call: (client) => client.website.pauseCampaign(WEBSITE, CAMPAIGN),
	},
	{
		sdk: 'website.resumeCampaign',
		resource: 'campaign',
		operation: 'resume',
		parameters: { campaignId },
		call: (client) => client.website.resumeCampaign(WEBSITE, CAMPAIGN),
	},
	{
		sdk: 'website.testCampaign',
		resource: 'campaign',
		operation: 'test',
		parameters: { campaignId },
		call: (client) => client.website.testCampaign(WEBSITE, CAMPAIGN),
	},
	{
		sdk: 'website.listCampaignRecipients',
		resource: 'campaign',
		operation: 'getRecipients',
		parameters: { campaignId },
		data: [],
		call: (client) => client.website.listCampaignRecipients(WEBSITE, CAMPAIGN, 1),
	},
	{
		sdk: 'website.listCampaignStatistics',
		resource: 'campaign',
		operation: 'getStatistics',
		parameters: { campaignId, statistic: 'clicked' },
		data: [],
		call: (client) => client.website.listCampaignStatistics(WEBSITE, CAMPAIGN, 'clicked', 1),
	},
	{
		sdk: 'website.listCampaignTags',
		resource: 'campaign',
		operation: 'getTags',
		parameters: {},
		data: [],
		call: (client) => client.website.listCampaignTags(WEBSITE),
	},
];
