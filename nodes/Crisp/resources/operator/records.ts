import { defineOperation } from '../../engine/spec';

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many operators',
	description: 'List the operators of the workspace with name, email, role and availability',
	sdk: 'website.listWebsiteOperators',
	request: { method: 'GET', path: '/website/{websiteId}/operators/list' },
	output: 'items',
	needs: { tiers: ['website', 'plugin', 'user'], scope: 'website:operators read' },
	fields: [],
});
