import type { Field } from '../../engine/spec';
import { additionalProperties } from '../common';
import { peopleConditions } from '../contact/conditions';
import { userId } from '../locators';

/** Name of the campaign, required by Crisp for a new one. */
export const name: Field<'name'> = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Renewal June',
	description: 'Name of the campaign in the app',
	to: 'body.name',
};

/** Kind of the campaign, required by Crisp for a new one. */
export const type: Field<'type'> = {
	displayName: 'Type',
	name: 'type',
	type: 'options',
	options: [
		{
			name: 'Automated',
			value: 'automated',
			description: 'Sent by itself when an event happens',
		},
		{ name: 'One-Shot', value: 'one-shot', description: 'Sent once, when it is dispatched' },
	],
	default: 'one-shot',
	description: 'When the campaign is sent',
	to: 'body.type',
};

/**
 * Conditions of a campaign. They stand in the open, where all operations share them: in each
 * collection they would be the larger part of it.
 */
export const campaignConditions: Field[] = [
	{
		displayName: 'Recipient Conditions',
		name: 'recipientFilter',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Condition',
		default: {},
		description: "What must be true of a contact to get the campaign, where 'Recipients' says so",
		options: peopleConditions,
		to: 'body.recipients.filter',
	},
	{
		displayName: 'Flow Conditions',
		name: 'flowAssertFilter',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Condition',
		default: {},
		description: 'What must be true of a contact so that an automated campaign goes on',
		options: peopleConditions,
		to: 'body.flow.assert_filter',
	},
];

/**
 * Content of a campaign beside its name, type and conditions. Source: README and types of the official clients;
 * the recipient types other than `all` follow from the fields beside them. No source names the unit of
 * flow delays, so that there is nothing to convert minutes or days to.
 */
export const campaignContent: Field[] = [
	{
		displayName: 'Deliver to Chatbox',
		name: 'deliverToChatbox',
		type: 'boolean',
		default: true,
		description: 'Whether the campaign is shown in the chatbox',
		to: 'body.options.deliver_to_chatbox',
	},
	{
		displayName: 'Deliver to Email',
		name: 'deliverToEmail',
		type: 'boolean',
		default: true,
		description: 'Whether the campaign is sent by email',
		to: 'body.options.deliver_to_email',
	},
	{
		displayName: 'Flow Assert Delay',
		name: 'flowAssertDelay',
		type: 'number',
		default: 0,
		description:
			"How long after the launch event an automated campaign checks its conditions. Crisp does not document the unit: set a delay in the Crisp app, and 'Get' shows the number that stands for it.",
		to: 'body.flow.assert_delay',
	},
	{
		displayName: 'Flow Deliver Delay',
		name: 'flowDeliverDelay',
		type: 'number',
		default: 0,
		description:
			"How long an automated campaign waits before it is delivered. For the unit, see 'Flow Assert Delay'.",
		to: 'body.flow.deliver_delay',
	},
	{
		displayName: 'Flow Deliver Once',
		name: 'flowDeliverOnce',
		type: 'boolean',
		default: true,
		description: 'Whether a contact gets an automated campaign only the first time',
		to: 'body.flow.deliver_once',
	},
	{
		displayName: 'Flow Launch Event',
		name: 'flowLaunchEvent',
		type: 'string',
		default: '',
		placeholder: 'e.g. renewal-due',
		description: 'The event of a contact that starts an automated campaign',
		to: 'body.flow.launch_event',
	},
	{
		displayName: 'Format',
		name: 'format',
		type: 'options',
		options: [
			{ name: 'HTML', value: 'html' },
			{ name: 'Markdown', value: 'markdown' },
		],
		default: 'markdown',
		description: 'How the message is written',
		to: 'body.format',
	},
	{
		displayName: 'Message',
		name: 'message',
		type: 'string',
		default: '',
		description: 'What the campaign says',
		typeOptions: { rows: 4 },
		to: 'body.message',
	},
	{
		displayName: 'Recipient Contact IDs',
		name: 'recipientPeople',
		type: 'string',
		default: '',
		placeholder: 'e.g. c5a2f70c-f605-4648-b47f-8c39d4b03a50',
		description:
			"Comma-separated list of contacts who get the campaign, where 'Recipients' says so",
		as: 'list',
		to: 'body.recipients.people',
	},
	{
		displayName: 'Recipient Segment Names or IDs',
		name: 'recipientSegments',
		type: 'multiOptions',
		default: [],
		description:
			'Segments whose contacts get the campaign, where \'Recipients\' says so. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		typeOptions: { loadOptionsMethod: 'getSegments', loadOptionsDependsOn: ['websiteId.value'] },
		as: 'list',
		to: 'body.recipients.segments',
	},
	{
		displayName: 'Recipients',
		name: 'recipientType',
		type: 'options',
		options: [
			{ name: 'All Contacts', value: 'all' },
			{ name: 'Chosen Contacts', value: 'people' },
			{ name: 'Contacts That Meet Conditions', value: 'filter' },
			{ name: 'Contacts With Segments', value: 'segments' },
		],
		default: 'all',
		description: 'Who gets the campaign',
		to: 'body.recipients.type',
	},
	{
		displayName: 'Replies by Email',
		name: 'senderEmailReply',
		type: 'boolean',
		default: true,
		description: 'Whether replies go to the email of the sender',
		to: 'body.options.sender_email_reply',
	},
	{
		displayName: 'Workspace as Sender Name',
		name: 'senderNameWebsite',
		type: 'boolean',
		default: true,
		description: 'Whether the name of the workspace is shown as the sender',
		to: 'body.options.sender_name_website',
	},
	{
		...userId,
		displayName: 'Sender Operator',
		name: 'senderUserId',
		required: false,
		description: 'The operator who is shown as the sender',
		to: 'body.sender.user_id',
	},
	{
		displayName: 'Subject',
		name: 'subject',
		type: 'string',
		default: '',
		description: 'Subject of the email',
		to: 'body.subject',
	},
	{
		displayName: 'Tag',
		name: 'tag',
		type: 'string',
		placeholder: 'e.g. renewal',
		default: '',
		description: 'Tag to group campaigns by',
		to: 'body.tag',
	},
	{
		displayName: 'Tracking',
		name: 'tracking',
		type: 'boolean',
		default: true,
		description: 'Whether opened emails and clicked links are counted',
		to: 'body.options.tracking',
	},
	additionalProperties,
];
