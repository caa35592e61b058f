import { byId, SESSION, WEBSITE, type Case } from '../case';
import { ACTING_ORIGIN, ACTING_USER, ACTOR } from './conversation';

const sessionId = byId(SESSION);
const browsingId = 'browsing_05a9392d-ff3f-45e7-b021-1179c45668fa';
const callId = 'call_35a0c062-72fa-4095-a2a0-f9911d47ee56';
const pluginId = 'c64f3595-adee-425a-8d3a-89d47f7ed6bb';
const spamId = 'b45e7d75-61ab-416c-858b-1919b5fcfd10';

const browsing: Case[] = [
	{
		sdk: 'website.listBrowsingSessionsForConversation',
		resource: 'conversationBrowsing',
		operation: 'getAll',
		parameters: { sessionId },
		call: (client) => client.website.listBrowsingSessionsForConversation(WEBSITE, SESSION),
	},
	{
		sdk: 'website.initiateBrowsingSessionForConversation',
		resource: 'conversationBrowsing',
		operation: 'initiate',
		parameters: { sessionId },
		call: (client) => client.website.initiateBrowsingSessionForConversation(WEBSITE, SESSION),
	},
	{
		sdk: 'website.sendActionToExistingBrowsingSession',
		resource: 'conversationBrowsing',
		operation: 'sendAction',
		parameters: { sessionId, browsingId, action: 'start' },
		call: (client) =>
			client.website.sendActionToExistingBrowsingSession(WEBSITE, SESSION, browsingId, 'start'),
	},
	...['click', 'mouse', 'scroll'].map((action): Case => ({
		sdk: 'website.assistExistingBrowsingSession',
		resource: 'conversationBrowsing',
		operation: 'assist',
		parameters: { sessionId, browsingId, gesture: action, x: 0, y: 784 },
		call: (client) =>
			client.website.assistExistingBrowsingSession(WEBSITE, SESSION, browsingId, {
				action,
				[action]: { x: 0, y: 784 },
			}),
	})),
];

const calls: Case[] = [
	{
		sdk: 'website.initiateNewCallSessionForConversation',
		resource: 'conversationCall',
		operation: 'initiate',
		parameters: { sessionId, mode: 'video', additionalFields: ACTOR },
		call: (client) =>
			client.website.initiateNewCallSessionForConversation(
				WEBSITE,
				SESSION,
				'video',
				ACTING_USER,
				ACTING_ORIGIN,
			),
	},
	{
		sdk: 'website.getOngoingCallSessionForConversation',
		resource: 'conversationCall',
		operation: 'get',
		parameters: { sessionId },
		call: (client) => client.website.getOngoingCallSessionForConversation(WEBSITE, SESSION),
	},
	{
		sdk: 'website.abortOngoingCallSessionForConversation',
		resource: 'conversationCall',
		operation: 'abort',
		parameters: { sessionId, callId, additionalFields: ACTOR },
		call: (client) =>
			client.website.abortOngoingCallSessionForConversation(
				WEBSITE,
				SESSION,
				callId,
				ACTING_USER,
				ACTING_ORIGIN,
			),
	},
	{
		sdk: 'website.abortOngoingCallSessionForConversation',
		resource: 'conversationCall',
		operation: 'abort',
		parameters: { sessionId, callId },
		call: (client) =>
			client.website.abortOngoingCallSessionForConversation(WEBSITE, SESSION, callId),
	},
	{
		sdk: 'website.transmitSignalingOnOngoingCallSession',
		resource: 'conversationCall',
		operation: 'transmitSignal',
		parameters: { sessionId, callId, type: 'sdp', payload: '{"sdp":"v=0"}' },
		call: (client) =>
			client.website.transmitSignalingOnOngoingCallSession(WEBSITE, SESSION, callId, {
				type: 'sdp',
				payload: { sdp: 'v=0' },
			}),
	},
];

const suggestions: Case[] = [
	{
		sdk: 'website.listSuggestedConversationSegments',
		resource: 'conversationSuggestion',
		operation: 'getSegments',
		parameters: {},
		call: (client) => client.website.listSuggestedConversationSegments(WEBSITE, 1),
	},
	{
		sdk: 'website.deleteSuggestedConversationSegment',
		resource: 'conversationSuggestion',
		operation: 'deleteSegment',
		parameters: { segment: 'bug' },
		call: (client) => client.website.deleteSuggestedConversationSegment(WEBSITE, 'bug'),
	},
	{
		sdk: 'website.listSuggestedConversationDataKeys',
		resource: 'conversationSuggestion',
		operation: 'getDataKeys',
		parameters: {},
		call: (client) => client.website.listSuggestedConversationDataKeys(WEBSITE, 1),
	},
	{
		sdk: 'website.deleteSuggestedConversationDataKey',
		resource: 'conversationSuggestion',
		operation: 'deleteDataKey',
		parameters: { key: 'price' },
		call: (client) => client.website.deleteSuggestedConversationDataKey(WEBSITE, 'price'),
	},
];

const verification: Case[] = [
	{
		sdk: 'website.getVerifyStatusForConversation',
		resource: 'conversationVerification',
		operation: 'get',
		parameters: { sessionId },
		call: (client) => client.website.getVerifyStatusForConversation(WEBSITE, SESSION),
	},
	{
		sdk: 'website.updateVerifyStatusForConversation',
		resource: 'conversationVerification',
		operation: 'update',
		parameters: { sessionId, verified: false },
		call: (client) => client.website.updateVerifyStatusForConversation(WEBSITE, SESSION, false),
	},
	{
		sdk: 'website.requestIdentityVerificationForConversation',
		resource: 'conversationVerification',
		operation: 'request',
		parameters: {
			sessionId,
			identity: 'email',
			additionalFields: {
				method: 'link',
				recipient: 'jane.doe@example.com',
				additionalProperties: '{"newer":true}',
			},
		},
		call: (client) =>
			client.website.requestIdentityVerificationForConversation(WEBSITE, SESSION, {
				identity: 'email',
				method: 'link',
				recipient: 'jane.doe@example.com',
				newer: true,
			} as never),
	},
	{
		sdk: 'website.redeemIdentityVerificationLinkForConversation',
		resource: 'conversationVerification',
		operation: 'redeem',
		parameters: {
			sessionId,
			identity: 'phone',
			token: '709691',
			additionalFields: { recipient: '+33612345678', additionalProperties: '{"newer":true}' },
		},
		call: (client) =>
			client.website.redeemIdentityVerificationLinkForConversation(WEBSITE, SESSION, {
				identity: 'phone',
				token: '709691',
				recipient: '+33612345678',
				newer: true,
			} as never),
	},
];

const widgets: Case[] = [
	{
		sdk: 'website.deliverWidgetButtonActionForConversation',
		resource: 'conversationWidget',
		operation: 'pressButton',
		parameters: {
			sessionId,
			pluginId: byId(pluginId),
			sectionId: 'payments',
			itemId: 'refund_on_stripe',
			data: '{"invoice":"D-1929-X"}',
			additionalFields: {
				value: '120.00',
				additionalProperties: '{"data":{"newer":true}}',
			},
		},
		call: (client) =>
			client.website.deliverWidgetButtonActionForConversation(
				WEBSITE,
				SESSION,
				pluginId,
				'payments',
				'refund_on_stripe',
				{ invoice: 'D-1929-X', newer: true },
				'120.00',
			),
	},
	{
		sdk: 'website.deliverWidgetDataFetchActionForConversation',
		resource: 'conversationWidget',
		operation: 'fetchData',
		parameters: {
			sessionId,
			pluginId: byId(pluginId),
			sectionId: 'payments',
			itemId: 'balance',
			data: '{"invoice":"D-1929-X"}',
		},
		call: (client) =>
			client.website.deliverWidgetDataFetchActionForConversation(
				WEBSITE,
				SESSION,
				pluginId,
				'payments',
				'balance',
				{ invoice: 'D-1929-X' },
			),
		difference: {
			reason:
				'The Node client leaves out "action"; an example in its README and the Go types have it.',
			node: {
				body: {
					action: 'fetch',
					section_id: 'payments',
					item_id: 'balance',
					data: { invoice: 'D-1929-X' },
				},
			},
		},
	},
	{
		sdk: 'website.deliverWidgetDataEditActionForConversation',
		resource: 'conversationWidget',
		operation: 'editData',
		parameters: {
			sessionId,
			pluginId: byId(pluginId),
			sectionId: 'payments',
			itemId: 'balance',
			value: '120.00',
		},
		call: (client) =>
			client.website.deliverWidgetDataEditActionForConversation(
				WEBSITE,
				SESSION,
				pluginId,
				'payments',
				'balance',
				'120.00',
			),
		difference: {
			reason:
				'The Node client leaves out "action"; the Go types have it. Its value follows from the method.',
			node: {
				body: { action: 'edit', section_id: 'payments', item_id: 'balance', value: '120.00' },
			},
		},
	},
];

const spams: Case[] = [
	{
		sdk: 'website.listSpamConversations',
		resource: 'spam',
		operation: 'getAll',
		parameters: {},
		call: (client) => client.website.listSpamConversations(WEBSITE, 1),
	},
	{
		sdk: 'website.resolveSpamConversationContent',
		resource: 'spam',
		operation: 'getContent',
		parameters: { spamId },
		call: (client) => client.website.resolveSpamConversationContent(WEBSITE, spamId),
	},
	{
		sdk: 'website.submitSpamConversationDecision',
		resource: 'spam',
		operation: 'submitDecision',
		parameters: { spamId, decision: 'reject' },
		call: (client) => client.website.submitSpamConversationDecision(WEBSITE, spamId, 'reject'),
	},
];

export const conversationChapters: Case[] = [
	...browsing,
	...calls,
	...suggestions,
	...verification,
	...widgets,
	...spams,
];
