import type { Field } from '../../engine/spec';

/** The language that an operation works on. Crisp knows it by its code. */
export const locale: Field<'locale'> = {
	displayName: 'Locale',
	name: 'locale',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The language of the helpdesk to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a locale...',
			typeOptions: { searchListMethod: 'searchHelpdeskLocales', searchable: true },
		},
		{
			displayName: 'By Code',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. en',
		},
	],
	to: 'path',
};

/** The four trees of content that each locale has. Source: types of the official client since 11.0. */
export const contentType: Field<'contentType'> = {
	displayName: 'Content Type',
	name: 'contentType',
	type: 'options',
	options: [
		{ name: 'Articles', value: 'articles' },
		{ name: 'Guides', value: 'guides' },
		{ name: 'News', value: 'news' },
		{ name: 'References', value: 'references' },
	],
	default: 'articles',
	description: 'The kind of content to work on',
	to: 'path',
};

/** A time span, for the lists that can be narrowed by one. */
export const dateFilters: Field[] = [
	{
		displayName: 'After',
		name: 'filterDateStart',
		type: 'dateTime',
		default: '',
		description: 'Only what is from this time on',
		to: 'query.filter_date_start',
	},
	{
		displayName: 'Before',
		name: 'filterDateEnd',
		type: 'dateTime',
		default: '',
		description: 'Only what is up to this time',
		to: 'query.filter_date_end',
	},
];
