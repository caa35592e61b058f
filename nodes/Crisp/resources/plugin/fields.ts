import type { Field } from '../../engine/spec';

/** The plugin, installed on the website, that an operation works on. */
export const pluginId: Field<'pluginId'> = {
	displayName: 'Plugin',
	name: 'pluginId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The plugin to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a plugin...',
			typeOptions: { searchListMethod: 'searchPlugins', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 98454664-9f7d-4d95-a9ce-f37356f5e65a',
		},
	],
	to: 'path',
};

/** What both lists of connected websites can be narrowed by and enriched with. */
export const websiteFilters: Field[] = [
	{
		displayName: 'Configured Only',
		name: 'filterConfigured',
		type: 'boolean',
		default: true,
		description: 'Whether to return only workspaces on which the plugin has been configured',
		to: 'query.filter_configured',
	},
	{
		displayName: 'Include Plan',
		name: 'includePlan',
		type: 'boolean',
		default: true,
		description: 'Whether to return the plan of each workspace as well',
		to: 'query.include_plan',
	},
];
