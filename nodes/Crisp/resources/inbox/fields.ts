import type { Field } from '../../engine/spec';
import { additionalProperties } from '../common';

/** Name of the inbox; without one it cannot be told from others. */
export const name: Field<'name'> = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. VIP',
	description: 'Name of the inbox in the app',
	to: 'body.name',
};

/**
 * The rest of an inbox. Operators of conditions: types of the official client; `segments` is the
 * only field that its documentation shows.
 */
export const additionalFields: Field<'additionalFields'> = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			displayName: 'Conditions',
			name: 'conditions',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Condition',
			default: {},
			description: 'What must be true of a conversation so that it goes into this inbox by itself',
			options: [
				{
					displayName: 'Condition',
					name: 'condition',
					values: [
						{
							displayName: 'Model',
							name: 'model',
							type: 'hidden',
							default: 'session',
							to: 'item.model',
						},
						{
							displayName: 'Field',
							name: 'criterion',
							type: 'string',
							required: true,
							default: 'segments',
							placeholder: 'e.g. segments',
							description: "Crisp's name for what to compare; 'segments' is known to work",
							to: 'item.criterion',
						},
						{
							displayName: 'Operator',
							name: 'operator',
							type: 'options',
							options: [
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
							placeholder: 'e.g. vip',
							description: 'Comma-separated list of values',
							as: 'list',
							to: 'item.query',
						},
					],
				},
			],
			to: 'body.conditions',
		},
		{
			displayName: 'Emoji',
			name: 'emoji',
			type: 'string',
			default: '',
			placeholder: 'e.g. ⭐️',
			description: 'Picture of the inbox in the app',
			to: 'body.emoji',
		},
		{
			displayName: 'Match',
			name: 'conditionsOperator',
			type: 'options',
			options: [
				{ name: 'All Conditions', value: 'and' },
				{ name: 'Any Condition', value: 'or' },
			],
			default: 'and',
			description: 'How many of the conditions a conversation must meet',
			to: 'body.operator',
		},
		{
			displayName: 'Operator IDs',
			name: 'operators',
			type: 'string',
			default: '',
			placeholder: 'e.g. a4c32c68-be91-4e29-8a05-976e93abbe3f',
			description: 'Comma-separated list of the operators who see the inbox',
			as: 'list',
			to: 'body.operators',
		},
		{
			displayName: 'Order',
			name: 'order',
			type: 'number',
			default: 1,
			description: 'Place of the inbox among the others',
			to: 'body.order',
		},
		{
			displayName: 'Team IDs',
			name: 'teams',
			type: 'string',
			default: '',
			placeholder: 'e.g. 5b0e7a34-5a0f-4d0e-bb0f-0c7a7d2fcc11',
			description: 'Comma-separated list of the teams whose operators see the inbox',
			as: 'list',
			to: 'body.teams',
		},
		additionalProperties,
	],
};
