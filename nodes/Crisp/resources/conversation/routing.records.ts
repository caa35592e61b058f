import { defineOperation } from '../../engine/define';
import { additionalProperties } from '../common';
import { sessionId } from '../locators';
import {
	actorFields,
	assignee,
	blocked,
	inboxOrMain,
	inboxToMoveTo,
	operatorOrNobody,
} from './fields';
import { needs } from './needs';
import { whenChosen } from './nothing';

export const assign = defineOperation({
	name: 'Assign',
	value: 'assign',
	action: 'Assign conversation to operator or unassign it',
	description:
		"Make one operator responsible for a conversation, or remove the assignment. A bot that gives up uses 'Hand Off to Human'.",
	sdk: 'website.assignConversationRouting',
	request: { method: 'PATCH', path: '/website/{websiteId}/conversation/{sessionId}/routing' },
	output: 'success',
	needs: needs('routing', 'write'),
	fields: [
		sessionId,
		operatorOrNobody,
		assignee,
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
				additionalProperties,
			],
		},
	],
	prepare: whenChosen({ assignTo: 'nobody' }, { assigned: null }),
});

export const getRouting = defineOperation({
	name: 'Get Routing',
	value: 'getRouting',
	action: 'Get routing of conversation',
	description: 'Read which operator a conversation is assigned to, if any',
	sdk: 'website.getConversationRoutingAssign',
	request: { method: 'GET', path: '/website/{websiteId}/conversation/{sessionId}/routing' },
	output: 'item',
	needs: needs('routing', 'read'),
	fields: [sessionId],
});

export const moveToInbox = defineOperation({
	name: 'Move to Inbox',
	value: 'moveToInbox',
	action: 'Move conversation to inbox',
	description: 'Put a conversation into another inbox, or back into the main one',
	sdk: 'website.updateConversationInbox',
	request: { method: 'PATCH', path: '/website/{websiteId}/conversation/{sessionId}/inbox' },
	output: 'success',
	needs: needs('sessions', 'write'),
	fields: [sessionId, inboxOrMain, inboxToMoveTo],
	prepare: whenChosen({ moveTo: 'main' }, { inbox_id: null }),
});

export const getParticipants = defineOperation({
	name: 'Get Participants',
	value: 'getParticipants',
	action: 'Get participants of conversation',
	description: 'Read who takes part in a conversation besides the visitor, such as people in CC',
	sdk: 'website.getConversationParticipants',
	request: { method: 'GET', path: '/website/{websiteId}/conversation/{sessionId}/participants' },
	output: 'item',
	needs: needs('participants', 'read'),
	fields: [sessionId],
});

export const replaceParticipants = defineOperation({
	name: 'Replace Participants',
	value: 'replaceParticipants',
	action: 'Replace participants of conversation',
	description:
		'Set who takes part in a conversation besides the visitor, such as people in CC. Former participants that are not listed again are removed.',
	sdk: 'website.saveConversationParticipants',
	request: { method: 'PUT', path: '/website/{websiteId}/conversation/{sessionId}/participants' },
	output: 'success',
	needs: needs('participants', 'write'),
	fields: [
		sessionId,
		{
			displayName: 'Replace With',
			name: 'replaceWith',
			type: 'options',
			options: [
				{ name: 'Nobody', value: 'nobody', description: 'Remove all participants' },
				{ name: 'Participants', value: 'participants', description: 'Those that are listed' },
			],
			default: 'participants',
			description: 'Who takes part from now on',
			to: 'input',
		},
		{
			displayName: 'Participants',
			name: 'participants',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Participant',
			required: true,
			default: {},
			description: 'All who are to take part',
			options: [
				{
					displayName: 'Participant',
					name: 'participant',
					values: [
						{
							displayName: 'Target',
							name: 'target',
							type: 'string',
							required: true,
							default: '',
							placeholder: 'e.g. jane.doe@example.com',
							description: 'The address of the participant',
							to: 'item.target',
						},
						{
							displayName: 'Type',
							name: 'type',
							type: 'options',
							options: [{ name: 'Email', value: 'email' }],
							default: 'email',
							description: 'How the participant is reached',
							to: 'item.type',
						},
					],
				},
			],
			displayOptions: { hide: { replaceWith: ['nobody'] } },
			to: 'body.participants',
		},
		actorFields,
	],
	prepare: whenChosen({ replaceWith: 'nobody' }, { participants: [] }),
});

export const block = defineOperation({
	name: 'Block or Unblock',
	value: 'block',
	action: 'Block or unblock incoming messages of conversation',
	description:
		'Stop accepting messages of a visitor, for example of a spammer, or accept them again',
	sdk: 'website.blockIncomingMessagesForConversation',
	request: { method: 'PATCH', path: '/website/{websiteId}/conversation/{sessionId}/block' },
	output: 'success',
	needs: needs('actions', 'write'),
	fields: [sessionId, blocked, actorFields],
});

export const getBlockStatus = defineOperation({
	name: 'Get Block Status',
	value: 'getBlockStatus',
	action: 'Get block status of conversation',
	description: 'Read whether messages of the visitor are refused',
	sdk: 'website.getBlockStatusForConversation',
	request: { method: 'GET', path: '/website/{websiteId}/conversation/{sessionId}/block' },
	output: 'item',
	needs: needs('actions', 'read'),
	fields: [sessionId],
});
