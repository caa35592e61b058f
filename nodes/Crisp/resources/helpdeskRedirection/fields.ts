import type { Field } from '../../engine/spec';

/** The redirection that an operation works on. */
export const redirectionId: Field<'redirectionId'> = {
	displayName: 'Redirection',
	name: 'redirectionId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The redirection to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a redirection...',
			typeOptions: { searchListMethod: 'searchHelpdeskRedirections', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 9bf6a2f0-6c5a-4d5e-9b1c-7d5a0f3f2f11',
		},
	],
	to: 'path',
};
