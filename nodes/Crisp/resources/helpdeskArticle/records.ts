import { defineOperation } from '../../engine/define';
import { additionalProperties } from '../common';
import { contentType, dateFilters, locale } from '../helpdesk/fields';
import { create } from './create.operation';
import { articleFields, entityId, newTreePath, treePath } from './fields';
import { update } from './update.operation';

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many helpdesk articles',
	description:
		'List categories and articles of the helpdesk as a tree, drafts included, or search them by title',
	sdk: 'website.listHelpdeskTree',
	request: {
		method: 'GET',
		path: '/website/{websiteId}/helpdesk/tree/list/{locale}/{contentType}/{page}',
	},
	pages: 'pathNumber',
	output: 'items',
	fields: [
		locale,
		contentType,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				...dateFilters,
				{
					displayName: 'Sub Path',
					name: 'subPath',
					type: 'string',
					default: '',
					placeholder: 'e.g. orders/delivery',
					description: 'Only what is below this category or section',
					to: 'query.sub_path',
				},
				{
					displayName: 'Title',
					name: 'searchTitle',
					type: 'string',
					default: '',
					placeholder: 'e.g. shipping',
					description: 'Only what has this text in its title',
					to: 'query.search_title',
				},
			],
		},
	],
});

export const get = defineOperation({
	name: 'Get',
	value: 'get',
	action: 'Get helpdesk article',
	description:
		"Read title, state and children of an article or category; 'Get Content' has the text",
	sdk: 'website.resolveHelpdeskTreePath',
	request: {
		method: 'GET',
		path: '/website/{websiteId}/helpdesk/tree/path/{locale}/{contentType}/{treePath+}',
	},
	output: 'item',
	fields: [locale, contentType, treePath],
});

export const getContent = defineOperation({
	name: 'Get Content',
	value: 'getContent',
	action: 'Get content of helpdesk article',
	description: 'Read the text of an article in Markdown, for example to answer a question from it',
	sdk: 'website.resolveHelpdeskTreeContent',
	request: {
		method: 'GET',
		path: '/website/{websiteId}/helpdesk/tree/content/{locale}/{contentType}/{treePath+}',
	},
	output: 'item',
	fields: [locale, contentType, treePath],
});

export const getMetadata = defineOperation({
	name: 'Get Metadata',
	value: 'getMetadata',
	action: 'Get metadata of helpdesk article',
	description:
		'Read title, description, state, author, color and picture of an article or category',
	sdk: 'website.resolveHelpdeskTreeMetadata',
	request: {
		method: 'GET',
		path: '/website/{websiteId}/helpdesk/tree/metadata/{locale}/{contentType}/{treePath+}',
	},
	output: 'item',
	fields: [locale, contentType, treePath],
});

export const getPage = defineOperation({
	name: 'Get Page',
	value: 'getPage',
	action: 'Get page of helpdesk article',
	description: 'Read the public title and address of an article, for example to send a link to it',
	sdk: 'website.resolveHelpdeskTreePage',
	request: {
		method: 'GET',
		path: '/website/{websiteId}/helpdesk/tree/page/{locale}/{contentType}/{treePath+}',
	},
	output: 'item',
	fields: [locale, contentType, treePath],
});

export const getPageByEntity = defineOperation({
	name: 'Get Page by Entity ID',
	value: 'getPageByEntity',
	action: 'Get page of helpdesk by entity ID',
	description: 'Read the public title, address and tree path of a page whose entity ID you know',
	sdk: 'website.resolveHelpdeskPageEntity',
	request: {
		method: 'GET',
		path: '/website/{websiteId}/helpdesk/page/entity/{locale}/{contentType}/{entityId}',
	},
	output: 'item',
	fields: [locale, contentType, entityId],
});

export const getPages = defineOperation({
	name: 'Get Pages',
	value: 'getPages',
	action: 'Get published pages of helpdesk',
	description: 'List all published pages with title, address and tree path, without drafts',
	sdk: 'website.listHelpdeskPages',
	request: {
		method: 'GET',
		path: '/website/{websiteId}/helpdesk/page/list/{locale}/{contentType}/{page}',
	},
	pages: 'pathNumber',
	output: 'items',
	fields: [locale, contentType],
});

export const createOne = defineOperation({
	name: 'Create',
	value: 'create',
	action: 'Create helpdesk article',
	description:
		"Add an article, with its text and title, or an empty category. Set 'Published' to show it to readers.",
	sdk: [
		'website.createHelpdeskTreePath',
		'website.saveHelpdeskTreeContent',
		'website.updateHelpdeskTreeMetadata',
	],
	request: {
		method: 'POST',
		path: '/website/{websiteId}/helpdesk/tree/path/{locale}/{contentType}/{treePath+}',
	},
	output: 'success',
	fields: [
		locale,
		contentType,
		newTreePath,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: articleFields,
		},
	],
	run: create,
});

export const updateOne = defineOperation({
	name: 'Update',
	value: 'update',
	action: 'Update helpdesk article',
	description:
		'Change text, title, state, author or picture of an article or category, for example to publish it. The rest stays as it is.',
	sdk: ['website.updateHelpdeskTreeMetadata', 'website.saveHelpdeskTreeContent'],
	request: {
		method: 'PATCH',
		path: '/website/{websiteId}/helpdesk/tree/metadata/{locale}/{contentType}/{treePath+}',
	},
	output: 'success',
	fields: [
		locale,
		contentType,
		treePath,
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: articleFields,
		},
	],
	run: update,
});

export const move = defineOperation({
	name: 'Move',
	value: 'move',
	action: 'Move helpdesk article',
	description: 'Give an article or category another path, or another place in the order',
	sdk: 'website.updateHelpdeskTreePath',
	request: {
		method: 'PATCH',
		path: '/website/{websiteId}/helpdesk/tree/path/{locale}/{contentType}/{treePath+}',
	},
	output: 'success',
	fields: [
		locale,
		contentType,
		treePath,
		{
			displayName: 'Action',
			name: 'action',
			type: 'string',
			required: true,
			default: '',
			description:
				"Crisp's name for moving it to 'New Path' or for changing its 'Position'. See the helpdesk routes in the <a href=\"https://docs.crisp.chat/references/rest-api/v1/\">REST API reference</a>.",
			to: 'body.action',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'New Path',
					name: 'pathTo',
					type: 'string',
					default: '',
					placeholder: 'e.g. orders/returns/shipping-policy.md',
					description: 'The tree path to move it to',
					to: 'body.path.to',
				},
				{
					displayName: 'Position',
					name: 'position',
					type: 'number',
					typeOptions: { minValue: 0, numberPrecision: 0 },
					default: 0,
					description: 'Its place among its neighbors',
					to: 'body.position',
				},
				additionalProperties,
			],
		},
	],
});

export const remove = defineOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete helpdesk article',
	description: 'Remove an article, or a category with everything below it, for good',
	sdk: 'website.deleteHelpdeskTreePath',
	request: {
		method: 'DELETE',
		path: '/website/{websiteId}/helpdesk/tree/path/{locale}/{contentType}/{treePath+}',
	},
	output: 'deleted',
	fields: [locale, contentType, treePath],
});
