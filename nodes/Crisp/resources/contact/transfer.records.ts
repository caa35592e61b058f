import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';
import { additionalProperties } from '../common';

/** Both routes were labelled for user tokens only. */
const needs: Needs = { tiers: ['user'] };

export const exportContacts = defineOperation({
	name: 'Export',
	value: 'export',
	action: 'Export contacts',
	description:
		"Have Crisp export all contacts to a file, as the export of its app does. To work with contacts in the workflow, use 'Get Many'.",
	sdk: 'website.exportPeopleProfiles',
	request: { method: 'POST', path: '/website/{websiteId}/people/export/profiles' },
	output: 'success',
	needs,
	fields: [],
});

export const importContacts = defineOperation({
	name: 'Import',
	value: 'import',
	action: 'Import contacts from CSV',
	description:
		"Have Crisp read contacts from a CSV file. The answer comes before the work is done: progress arrives as the real-time events 'people:import:progress' and 'people:import:done'.",
	sdk: 'website.importPeopleProfiles',
	request: { method: 'POST', path: '/website/{websiteId}/people/import/profiles' },
	output: 'success',
	needs,
	fields: [
		{
			displayName: 'File URL',
			name: 'url',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://storage.crisp.chat/users/processing/import/.../contacts.csv',
			description:
				"Address of the CSV file in Crisp's storage, as a bucket URL of the namespace 'processing' gives it",
			to: 'body.url',
		},
		{
			displayName: 'Column Mapping',
			name: 'mapping',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Column',
			required: true,
			default: {},
			description: 'Which column of the file goes into which field of the contact',
			options: [
				{
					displayName: 'Column',
					name: 'column',
					values: [
						{
							displayName: 'Column Number',
							name: 'column',
							type: 'number',
							typeOptions: { minValue: 1 },
							required: true,
							default: 1,
							description: 'Place of the column in the file, from 1',
							to: 'item.column',
						},
						{
							displayName: 'Field',
							name: 'field',
							type: 'string',
							required: true,
							default: 'email',
							placeholder: 'e.g. person.nickname',
							description:
								'Name of the field in the Crisp API, with dots between its levels, such as email or person.nickname',
							to: 'item.field',
						},
					],
				},
			],
			to: 'body.mapping',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Column Separator',
					name: 'columnSeparator',
					type: 'string',
					default: ';',
					placeholder: 'e.g. ;',
					description: 'Character between the columns',
					to: 'body.options.column_separator',
				},
				{
					displayName: 'Skip Header',
					name: 'skipHeader',
					type: 'boolean',
					default: true,
					description:
						'Whether to leave out the first row because it holds the names of the columns',
					to: 'body.options.skip_header',
				},
				additionalProperties,
			],
		},
	],
});
