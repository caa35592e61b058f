import { defineOperation, type Needs } from '../../engine/spec';
import { sessionId, userId } from '../locators';
import { conversationFilters, metaFields } from './fields';

const sessions = (access: 'read' | 'write'): Needs => ({
	tiers: ['website', 'plugin', 'user'],
	scope: `website:conversation:sessions ${access}`,
});

export const create = defineOperation({
	name: 'Create',
	value: 'create',
	action: 'Create conversation',
	description:
		'Start a new, empty conversation. It shows up in the inbox once it holds a message from the visitor.',
	sdk: 'website.createNewConversation',
	request: { method: 'POST', path: '/website/{websiteId}/conversation' },
	output: 'success',
	needs: {
		tiers: ['website', 'plugin', 'user'],
		scope: 'website:conversation:initiate write',
	},
	fields: [],
});

export const checkExists = defineOperation({
	name: 'Check If Exists',
	value: 'checkExists',
	action: 'Check if conversation exists',
	description: 'Find out whether a conversation is there, without reading it',
	sdk: 'website.checkConversationExists',
	request: { method: 'HEAD', path: '/website/{websiteId}/conversation/{sessionId}' },
	output: 'exists',
	needs: sessions('read'),
	fields: [sessionId],
});

export const get = defineOperation({
	name: 'Get',
	value: 'get',
	action: 'Get conversation',
	description: 'Read a conversation with its state, assignment, unread counts and metadata',
	sdk: 'website.getConversation',
	request: { method: 'GET', path: '/website/{websiteId}/conversation/{sessionId}' },
	output: 'item',
	needs: sessions('read'),
	fields: [sessionId],
});

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many conversations',
	description: 'List conversations, or search for those that match filters or a text',
	sdk: 'website.listConversations',
	request: { method: 'GET', path: '/website/{websiteId}/conversations/{page}' },
	pages: 'pathNumber',
	perPage: { min: 20, max: 50 },
	output: 'items',
	needs: sessions('read'),
	fields: [conversationFilters],
});

export const remove = defineOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete conversation',
	description: 'Remove a conversation and all its messages for good',
	sdk: 'website.removeConversation',
	request: { method: 'DELETE', path: '/website/{websiteId}/conversation/{sessionId}' },
	output: 'deleted',
	needs: sessions('write'),
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
	needs: {
		tiers: ['website', 'plugin', 'user'],
		scope: 'website:conversation:states write',
	},
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
	],
});

export const assign = defineOperation({
	name: 'Assign',
	value: 'assign',
	action: 'Assign conversation',
	description: 'Route a conversation to an operator, or take the assignment away',
	sdk: 'website.assignConversationRouting',
	request: { method: 'PATCH', path: '/website/{websiteId}/conversation/{sessionId}/routing' },
	output: 'success',
	needs: {
		tiers: ['website', 'plugin', 'user'],
		scope: 'website:conversation:routing write',
	},
	fields: [
		sessionId,
		{
			displayName: 'Assign To',
			name: 'assignTo',
			type: 'options',
			options: [
				{ name: 'Nobody', value: 'nobody', description: 'Take the present assignment away' },
				{
					name: 'Operator',
					value: 'operator',
					description: 'Give the conversation to one operator',
				},
			],
			default: 'operator',
			description: 'Who is to take care of the conversation',
			to: 'input',
		},
		{
			...userId,
			description: 'The operator to give the conversation to',
			displayOptions: { show: { assignTo: ['operator'] } },
			to: 'body.assigned.user_id',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Silent',
					name: 'silent',
					type: 'boolean',
					default: true,
					description: 'Whether to leave out the notification of the operator',
					to: 'body.silent',
				},
			],
		},
	],
	// Crisp unassigns on a `null`, which no field of the editor can hold.
	prepare: (parts) =>
		parts.input.assignTo === 'nobody'
			? { ...parts, body: { ...(parts.body as object), assigned: null } }
			: parts,
});

export const getMeta = defineOperation({
	name: 'Get Metadata',
	value: 'getMeta',
	action: 'Get metadata of conversation',
	description: 'Read nickname, email, segments, custom data and device of the visitor',
	sdk: 'website.getConversationMetas',
	request: { method: 'GET', path: '/website/{websiteId}/conversation/{sessionId}/meta' },
	output: 'item',
	needs: sessions('read'),
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
	needs: sessions('write'),
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
	needs: {
		tiers: ['website', 'plugin', 'user'],
		scope: 'website:conversation:messages write',
	},
	fields: [
		sessionId,
		{
			displayName: 'Messages From',
			name: 'from',
			type: 'options',
			options: [
				{ name: 'Operator', value: 'operator' },
				{ name: 'Visitor', value: 'user' },
			],
			default: 'user',
			description: 'Whose messages have been read',
			to: 'body.from',
		},
		{
			displayName: 'Origin',
			name: 'origin',
			type: 'string',
			required: true,
			default: 'chat',
			description: "The channel on which they were read: 'chat', 'email' or the URN of a connector",
			to: 'body.origin',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Fingerprints',
					name: 'fingerprints',
					type: 'string',
					default: '',
					placeholder: 'e.g. 524653764345, 524653764346',
					description: 'Comma-separated list of the messages to mark. Without it all are marked.',
					as: 'numbers',
					to: 'body.fingerprints',
				},
			],
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
	needs: {
		tiers: ['website', 'plugin', 'user'],
		scope: 'website:conversation:messages write',
	},
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
			displayName: 'From',
			name: 'from',
			type: 'options',
			options: [
				{ name: 'Operator', value: 'operator' },
				{ name: 'Visitor', value: 'user' },
			],
			default: 'operator',
			description: 'Who is typing',
			to: 'body.from',
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
					displayName: 'Stealth',
					name: 'stealth',
					type: 'boolean',
					default: true,
					description: 'Whether to keep it from being forwarded to other channels',
					to: 'body.stealth',
				},
			],
		},
	],
});
