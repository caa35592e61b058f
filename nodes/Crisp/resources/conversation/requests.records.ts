import { defineOperation } from '../../engine/define';
import { additionalProperties } from '../common';
import { sessionId } from '../locators';
import { actorFields, flag } from './fields';
import { anyTier } from './needs';

export const requestTranscript = defineOperation({
	name: 'Request Transcript',
	value: 'requestTranscript',
	action: 'Request email transcript of conversation',
	description: 'Have Crisp send a copy of the conversation by email',
	sdk: 'website.requestEmailTranscriptForConversation',
	request: { method: 'POST', path: '/website/{websiteId}/conversation/{sessionId}/transcript' },
	output: 'success',
	needs: anyTier,
	fields: [
		sessionId,
		{
			displayName: 'To',
			name: 'to',
			type: 'options',
			options: [
				{ name: 'Operator', value: 'operator' },
				{ name: 'Visitor', value: 'user' },
			],
			default: 'operator',
			description: 'Which side gets the transcript',
			to: 'body.to',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Email',
					name: 'email',
					type: 'string',
					placeholder: 'name@email.com',
					default: '',
					description: 'The address to send it to',
					to: 'body.email',
				},
				additionalProperties,
			],
		},
	],
});

export const purgeChatbox = defineOperation({
	name: 'Purge Chatbox Binding',
	value: 'purgeChatbox',
	action: 'Purge chatbox binding of conversation',
	description:
		"Separate the visitor's chatbox from the conversation: what the visitor writes next starts a new one. This cannot be undone.",
	sdk: 'website.requestChatboxBindingPurgeForConversation',
	request: { method: 'POST', path: '/website/{websiteId}/conversation/{sessionId}/purge' },
	output: 'success',
	needs: anyTier,
	fields: [sessionId],
});

export const requestFeedback = defineOperation({
	name: 'Request Feedback',
	value: 'requestFeedback',
	action: 'Request user feedback for conversation',
	description: 'Ask the visitor to rate the conversation',
	sdk: 'website.requestUserFeedbackForConversation',
	request: { method: 'POST', path: '/website/{websiteId}/conversation/{sessionId}/feedback' },
	output: 'success',
	needs: anyTier,
	fields: [sessionId],
});

export const scheduleReminder = defineOperation({
	name: 'Schedule Reminder',
	value: 'scheduleReminder',
	action: 'Schedule reminder for conversation',
	description: 'Have Crisp bring a conversation back to attention at a later time, with a note',
	sdk: 'website.scheduleReminderForConversation',
	request: { method: 'POST', path: '/website/{websiteId}/conversation/{sessionId}/reminder' },
	output: 'success',
	needs: anyTier,
	fields: [
		sessionId,
		{
			displayName: 'Date',
			name: 'date',
			type: 'dateTime',
			required: true,
			default: '',
			description: 'When to remind',
			to: 'body.date',
		},
		{
			displayName: 'Note',
			name: 'note',
			type: 'string',
			typeOptions: { rows: 2 },
			required: true,
			default: '',
			placeholder: 'e.g. Call this customer',
			description: 'What the reminder is about',
			to: 'body.note',
		},
		actorFields,
	],
});

export const report = defineOperation({
	name: 'Report',
	value: 'report',
	action: 'Report conversation as spam',
	description: 'Report a conversation to Crisp as spam, so that similar messages are held back',
	sdk: 'website.reportConversation',
	request: { method: 'POST', path: '/website/{websiteId}/conversation/{sessionId}/report' },
	output: 'success',
	needs: anyTier,
	fields: [sessionId, flag],
});

export const requestToolCall = defineOperation({
	name: 'Request Tool Call',
	value: 'requestToolCall',
	action: 'Request tool call for conversation',
	description: 'Run a command of the tools that Crisp has for a conversation, such as listing them',
	sdk: 'website.requestToolCallForConversation',
	request: { method: 'POST', path: '/website/{websiteId}/conversation/{sessionId}/tool' },
	output: 'item',
	fields: [
		sessionId,
		{
			displayName: 'Command',
			name: 'command',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. list_tools',
			description: "What to do; 'list_tools' is known to exist",
			to: 'body.command',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Payload (JSON)',
					name: 'payload',
					type: 'json',
					default: '',
					placeholder: 'e.g. { "name": "search" }',
					description: 'What the command works with',
					to: 'body.payload',
				},
				additionalProperties,
			],
		},
	],
});
