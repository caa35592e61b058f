import { WEBSITE, type AnyCase } from '../case';

export const apiRequest: AnyCase[] = [
	{
		resource: 'apiRequest',
		operation: 'send',
		source: 'what was entered',
		parameters: {
			method: 'PATCH',
			path: '/website/{websiteId}/people/profile/jane@example.com',
			query: { entry: [{ name: 'filter', value: 'a & b' }] },
			body: '{ "email": "jane.doe@example.com" }',
		},
		sent: {
			method: 'PATCH',
			path: `/v1/website/${WEBSITE}/people/profile/jane@example.com`,
			query: { filter: 'a & b' },
			body: { email: 'jane.doe@example.com' },
		},
	},
];
