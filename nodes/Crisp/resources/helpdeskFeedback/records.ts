import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';
import { contentType, dateFilters, locale } from '../helpdesk/fields';

const needs: Needs = { tiers: ['website', 'plugin', 'user'] };

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many helpdesk feedbacks',
	description: 'List what readers said about articles, with rating, comment and conversation',
	sdk: 'website.listHelpdeskLocaleFeedbacks',
	request: {
		method: 'GET',
		path: '/website/{websiteId}/helpdesk/feedback/list/{locale}/{contentType}/{page}',
	},
	pages: 'pathNumber',
	output: 'items',
	needs,
	fields: [
		locale,
		contentType,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: dateFilters,
		},
	],
});

export const getRatings = defineOperation({
	name: 'Get Ratings',
	value: 'getRatings',
	action: 'Get ratings of helpdesk feedback',
	description: 'Count how many readers found articles helpful and how many did not',
	sdk: 'website.mapHelpdeskLocaleFeedbackRatings',
	request: {
		method: 'GET',
		path: '/website/{websiteId}/helpdesk/feedback/ratings/{locale}/{contentType}',
	},
	output: 'item',
	needs,
	fields: [
		locale,
		contentType,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: dateFilters,
		},
	],
});
