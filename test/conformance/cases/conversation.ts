import { byId, OPERATOR, SESSION, WEBSITE, type Case } from '../case';

const sessionId = byId(SESSION);
const INBOX = 'bf6935c9-43b3-4f8e-87ea-175c1e1ed1a9';

const conditions = {
	condition: [
		{ model: 'session', criterion: 'segments', operator: 'eq', query: 'vip, billing' },
		{ model: 'people', criterion: 'email', operator: 'has', query: 'jane@example.com' },
	],
};

/** `additionalFields` of the operations that say in whose name they happen, and what is sent. */
export const ACTOR = {
	origin: 'urn:crisp.im:slack:0',
	userAvatar: 'https://example.com/bot.png',
	userNickname: 'Acme Bot',
	userType: 'participant',
	actingUserId: byId(OPERATOR),
	additionalProperties: '{"user":{"newer":true}}',
};
export const ACTING_USER = {
	avatar: 'https://example.com/bot.png',
	nickname: 'Acme Bot',
	type: 'participant',
	user_id: OPERATOR,
	newer: true,
};
export const ACTING_ORIGIN = 'urn:crisp.im:slack:0';

export const conversation: Case[] = [
	{
		sdk: 'website.createNewConversation',
		resource: 'conversation',
		operation: 'create',
		parameters: {},
		call: (client) => client.website.createNewConversation(WEBSITE),
	},
	{
		sdk: 'website.initiateConversationWithExistingSession',
		resource: 'conversation',
		operation: 'initiate',
		parameters: { sessionId },
		call: (client) => client.website.initiateConversationWithExistingSession(WEBSITE, SESSION),
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
			searchType: 'text',
			searchText: 'refund & more',
			filters: {
				filterAssigned: byId(OPERATOR),
				filterDateStart: '2026-03-01T00:00:00.000Z',
				filterDateEnd: '2026-03-31T23:59:59.000Z',
				filterInboxId: byId(INBOX),
				filterMention: false,
				filterNotResolved: true,
				filterResolved: false,
				filterUnassigned: false,
				filterUnread: true,
				includeEmpty: true,
				updatedAfter: '2026-03-01T00:00:00.000Z',
				updatedBefore: '2026-03-31T23:59:59.000Z',
			},
			sort: { sortBy: 'updated' },
		},
		call: (client) =>
			client.website.listConversations(WEBSITE, 1, {
				per_page: 50,
				filter_assigned: OPERATOR,
				filter_date_start: '2026-03-01T00:00:00.000Z',
				filter_date_end: '2026-03-31T23:59:59.000Z',
				filter_inbox_id: INBOX,
				filter_mention: 0,
				filter_not_resolved: 1,
				filter_resolved: 0,
				filter_unassigned: 0,
				filter_unread: 1,
				include_empty: 1,
				order_date_updated: 1,
				search_query: 'refund & more',
				search_type: 'text',
			}),
	},
	{
		sdk: 'website.listConversations',
		resource: 'conversation',
		operation: 'getAll',
		parameters: {
			searchType: 'segment',
			searchText: 'vip',
			limit: 20,
			sort: { sortBy: 'created' },
		},
		call: (client) =>
			client.website.listConversations(WEBSITE, 1, {
				per_page: 20,
				search_query: 'vip',
				search_type: 'segment',
				order_date_created: 1,
			}),
	},
	{
		sdk: 'website.listConversations',
		resource: 'conversation',
		operation: 'getAll',
		parameters: {
			searchType: 'filter',
			conditions,
			searchOperator: 'or',
			limit: 20,
			sort: { sortBy: 'waiting' },
		},
		call: (client) =>
			client.website.listConversations(WEBSITE, 1, {
				per_page: 20,
				search_query: [
					{ model: 'session', criterion: 'segments', operator: 'eq', query: ['vip', 'billing'] },
					{ model: 'people', criterion: 'email', operator: 'has', query: ['jane@example.com'] },
				],
				search_type: 'filter',
				search_operator: 'or',
				order_date_waiting: 1,
			}),
	},
	{
		sdk: 'website.listConversations',
		resource: 'conversation',
		operation: 'getAll',
		parameters: { searchType: '' },
		call: (client) => client.website.listConversations(WEBSITE, 1, { per_page: 50 }),
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
		parameters: { sessionId, state: 'pending', additionalFields: ACTOR },
		call: (client) =>
			client.website.changeConversationState(
				WEBSITE,
				SESSION,
				'pending',
				ACTING_USER,
				ACTING_ORIGIN,
			),
	},
	...(
		[
			['resolve', 'resolved'],
			['reopen', 'unresolved'],
		] as const
	).map(([operation, state]): Case => ({
		sdk: 'website.changeConversationState',
		resource: 'conversation',
		operation,
		parameters: { sessionId, additionalFields: ACTOR },
		call: (client) =>
			client.website.changeConversationState(WEBSITE, SESSION, state, ACTING_USER, ACTING_ORIGIN),
	})),
	{
		sdk: 'website.getConversationState',
		resource: 'conversation',
		operation: 'getState',
		parameters: { sessionId },
		call: (client) => client.website.getConversationState(WEBSITE, SESSION),
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
				browserMajor: '145',
				browserName: 'Firefox',
				browserVersion: '145.0',
				capabilities: 'call, browsing',
				city: 'Nantes',
				country: 'FR',
				data: { entry: [{ name: 'plan', value: 'pro' }] },
				email: 'jane.doe@example.com',
				engineName: 'Gecko',
				engineVersion: '145.0.1',
				ip: '203.0.113.7',
				latitude: 47.216671,
				locales: 'fr, en',
				longitude: -1.55,
				nickname: 'Jane Doe',
				origin: 'chat',
				osName: 'Windows',
				osVersion: '11',
				phone: '+33612345678',
				region: 'Pays de la Loire',
				segments: 'vip, billing',
				subject: 'Renewal',
				timezone: -60,
				userAgent: 'Mozilla/5.0 (Windows NT 10.0)',
				connectionAsn: 'AS64500',
				connectionIsp: 'Example',
				additionalProperties: '{"connection":{"newer":true}}',
			},
		},
		call: (client) =>
			client.website.updateConversationMetas(WEBSITE, SESSION, {
				address: '1 Main Street',
				avatar: 'https://example.com/jane.png',
				connection: { asn: 'AS64500', isp: 'Example', ...{ newer: true } },
				data: { plan: 'pro' },
				device: {
					capabilities: ['call', 'browsing'],
					geolocation: {
						city: 'Nantes',
						coordinates: { latitude: 47.216671, longitude: -1.55 },
						country: 'FR',
						region: 'Pays de la Loire',
					},
					locales: ['fr', 'en'],
					system: {
						browser: { major: '145', name: 'Firefox', version: '145.0' },
						engine: { name: 'Gecko', version: '145.0.1' },
						os: { name: 'Windows', version: '11' },
						useragent: 'Mozilla/5.0 (Windows NT 10.0)',
					},
					timezone: -60,
				},
				email: 'jane.doe@example.com',
				ip: '203.0.113.7',
				nickname: 'Jane Doe',
				origin: 'chat',
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
			additionalFields: {
				from: 'operator',
				origin: 'email',
				fingerprints: '524653764345, 524653764346',
				additionalProperties: '{"newer":true}',
			},
		},
		call: (client) =>
			client.website.markMessagesReadInConversation(WEBSITE, SESSION, {
				from: 'operator',
				origin: 'email',
				fingerprints: [524653764345, 524653764346],
				newer: true,
			} as never),
	},
	{
		sdk: 'website.markConversationAsUnread',
		resource: 'conversation',
		operation: 'markAsUnread',
		parameters: { sessionId, from: 'user' },
		call: (client) => client.website.markConversationAsUnread(WEBSITE, SESSION, { from: 'user' }),
	},
	{
		sdk: 'website.composeMessageInConversation',
		resource: 'conversation',
		operation: 'compose',
		parameters: {
			sessionId,
			type: 'start',
			additionalFields: {
				from: 'user',
				automated: true,
				excerpt: 'Hel',
				stealth: false,
				additionalProperties: '{"newer":true}',
			},
		},
		call: (client) =>
			client.website.composeMessageInConversation(WEBSITE, SESSION, {
				type: 'start',
				from: 'user',
				automated: true,
				excerpt: 'Hel',
				stealth: false,
				newer: true,
			} as never),
	},
	{
		sdk: 'website.updateConversationOpenState',
		resource: 'conversation',
		operation: 'setOpenState',
		parameters: { sessionId, opened: false },
		call: (client) => client.website.updateConversationOpenState(WEBSITE, SESSION, false),
	},
	{
		sdk: 'website.listConversationPages',
		resource: 'conversation',
		operation: 'getPages',
		parameters: { sessionId },
		call: (client) => client.website.listConversationPages(WEBSITE, SESSION, 1),
	},
	{
		sdk: 'website.listConversationEvents',
		resource: 'conversation',
		operation: 'getEvents',
		parameters: { sessionId },
		call: (client) => client.website.listConversationEvents(WEBSITE, SESSION, 1),
	},
	{
		sdk: 'website.listConversationFiles',
		resource: 'conversation',
		operation: 'getFiles',
		parameters: { sessionId },
		call: (client) => client.website.listConversationFiles(WEBSITE, SESSION, 1),
	},
	{
		sdk: 'website.getConversationRelations',
		resource: 'conversation',
		operation: 'getRelations',
		parameters: { sessionId },
		call: (client) => client.website.getConversationRelations(WEBSITE, SESSION),
	},
];
