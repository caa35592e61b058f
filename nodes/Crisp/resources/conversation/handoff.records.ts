import type { Field } from '../../engine/spec';
import { defineOperation } from '../../engine/define';
import { inboxId, sessionId, userId } from '../locators';
import { DEFAULT_FLAG } from '../../takeover';
import { botStatus, handBack, handOff } from './handoff';
import { needs } from './needs';

const flagName: Field<'flagName'> = {
	displayName: 'Flag Name',
	name: 'flagName',
	type: 'string',
	default: DEFAULT_FLAG,
	description: 'Name of the custom data that says whether the bot answers',
	to: 'input',
};

export const handOffToHuman = defineOperation({
	name: 'Hand Off to Human',
	value: 'handOff',
	action: 'Hand off conversation to human',
	description:
		'Stop the bot and let the team take over, with a note for it and a message to the visitor. Use it when the visitor asks for a person or you cannot help.',
	sdk: [
		'website.assignConversationRouting',
		'website.updateConversationInbox',
		'website.changeConversationState',
		'website.getConversationMetas',
		'website.updateConversationMetas',
		'website.sendMessageInConversation',
	],
	request: { method: 'PATCH', path: '/website/{websiteId}/conversation/{sessionId}/state' },
	output: 'success',
	needs: needs('sessions', 'write'),
	fields: [
		sessionId,
		{
			...userId,
			required: false,
			description: 'Who takes over. Left empty, the assignment stays as it is.',
			to: 'input',
		},
		{
			...inboxId,
			required: false,
			description: 'Where to move it. Left empty, it stays where it is.',
			to: 'input',
		},
		{
			displayName: 'Note for Team',
			name: 'note',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. Asks for a refund of order 1042',
			description: 'What it is about. Only operators see it; not part of the free plan of Crisp.',
			to: 'input',
		},
		{
			displayName: 'Message to Visitor',
			name: 'message',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. A colleague will answer you shortly.',
			description: 'Sent last, when all else is done',
			to: 'input',
		},
		flagName,
	],
	run: handOff,
});

export const handBackToBot = defineOperation({
	name: 'Hand Back to Bot',
	value: 'handBack',
	action: 'Hand back conversation to bot',
	description: "Let the bot answer again after 'Hand Off to Human', and remove the assignment",
	sdk: [
		'website.getConversationMetas',
		'website.updateConversationMetas',
		'website.assignConversationRouting',
	],
	request: { method: 'PATCH', path: '/website/{websiteId}/conversation/{sessionId}/routing' },
	output: 'success',
	needs: needs('sessions', 'write'),
	fields: [sessionId, flagName],
	run: handBack,
});

export const getBotStatus = defineOperation({
	name: 'Get Bot Status',
	value: 'getBotStatus',
	action: 'Get bot status of conversation',
	description:
		'Find out before a bot answers whether it may: not once a conversation is handed off, assigned, or an operator has answered, until it is resolved',
	sdk: ['website.getConversation', 'website.getMessagesInConversation'],
	request: { method: 'GET', path: '/website/{websiteId}/conversation/{sessionId}' },
	output: 'item',
	needs: needs('sessions', 'read'),
	fields: [
		sessionId,
		flagName,
		{
			displayName: 'Stop When Assigned',
			name: 'stopWhenAssigned',
			type: 'boolean',
			default: true,
			description:
				'Whether an assigned operator stops the bot. Turn off where Crisp assigns by itself.',
			to: 'input',
		},
	],
	run: botStatus,
});
