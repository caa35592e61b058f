import { byId, CAMPAIGN, OPERATOR, PEOPLE, WEBSITE, type Case } from '../case';

const campaignId = byId(CAMPAIGN);

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
		sdk: 'website.updateCampaign',
		resource: 'campaign',
		operation: 'update',
		parameters: {
			campaignId,
			updateFields: {
				format: 'markdown',
				name: 'Welcome',
				subject: 'Hello',
				tag: 'onboarding',
				message: '*Hey there*',
				senderUserId: OPERATOR,
				recipientType: 'people',
				recipientPeople: PEOPLE,
				recipientSegments: 'customer, vip',
				deliverToChatbox: true,
				deliverToEmail: false,
				senderNameWebsite: false,
				senderEmailReply: true,
				tracking: true,
			},
		},
		call: (client) =>
			client.website.updateCampaign(WEBSITE, CAMPAIGN, {
				format: 'markdown',
				name: 'Welcome',
				subject: 'Hello',
				tag: 'onboarding',
				message: '*Hey there*',
				sender: { user_id: OPERATOR },
				recipients: { type: 'people', people: [PEOPLE], segments: ['customer', 'vip'] },
				options: {
					deliver_to_chatbox: true,
					deliver_to_email: false,
					sender_name_website: false,
					sender_email_reply: true,
					tracking: true,
				},
			} as never),
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
];
