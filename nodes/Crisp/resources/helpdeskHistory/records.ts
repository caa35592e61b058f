import { defineOperation } from '../../engine/define';
import { changeId } from './fields';

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many changes from helpdesk history',
	description: 'List who changed what in the helpdesk, or in one article',
	sdk: 'website.listHelpdeskHistoryChanges',
	request: { method: 'GET', path: '/website/{websiteId}/helpdesk/history/changes/{page}' },
	pages: 'pathNumber',
	output: 'items',
	fields: [
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Content Type',
					name: 'filterType',
					type: 'options',
					options: [
						{ name: 'Articles', value: 'articles' },
						{ name: 'Guides', value: 'guides' },
						{ name: 'News', value: 'news' },
						{ name: 'References', value: 'references' },
					],
					default: 'articles',
					description: 'Only changes of this kind of content',
					to: 'query.filter_type',
				},
				{
					displayName: 'Locale Code',
					name: 'filterLocale',
					type: 'string',
					default: '',
					placeholder: 'e.g. en',
					description: 'Only changes in this language',
					to: 'query.filter_locale',
				},
				{
					displayName: 'Tree Path',
					name: 'filterTreePath',
					type: 'string',
					default: '',
					placeholder: 'e.g. orders/shipping-policy.md',
					description: 'Only changes of this article or category',
					to: 'query.filter_tree_path',
				},
			],
		},
	],
});

export const get = defineOperation({
	name: 'Get',
	value: 'get',
	action: 'Get change from helpdesk history',
	description: 'Read author, message and changed files of one change, with their content',
	sdk: 'website.resolveHelpdeskHistoryChange',
	request: { method: 'GET', path: '/website/{websiteId}/helpdesk/history/change/{changeId}' },
	output: 'item',
	fields: [changeId],
});

export const cancel = defineOperation({
	name: 'Cancel',
	value: 'cancel',
	action: 'Cancel change in helpdesk history',
	description:
		'Undo one change of the helpdesk. What was written with it disappears from the pages.',
	sdk: 'website.cancelHelpdeskHistoryChange',
	request: { method: 'DELETE', path: '/website/{websiteId}/helpdesk/history/change/{changeId}' },
	output: 'success',
	fields: [
		changeId,
		{
			displayName: 'Action',
			name: 'action',
			type: 'string',
			required: true,
			default: '',
			description:
				'Crisp\'s name for the way to undo the change. See the helpdesk routes in the <a href="https://docs.crisp.chat/references/rest-api/v1/">REST API reference</a>.',
			to: 'body.action',
		},
	],
});
