import { defineOperation } from '../../engine/define';
import { campaignId } from '../locators';
import { needs } from './needs';

export const dispatch = defineOperation({
	name: 'Dispatch',
	value: 'dispatch',
	action: 'Dispatch campaign',
	description:
		"Send a campaign that is ready to all its recipients. This cannot be undone, only halted with 'Pause'.",
	sdk: 'website.dispatchCampaign',
	request: { method: 'POST', path: '/website/{websiteId}/campaign/{campaignId}/dispatch' },
	output: 'success',
	needs,
	fields: [campaignId],
});

export const pause = defineOperation({
	name: 'Pause',
	value: 'pause',
	action: 'Pause campaign',
	description: "Halt a campaign that is being sent; 'Resume' goes on with it",
	sdk: 'website.pauseCampaign',
	request: { method: 'POST', path: '/website/{websiteId}/campaign/{campaignId}/pause' },
	output: 'success',
	needs,
	fields: [campaignId],
});

export const resume = defineOperation({
	name: 'Resume',
	value: 'resume',
	action: 'Resume campaign',
	description: 'Go on sending a campaign that was paused',
	sdk: 'website.resumeCampaign',
	request: { method: 'POST', path: '/website/{websiteId}/campaign/{campaignId}/resume' },
	output: 'success',
	needs,
	fields: [campaignId],
});

export const test = defineOperation({
	name: 'Test',
	value: 'test',
	action: 'Test campaign',
	description: 'Have Crisp send a campaign as a test, not to its recipients',
	sdk: 'website.testCampaign',
	request: { method: 'POST', path: '/website/{websiteId}/campaign/{campaignId}/test' },
	output: 'success',
	needs,
	fields: [campaignId],
});

export const getRecipients = defineOperation({
	name: 'Get Recipients',
	value: 'getRecipients',
	action: 'Get recipients of campaign',
	description: 'List the contacts that a campaign goes to, and whether each takes emails',
	sdk: 'website.listCampaignRecipients',
	request: {
		method: 'GET',
		path: '/website/{websiteId}/campaign/{campaignId}/recipients/{page}',
	},
	pages: 'pathNumber',
	output: 'items',
	needs,
	fields: [campaignId],
});

export const getStatistics = defineOperation({
	name: 'Get Statistics',
	value: 'getStatistics',
	action: 'Get statistics of campaign',
	description:
		"List the contacts who opened a campaign, clicked in it or unsubscribed. The totals are in the output of 'Get'.",
	sdk: 'website.listCampaignStatistics',
	request: {
		method: 'GET',
		path: '/website/{websiteId}/campaign/{campaignId}/statistics/{statistic}/{page}',
	},
	pages: 'pathNumber',
	output: 'items',
	needs,
	fields: [
		campaignId,
		{
			// Values as the totals of a campaign are called; the API's own list is not public.
			displayName: 'Statistic',
			name: 'statistic',
			type: 'options',
			options: [
				{ name: 'Clicked', value: 'clicked' },
				{ name: 'Opened', value: 'opened' },
				{ name: 'Unsubscribed', value: 'unsubscribed' },
			],
			default: 'opened',
			description: 'What the contacts did',
			to: 'path',
		},
	],
});

export const getTags = defineOperation({
	name: 'Get Tags',
	value: 'getTags',
	action: 'Get tags of campaigns',
	description: "List the tags in use among campaigns, for the filter of 'Get Many'",
	sdk: 'website.listCampaignTags',
	request: { method: 'GET', path: '/website/{websiteId}/campaigns/tags' },
	output: 'items',
	needs,
	fields: [],
	finish: (tags) => [tags].flat().map((tag) => (typeof tag === 'string' ? { tag } : tag)),
});
