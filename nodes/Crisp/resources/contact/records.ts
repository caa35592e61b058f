import type { Field } from '../../engine/spec';
import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';
import { peopleId } from '../locators';
import { peopleConditions } from './conditions';
import { email, nickname, profileFields } from './fields';
import { segmentFilter, withSegment } from './segment';
import { upsert } from './upsert.operation';

const profiles = (access: 'read' | 'write'): Needs => ({
	tiers: ['website', 'plugin', 'user'],
	scope: `website:people:profiles ${access}`,
});

const additionalFields: Field<'additionalFields'> = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: profileFields,
};

const columns: Field<'columns'> = {
	displayName: 'Fields',
	name: 'columns',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	description:
		'What to set. What is empty stays as it is, and segments are added to those that the contact has.',
	typeOptions: {
		loadOptionsDependsOn: ['websiteId.value'],
		resourceMapper: {
			resourceMapperMethod: 'getContactColumns',
			mode: 'add',
			fieldWords: { singular: 'field', plural: 'fields' },
			addAllFields: true,
			supportAutoMap: true,
		},
	},
	to: 'input',
};

/** What most workflows read of a contact. */
const simplify = [
	'people_id',
	'email',
	'person.nickname',
	'person.phone',
	'company.name',
	'person.employment.title',
	'segments',
	'active.last',
	'created_at',
	'updated_at',
];

export const create = defineOperation({
	name: 'Create',
	value: 'create',
	action: 'Create contact',
	description: 'Add a new contact. Crisp refuses an email that another contact has.',
	sdk: 'website.addNewPeopleProfile',
	request: { method: 'POST', path: '/website/{websiteId}/people/profile' },
	output: 'success',
	needs: profiles('write'),
	fields: [email, nickname, additionalFields],
});

export const createOrUpdate = defineOperation({
	name: 'Create or Update',
	value: 'upsert',
	action: 'Create or update contact',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	sdk: ['website.updatePeopleProfile', 'website.addNewPeopleProfile'],
	request: { method: 'PATCH', path: '/website/{websiteId}/people/profile/{email}' },
	output: 'success',
	needs: profiles('write'),
	fields: [email, columns],
	run: upsert,
});

export const get = defineOperation({
	name: 'Get',
	value: 'get',
	action: 'Get contact',
	description: 'Read the profile of a contact. Use it when the ID or email is known.',
	sdk: 'website.getPeopleProfile',
	request: { method: 'GET', path: '/website/{websiteId}/people/profile/{peopleId}' },
	output: 'item',
	simplify,
	needs: profiles('read'),
	fields: [peopleId],
});

export const checkExists = defineOperation({
	name: 'Check If Exists',
	value: 'checkExists',
	action: 'Check if contact exists',
	description: 'Find out whether there is a contact with an ID or email, without reading it',
	sdk: 'website.checkPeopleProfileExists',
	request: { method: 'HEAD', path: '/website/{websiteId}/people/profile/{peopleId}' },
	output: 'exists',
	needs: profiles('read'),
	fields: [peopleId],
});

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many contacts',
	description:
		'List contacts, or search for those that match a text or conditions. Use it when only a name or another fact is known.',
	sdk: 'website.listPeopleProfiles',
	request: { method: 'GET', path: '/website/{websiteId}/people/profiles/{page}' },
	pages: 'pathNumber',
	// Source: a third-party copy of the API reference.
	perPage: { min: 20, max: 50, isGuess: true },
	output: 'items',
	simplify,
	needs: profiles('read'),
	fields: [
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Conditions',
					name: 'conditions',
					type: 'fixedCollection',
					typeOptions: { multipleValues: true },
					placeholder: 'Add Condition',
					default: {},
					description: 'What must be true of a contact; not part of every plan of Crisp',
					options: peopleConditions,
					to: 'query.search_filter',
				},
				{
					displayName: 'Date From',
					name: 'filterDateStart',
					type: 'dateTime',
					default: '',
					description: 'Only contacts that Crisp dates at this time or later',
					to: 'query.filter_date_start',
				},
				{
					displayName: 'Date To',
					name: 'filterDateEnd',
					type: 'dateTime',
					default: '',
					description: 'Only contacts that Crisp dates at this time or earlier',
					to: 'query.filter_date_end',
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
					description: 'How many of the conditions a contact must meet',
					to: 'query.search_operator',
				},
				segmentFilter,
				{
					displayName: 'Text',
					name: 'searchText',
					type: 'string',
					default: '',
					placeholder: 'e.g. jane',
					description: 'Only contacts in which this text occurs',
					to: 'query.search_text',
				},
			],
		},
		{
			displayName: 'Sort',
			name: 'sort',
			type: 'collection',
			placeholder: 'Add Sort',
			default: {},
			options: [
				{
					displayName: 'Direction',
					name: 'sortOrder',
					type: 'options',
					options: [
						{ name: 'Ascending', value: 'ascending' },
						{ name: 'Descending', value: 'descending' },
					],
					default: 'descending',
					description: 'Whether the smallest or the largest value comes first',
					to: 'query.sort_order',
				},
				{
					displayName: 'Field',
					name: 'sortField',
					type: 'string',
					default: 'active',
					placeholder: 'e.g. active',
					description: "The field to sort by; 'active' (last seen) is known to work",
					to: 'query.sort_field',
				},
			],
		},
	],
	prepare: withSegment,
});

export const update = defineOperation({
	name: 'Update',
	value: 'update',
	action: 'Update contact',
	description: 'Change some fields of a contact and leave the others as they are',
	sdk: 'website.updatePeopleProfile',
	request: { method: 'PATCH', path: '/website/{websiteId}/people/profile/{peopleId}' },
	output: 'success',
	needs: profiles('write'),
	fields: [
		peopleId,
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{ ...email, required: false, description: 'New email address of the contact' },
				{ ...nickname, required: false },
				...profileFields,
			],
		},
	],
});

export const replace = defineOperation({
	name: 'Replace',
	value: 'replace',
	action: 'Replace profile of contact',
	description:
		"Overwrite the whole profile of a contact. What is not given here is lost: phone, company, segments, notepad and all else. 'Update' keeps it.",
	sdk: 'website.savePeopleProfile',
	request: { method: 'PUT', path: '/website/{websiteId}/people/profile/{peopleId}' },
	output: 'success',
	needs: profiles('write'),
	fields: [peopleId, email, nickname, additionalFields],
});

export const remove = defineOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete contact',
	description: 'Remove a contact and the data kept with it for good',
	sdk: 'website.removePeopleProfile',
	request: { method: 'DELETE', path: '/website/{websiteId}/people/profile/{peopleId}' },
	output: 'deleted',
	needs: profiles('write'),
	fields: [peopleId],
});

export const getStatistics = defineOperation({
	name: 'Get Statistics',
	value: 'getStatistics',
	action: 'Get statistics of contacts',
	description: 'Count the contacts of the workspace',
	sdk: 'website.getPeopleStatistics',
	request: { method: 'GET', path: '/website/{websiteId}/people/stats' },
	output: 'item',
	needs: { tiers: ['website', 'plugin', 'user'], scope: 'website:people:statistics read' },
	fields: [],
});
