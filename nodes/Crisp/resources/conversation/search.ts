import type { IDataObject } from 'n8n-workflow';

import type { Field, Parts, Sieve } from '../../engine/spec';
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
						description: "Crisp's name for it, such as 'segments' or 'email'",
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
		{
			displayName: 'Updated After',
			name: 'updatedAfter',
			type: 'dateTime',
			default: '',
			description:
				'Only conversations in which something happened at this time or later. The node looks at the time itself, as Crisp cannot filter by it, and reads until enough are found.',
			as: 'milliseconds',
			to: 'input',
		},
		{
			displayName: 'Updated Before',
			name: 'updatedBefore',
			type: 'dateTime',
			default: '',
			description:
				'Only conversations in which nothing has happened since this time, for example those that went silent. The node looks at the time itself, as for Updated After.',
			as: 'milliseconds',
			to: 'input',
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

/** Times of the last change that were asked for, in ms. */
function changeTimes({ input }: Parts): { after?: number; before?: number } {
	const { updatedAfter, updatedBefore } = input;
	return {
		...(typeof updatedAfter === 'number' ? { after: updatedAfter } : {}),
		...(typeof updatedBefore === 'number' ? { before: updatedBefore } : {}),
	};
}

/** Turns the chosen order into its flag. The last changed come first where older ones are not wanted. */
export function withOrder(parts: Parts): Parts {
	const isRecent = changeTimes(parts).after !== undefined;
	const sortBy = parts.input.sortBy ?? (isRecent ? 'updated' : undefined);
	if (typeof sortBy !== 'string') return parts;
	return { ...parts, query: { ...parts.query, [`order_date_${sortBy}`]: true } };
}

/**
 * Filters by the time of the last change, which Crisp cannot do. Where the last changed come first,
 * nothing after one that is too old is read.
 */
export function byChange(parts: Parts): Sieve | undefined {
	const { after, before } = changeTimes(parts);
	if (after === undefined && before === undefined) return undefined;
	const isOld = ({ updated_at: at }: IDataObject) =>
		after !== undefined && typeof at === 'number' && at < after;
	return {
		keeps: (entry) => {
			const at = entry.updated_at;
			return typeof at === 'number' && !isOld(entry) && (before === undefined || at <= before);
		},
		isPast: (entry) => parts.query.order_date_updated === true && isOld(entry),
	};
}
