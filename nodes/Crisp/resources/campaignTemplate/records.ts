import type { Field } from '../../engine/spec';
import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';
import { additionalProperties } from '../common';
import { createTemplate } from './create.operation';
import { content, format, name, templateId, type } from './fields';

/** Routes without a known scope; unlike those of campaigns they were labelled for plugins too. */
const needs: Needs = { tiers: ['website', 'plugin', 'user'] };

const additionalFields: Field<'additionalFields'> = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [type, additionalProperties],
};

export const create = defineOperation({
	name: 'Create',
	value: 'create',
	action: 'Create campaign template',
	description: 'Create a template for campaigns, with content or still empty',
	sdk: ['website.createNewCampaignTemplate', 'website.updateCampaignTemplate'],
	request: { method: 'POST', path: '/website/{websiteId}/campaigns/template' },
	output: 'success',
	needs,
	fields: [name, format, content, additionalFields],
	run: createTemplate,
});

export const checkExists = defineOperation({
	name: 'Check If Exists',
	value: 'checkExists',
	action: 'Check if campaign template exists',
	description: 'Find out whether a template is there, without reading it',
	sdk: 'website.checkCampaignTemplateExists',
	request: { method: 'HEAD', path: '/website/{websiteId}/campaigns/template/{templateId}' },
	output: 'exists',
	needs,
	fields: [templateId],
});

export const get = defineOperation({
	name: 'Get',
	value: 'get',
	action: 'Get campaign template',
	description: 'Read a template with its content',
	sdk: 'website.getCampaignTemplate',
	request: { method: 'GET', path: '/website/{websiteId}/campaigns/template/{templateId}' },
	output: 'item',
	needs,
	fields: [templateId],
});

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many campaign templates',
	description: 'List templates without their content, or search for them by name or type',
	sdk: 'website.listCampaignTemplates',
	request: { method: 'GET', path: '/website/{websiteId}/campaigns/templates/{page}' },
	pages: 'pathNumber',
	output: 'items',
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
					displayName: 'Custom',
					name: 'filterTypeCustom',
					type: 'boolean',
					default: true,
					description: 'Whether to return templates made in this workspace',
					to: 'query.filter_type_custom',
				},
				{
					displayName: 'Name',
					name: 'searchName',
					type: 'string',
					default: '',
					placeholder: 'e.g. Newsletter',
					description: 'Only templates with this text in their name',
					to: 'query.search_name',
				},
				{
					displayName: 'Static',
					name: 'filterTypeStatic',
					type: 'boolean',
					default: true,
					description: 'Whether to return templates that come with Crisp',
					to: 'query.filter_type_static',
				},
			],
		},
	],
});

export const update = defineOperation({
	name: 'Update',
	value: 'update',
	action: 'Update campaign template',
	description: 'Change some fields of a template and leave the others as they are',
	sdk: 'website.updateCampaignTemplate',
	request: { method: 'PATCH', path: '/website/{websiteId}/campaigns/template/{templateId}' },
	output: 'success',
	needs,
	fields: [
		templateId,
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [content, format, { ...name, required: false }, type, additionalProperties],
		},
	],
});

export const replace = defineOperation({
	name: 'Replace',
	value: 'replace',
	action: 'Replace campaign template',
	description: "Overwrite a template. Content that is not given here is lost; 'Update' keeps it.",
	sdk: 'website.saveCampaignTemplate',
	request: { method: 'PUT', path: '/website/{websiteId}/campaigns/template/{templateId}' },
	output: 'success',
	needs,
	fields: [templateId, name, format, { ...content, required: true }, additionalFields],
});

export const remove = defineOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete campaign template',
	description: 'Remove a template for good',
	sdk: 'website.removeCampaignTemplate',
	request: { method: 'DELETE', path: '/website/{websiteId}/campaigns/template/{templateId}' },
	output: 'deleted',
	needs,
	fields: [templateId],
});
