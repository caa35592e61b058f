import { defineOperation, type Field, type Needs } from '../../engine/spec';
import { sessionId } from '../locators';

const messages = (access: 'read' | 'write'): Needs => ({
	tiers: ['website', 'plugin', 'user'],
	scope: `website:conversation:messages ${access}`,
});

const fingerprint: Field<'fingerprint'> = {
	displayName: 'Message Fingerprint',
	name: 'fingerprint',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 524653764345',
	description: "The number of the message in its conversation, as 'Send' and 'Get Many' return it",
	to: 'path',
};

export const send = defineOperation({
	name: 'Send',
	value: 'send',
	action: 'Send message in conversation',
	description: 'Send a text to the visitor, or write a private note for the operators',
	sdk: 'website.sendMessageInConversation',
	request: { method: 'POST', path: '/website/{websiteId}/conversation/{sessionId}/message' },
	output: 'success',
	needs: messages('write'),
	fields: [
		sessionId,
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			options: [
				{
					name: 'Note',
					value: 'note',
					description: 'Only operators see it; not part of the free plan of Crisp',
				},
				{ name: 'Text', value: 'text', description: 'The visitor sees it' },
			],
			default: 'text',
			description: 'What kind of message to send',
			to: 'body.type',
		},
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 4 },
			required: true,
			default: '',
			placeholder: 'e.g. Hello! How can I help you?',
			description: 'What to say. Markdown is shown as formatting.',
			displayOptions: { show: { type: ['note', 'text'] } },
			to: 'body.content',
		},
		{
			displayName: 'From',
			name: 'from',
			type: 'options',
			options: [
				{ name: 'Operator', value: 'operator', description: 'Your side' },
				{
					name: 'Visitor',
					value: 'user',
					description:
						'As if the visitor had written it, for example to log a message from elsewhere',
				},
			],
			default: 'operator',
			description: 'Whose message it is',
			to: 'body.from',
		},
		{
			displayName: 'Automated',
			name: 'automated',
			type: 'boolean',
			default: true,
			description:
				'Whether to mark the message as written by a bot. Triggers that ignore automated messages pass over it, so that a workflow does not answer itself.',
			to: 'body.automated',
		},
		{
			displayName: 'Origin',
			name: 'origin',
			type: 'string',
			required: true,
			default: 'chat',
			placeholder: 'e.g. chat',
			description:
				"The channel: 'chat', 'email' or the URN of a connector, such as 'urn:crisp.im:whatsapp:0'",
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
					displayName: 'Fingerprint',
					name: 'fingerprint',
					type: 'number',
					default: 0,
					description: 'A number of your own for the message, in place of one made by Crisp',
					to: 'body.fingerprint',
				},
				{
					displayName: 'Mentioned Operator IDs',
					name: 'mentions',
					type: 'string',
					default: '',
					placeholder: 'e.g. a4c32c68-be91-4e29-8a05-976e93abbe3f',
					description: 'Comma-separated list of operators to alert',
					as: 'list',
					to: 'body.mentions',
				},
				{
					displayName: 'Sender Avatar URL',
					name: 'senderAvatar',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://example.com/bot.png',
					description: 'Picture to show beside the message',
					to: 'body.user.avatar',
				},
				{
					displayName: 'Sender Nickname',
					name: 'senderNickname',
					type: 'string',
					default: '',
					placeholder: 'e.g. Acme Bot',
					description: 'Name to show for the message',
					to: 'body.user.nickname',
				},
				{
					displayName: 'Sender Type',
					name: 'senderType',
					type: 'options',
					options: [
						{ name: 'Participant', value: 'participant' },
						{ name: 'Website', value: 'website' },
					],
					default: 'participant',
					description: 'Whether a participant such as a bot or the workspace as a whole speaks',
					to: 'body.user.type',
				},
				{
					displayName: 'Stealth',
					name: 'stealth',
					type: 'boolean',
					default: true,
					description:
						'Whether to keep the message from being forwarded, such as by email to a visitor who is offline',
					to: 'body.stealth',
				},
				{
					displayName: 'Timestamp',
					name: 'timestamp',
					type: 'dateTime',
					default: '',
					description: 'When the message was written, if not now',
					as: 'milliseconds',
					to: 'body.timestamp',
				},
				{
					displayName: 'Translated',
					name: 'translated',
					type: 'boolean',
					default: true,
					description: 'Whether the text is a translation',
					to: 'body.translated',
				},
			],
		},
	],
});

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many messages of conversation',
	description: 'List messages, oldest first. A limit keeps the newest ones.',
	sdk: 'website.getMessagesInConversation',
	request: { method: 'GET', path: '/website/{websiteId}/conversation/{sessionId}/messages' },
	pages: 'timestampBefore',
	output: 'items',
	needs: messages('read'),
	fields: [
		sessionId,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'After',
					name: 'timestampAfter',
					type: 'dateTime',
					default: '',
					description: 'Only messages after this time. A limit keeps the oldest of them.',
					as: 'milliseconds',
					to: 'query.timestamp_after',
				},
				{
					displayName: 'Around',
					name: 'timestampAround',
					type: 'dateTime',
					default: '',
					description: 'One batch of messages before and after this time',
					as: 'milliseconds',
					to: 'query.timestamp_around',
				},
				{
					displayName: 'Before',
					name: 'timestampBefore',
					type: 'dateTime',
					default: '',
					description: 'Only messages before this time',
					as: 'milliseconds',
					to: 'query.timestamp_before',
				},
			],
		},
	],
});

export const get = defineOperation({
	name: 'Get',
	value: 'get',
	action: 'Get message of conversation',
	description: 'Read one message by its fingerprint',
	sdk: 'website.getMessageInConversation',
	request: {
		method: 'GET',
		path: '/website/{websiteId}/conversation/{sessionId}/message/{fingerprint}',
	},
	output: 'item',
	needs: messages('read'),
	fields: [sessionId, fingerprint],
});

export const update = defineOperation({
	name: 'Update',
	value: 'update',
	action: 'Update message of conversation',
	description: 'Change the content of a message that was sent before',
	sdk: 'website.updateMessageInConversation',
	request: {
		method: 'PATCH',
		path: '/website/{websiteId}/conversation/{sessionId}/message/{fingerprint}',
	},
	output: 'success',
	needs: messages('write'),
	fields: [
		sessionId,
		fingerprint,
		{
			displayName: 'Content',
			name: 'contentFormat',
			type: 'options',
			options: [
				{ name: 'JSON', value: 'json', description: 'For all other types of messages' },
				{ name: 'Text', value: 'text', description: 'For texts and notes' },
			],
			default: 'text',
			description: 'How to give the new content',
			to: 'input',
		},
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 4 },
			required: true,
			default: '',
			description: 'The new text of the message',
			displayOptions: { show: { contentFormat: ['text'] } },
			to: 'body.content',
		},
		{
			displayName: 'Content (JSON)',
			name: 'contentJson',
			type: 'json',
			required: true,
			default: '',
			placeholder: 'e.g. { "text": "Pick one", "choices": [] }',
			description: 'The whole new content, in the form that Crisp has for this type of message',
			displayOptions: { show: { contentFormat: ['json'] } },
			to: 'body.content',
		},
	],
});

export const remove = defineOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete message of conversation',
	description: 'Take a message back, for the visitor as well',
	sdk: 'website.removeMessageInConversation',
	request: {
		method: 'DELETE',
		path: '/website/{websiteId}/conversation/{sessionId}/message/{fingerprint}',
	},
	output: 'deleted',
	needs: messages('write'),
	fields: [sessionId, fingerprint],
});
