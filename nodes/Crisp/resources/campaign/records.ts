import type { Field } from '../../engine/spec';
import { defineOperation } from '../../engine/define';
import { campaignId } from '../locators';
import { createCampaign } from './create.operation';
import { campaignConditions, campaignContent, name, type } from './fields';
import { needs } from './needs';

const additionalFields: Field<'additionalFields'> = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: campaignContent,
};

export const create = defineOperation({
	name: 'Create',
	value: 'create',
	action: 'Create campaign',
	description: "Create a campaign, with content or still empty; 'Dispatch' sends it",
	sdk: ['website.createNewCampaign', 'website.updateCampaign'],
	request: { method: 'POST', path: '/website/{websiteId}/campaign' },
	output: 'success',
	needs,
	fields: [type, name, ...campaignConditions, additionalFields],
	run: createCampaign,
});

export const checkExists = defineOperation({
	name: 'Check If Exists',
	value: 'checkExists',
	action: 'Check if campaign exists',
	description: 'Find out whether a campaign is there, without reading it',
	sdk: 'website.checkCampaignExists',
	request: { method: 'HEAD', path: '/website/{websiteId}/campaign/{campaignId}' },
	output: 'exists',
	needs,
	fields: [campaignId],
});

export const get = defineOperation({
	name: 'Get',
	value: 'get',
	action: 'Get campaign',
	description: 'Read a campaign with its content, recipients and progress',
	sdk: 'website.getCampaign',
	request: { method: 'GET', path: '/website/{websiteId}/campaign/{campaignId}' },
	output: 'item',
	simplify: [
		'campaign_id',
		'name',
		'subject',
		'message',
		'type',
		'recipients.segments',
		'ready',
		'running',
		'progress',
		'reached',
	],
	needs,
	fields: [campaignId],
});

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many campaigns',
	description: 'List campaigns, or search for them by name, tag, type or status',
	sdk: 'website.listCampaigns',
	request: { method: 'GET', path: '/website/{websiteId}/campaigns/list/{page}' },
	pages: 'pathNumber',
	output: 'items',
	simplify: [
		'campaign_id',
		'name',
		'subject',
		'type',
		'tag',
		'ready',
		'running',
		'progress',
		'reached',
		'targets',
	],
	needs,
	fields: [
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Automated',
					name: 'filterTypeAutomated',
					type: 'boolean',
					default: true,
					description: 'Whether to return automated campaigns',
					to: 'query.filter_type_automated',
				},
				{
					displayName: 'Done',
					name: 'filterStatusDone',
					type: 'boolean',
					default: true,
					description: 'Whether to return campaigns that have been sent',
					to: 'query.filter_status_done',
				},
				{
					displayName: 'Name',
					name: 'searchName',
					type: 'string',
					default: '',
					description: 'Only campaigns with this text in their name',
					to: 'query.search_name',
				},
				{
					displayName: 'Not Configured',
					name: 'filterStatusNotConfigured',
					type: 'boolean',
					default: true,
					description: 'Whether to return campaigns that lack something',
					to: 'query.filter_status_not_configured',
				},
				{
					displayName: 'One-Shot',
					name: 'filterTypeOneShot',
					type: 'boolean',
					default: true,
					description: 'Whether to return one-shot campaigns',
					to: 'query.filter_type_one_shot',
				},
				{
					displayName: 'Paused',
					name: 'filterStatusPaused',
					type: 'boolean',
					default: true,
					description: 'Whether to return paused campaigns',
					to: 'query.filter_status_paused',
				},
				{
					displayName: 'Ready',
					name: 'filterStatusReady',
					type: 'boolean',
					default: true,
					description: 'Whether to return campaigns that are ready to be sent',
					to: 'query.filter_status_ready',
				},
				{
					displayName: 'Sending',
					name: 'filterStatusSending',
					type: 'boolean',
					default: true,
					description: 'Whether to return campaigns that are being sent',
					to: 'query.filter_status_sending',
				},
				{
					displayName: 'Tag',
					name: 'filterTag',
					type: 'string',
					default: '',
					description: 'Only campaigns with this tag',
					to: 'query.filter_tag',
				},
			],
		},
	],
});

export const update = defineOperation({
	name: 'Update',
	value: 'update',
	action: 'Update campaign',
	description: 'Change some fields of a campaign and leave the others as they are',
	sdk: 'website.updateCampaign',
	request: { method: 'PATCH', path: '/website/{websiteId}/campaign/{campaignId}' },
	output: 'success',
	needs,
	fields: [
		campaignId,
		...campaignConditions,
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [{ ...name, required: false }, type, ...campaignContent],
		},
	],
});

export const replace = defineOperation({
	name: 'Replace',
	value: 'replace',
	action: 'Replace content of campaign',
	description:
		"Overwrite a campaign. What is not given here is lost: sender, recipients, flow, message and options. 'Update' keeps it.",
	sdk: 'website.saveCampaign',
	request: { method: 'PUT', path: '/website/{websiteId}/campaign/{campaignId}' },
	output: 'success',
	needs,
	fields: [campaignId, type, name, ...campaignConditions, additionalFields],
});

export const remove = defineOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete campaign',
	description: 'Remove a campaign and its statistics for good',
	sdk: 'website.removeCampaign',
	request: { method: 'DELETE', path: '/website/{websiteId}/campaign/{campaignId}' },
	output: 'deleted',
	needs,
	fields: [campaignId],
});
