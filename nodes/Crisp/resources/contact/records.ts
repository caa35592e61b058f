import { defineOperation, type Needs } from '../../engine/spec';
import { peopleId } from '../locators';
import { customData, email, nickname, profileFields } from './fields';
import { upsert } from './upsert.operation';

const profiles = (access: 'read' | 'write'): Needs => ({
	tiers: ['website', 'plugin', 'user'],
	scope: `website:people:profiles ${access}`,
});

const data = (access: 'read' | 'write'): Needs => ({
	tiers: ['website', 'plugin', 'user'],
	scope: `website:people:data ${access}`,
});

export const create = defineOperation({
	name: 'Create',
	value: 'create',
	action: 'Create contact',
	description: 'Add a new contact. Crisp refuses an email that another contact has.',
	sdk: 'website.addNewPeopleProfile',
	request: { method: 'POST', path: '/website/{websiteId}/people/profile' },
	output: 'success',
	needs: profiles('write'),
	fields: [
		email,
		nickname,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: profileFields,
		},
	],
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
	fields: [
		email,
		nickname,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: profileFields,
		},
	],
	run: upsert,
});

export const get = defineOperation({
	name: 'Get',
	value: 'get',
	action: 'Get contact',
	description: 'Read the profile of a contact by ID or email',
	sdk: 'website.getPeopleProfile',
	request: { method: 'GET', path: '/website/{websiteId}/people/profile/{peopleId}' },
	output: 'item',
	needs: profiles('read'),
	fields: [peopleId],
});

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many contacts',
	description: 'List contacts, or search for those that match a text or filter',
	sdk: 'website.listPeopleProfiles',
	request: { method: 'GET', path: '/website/{websiteId}/people/profiles/{page}' },
	pages: 'pathNumber',
	perPage: { min: 20, max: 50 },
	output: 'items',
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
					displayName: 'Active After',
					name: 'filterDateStart',
					type: 'dateTime',
					default: '',
					description: 'Only contacts from this time on',
					to: 'query.filter_date_start',
				},
				{
					displayName: 'Active Before',
					name: 'filterDateEnd',
					type: 'dateTime',
					default: '',
					description: 'Only contacts up to this time',
					to: 'query.filter_date_end',
				},
				{
					displayName: 'Filter (JSON)',
					name: 'searchFilter',
					type: 'json',
					default: '',
					placeholder:
						'e.g. [{ "model": "people", "criterion": "email", "operator": "eq", "query": ["jane.doe@example.com"] }]',
					description: 'Conditions in the form of the Crisp API',
					to: 'query.search_filter',
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
					description: 'How the conditions of the filter go together',
					to: 'query.search_operator',
				},
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

export const getData = defineOperation({
	name: 'Get Data',
	value: 'getData',
	action: 'Get data of contact',
	description: 'Read the custom data kept with a contact',
	sdk: 'website.getPeopleData',
	request: { method: 'GET', path: '/website/{websiteId}/people/data/{peopleId}' },
	output: 'item',
	needs: data('read'),
	fields: [peopleId],
});

export const updateData = defineOperation({
	name: 'Update Data',
	value: 'updateData',
	action: 'Update data of contact',
	description: 'Add or change custom data of a contact; values that are not named stay',
	sdk: 'website.updatePeopleData',
	request: { method: 'PATCH', path: '/website/{websiteId}/people/data/{peopleId}' },
	output: 'success',
	needs: data('write'),
	fields: [peopleId, customData],
});
