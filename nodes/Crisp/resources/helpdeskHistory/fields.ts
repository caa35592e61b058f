import type { Field } from '../../engine/spec';

/** The change that an operation works on. */
export const changeId: Field<'changeId'> = {
	displayName: 'Change',
	name: 'changeId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The change to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a change...',
			typeOptions: { searchListMethod: 'searchHelpdeskChanges', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: "e.g. the 'change_id' from 'Get Many'",
		},
	],
	to: 'path',
};
