import { byId, OPERATOR, WEBSITE, type Case } from '../case';

const SESSIONS = [
	'session_19e5240f-0a8d-461e-a661-a3123fc6eec9',
	'session_700c65e1-85e2-465a-b9ac-ecb5ec2c9881',
];
const INBOX = 'd42e8b3b-ea8f-4e79-a9f8-d0e467fc1c31';
const sessions = SESSIONS.join(', ');

export const conversationBatch: Case[] = [
	{
		sdk: 'website.batchResolveConversations',
		resource: 'conversation',
		operation: 'resolveMany',
		parameters: { applyTo: 'listed', sessions },
		call: (client) => client.website.batchResolveConversations(WEBSITE, { sessions: SESSIONS }),
	},
	{
		sdk: 'website.batchResolveConversations',
		resource: 'conversation',
		operation: 'resolveMany',
		parameters: { applyTo: 'inbox', inboxId: byId(INBOX) },
		call: (client) => client.website.batchResolveConversations(WEBSITE, { inbox_id: INBOX }),
	},
	{
		sdk: 'website.batchResolveConversations',
		resource: 'conversation',
		operation: 'resolveMany',
		parameters: { applyTo: 'all' },
		call: (client) => client.website.batchResolveConversations(WEBSITE, {}),
	},
	{
		sdk: 'website.batchResolveConversations',
		resource: 'conversation',
		operation: 'resolveMany',
		parameters: { applyTo: 'listed', sessions, additionalFields: { inboxOfList: byId(INBOX) } },
		call: (client) =>
			client.website.batchResolveConversations(WEBSITE, { sessions: SESSIONS, inbox_id: INBOX }),
	},
	{
		sdk: 'website.batchUnresolveConversations',
		resource: 'conversation',
		operation: 'unresolveMany',
		parameters: { sessions },
		call: (client) => client.website.batchUnresolveConversations(WEBSITE, { sessions: SESSIONS }),
	},
	{
		sdk: 'website.batchUnresolveConversations',
		resource: 'conversation',
		operation: 'unresolveMany',
		parameters: { applyTo: 'listed', sessions, additionalFields: { inboxOfList: byId(INBOX) } },
		call: (client) =>
			client.website.batchUnresolveConversations(WEBSITE, { sessions: SESSIONS, inbox_id: INBOX }),
	},
	{
		sdk: 'website.batchUnresolveConversations',
		resource: 'conversation',
		operation: 'unresolveMany',
		parameters: { applyTo: 'inbox', inboxId: byId(INBOX) },
		call: (client) => client.website.batchUnresolveConversations(WEBSITE, { inbox_id: INBOX }),
	},
	{
		sdk: 'website.batchReadConversations',
		resource: 'conversation',
		operation: 'markManyAsRead',
		parameters: { applyTo: 'listed', sessions },
		call: (client) => client.website.batchReadConversations(WEBSITE, { sessions: SESSIONS }),
	},
	{
		sdk: 'website.batchReadConversations',
		resource: 'conversation',
		operation: 'markManyAsRead',
		parameters: { applyTo: 'inbox', inboxId: byId(INBOX) },
		call: (client) => client.website.batchReadConversations(WEBSITE, { inbox_id: INBOX }),
	},
	{
		sdk: 'website.batchReadConversations',
		resource: 'conversation',
		operation: 'markManyAsRead',
		parameters: { applyTo: 'all' },
		call: (client) => client.website.batchReadConversations(WEBSITE, {}),
	},
	{
		sdk: 'website.batchReadConversations',
		resource: 'conversation',
		operation: 'markManyAsRead',
		parameters: { applyTo: 'listed', sessions, additionalFields: { inboxOfList: byId(INBOX) } },
		call: (client) =>
			client.website.batchReadConversations(WEBSITE, { sessions: SESSIONS, inbox_id: INBOX }),
	},
	{
		sdk: 'website.batchUnreadConversations',
		resource: 'conversation',
		operation: 'markManyAsUnread',
		parameters: { sessions },
		call: (client) => client.website.batchUnreadConversations(WEBSITE, { sessions: SESSIONS }),
	},
	{
		sdk: 'website.batchUnreadConversations',
		resource: 'conversation',
		operation: 'markManyAsUnread',
		parameters: { applyTo: 'listed', sessions, additionalFields: { inboxOfList: byId(INBOX) } },
		call: (client) =>
			client.website.batchUnreadConversations(WEBSITE, { sessions: SESSIONS, inbox_id: INBOX }),
	},
	{
		sdk: 'website.batchUnreadConversations',
		resource: 'conversation',
		operation: 'markManyAsUnread',
		parameters: { applyTo: 'inbox', inboxId: byId(INBOX) },
		call: (client) => client.website.batchUnreadConversations(WEBSITE, { inbox_id: INBOX }),
	},
	{
		sdk: 'website.batchRemoveConversations',
		resource: 'conversation',
		operation: 'deleteMany',
		parameters: { sessions },
		call: (client) => client.website.batchRemoveConversations(WEBSITE, { sessions: SESSIONS }),
	},
	{
		sdk: 'website.batchRemoveConversations',
		resource: 'conversation',
		operation: 'deleteMany',
		parameters: { sessions, additionalFields: { inboxOfList: byId(INBOX) } },
		call: (client) =>
			client.website.batchRemoveConversations(WEBSITE, { sessions: SESSIONS, inbox_id: INBOX }),
	},
	{
		sdk: 'website.batchReportConversations',
		resource: 'conversation',
		operation: 'reportMany',
		parameters: { sessions, flag: 'spam' },
		call: (client) =>
			client.website.batchReportConversations(WEBSITE, { sessions: SESSIONS, flag: 'spam' }),
	},
	{
		sdk: 'website.batchBlockConversations',
		resource: 'conversation',
		operation: 'blockMany',
		parameters: { sessions, blocked: false },
		call: (client) =>
			client.website.batchBlockConversations(WEBSITE, { sessions: SESSIONS, blocked: false }),
	},
	{
		sdk: 'website.batchRoutingConversations',
		resource: 'conversation',
		operation: 'assignMany',
		parameters: { sessions, assignTo: 'operator', userId: byId(OPERATOR) },
		call: (client) =>
			client.website.batchRoutingConversations(WEBSITE, {
				sessions: SESSIONS,
				assigned: { user_id: OPERATOR },
			}),
	},
	{
		sdk: 'website.batchRoutingConversations',
		resource: 'conversation',
		operation: 'assignMany',
		parameters: { sessions, assignTo: 'nobody' },
		call: (client) =>
			client.website.batchRoutingConversations(WEBSITE, { sessions: SESSIONS, assigned: null }),
	},
	{
		sdk: 'website.batchInboxConversations',
		resource: 'conversation',
		operation: 'moveManyToInbox',
		parameters: { sessions, moveTo: 'inbox', inboxId: byId(INBOX) },
		call: (client) =>
			client.website.batchInboxConversations(WEBSITE, { sessions: SESSIONS, inbox_id: INBOX }),
	},
	{
		sdk: 'website.batchInboxConversations',
		resource: 'conversation',
		operation: 'moveManyToInbox',
		parameters: { sessions, moveTo: 'main' },
		call: (client) =>
			client.website.batchInboxConversations(WEBSITE, { sessions: SESSIONS, inbox_id: null }),
	},
	{
		sdk: 'website.batchUpdateConversationsData',
		resource: 'conversation',
		operation: 'updateDataOfMany',
		parameters: {
			sessions,
			data: {
				entry: [
					{ name: 'plan', value: 'pro' },
					{ name: 'subscribed', value: true },
				],
			},
		},
		call: (client) =>
			client.website.batchUpdateConversationsData(WEBSITE, {
				sessions: SESSIONS,
				data: { plan: 'pro', subscribed: true },
			}),
	},
	{
		sdk: 'website.batchUpdateConversationsSegments',
		resource: 'conversation',
		operation: 'updateSegmentsOfMany',
		parameters: { sessions, segments: 'vip, lead' },
		call: (client) =>
			client.website.batchUpdateConversationsSegments(WEBSITE, {
				sessions: SESSIONS,
				segments: ['vip', 'lead'],
			}),
	},
];
