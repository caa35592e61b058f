import type { Field } from '../../engine/spec';
import { additionalProperties } from '../common';

/** Crisp refuses "read" and "delivered" without these; most often it is the visitor's messages. */
export const acknowledgePreset = { from: 'user', origin: 'chat' };

/** What "read" and "delivered" have in common. */
export const acknowledgeFields: Field<'additionalFields'> = {
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
		{
			displayName: 'Messages From',
			name: 'from',
			type: 'options',
			options: [
				{ name: 'Operator', value: 'operator' },
				{ name: 'Visitor', value: 'user' },
			],
			default: 'user',
			description: "Whose messages they are; the visitor's by default",
			to: 'body.from',
		},
		{
			displayName: 'Origin',
			name: 'origin',
			type: 'string',
			default: 'chat',
			placeholder: 'e.g. chat',
			description:
				"The channel on which it happened: 'chat' by default, 'email', or the URN of a connector",
			to: 'body.origin',
		},
		additionalProperties,
	],
};
