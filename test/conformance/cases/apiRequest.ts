import { byId, SESSION, WEBSITE, type AnyCase } from '../case';

/* It has no method of its own: whatever the client can call, it can send. */

const INBOX = 'bf6935c9-43b3-4f8e-87ea-175c1e1ed1a9';

const send = { resource: 'apiRequest', operation: 'send' };

export const apiRequest: AnyCase[] = [
	{
		...send,
		sdk: 'website.listConversations',
		parameters: {
			method: 'GET',
			path: '/website/{websiteId}/conversations/{page}',
			query: {
				entry: [
					{ name: 'filter_unread', value: 1 },
					{ name: 'search_query', value: 'refund & more' },
				],
			},
			pagination: 'pathNumber',
			returnAll: false,
			limit: 1,
		},
		answers: [[{ session_id: SESSION }]],
		call: (client) =>
			client.website.listConversations(WEBSITE, 1, {
				filter_unread: 1,
				search_query: 'refund & more',
			}),
	},
	// Two full pages have been read, and the third is asked for.
	{
		...send,
		sdk: 'website.listConversations',
		parameters: {
			method: 'GET',
			path: 'website/{websiteId}/conversations/{page}',
			pagination: 'pathNumber',
			returnAll: true,
		},
		answers: [[{ session_id: 'a' }], [{ session_id: 'b' }], []],
		call: (client) => client.website.listConversations(WEBSITE, 3, {}),
	},
	{
		...send,
		sdk: 'website.updateConversationInbox',
		parameters: {
			method: 'PATCH',
			path: `/website/${WEBSITE}/conversation/${SESSION}/inbox`,
			websiteId: byId('not asked for'),
			body: JSON.stringify({ inbox_id: INBOX }),
		},
		call: (client) => client.website.updateConversationInbox(WEBSITE, SESSION, INBOX),
	},
	// No method of the client takes both a query and a body.
	{
		...send,
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
