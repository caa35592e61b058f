import type { Field } from '../../engine/spec';
import { additionalProperties } from '../common';
import { userId } from '../locators';

/** One message of a conversation. */
export const fingerprint: Field<'fingerprint'> = {
	displayName: 'Message Fingerprint',
	name: 'fingerprint',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 524653764345',
	description: "The number of the message in its conversation, as 'Send' and 'Get Many' return it",
	to: 'path',
};

/**
 * What Crisp wants of every message. A workflow is a bot: what it writes is marked as automated, so that
 * triggers pass over it.
 */
export const messagePreset = { from: 'operator', origin: 'chat', automated: true };

/**
 * What a message carries besides its content. `original` has a written form with type and content
 * in the Go client, and one with an ID in the Node client.
 */
export const messageOptions: Field<'additionalFields'> = {
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
			description:
				'Whether to mark the message as written by a bot, which is the default. Triggers that ignore automated messages pass over it, so that a workflow does not answer itself.',
			to: 'body.automated',
		},
		{
			displayName: 'Fingerprint',
			name: 'fingerprint',
			type: 'number',
			default: 0,
			description: 'Your own number for the message, instead of one made by Crisp',
			to: 'body.fingerprint',
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
			description: "Whose message it is; an operator's by default",
			to: 'body.from',
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
			displayName: 'Origin',
			name: 'origin',
			type: 'string',
			default: 'chat',
			placeholder: 'e.g. chat',
			description:
				"The channel: 'chat' by default, 'email', or the URN of a connector, such as 'urn:crisp.im:whatsapp:0'",
			to: 'body.origin',
		},
		{
			displayName: 'Original Content',
			name: 'originalContent',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			description:
				"The source that the message was made from, such as the HTML of an email, to be read by 'Get Original'",
			to: 'body.original.content',
		},
		{
			displayName: 'Original ID',
			name: 'originalId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 0a3b1f6e-6d2f-4b0e-9f0f-5b1c7a2d9e11',
			description: 'The ID of a source that Crisp has already, in place of its content',
			to: 'body.original.original_id',
		},
		{
			displayName: 'Original Type',
			name: 'originalType',
			type: 'string',
			default: '',
			placeholder: 'e.g. text/html',
			description: 'What the original content is',
			to: 'body.original.type',
		},
		{
			displayName: 'Properties',
			name: 'properties',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Property',
			default: {},
			description: 'Your own values to keep with the message',
			options: [
				{
					displayName: 'Property',
					name: 'entry',
					values: [
						{
							displayName: 'Name',
							name: 'name',
							type: 'string',
							default: '',
							placeholder: 'e.g. execution',
							description: 'Name of the value',
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							default: '',
							placeholder: 'e.g. 1042',
							description: 'Text, or a number or boolean from an expression',
						},
					],
				},
			],
			as: 'map',
			to: 'body.properties',
		},
		{
			displayName: 'References',
			name: 'references',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Reference',
			default: {},
			description: 'Sources to name below the message, for example of an answer by AI',
			options: [
				{
					displayName: 'Reference',
					name: 'reference',
					values: [
						{
							displayName: 'Name',
							name: 'name',
							type: 'string',
							default: '',
							placeholder: 'e.g. How refunds work',
							description: 'What the source is called',
							to: 'item.name',
						},
						{
							displayName: 'Target',
							name: 'target',
							type: 'string',
							default: '',
							placeholder: 'e.g. https://help.example.com/refunds',
							description: 'Where the source is',
							to: 'item.target',
						},
						{
							displayName: 'Type',
							name: 'type',
							type: 'string',
							required: true,
							default: 'link',
							placeholder: 'e.g. link',
							description: 'What kind of source it is',
							to: 'item.type',
						},
					],
				},
			],
			to: 'body.references',
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
			...userId,
			displayName: 'Sender Operator',
			name: 'senderUserId',
			required: false,
			description: 'The operator in whose name the message is sent',
			to: 'body.user.user_id',
		},
		{
			displayName: 'Sender Type',
			name: 'senderType',
			type: 'options',
			options: [
				{ name: 'Participant', value: 'participant' },
				{ name: 'Workspace', value: 'website' },
			],
			default: 'participant',
			description: 'Whether a participant such as a bot or the workspace as a whole speaks',
			to: 'body.user.type',
		},
		{
			displayName: 'Skip If a Human Took Over',
			name: 'skipIfHumanTookOver',
			type: 'boolean',
			default: true,
			description:
				"Whether to look right before sending and send nothing if a human has the conversation by now: it was handed off, assigned, or an operator has written last. The item then has 'sent' set to false and the 'reason'.",
			to: 'input',
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
		additionalProperties,
	],
};
