import type { INodeProperties } from 'n8n-workflow';

import { toProperty } from '../engine/describe';
import { websiteId } from '../engine/website';
import { sessionId } from '../resources/locators';

/** In the form of n8n's own nodes that send and wait. */
const limitWaitTime: INodeProperties = {
	displayName: 'Limit Wait Time',
	name: 'limitWaitTime',
	type: 'fixedCollection',
	description:
		"Whether to limit how long to wait for the answer. Then the execution continues without it, and 'timed_out' in its item is true.",
	default: { values: { limitType: 'afterTimeInterval', resumeAmount: 45, resumeUnit: 'minutes' } },
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				{
					displayName: 'Limit Type',
					name: 'limitType',
					type: 'options',
					default: 'afterTimeInterval',
					description: 'When the execution continues without an answer',
					options: [
						{
							name: 'After Time Interval',
							description: 'Waits for a certain amount of time',
							value: 'afterTimeInterval',
						},
						{
							name: 'At Specified Time',
							description: 'Waits until the set date and time to continue',
							value: 'atSpecifiedTime',
						},
					],
				},
				{
					displayName: 'Amount',
					name: 'resumeAmount',
					type: 'number',
					displayOptions: { show: { limitType: ['afterTimeInterval'] } },
					typeOptions: { minValue: 0, numberPrecision: 2 },
					default: 1,
					description: 'The time to wait',
				},
				{
					displayName: 'Unit',
					name: 'resumeUnit',
					type: 'options',
					displayOptions: { show: { limitType: ['afterTimeInterval'] } },
					options: [
						{ name: 'Minutes', value: 'minutes' },
						{ name: 'Hours', value: 'hours' },
						{ name: 'Days', value: 'days' },
					],
					default: 'hours',
					description: 'Unit of the interval value',
				},
				{
					displayName: 'Max Date and Time',
					name: 'maxDateAndTime',
					type: 'dateTime',
					displayOptions: { show: { limitType: ['atSpecifiedTime'] } },
					default: '',
					description: 'Continue execution after the specified date and time',
				},
			],
		},
	],
};

/**
 * The fields of Crisp Ask. n8n copies them all for its review of tools, where the message has another
 * default and only approval is offered.
 */
export const properties: INodeProperties[] = [
	{ displayName: 'Resource', name: 'resource', type: 'hidden', default: 'message' },
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['message'] } },
		options: [
			{
				name: 'Send and Wait for Response',
				value: 'sendAndWait',
				description: 'Ask in a conversation, and continue when the answer is there',
				action: 'Send message and wait for response',
			},
		],
		default: 'sendAndWait',
	},
	toProperty(websiteId),
	{ ...toProperty(sessionId), description: 'The conversation to ask in' },
	{
		displayName: 'Message',
		name: 'message',
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		placeholder: 'e.g. What is the number of your order?',
		description: 'The question',
	},
	{
		displayName: 'Response Type',
		name: 'responseType',
		type: 'options',
		default: 'freeText',
		description: 'How the question is answered',
		options: [
			{
				name: 'Approval',
				value: 'approval',
				description: 'The team approves or declines, with a link or with a private note',
			},
			{ name: 'Buttons', value: 'buttons', description: 'One of several choices' },
			{ name: 'Free Text', value: 'freeText', description: 'Any text' },
		],
	},
	{
		displayName: 'Ask Whom',
		name: 'askWhom',
		type: 'options',
		default: 'visitor',
		description: 'Who answers the question',
		displayOptions: { show: { responseType: ['buttons', 'freeText'] } },
		options: [
			{
				name: 'Team',
				value: 'team',
				description: 'Operators, with a private note that the visitor does not see',
			},
			{ name: 'Visitor', value: 'visitor', description: 'The visitor, in the chat' },
		],
	},
	{
		displayName: 'Buttons',
		name: 'buttons',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Button',
		required: true,
		default: {},
		description: 'The choices',
		displayOptions: { show: { responseType: ['buttons'] } },
		options: [
			{
				displayName: 'Button',
				name: 'button',
				values: [
					{
						displayName: 'Label',
						name: 'label',
						type: 'string',
						default: '',
						placeholder: 'e.g. Track an order',
						description: 'What the button says',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. track',
						description: 'What the next node receives; the label where it is empty',
					},
				],
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Approve Label',
				name: 'approveLabel',
				type: 'string',
				default: 'Approve',
				description:
					"What the link to approve says, for approvals. A private note with just this text, or with 'approve', approves as well.",
			},
			{
				displayName: 'Decline Label',
				name: 'declineLabel',
				type: 'string',
				default: 'Decline',
				description:
					"What the link to decline says, for approvals. A private note with just this text, or with 'decline', declines as well.",
			},
			limitWaitTime,
		],
	},
];
