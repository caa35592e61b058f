import type { Field } from '../../engine/spec';
import { additionalProperties } from '../common';

/**
 * The article, other content or category that an operation works on: its place in the tree of the
 * locale and content type. The slugs of category and section, then the file name with its ending.
 * Source: Crisp's help article on the move to the tree-based API.
 */
export const treePath: Field<'treePath'> = {
	displayName: 'Tree Path',
	name: 'treePath',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The article or category to work on. The list holds published articles.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select an article...',
			typeOptions: { searchListMethod: 'searchHelpdeskArticles', searchable: true },
		},
		{
			displayName: 'By Path',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. orders/delivery/shipping-policy.md',
		},
	],
	to: 'path',
};

/** The same place where nothing is yet, so that there is no list to choose from. */
export const newTreePath: Field<'treePath'> = {
	displayName: 'Tree Path',
	name: 'treePath',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'id', value: '' },
	description:
		'Where to create it: the slugs of category and section, then the file name. An article ends with .md, a category does not.',
	modes: [
		{
			displayName: 'By Path',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. orders/delivery/shipping-policy.md',
		},
	],
	to: 'path',
};

/** The published page, by the ID that stays the same when it moves. */
export const entityId: Field<'entityId'> = {
	displayName: 'Page',
	name: 'entityId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The published page to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a page...',
			typeOptions: { searchListMethod: 'searchHelpdeskPages', searchable: true },
		},
		{
			displayName: 'By Entity ID',
			name: 'id',
			type: 'string',
			placeholder: "e.g. the 'entity_id' from 'Get Pages'",
		},
	],
	to: 'path',
};

/** The parts of an article. The text goes another way than the rest, see `write.ts`. */
export const articleFields: Field[] = [
	{
		displayName: 'Author User ID',
		name: 'authorUserId',
		type: 'string',
		default: '',
		placeholder: 'e.g. a4c32c68-be91-4e29-8a05-976e93abbe3f',
		description: 'The operator who is shown as the author',
		to: 'body.author.user_id',
	},
	{
		displayName: 'Color',
		name: 'color',
		type: 'color',
		default: '',
		description: 'Color that marks it, mostly for categories',
		to: 'body.color',
	},
	{
		displayName: 'Content',
		name: 'content',
		type: 'string',
		typeOptions: { rows: 6 },
		default: '',
		placeholder: 'e.g. # Getting started',
		description: 'The text in Markdown. It replaces the whole text.',
		to: 'body.content',
	},
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		description: 'Short summary, for lists and search engines',
		to: 'body.description',
	},
	{
		displayName: 'Featured',
		name: 'featured',
		type: 'boolean',
		default: true,
		description: 'Whether it is put forward to readers',
		to: 'body.state.featured',
	},
	{
		displayName: 'Format',
		name: 'format',
		type: 'string',
		default: '',
		description: "Format of the text. 'Get Metadata' shows Crisp's name for the one in use.",
		to: 'body.format',
	},
	{
		displayName: 'Hidden',
		name: 'hidden',
		type: 'boolean',
		default: true,
		description: 'Whether it is left out of lists, though its address works',
		to: 'body.state.hidden',
	},
	{
		displayName: 'Image URL',
		name: 'image',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/shipping.png',
		description: 'Picture that goes with it',
		to: 'body.image',
	},
	{
		displayName: 'Published',
		name: 'published',
		type: 'boolean',
		default: true,
		description: 'Whether readers can see it; otherwise it is a draft',
		to: 'body.state.published',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Shipping policy',
		description: 'Title of the page',
		to: 'body.title',
	},
	additionalProperties,
];
