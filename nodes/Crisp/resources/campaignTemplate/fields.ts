import type { Field } from '../../engine/spec';

/** The template that an operation works on. */
export const templateId: Field<'templateId'> = {
	displayName: 'Campaign Template',
	name: 'templateId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The template to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a template...',
			typeOptions: { searchListMethod: 'searchCampaignTemplates', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 2d6e0f5c-6b7a-4a39-9c0d-6f6a3d2c8b11',
		},
	],
	to: 'path',
};

/** Name of the template, required by Crisp for a new one. */
export const name: Field<'name'> = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Newsletter',
	description: 'Name of the template in the app',
	to: 'body.name',
};

/** Language of the template, required by Crisp for a new one. */
export const format: Field<'format'> = {
	displayName: 'Format',
	name: 'format',
	type: 'options',
	options: [
		{ name: 'HTML', value: 'html' },
		{ name: 'Markdown', value: 'markdown' },
	],
	default: 'html',
	description: 'How the content is written',
	to: 'body.format',
};

/** Both values are those that the list can be filtered by. */
export const type: Field<'type'> = {
	displayName: 'Type',
	name: 'type',
	type: 'options',
	options: [
		{ name: 'Custom', value: 'custom', description: 'Made in this workspace' },
		{ name: 'Static', value: 'static', description: 'Comes with Crisp' },
	],
	default: 'custom',
	description: 'What kind of template it is',
	to: 'body.type',
};

export const content: Field<'content'> = {
	displayName: 'Content',
	name: 'content',
	type: 'string',
	typeOptions: { rows: 6 },
	default: '',
	placeholder: 'e.g. <p>Hello!</p><a href="{{url.unsubscribe}}">Unsubscribe</a>',
	description:
		'What campaigns with this template look like. Crisp puts the address for unsubscribing in the place that the example shows.',
	to: 'body.content',
};
