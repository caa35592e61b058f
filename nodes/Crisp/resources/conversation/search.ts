import type { Field, Parts } from '../../engine/spec';
import { inboxId, userId } from '../locators';

/**
 * What to look for. Crisp has one query parameter for three kinds of search; conditions go there as
 * JSON. Models, criteria and operators are the ones that the conditions of inboxes and the filters
 * of contacts are known to use: no source lists those of conversations.
 */
export const searchFields: Field[] = [
	{
		displayName: 'Search By',
		name: 'searchType',
		type: 'options',
		options: [
			{
				name: 'Conditions',
				value: 'filter',
				description: 'Compare fields; not part of every plan of Crisp',
			},
			{ name: 'Nothing', value: '', description: 'Only the filters below count' },
			{ name: 'Segment', value: 'segment', description: 'Conversations with this segment' },
			{ name: 'Text', value: 'text', description: 'Names, emails and messages' },
		],
		default: '',
		description: 'How to look for conversations',
		to: 'query.search_type',
	},
	{
		displayName: 'Search For',
		name: 'searchText',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. refund',
		description: 'The text that the conversations have to contain, or the name of the segment',
		displayOptions: { show: { searchType: ['segment', 'text'] } },
		to: 'query.search_query',
	},
	{
		displayName: 'Conditions',
		name: 'conditions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Condition',
		required: true,
		default: {},
		description: 'What has to be true of the conversations',
		options: [
			{
				displayName: 'Condition',
				name: 'condition',
				values: [
					{
						displayName: 'Of',
						name: 'model',
						type: 'options',
						options: [
							{ name: 'Contact', value: 'people' },
							{ name: 'Conversation', value: 'session' },
						],
						default: 'session',
						description: 'Whose field is compared',
						to: 'item.model',
					},
					{
						displayName: 'Field',
						name: 'criterion',
						type: 'string',
						required: true,
						default: '',
						placeholder: 'e.g. segments',
						description: "Crisp's name of it, such as 'segments' or 'email'",
						to: 'item.criterion',
					},
					{
						displayName: 'Operator',
						name: 'operator',
						type: 'options',
						options: [
							{ name: 'Contains', value: 'has' },
							{ name: 'Equals', value: 'eq' },
							{ name: 'Greater Than', value: 'gt' },
							{ name: 'Greater Than or Equal', value: 'gte' },
							{ name: 'Less Than', value: 'lt' },
							{ name: 'Less Than or Equal', value: 'lte' },
							{ name: 'Not Equal', value: 'neq' },
						],
						default: 'eq',
						description: 'How to compare the field with the values',
						to: 'item.operator',
					},
					{
						displayName: 'Values',
						name: 'query',
						type: 'string',
						required: true,
						default: '',
						placeholder: 'e.g. vip, billing',
						description:
							'Comma-separated list of values. A value that holds a comma can come from an expression that gives a list.',
						as: 'list',
						to: 'item.query',
					},
				],
			},
		],
		displayOptions: { show: { searchType: ['filter'] } },
		to: 'query.search_query',
	},
	{
		displayName: 'Match',
		name: 'searchOperator',
		type: 'options',
		options: [
			{ name: 'All Conditions', value: 'and' },
			{ name: 'Any Condition', value: 'or' },
		],
		default: 'and',
		description: 'How the conditions go together',
		displayOptions: { show: { searchType: ['filter'] } },
		to: 'query.search_operator',
	},
];

/** Source of names and meanings: API Blueprint of "List Conversations" and the official client. */
export const conversationFilters: Field<'filters'> = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			...userId,
			displayName: 'Assigned To',
			name: 'filterAssigned',
			required: false,
			description: 'Only conversations that are assigned to this operator',
			to: 'query.filter_assigned',
		},
		{
			displayName: 'Created After',
			name: 'filterDateStart',
			type: 'dateTime',
			default: '',
			description: 'Only conversations that began at this time or later',
			to: 'query.filter_date_start',
		},
		{
			displayName: 'Created Before',
			name: 'filterDateEnd',
			type: 'dateTime',
			default: '',
			description: 'Only conversations that began at this time or earlier',
			to: 'query.filter_date_end',
		},
		{
			...inboxId,
			displayName: 'Inbox',
			name: 'filterInboxId',
			required: false,
			description: 'Only conversations in this inbox',
			to: 'query.filter_inbox_id',
		},
		{
			displayName: 'Include Empty',
			name: 'includeEmpty',
			type: 'boolean',
			default: true,
			description: 'Whether to include conversations without a message',
			to: 'query.include_empty',
		},
		{
			displayName: 'Mentioned',
			name: 'filterMention',
			type: 'boolean',
			default: true,
			description:
				'Whether to return only conversations in which the operator of the token is mentioned',
			to: 'query.filter_mention',
		},
		{
			displayName: 'Not Resolved',
			name: 'filterNotResolved',
			type: 'boolean',
			default: true,
			description: 'Whether to return only conversations that are pending or unresolved',
			to: 'query.filter_not_resolved',
		},
		{
			displayName: 'Resolved',
			name: 'filterResolved',
			type: 'boolean',
			default: true,
			description: 'Whether to return only resolved conversations',
			to: 'query.filter_resolved',
		},
		{
			displayName: 'Unassigned',
			name: 'filterUnassigned',
			type: 'boolean',
			default: true,
			description: 'Whether to return only conversations that nobody is assigned to',
			to: 'query.filter_unassigned',
		},
		{
			displayName: 'Unread',
			name: 'filterUnread',
			type: 'boolean',
			default: true,
			description: 'Whether to return only conversations with messages that no operator has read',
			to: 'query.filter_unread',
		},
	],
};

/** Crisp has a flag for each order. */
export const conversationSort: Field<'sort'> = {
	displayName: 'Sort',
	name: 'sort',
	type: 'collection',
	placeholder: 'Add Sort',
	default: {},
	options: [
		{
			displayName: 'By',
			name: 'sortBy',
			type: 'options',
			options: [
				{ name: 'Creation', value: 'created', description: 'The newest first' },
				{ name: 'Last Change', value: 'updated', description: 'The last changed first' },
				{
					name: 'Waiting Time',
					value: 'waiting',
					description: 'Those in which a visitor waits for an answer first',
				},
			],
			default: 'updated',
			description: 'Which conversations come first',
			to: 'input',
		},
	],
};

/** Turns the chosen order into its flag. */
export function withOrder(parts: Parts): Parts {
	const { sortBy } = parts.input;
	if (typeof sortBy !== 'string') return parts;
	return { ...parts, query: { ...parts.query, [`order_date_${sortBy}`]: true } };
}
