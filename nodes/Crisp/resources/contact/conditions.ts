import type { FieldGroup } from '../../engine/spec';

/**
 * Rows of a filter on contacts, as the search of contacts and campaigns take them. Crisp publishes
 * no list of fields and operators: these are the ones that the official clients and the contact
 * search of the app are known to send, `neq` and the comparisons those of inbox conditions.
 */
export const peopleConditions: FieldGroup[] = [
	{
		displayName: 'Condition',
		name: 'condition',
		values: [
			{
				displayName: 'Field',
				name: 'criterion',
				type: 'options',
				options: [
					{ name: 'Address', value: 'person.address' },
					{ name: 'City', value: 'person.geolocation.city' },
					{ name: 'Company Legal Name', value: 'company.legal_name' },
					{ name: 'Company Name', value: 'company.name' },
					{ name: 'Country', value: 'person.geolocation.country' },
					{ name: 'Email', value: 'email' },
					{ name: 'Employer Name', value: 'person.employment.name' },
					{ name: 'Nickname', value: 'person.nickname' },
					{ name: 'Other', value: 'other' },
					{ name: 'Segments', value: 'segments' },
				],
				default: 'email',
				description: 'What to compare',
				to: 'item.criterion',
			},
			{
				displayName: 'Field Name',
				name: 'otherCriterion',
				type: 'string',
				required: true,
				default: '',
				placeholder: 'e.g. person.phone',
				description: 'Name of the field in the Crisp API, with dots between its levels',
				displayOptions: { show: { criterion: ['other'] } },
				to: 'item.criterion',
			},
			{
				displayName: 'Model',
				name: 'model',
				type: 'hidden',
				default: 'people',
				to: 'item.model',
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
				placeholder: 'e.g. jane.doe@example.com',
				description:
					'Comma-separated list of values. A value that holds a comma can come from an expression that gives a list.',
				as: 'list',
				to: 'item.query',
			},
		],
	},
];
