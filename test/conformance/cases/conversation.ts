import { byId, OPERATOR, SESSION, WEBSITE, type Case } from '../case';

const sessionId = byId(SESSION);

export const conversation: Case[] = [
	{
		sdk: 'website.createNewConversation',
		resource: 'conversation',
		operation: 'create',
		parameters: {},
		call: (client) => client.website.createNewConversation(WEBSITE),
	},
	{
		sdk: 'website.checkConversationExists',
		resource: 'conversation',
		operation: 'checkExists',
		parameters: { sessionId },
		call: (client) => client.website.checkConversationExists(WEBSITE, SESSION),
	},
	{
		sdk: 'website.getConversation',
		resource: 'conversation',
		operation: 'get',
		parameters: { sessionId },
		call: (client) => client.website.getConversation(WEBSITE, SESSION),
	},
	{
		sdk: 'website.listConversations',
		resource: 'conversation',
		operation: 'getAll',
		parameters: {
			filters: {
				filterAssigned: OPERATOR,
				filterDateStart: '2026-03-01T00:00:00.000Z',
				filterDateEnd: '2026-03-31T23:59:59.000Z',
				filterInboxId: 'inbox-1',
				filterMention: false,
				filterNotResolved: true,
				filterResolved: false,
				filterUnassigned: false,
				filterUnread: true,
				includeEmpty: true,
				orderDateCreated: false,
				orderDateUpdated: true,
				orderDateWaiting: false,
				searchQuery: 'refund & more',
				searchType: 'text',
			},
		},
		call: (client) =>
			client.website.listConversations(WEBSITE, 1, {
				per_page: 50,
				filter_assigned: OPERATOR,
				filter_date_start: '2026-03-01T00:00:00.000Z',
				filter_date_end: '2026-03-31T23:59:59.000Z',
				filter_inbox_id: 'inbox-1',
				filter_mention: 0,
				filter_not_resolved: 1,
				filter_resolved: 0,
				filter_unassigned: 0,
				filter_unread: 1,
				include_empty: 1,
				order_date_created: 0,
				order_date_updated: 1,
				order_date_waiting: 0,
				search_query: 'refund & more',
				search_type: 'text',
			}),
	},
	{
		sdk: 'website.removeConversation',
		resource: 'conversation',
		operation: 'delete',
		parameters: { sessionId },
		call: (client) => client.website.removeConversation(WEBSITE, SESSION),
	},
	{
		sdk: 'website.changeConversationState',
		resource: 'conversation',
		operation: 'changeState',
		parameters: { sessionId, state: 'pending' },
		call: (client) => client.website.changeConversationState(WEBSITE, SESSION, 'pending'),
	},
	{
		sdk: 'website.assignConversationRouting',
		resource: 'conversation',
		operation: 'assign',
		parameters: {
			sessionId,
			assignTo: 'operator',
			userId: byId(OPERATOR),
			additionalFields: { silent: true },
		},
		call: (client) =>
			client.website.assignConversationRouting(WEBSITE, SESSION, {
				assigned: { user_id: OPERATOR },
				silent: true,
			}),
	},
	{
		sdk: 'website.assignConversationRouting',
		resource: 'conversation',
		operation: 'assign',
		parameters: { sessionId, assignTo: 'nobody' },
		call: (client) =>
			client.website.assignConversationRouting(WEBSITE, SESSION, { assigned: null as never }),
	},
	{
		sdk: 'website.getConversationMetas',
		resource: 'conversation',
		operation: 'getMeta',
		parameters: { sessionId },
		call: (client) => client.website.getConversationMetas(WEBSITE, SESSION),
	},
	{
		sdk: 'website.updateConversationMetas',
		resource: 'conversation',
		operation: 'updateMeta',
		parameters: {
			sessionId,
			updateFields: {
				address: '1 Main Street',
				avatar: 'https://example.com/jane.png',
				data: { entry: [{ name: 'plan', value: 'pro' }] },
				email: 'jane.doe@example.com',
				ip: '203.0.113.7',
				nickname: 'Jane Doe',
				phone: '+33612345678',
				segments: 'vip, billing',
				subject: 'Renewal',
			},
		},
		call: (client) =>
			client.website.updateConversationMetas(WEBSITE, SESSION, {
				address: '1 Main Street',
				avatar: 'https://example.com/jane.png',
				data: { plan: 'pro' },
				email: 'jane.doe@example.com',
				ip: '203.0.113.7',
				nickname: 'Jane Doe',
				phone: '+33612345678',
				segments: ['vip', 'billing'],
				subject: 'Renewal',
			}),
	},
	{
		sdk: 'website.markMessagesReadInConversation',
		resource: 'conversation',
		operation: 'markAsRead',
		parameters: {
			sessionId,
			from: 'user',
			origin: 'chat',
			additionalFields: { fingerprints: '524653764345, 524653764346' },
		},
		call: (client) =>
			client.website.markMessagesReadInConversation(WEBSITE, SESSION, {
				from: 'user',
				origin: 'chat',
				fingerprints: [524653764345, 524653764346],
			}),
	},
	{
		sdk: 'website.composeMessageInConversation',
		resource: 'conversation',
		operation: 'compose',
		parameters: {
			sessionId,
			type: 'start',
			from: 'operator',
			additionalFields: { automated: true, excerpt: 'Hel', stealth: false },
		},
		call: (client) =>
			client.website.composeMessageInConversation(WEBSITE, SESSION, {
				type: 'start',
				from: 'operator',
				automated: true,
				excerpt: 'Hel',
				stealth: false,
			}),
	},
];
