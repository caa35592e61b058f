import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';

const needs: Needs = {
	tiers: ['website', 'plugin', 'user'],
	scope: 'website:availability read',
};

export const getStatus = defineOperation({
	name: 'Get Status',
	value: 'getStatus',
	action: 'Get availability status of workspace',
	description:
		'Find out whether the workspace is online, and since when, for example before a bot offers to hand over to a person',
	sdk: 'website.getWebsiteAvailabilityStatus',
	request: { method: 'GET', path: '/website/{websiteId}/availability/status' },
	output: 'item',
	needs,
	fields: [],
});

export const getOperators = defineOperation({
	name: 'Get Operators',
	value: 'getOperators',
	action: 'Get availability of operators',
	description:
		'List the availability of each operator, and since when, for example to assign one who is online',
	sdk: 'website.listWebsiteOperatorAvailabilities',
	request: { method: 'GET', path: '/website/{websiteId}/availability/operators' },
	output: 'items',
	needs,
	fields: [],
});
