import { defineOperation } from '../../engine/define';
import { additionalProperties } from '../common';
import { sessionId } from '../locators';
import { acknowledgeFields, acknowledgePreset } from './acknowledge';
import { actorFields } from './fields';
import { metaFields } from './meta';
import { needs } from './needs';
import { byChange, conversationFilters, conversationSort, searchFields, withOrder } from './search';

/** What most workflows read of a conversation. */
const simplify = [
	'session_id',
	'state',
	'meta.nickname',
	'meta.email',
	'last_message',
	'assigned.user_id',
	'unread.operator',
	'meta.segments',
	'people_id',
	'updated_at',
];

/** What 'Selected Fields' offers beside them. */
const select = [
	'created_at',
	'inbox_id',
	'meta.data',
	'meta.device.locales',
	'meta.phone',
	'participants',
	'topic',
	'waiting_since',
];

export const create = defineOperation({
	name: 'Create',
	value: 'create',
	action: 'Create conversation',
	description:
		'Start a new, empty conversation. It shows up in the inbox once it holds a message from the visitor.',
	sdk: 'website.createNewConversation',
	request: { method: 'POST', path: '/website/{websiteId}/conversation' },
	output: 'success',
	needs: needs('initiate', 'write'),
	fields: [],
});

export const initiate = defineOperation({
	name: 'Initiate',
	value: 'initiate',
	action: 'Initiate conversation with visitor of the website',
	description:
		'Open the conversation of a visitor who is on the website and has not written yet, so that messages can be sent to them',
	sdk: 'website.initiateConversationWithExistingSession',
	request: { method: 'POST', path: '/website/{websiteId}/conversation/{sessionId}/initiate' },
	output: 'success',
	needs: needs('initiate', 'write'),
	fields: [sessionId],
});

export const checkExists = defineOperation({
	name: 'Check If Exists',
	value: 'checkExists',
	action: 'Check if conversation exists',
	description: 'Find out whether a conversation is there, without reading it',
	sdk: 'website.checkConversationExists',
	request: { method: 'HEAD', path: '/website/{websiteId}/conversation/{sessionId}' },
	output: 'exists',
	needs: needs('sessions', 'read'),
	fields: [sessionId],
});

export const get = defineOperation({
	name: 'Get',
	value: 'get',
	action: 'Get conversation',
	description:
		'Read who a conversation is with, its state, assignment and last message. Use it before acting on one.',
	sdk: 'website.getConversation',
	request: { method: 'GET', path: '/website/{websiteId}/conversation/{sessionId}' },
	output: 'item',
	simplify,
	select,
	needs: needs('sessions', 'read'),
	fields: [sessionId],
});

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many conversations',
	description:
		'List conversations, or search for those with a text, a segment, or properties that meet conditions. Use it when no conversation ID is known.',
	sdk: 'website.listConversations',
	request: { method: 'GET', path: '/website/{websiteId}/conversations/{page}' },
	pages: 'pathNumber',
	perPage: { min: 20, max: 50 },
	output: 'items',
	simplify,
	select,
	needs: needs('sessions', 'read'),
	fields: [...searchFields, conversationFilters, conversationSort],
	prepare: withOrder,
	sieve: byChange,
});

export const remove = defineOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete conversation',
	description: 'Remove a conversation and all its messages for good',
	sdk: 'website.removeConversation',
	request: { method: 'DELETE', path: '/website/{websiteId}/conversation/{sessionId}' },
	output: 'deleted',
	needs: needs('sessions', 'write'),
	fields: [sessionId],
});

export const changeState = defineOperation({
	name: 'Change State',
	value: 'changeState',
	action: 'Change state of conversation',
	description: 'Mark a conversation as pending, unresolved or resolved',
	sdk: 'website.changeConversationState',
	request: { method: 'PATCH', path: '/website/{websiteId}/conversation/{sessionId}/state' },
	output: 'success',
	needs: needs('states', 'write'),
	fields: [
		sessionId,
		{
			displayName: 'State',
			name: 'state',
			type: 'options',
			options: [
				{ name: 'Pending', value: 'pending' },
				{ name: 'Resolved', value: 'resolved' },
				{ name: 'Unresolved', value: 'unresolved' },
			],
			default: 'resolved',
			description: 'The state to give the conversation',
			to: 'body.state',
		},
		actorFields,
	],
});

export const resolve = defineOperation({
	name: 'Resolve',
	value: 'resolve',
	action: 'Resolve conversation',
	description: 'Mark a conversation as resolved once the matter is settled',
	sdk: 'website.changeConversationState',
	request: { method: 'PATCH', path: '/website/{websiteId}/conversation/{sessionId}/state' },
	output: 'success',
	needs: needs('states', 'write'),
	preset: { state: 'resolved' },
	fields: [sessionId, actorFields],
});

export const reopen = defineOperation({
	name: 'Reopen',
	value: 'reopen',
	action: 'Reopen conversation',
	description: 'Mark a resolved conversation as unresolved again, so that somebody looks at it',
	sdk: 'website.changeConversationState',
	request: { method: 'PATCH', path: '/website/{websiteId}/conversation/{sessionId}/state' },
	output: 'success',
	needs: needs('states', 'write'),
	preset: { state: 'unresolved' },
	fields: [sessionId, actorFields],
});

export const getState = defineOperation({
	name: 'Get State',
	value: 'getState',
	action: 'Get state of conversation',
	description: 'Read whether a conversation is pending, unresolved or resolved',
	sdk: 'website.getConversationState',
	request: { method: 'GET', path: '/website/{websiteId}/conversation/{sessionId}/state' },
	output: 'item',
	needs: needs('states', 'read'),
	fields: [sessionId],
});

export const getMeta = defineOperation({
	name: 'Get Metadata',
	value: 'getMeta',
	action: 'Get metadata of conversation',
	description: 'Read nickname, email, segments, custom data and device of the visitor',
	sdk: 'website.getConversationMetas',
	request: { method: 'GET', path: '/website/{websiteId}/conversation/{sessionId}/meta' },
	output: 'item',
	needs: needs('sessions', 'read'),
	fields: [sessionId],
});

export const updateMeta = defineOperation({
	name: 'Update Metadata',
	value: 'updateMeta',
	action: 'Update metadata of conversation',
	description: 'Change nickname, email, segments, custom data and other facts about the visitor',
	sdk: 'website.updateConversationMetas',
	request: { method: 'PATCH', path: '/website/{websiteId}/conversation/{sessionId}/meta' },
	output: 'success',
	needs: needs('sessions', 'write'),
	fields: [sessionId, metaFields],
});

export const markAsRead = defineOperation({
	name: 'Mark as Read',
	value: 'markAsRead',
	action: 'Mark messages of conversation as read',
	description: 'Mark all or some messages of one side as read by the other side',
	sdk: 'website.markMessagesReadInConversation',
	request: { method: 'PATCH', path: '/website/{websiteId}/conversation/{sessionId}/read' },
	output: 'success',
	needs: needs('messages', 'write'),
	preset: acknowledgePreset,
	fields: [sessionId, acknowledgeFields],
});

export const markAsUnread = defineOperation({
	name: 'Mark as Unread',
	value: 'markAsUnread',
	action: 'Mark conversation as unread',
	description: 'Show a conversation as unread again, so that somebody looks at it',
	sdk: 'website.markConversationAsUnread',
	request: { method: 'PATCH', path: '/website/{websiteId}/conversation/{sessionId}/unread' },
	output: 'success',
	needs: needs('messages', 'write'),
	fields: [
		sessionId,
		{
			displayName: 'For',
			name: 'from',
			type: 'options',
			options: [
				{ name: 'Operator', value: 'operator' },
				{ name: 'Visitor', value: 'user' },
			],
			default: 'operator',
			description: 'Who sees it as unread',
			to: 'body.from',
		},
	],
});

export const compose = defineOperation({
	name: 'Show Typing',
	value: 'compose',
	action: 'Show typing in conversation',
	description: 'Start or stop the typing indicator, for example while a chatbot thinks',
	sdk: 'website.composeMessageInConversation',
	request: { method: 'PATCH', path: '/website/{websiteId}/conversation/{sessionId}/compose' },
	output: 'success',
	needs: needs('messages', 'write'),
	preset: { from: 'operator' },
	fields: [
		sessionId,
		{
			displayName: 'Typing',
			name: 'type',
			type: 'options',
			options: [
				{ name: 'Start', value: 'start' },
				{ name: 'Stop', value: 'stop' },
			],
			default: 'start',
			description: 'Whether typing begins or ends',
			to: 'body.type',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Automated',
					name: 'automated',
					type: 'boolean',
					default: true,
					description: 'Whether a bot is typing and not a person',
					to: 'body.automated',
				},
				{
					displayName: 'Excerpt',
					name: 'excerpt',
					type: 'string',
					default: '',
					description: 'The beginning of what is being written',
					to: 'body.excerpt',
				},
				{
					displayName: 'From',
					name: 'from',
					type: 'options',
					options: [
						{ name: 'Operator', value: 'operator' },
						{ name: 'Visitor', value: 'user' },
					],
					default: 'operator',
					description: 'Who is typing; an operator by default',
					to: 'body.from',
				},
				{
					displayName: 'Stealth',
					name: 'stealth',
					type: 'boolean',
					default: true,
					description: 'Whether to keep it from being forwarded to other channels',
					to: 'body.stealth',
				},
				additionalProperties,
			],
		},
	],
});

export const setOpenState = defineOperation({
	name: 'Set Open State',
	value: 'setOpenState',
	action: 'Set open state of conversation',
	description: 'Tell Crisp that an operator has opened a conversation, or has closed it',
	sdk: 'website.updateConversationOpenState',
	request: { method: 'PATCH', path: '/website/{websiteId}/conversation/{sessionId}/open' },
	output: 'success',
	needs: needs('actions', 'write'),
	fields: [
		sessionId,
		{
			displayName: 'Opened',
			name: 'opened',
			type: 'boolean',
			default: true,
			description: 'Whether an operator has the conversation on screen',
			to: 'body.opened',
		},
	],
});

export const getPages = defineOperation({
	name: 'Get Pages',
	value: 'getPages',
	action: 'Get pages that visitor of conversation has browsed',
	description: 'List the web pages that the visitor has looked at, with title, address and time',
	sdk: 'website.listConversationPages',
	request: {
		method: 'GET',
		path: '/website/{websiteId}/conversation/{sessionId}/pages/{page}',
	},
	pages: 'pathNumber',
	output: 'items',
	needs: needs('pages', 'read'),
	fields: [sessionId],
});

export const getEvents = defineOperation({
	name: 'Get Events',
	value: 'getEvents',
	action: 'Get events of conversation',
	description: 'List the events that the website has recorded for the visitor, such as purchases',
	sdk: 'website.listConversationEvents',
	request: {
		method: 'GET',
		path: '/website/{websiteId}/conversation/{sessionId}/events/{page}',
	},
	pages: 'pathNumber',
	output: 'items',
	needs: needs('events', 'read'),
	fields: [sessionId],
});

export const getFiles = defineOperation({
	name: 'Get Files',
	value: 'getFiles',
	action: 'Get files of conversation',
	description: 'List the files that were sent in a conversation, with name, type and address',
	sdk: 'website.listConversationFiles',
	request: {
		method: 'GET',
		path: '/website/{websiteId}/conversation/{sessionId}/files/{page}',
	},
	pages: 'pathNumber',
	output: 'items',
	needs: needs('messages', 'read'),
	fields: [sessionId],
});

export const getRelations = defineOperation({
	name: 'Get Relations',
	value: 'getRelations',
	action: 'Get relations of conversation',
	description:
		'Read the IDs of the conversation that this one came from and of those that came from it',
	sdk: 'website.getConversationRelations',
	request: { method: 'GET', path: '/website/{websiteId}/conversation/{sessionId}/relations' },
	output: 'item',
	needs: needs('sessions', 'read'),
	fields: [sessionId],
});
