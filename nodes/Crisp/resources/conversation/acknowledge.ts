import type { Field } from '../../engine/spec';
import { additionalProperties } from '../common';

/** What "read" and "delivered" have in common. Crisp refuses a request without `from` or `origin`. */
export const acknowledgeFields: Array<Field<'from' | 'origin' | 'additionalFields'>> = [
	{
		displayName: 'Messages From',
		name: 'from',
		type: 'options',
		options: [
			{ name: 'Operator', value: 'operator' },
			{ name: 'Visitor', value: 'user' },
		],
		default: 'user',
		description: 'Whose messages they are',
		to: 'body.from',
	},
	{
		displayName: 'Origin',
		name: 'origin',
		type: 'string',
		required: true,
		default: 'chat',
		placeholder: 'e.g. chat',
		description:
			"The channel on which it happened: 'chat', 'email' or the URN of a connector, such as 'urn:crisp.im:whatsapp:0'",
		to: 'body.origin',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [
			{
				displayName: 'Fingerprints',
				name: 'fingerprints',
				type: 'string',
				default: '',
				placeholder: 'e.g. 524653764345, 524653764346',
				description: 'Comma-separated list of the messages to mark. Without it all are marked.',
				as: 'numbers',
				to: 'body.fingerprints',
			},
			additionalProperties,
		],
	},
];
