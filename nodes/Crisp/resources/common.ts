import type { Field } from '../engine/spec';

/** The way to send what has no field (yet); part of the collection of optional fields, last. */
export const additionalProperties: Field<'additionalProperties'> = {
	displayName: 'Additional Properties (JSON)',
	name: 'additionalProperties',
	type: 'json',
	default: '',
	placeholder: 'e.g. { "name": "value" }',
	description: 'Properties of the Crisp API to add to what the other fields send',
	as: 'merge',
	to: 'body',
};
