import type { Field, FieldGroup } from '../engine/spec';

/**
 * The way to send what has no field (yet); part of the collection of optional fields, last. Its texts
 * are short, as they stand some thirty times in the description.
 */
export const additionalProperties: Field<'additionalProperties'> = {
	displayName: 'Additional Properties (JSON)',
	name: 'additionalProperties',
	type: 'json',
	default: '',
	description: 'Object whose properties are sent beside the other fields',
	as: 'merge',
	to: 'body',
};

/** Rows of a name and a value, for fields with `as: 'map'`. */
export const valueRows: FieldGroup[] = [
	{
		displayName: 'Value',
		name: 'entry',
		values: [
			{
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. plan',
				description: 'Name of the value',
			},
			{
				displayName: 'Value',
				name: 'value',
				type: 'string',
				default: '',
				placeholder: 'e.g. pro',
				description: 'Text, or a number or boolean from an expression',
			},
		],
	},
];
