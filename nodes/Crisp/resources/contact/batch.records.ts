import type { Field } from '../../engine/spec';
import { defineOperation } from '../../engine/define';
import { peopleConditions } from './conditions';
import { customData } from './fields';

/*
 * Each sends one request for many contacts. A filter names them in the form of Crisp's Go client:
 * the Node client types it as text, which holds neither conditions nor how they go together. There
 * is always a list or a condition: free properties, which could empty them, are left out here.
 */

const profiles: Field<'profiles'> = {
	displayName: 'Contact IDs',
	name: 'profiles',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. c5a2f70c-f605-4648-b47f-8c39d4b03a50',
	description: 'Comma-separated list of contacts, or an expression that gives a list',
	as: 'list',
	to: 'body.people.profiles',
};

/** An unknown choice, as an expression may give, then asks for a list. */
const chosenContacts: Field[] = [
	{
		displayName: 'Apply To',
		name: 'applyTo',
		type: 'options',
		options: [
			{ name: 'Contacts That Meet Conditions', value: 'search' },
			{ name: 'Listed Contacts', value: 'listed', description: 'Those whose IDs are given' },
		],
		default: 'listed',
		description: 'Which contacts to change',
		to: 'input',
	},
	{ ...profiles, displayOptions: { hide: { applyTo: ['search'] } } },
	{
		displayName: 'Conditions',
		name: 'conditions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Condition',
		required: true,
		default: {},
		description: 'What must be true of a contact that is changed',
		options: peopleConditions,
		displayOptions: { show: { applyTo: ['search'] } },
		to: 'body.people.search.filter',
	},
	{
		displayName: 'Match',
		name: 'searchOperator',
		type: 'options',
		options: [
			{ name: 'All Conditions', value: 'and' },
			{ name: 'Any Condition', value: 'or' },
		],
		default: 'and',
		description: 'How the conditions go together',
		displayOptions: { show: { applyTo: ['search'] } },
		to: 'body.people.search.operator',
	},
];

export const deleteMany = defineOperation({
	name: 'Delete Many',
	value: 'deleteMany',
	action: 'Delete many contacts',
	description:
		'Remove contacts, listed or found by conditions, and the data kept with them for good in one request. This cannot be undone.',
	sdk: 'website.batchRemovePeople',
	request: { method: 'PATCH', path: '/website/{websiteId}/batch/remove' },
	output: 'deleted',
	needs: { tiers: ['user'] },
	fields: chosenContacts,
});

export const updateDataOfMany = defineOperation({
	name: 'Update Data of Many',
	value: 'updateDataOfMany',
	action: 'Update custom data of many contacts',
	description: 'Give many contacts, listed or found by conditions, the same custom data at once',
	sdk: 'website.batchUpdatePeopleData',
	request: { method: 'PATCH', path: '/website/{websiteId}/batch/data' },
	output: 'success',
	fields: [...chosenContacts, customData],
});

export const updateSegmentsOfMany = defineOperation({
	name: 'Update Segments of Many',
	value: 'updateSegmentsOfMany',
	action: 'Update segments of many contacts',
	description: 'Give many contacts, listed or found by conditions, the same segments at once',
	sdk: 'website.batchUpdatePeopleSegments',
	request: { method: 'PATCH', path: '/website/{websiteId}/batch/segments' },
	output: 'success',
	fields: [
		...chosenContacts,
		{
			displayName: 'Segments',
			name: 'segments',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. customer, vip',
			description: 'Comma-separated list of segments for each of the contacts',
			as: 'list',
			to: 'body.segments',
		},
	],
});
