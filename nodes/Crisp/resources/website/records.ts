import { defineOperation } from '../../engine/spec';

export const get = defineOperation({
	name: 'Get',
	value: 'get',
	action: 'Get website',
	description: 'Read name, domain and logo of the workspace',
	sdk: 'website.getWebsite',
	request: { method: 'GET', path: '/website/{websiteId}' },
	output: 'item',
	needs: { tiers: ['website', 'plugin', 'user'] },
	fields: [],
});
