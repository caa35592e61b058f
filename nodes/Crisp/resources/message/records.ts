import { defineOperation } from '../../engine/define';
import { acknowledgeFields, acknowledgePreset } from '../conversation/acknowledge';
import { needs } from '../conversation/needs';
import { sessionId } from '../locators';
import { attach, attachmentReadOptions } from './attach';
import { contentFields, fileContentFields } from './content';
import { fileFields } from './file.fields';
import { fingerprint, messageOptions, messagePreset } from './fields';
import { laneOfRecipient } from './recipient';
import { recipientFields } from './recipient.fields';
import { runSend } from './send.operation';
import { runSendFile } from './sendFile.operation';
import { messageViews } from './transcript';

/** What most workflows read of a message. */
const simplify = [
	'content',
	'from',
	'user.nickname',
	'type',
	'timestamp',
	'fingerprint',
	'automated',
	'origin',
	'user.user_id',
	'session_id',
];

export const send = defineOperation({
	name: 'Send',
	value: 'send',
	action: 'Send message',
	description:
		'Send a text, question or carousel to the visitor of a conversation, a contact or an email',
	sdk: 'website.sendMessageInConversation',
	request: { method: 'POST', path: '/website/{websiteId}/conversation/{sessionId}/message' },
	output: 'success',
	needs: needs('messages', 'write'),
	lane: laneOfRecipient,
	run: runSend,
	preset: messagePreset,
	fields: [
		...recipientFields,
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			options: [
				{
					name: 'Buttons (Picker)',
					value: 'picker',
					description: 'A question that is answered by pressing one of the buttons below it',
				},
				{ name: 'Carousel', value: 'carousel', description: 'Cards with a picture and links' },
				{
					name: 'Event',
					value: 'event',
					description: 'A line in the conversation that says what happened; only operators see it',
				},
				{ name: 'Field', value: 'field', description: 'A question that is answered in an input' },
				{
					name: 'Note',
					value: 'note',
					description: 'Only operators see it; not part of the free plan of Crisp',
				},
				{ name: 'Text', value: 'text', description: 'The visitor sees it' },
			],
			default: 'text',
			description: "What kind of message to send. Files go with 'Send File'.",
			to: 'body.type',
		},
		...contentFields,
		messageOptions,
	],
});

export const addNote = defineOperation({
	name: 'Add Note',
	value: 'addNote',
	action: 'Add note to conversation',
	description:
		'Write a private note that only operators see. Notes are not part of the free plan of Crisp.',
	sdk: 'website.sendMessageInConversation',
	request: { method: 'POST', path: '/website/{websiteId}/conversation/{sessionId}/message' },
	output: 'success',
	needs: needs('messages', 'write'),
	preset: { ...messagePreset, type: 'note' },
	fields: [
		sessionId,
		{
			displayName: 'Note',
			name: 'note',
			type: 'string',
			typeOptions: { rows: 3 },
			required: true,
			default: '',
			placeholder: 'e.g. Customer asks for a refund',
			description: 'What to tell the operators',
			to: 'body.content',
		},
		messageOptions,
	],
});

export const sendFile = defineOperation({
	name: 'Send File',
	value: 'sendFile',
	action: 'Send file',
	description:
		'Send a file, picture or recording from binary data or a URL to a conversation, a contact or an email',
	sdk: 'website.sendMessageInConversation',
	request: { method: 'POST', path: '/website/{websiteId}/conversation/{sessionId}/message' },
	output: 'success',
	needs: needs('messages', 'write'),
	lane: laneOfRecipient,
	run: runSendFile,
	preset: messagePreset,
	fields: [...recipientFields, ...fileFields, messageOptions],
});

export const update = defineOperation({
	name: 'Update',
	value: 'update',
	action: 'Update message of conversation',
	description:
		'Change the content of a message that was sent before, for the visitor as well. The new content replaces all of the old.',
	sdk: 'website.updateMessageInConversation',
	request: {
		method: 'PATCH',
		path: '/website/{websiteId}/conversation/{sessionId}/message/{fingerprint}',
	},
	output: 'success',
	needs: needs('messages', 'write'),
	fields: [
		sessionId,
		fingerprint,
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			options: [
				{ name: 'Animation', value: 'animation' },
				{ name: 'Audio', value: 'audio' },
				{ name: 'Buttons (Picker)', value: 'picker' },
				{ name: 'Carousel', value: 'carousel' },
				{ name: 'Event', value: 'event' },
				{ name: 'Field', value: 'field' },
				{ name: 'File', value: 'file' },
				{ name: 'JSON', value: 'json', description: 'The whole content as Crisp keeps it' },
				{ name: 'Text or Note', value: 'text' },
			],
			default: 'text',
			description: 'What kind of message it is; an update cannot change that',
			to: 'input',
		},
		...contentFields,
		...fileContentFields,
		{
			displayName: 'Content (JSON)',
			name: 'contentJson',
			type: 'json',
			required: true,
			default: '',
			placeholder: 'e.g. { "text": "Pick one", "choices": [] }',
			description: "The new content, in the form in which 'Get' returns it",
			displayOptions: { show: { type: ['json'] } },
			to: 'body.content',
		},
	],
});

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many messages of conversation',
	description:
		'Read what was said in a conversation, oldest first. A limit keeps the newest ones. Use it for context before answering.',
	sdk: 'website.getMessagesInConversation',
	request: { method: 'GET', path: '/website/{websiteId}/conversation/{sessionId}/messages' },
	pages: 'timestampBefore',
	output: 'items',
	simplify,
	views: messageViews,
	needs: needs('messages', 'read'),
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
		attachmentReadOptions,
	],
	attach,
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
	simplify,
	needs: needs('messages', 'read'),
	fields: [sessionId, fingerprint, attachmentReadOptions],
	attach,
});

export const getOriginal = defineOperation({
	name: 'Get Original',
	value: 'getOriginal',
	action: 'Get original of message in conversation',
	description:
		'Read the source that a message was made from, such as the raw email with its headers',
	sdk: 'website.getOriginalMessageInConversation',
	request: {
		method: 'GET',
		path: '/website/{websiteId}/conversation/{sessionId}/original/{originalId}',
	},
	output: 'item',
	needs: needs('sessions', 'read'),
	fields: [
		sessionId,
		{
			displayName: 'Original ID',
			name: 'originalId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 0a3b1f6e-6d2f-4b0e-9f0f-5b1c7a2d9e11',
			description: "The ID that a message has in 'original.original_id'",
			to: 'path',
		},
	],
});

export const markAsDelivered = defineOperation({
	name: 'Mark as Delivered',
	value: 'markAsDelivered',
	action: 'Mark messages of conversation as delivered',
	description:
		'Tell Crisp that a channel has delivered all or some messages, for example an SMS or email provider',
	sdk: 'website.markMessagesDeliveredInConversation',
	request: { method: 'PATCH', path: '/website/{websiteId}/conversation/{sessionId}/delivered' },
	output: 'success',
	needs: needs('messages', 'write'),
	preset: acknowledgePreset,
	fields: [sessionId, acknowledgeFields],
});

export const remove = defineOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete message of conversation',
	description: 'Take a message back for good, for the visitor as well',
	sdk: 'website.removeMessageInConversation',
	request: {
		method: 'DELETE',
		path: '/website/{websiteId}/conversation/{sessionId}/message/{fingerprint}',
	},
	output: 'deleted',
	needs: needs('messages', 'write'),
	fields: [sessionId, fingerprint],
});
