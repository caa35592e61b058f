import type { Field } from '../../engine/spec';
import { valueRows } from '../common';
import { peopleId, sessionId } from '../locators';

/**
 * To whom a message goes. Read by `recipient.ts`. The contact's parameters have names of their own
 * inside `input`; the conversation keeps its former name and place.
 */
export const recipientFields: Field[] = [
	{
		displayName: 'Send To',
		name: 'sendTo',
		type: 'options',
		options: [
			{
				name: 'Contact',
				value: 'contact',
				description: "The contact's last open conversation, or a new one",
			},
			{ name: 'Conversation', value: 'conversation', description: 'One that you choose' },
			{
				name: 'Email',
				value: 'email',
				description:
					'The last open conversation with this email, or a new one; no contact has to exist',
			},
		],
		default: 'conversation',
		description: 'Where the message goes',
		to: 'input',
	},
	{ ...sessionId, displayOptions: { show: { sendTo: ['conversation'] } } },
	{
		...peopleId,
		description: 'The contact to write to',
		displayOptions: { show: { sendTo: ['contact'] } },
		to: 'input',
	},
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		placeholder: 'name@email.com',
		required: true,
		default: '',
		description: 'Whom to write to',
		displayOptions: { show: { sendTo: ['email'] } },
		to: 'input',
	},
	{
		displayName: 'Use Conversation',
		name: 'useConversation',
		type: 'options',
		options: [
			{ name: 'Always a New One', value: 'new' },
			{ name: 'Last Open One Only', value: 'open', description: 'Fails where there is none' },
			{ name: 'Last Open One, or a New One', value: 'openOrNew' },
		],
		default: 'openOrNew',
		description: 'Which conversation to write in',
		displayOptions: { show: { sendTo: ['contact', 'email'] } },
		to: 'input',
	},
	{
		displayName: 'Conversation Options',
		name: 'conversationOptions',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'What a new conversation gets before the message is sent',
		displayOptions: { show: { sendTo: ['contact', 'email'] } },
		options: [
			{
				displayName: 'Custom Data',
				name: 'data',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				placeholder: 'Add Value',
				default: {},
				options: valueRows,
				as: 'map',
				to: 'input',
			},
			{
				displayName: 'Include Resolved',
				name: 'includeResolved',
				type: 'boolean',
				default: true,
				description: 'Whether a resolved conversation counts as open',
				to: 'input',
			},
			{ displayName: 'Nickname', name: 'nickname', type: 'string', default: '', to: 'input' },
			{ displayName: 'Phone', name: 'phone', type: 'string', default: '', to: 'input' },
			{
				displayName: 'Segments',
				name: 'segments',
				type: 'string',
				default: '',
				description: 'Comma-separated list',
				as: 'list',
				to: 'input',
			},
			{ displayName: 'Subject', name: 'subject', type: 'string', default: '', to: 'input' },
		],
	},
];
