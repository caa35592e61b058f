import { byId, OPERATOR, SESSION, WEBSITE, type Case } from '../case';
import { ACTING_ORIGIN, ACTING_USER, ACTOR } from './conversation';

const sessionId = byId(SESSION);
const INBOX = 'bf6935c9-43b3-4f8e-87ea-175c1e1ed1a9';

export const conversationRouting: Case[] = [
	{
		sdk: 'website.assignConversationRouting',
		resource: 'conversation',
		operation: 'assign',
		parameters: {
			sessionId,
			assignTo: 'operator',
			userId: byId(OPERATOR),
			additionalFields: { silent: true, additionalProperties: '{"newer":true}' },
		},
		call: (client) =>
			client.website.assignConversationRouting(WEBSITE, SESSION, {
				assigned: { user_id: OPERATOR },
				silent: true,
				newer: true,
			} as never),
	},
	{
		sdk: 'website.assignConversationRouting',
		resource: 'conversation',
		operation: 'assign',
		parameters: { sessionId, assignTo: 'nobody', additionalFields: { silent: false } },
		call: (client) =>
			client.website.assignConversationRouting(WEBSITE, SESSION, {
				assigned: null,
				silent: false,
			} as never),
	},
	{
		sdk: 'website.getConversationRoutingAssign',
		resource: 'conversation',
		operation: 'getRouting',
		parameters: { sessionId },
		call: (client) => client.website.getConversationRoutingAssign(WEBSITE, SESSION),
	},
	{
		sdk: 'website.updateConversationInbox',
		resource: 'conversation',
		operation: 'moveToInbox',
		parameters: { sessionId, moveTo: 'inbox', inboxId: byId(INBOX) },
		call: (client) => client.website.updateConversationInbox(WEBSITE, SESSION, INBOX),
	},
	{
		sdk: 'website.updateConversationInbox',
		resource: 'conversation',
		operation: 'moveToInbox',
		parameters: { sessionId, moveTo: 'main' },
		call: (client) => client.website.updateConversationInbox(WEBSITE, SESSION, null),
	},
	{
		sdk: 'website.getConversationParticipants',
		resource: 'conversation',
		operation: 'getParticipants',
		parameters: { sessionId },
		call: (client) => client.website.getConversationParticipants(WEBSITE, SESSION),
	},
	{
		sdk: 'website.saveConversationParticipants',
		resource: 'conversation',
		operation: 'replaceParticipants',
		parameters: {
			sessionId,
			replaceWith: 'participants',
			participants: {
				participant: [
					{ type: 'email', target: 'jane.doe@example.com' },
					{ type: 'email', target: 'john.doe@example.com' },
				],
			},
			additionalFields: ACTOR,
		},
		call: (client) =>
			client.website.saveConversationParticipants(WEBSITE, SESSION, {
				participants: [
					{ type: 'email', target: 'jane.doe@example.com' },
					{ type: 'email', target: 'john.doe@example.com' },
				],
				user: ACTING_USER,
				origin: ACTING_ORIGIN,
			} as never),
	},
	{
		sdk: 'website.saveConversationParticipants',
		resource: 'conversation',
		operation: 'replaceParticipants',
		parameters: { sessionId, replaceWith: 'nobody' },
		call: (client) =>
			client.website.saveConversationParticipants(WEBSITE, SESSION, { participants: [] }),
	},
	{
		sdk: 'website.blockIncomingMessagesForConversation',
		resource: 'conversation',
		operation: 'block',
		parameters: { sessionId, blocked: true, additionalFields: ACTOR },
		call: (client) =>
			client.website.blockIncomingMessagesForConversation(
				WEBSITE,
				SESSION,
				true,
				ACTING_USER,
				ACTING_ORIGIN,
			),
	},
	{
		sdk: 'website.blockIncomingMessagesForConversation',
		resource: 'conversation',
		operation: 'block',
		parameters: { sessionId, blocked: false },
		call: (client) => client.website.blockIncomingMessagesForConversation(WEBSITE, SESSION, false),
	},
	{
		sdk: 'website.getBlockStatusForConversation',
		resource: 'conversation',
		operation: 'getBlockStatus',
		parameters: { sessionId },
		call: (client) => client.website.getBlockStatusForConversation(WEBSITE, SESSION),
	},
	{
		sdk: 'website.requestEmailTranscriptForConversation',
		resource: 'conversation',
		operation: 'requestTranscript',
		parameters: { sessionId, to: 'operator', additionalFields: { email: 'valerian@example.com' } },
		call: (client) =>
			client.website.requestEmailTranscriptForConversation(
				WEBSITE,
				SESSION,
				'operator',
				'valerian@example.com',
			),
	},
	{
		sdk: 'website.requestEmailTranscriptForConversation',
		resource: 'conversation',
		operation: 'requestTranscript',
		parameters: {
			sessionId,
			to: 'user',
			additionalFields: { additionalProperties: '{"email":"jane.doe@example.com"}' },
		},
		call: (client) =>
			client.website.requestEmailTranscriptForConversation(
				WEBSITE,
				SESSION,
				'user',
				'jane.doe@example.com',
			),
	},
	{
		sdk: 'website.requestChatboxBindingPurgeForConversation',
		resource: 'conversation',
		operation: 'purgeChatbox',
		parameters: { sessionId },
		call: (client) => client.website.requestChatboxBindingPurgeForConversation(WEBSITE, SESSION),
	},
	{
		sdk: 'website.requestUserFeedbackForConversation',
		resource: 'conversation',
		operation: 'requestFeedback',
		parameters: { sessionId },
		call: (client) => client.website.requestUserFeedbackForConversation(WEBSITE, SESSION),
	},
	{
		sdk: 'website.scheduleReminderForConversation',
		resource: 'conversation',
		operation: 'scheduleReminder',
		parameters: {
			sessionId,
			date: '2026-05-29T09:00:00.000Z',
			note: 'Call this customer',
			additionalFields: ACTOR,
		},
		call: (client) =>
			client.website.scheduleReminderForConversation(
				WEBSITE,
				SESSION,
				'2026-05-29T09:00:00.000Z',
				'Call this customer',
				ACTING_USER,
				ACTING_ORIGIN,
			),
	},
	{
		sdk: 'website.reportConversation',
		resource: 'conversation',
		operation: 'report',
		parameters: { sessionId, flag: 'spam' },
		call: (client) => client.website.reportConversation(WEBSITE, SESSION, 'spam'),
	},
	{
		sdk: 'website.requestToolCallForConversation',
		resource: 'conversation',
		operation: 'requestToolCall',
		parameters: {
			sessionId,
			command: 'call_tool',
			additionalFields: {
				payload: '{"name":"search","arguments":{"query":"refund"}}',
				additionalProperties: '{"payload":{"newer":true}}',
			},
		},
		call: (client) =>
			client.website.requestToolCallForConversation(WEBSITE, SESSION, 'call_tool', {
				name: 'search',
				arguments: { query: 'refund' },
				newer: true,
			}),
	},
];
