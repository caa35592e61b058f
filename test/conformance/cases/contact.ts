import type { INodeParameters } from 'n8n-workflow';

import { byId, NO_FILTERS, PEOPLE, WEBSITE, type Case } from '../case';

const peopleId = byId(PEOPLE);

const CONDITIONS = JSON.stringify([
	{
		criterion: 'email',
		model: 'people',
		operator: 'eq',
		query: ['jane.doe@example.com', 'jane@example.com'],
	},
	{ criterion: 'person.phone', model: 'people', operator: 'has', query: ['+33'] },
]);

/** All fields of a profile but email and nickname, in the form of the node. */
const FIELDS: INodeParameters = {
	active: '2026-03-01T10:00:00.000Z',
	additionalProperties: '{ "person": { "pronouns": "she" } }',
	address: '1 Main Street, Nantes',
	avatar: 'https://example.com/jane.png',
	city: 'Nantes',
	companyArr: 1200000,
	companyCity: 'Paris',
	companyCountry: 'BE',
	companyDescription: 'Makes everything',
	companyDomain: 'acme-group.com',
	companyEmails: 'hello@acme-inc.com, sales@acme-inc.com',
	companyEmployees: 12,
	companyLatitude: 48.8566,
	companyLegalName: 'Acme Incorporated',
	companyLongitude: 2.3522,
	companyMarketCap: 9000000,
	companyName: 'Acme Group',
	companyPhones: '+33600000000',
	companyRaised: 250000,
	companyRegion: 'Ile-de-France',
	companyTags: 'saas, b2b',
	companyTimezone: 60,
	companyUrl: 'https://acme-inc.com',
	country: 'FR',
	description: 'Met at the fair',
	employmentDomain: 'acme-inc.com',
	employmentName: 'Acme',
	employmentRole: 'engineering',
	employmentSeniority: 'executive',
	employmentTitle: 'CTO',
	gender: 'female',
	latitude: 47.2184,
	locales: 'fr, en',
	longitude: -1.5536,
	notepad: 'Prefers email',
	phone: '+33612345678',
	region: 'Pays de la Loire',
	segments: 'customer, vip',
	socialProfiles: {
		profile: [
			{ type: 'twitter', handle: 'janedoe', url: 'https://twitter.com/janedoe' },
			{ type: 'github', handle: 'jdoe' },
		],
	},
	timezone: -60,
	website: 'https://example.com',
};

/** The same as Crisp gets it. */
const profile = (nickname: string) => ({
	person: {
		nickname,
		address: '1 Main Street, Nantes',
		avatar: 'https://example.com/jane.png',
		description: 'Met at the fair',
		employment: {
			domain: 'acme-inc.com',
			name: 'Acme',
			role: 'engineering',
			seniority: 'executive',
			title: 'CTO',
		},
		gender: 'female',
		geolocation: {
			city: 'Nantes',
			country: 'FR',
			region: 'Pays de la Loire',
			coordinates: { latitude: 47.2184, longitude: -1.5536 },
		},
		locales: ['fr', 'en'],
		phone: '+33612345678',
		profiles: [
			{ type: 'twitter', handle: 'janedoe', url: 'https://twitter.com/janedoe' },
			{ type: 'github', handle: 'jdoe' },
		],
		pronouns: 'she',
		timezone: -60,
		website: 'https://example.com',
	} as never,
	company: {
		description: 'Makes everything',
		domain: 'acme-group.com',
		emails: ['hello@acme-inc.com', 'sales@acme-inc.com'],
		geolocation: {
			city: 'Paris',
			country: 'BE',
			region: 'Ile-de-France',
			coordinates: { latitude: 48.8566, longitude: 2.3522 },
		},
		legal_name: 'Acme Incorporated',
		metrics: { arr: 1200000, employees: 12, market_cap: 9000000, raised: 250000 },
		name: 'Acme Group',
		phones: ['+33600000000'],
		tags: ['saas', 'b2b'],
		timezone: 60,
		url: 'https://acme-inc.com',
	},
	notepad: 'Prefers email',
	segments: ['customer', 'vip'],
	active: Date.UTC(2026, 2, 1, 10),
});

const without = (values: object, ...names: string[]) =>
	Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));

/** What of it can be mapped to a column. */
const COLUMNS = {
	mappingMode: 'defineBelow',
	value: { ...without(FIELDS, 'additionalProperties', 'socialProfiles'), nickname: 'Jane Doe' },
	schema: [],
};

/** The same as Crisp gets it. */
const inColumns = {
	...profile('Jane Doe'),
	person: without(profile('Jane Doe').person, 'profiles', 'pronouns') as never,
};

const OF_SEGMENT = { criterion: 'segments', model: 'people', operator: 'eq', query: ['vip'] };

export const contact: Case[] = [
	{
		sdk: 'website.addNewPeopleProfile',
		resource: 'contact',
		operation: 'create',
		parameters: {
			email: 'jane.doe@example.com',
			nickname: 'Jane Doe',
			additionalFields: FIELDS,
		},
		call: (client) =>
			client.website.addNewPeopleProfile(WEBSITE, {
				email: 'jane.doe@example.com',
				...profile('Jane Doe'),
			}),
	},
	...[
		{
			filters: { segment: { __rl: true, mode: 'name', value: 'vip' } },
			operator: undefined,
			sent: [OF_SEGMENT],
		},
		{
			filters: {
				conditions: { condition: [{ criterion: 'email', operator: 'eq', query: 'a@example.com' }] },
				searchOperator: 'or',
				segment: { __rl: true, mode: 'name', value: 'vip' },
			},
			operator: 'or',
			sent: [
				{ criterion: 'email', model: 'people', operator: 'eq', query: ['a@example.com'] },
				OF_SEGMENT,
			],
		},
	].map(({ filters, operator, sent }): Case => ({
		sdk: 'website.listPeopleProfiles',
		resource: 'contact',
		operation: 'getAll',
		parameters: { limit: 20, filters },
		call: (client) =>
			client.website.listPeopleProfiles(
				WEBSITE,
				1,
				undefined,
				undefined,
				operator as never,
				JSON.stringify(sent) as never,
			),
	})),
	{
		sdk: 'website.updatePeopleProfile',
		resource: 'contact',
		operation: 'upsert',
		parameters: { email: 'jane.doe@example.com', columns: COLUMNS },
		data: { people_id: PEOPLE, segments: [] },
		call: (client) =>
			client.website.updatePeopleProfile(WEBSITE, 'jane.doe@example.com', inColumns),
	},
	{
		sdk: 'website.addNewPeopleProfile',
		resource: 'contact',
		operation: 'upsert',
		parameters: { email: 'jane.doe@example.com', columns: COLUMNS },
		replies: [404],
		call: (client) =>
			client.website.addNewPeopleProfile(WEBSITE, {
				email: 'jane.doe@example.com',
				...inColumns,
			}),
	},
	{
		sdk: 'website.updatePeopleData',
		resource: 'contact',
		operation: 'upsert',
		parameters: {
			email: 'jane.doe@example.com',
			columns: { mappingMode: 'defineBelow', value: { data_plan: 'pro' }, schema: [] },
		},
		data: { people_id: PEOPLE },
		call: (client) =>
			client.website.updatePeopleData(WEBSITE, PEOPLE, { data: { plan: 'pro' } as never }),
	},
	{
		sdk: 'website.getPeopleProfile',
		resource: 'contact',
		operation: 'get',
		parameters: { peopleId: { __rl: true, mode: 'email', value: 'jane.doe@example.com' } },
		call: (client) => client.website.getPeopleProfile(WEBSITE, 'jane.doe@example.com'),
	},
	{
		sdk: 'website.checkPeopleProfileExists',
		resource: 'contact',
		operation: 'checkExists',
		parameters: { peopleId },
		call: (client) => client.website.checkPeopleProfileExists(WEBSITE, PEOPLE),
	},
	{
		sdk: 'website.listPeopleProfiles',
		resource: 'contact',
		operation: 'getAll',
		parameters: {
			limit: 20,
			filters: {
				conditions: {
					condition: [
						{ criterion: 'email', operator: 'eq', query: 'jane.doe@example.com, jane@example.com' },
						{ criterion: 'other', otherCriterion: 'person.phone', operator: 'has', query: '+33' },
					],
				},
				searchOperator: 'or',
				searchText: 'jane',
			},
			sort: { sortField: 'active', sortOrder: 'ascending' },
		},
		call: (client) =>
			client.website.listPeopleProfiles(
				WEBSITE,
				1,
				'active',
				'ascending',
				'or',
				CONDITIONS,
				'jane',
			),
	},
	{
		sdk: 'website.listPeopleProfiles',
		resource: 'contact',
		operation: 'getAll',
		parameters: {
			limit: 30,
			filters: {
				filterDateStart: '2026-03-01T00:00:00.000Z',
				filterDateEnd: '2026-03-31T23:59:59.000Z',
			},
		},
		call: (client) => client.website.listPeopleProfiles(WEBSITE, 1),
		difference: {
			reason:
				'The client can ask for neither dates nor a page size; a third-party copy of the REST reference has them.',
			node: {
				query: {
					per_page: '30',
					filter_date_start: '2026-03-01T00:00:00.000Z',
					filter_date_end: '2026-03-31T23:59:59.000Z',
				},
			},
		},
	},
	{
		sdk: 'website.updatePeopleProfile',
		resource: 'contact',
		operation: 'update',
		parameters: {
			peopleId,
			updateFields: { ...FIELDS, email: 'jane@example.com', nickname: 'Jane' },
		},
		call: (client) =>
			client.website.updatePeopleProfile(WEBSITE, PEOPLE, {
				email: 'jane@example.com',
				...profile('Jane'),
			}),
	},
	{
		sdk: 'website.updatePeopleProfile',
		resource: 'contact',
		operation: 'update',
		parameters: { peopleId, updateFields: { segments: 'customer' } },
		call: (client) =>
			client.website.updatePeopleProfile(WEBSITE, PEOPLE, { segments: ['customer'] }),
	},
	{
		sdk: 'website.removePeopleProfile',
		resource: 'contact',
		operation: 'delete',
		parameters: { peopleId },
		call: (client) => client.website.removePeopleProfile(WEBSITE, PEOPLE),
	},
	{
		sdk: 'website.getPeopleData',
		resource: 'contact',
		operation: 'getData',
		parameters: { peopleId },
		call: (client) => client.website.getPeopleData(WEBSITE, PEOPLE),
	},
	{
		sdk: 'website.savePeopleProfile',
		resource: 'contact',
		operation: 'replace',
		parameters: {
			peopleId,
			email: 'jane.doe@example.com',
			nickname: 'Jane Doe',
			additionalFields: FIELDS,
		},
		call: (client) =>
			client.website.savePeopleProfile(WEBSITE, PEOPLE, {
				email: 'jane.doe@example.com',
				...profile('Jane Doe'),
			}),
	},
	{
		sdk: 'website.savePeopleProfile',
		resource: 'contact',
		operation: 'replace',
		parameters: {
			peopleId,
			email: 'jane.doe@example.com',
			nickname: 'Jane Doe',
			additionalFields: { companyName: 'Acme', notepad: 'New notes', segments: '' },
		},
		call: (client) =>
			client.website.savePeopleProfile(WEBSITE, PEOPLE, {
				email: 'jane.doe@example.com',
				person: { nickname: 'Jane Doe' },
				company: { name: 'Acme' },
				notepad: 'New notes',
				segments: [],
			}),
	},
	{
		sdk: 'website.getPeopleStatistics',
		resource: 'contact',
		operation: 'getStatistics',
		parameters: {},
		call: (client) => client.website.getPeopleStatistics(WEBSITE),
	},
	{
		sdk: 'website.listPeopleConversations',
		resource: 'contact',
		operation: 'getConversations',
		parameters: { peopleId },
		data: [],
		call: (client) => client.website.listPeopleConversations(WEBSITE, PEOPLE, 1),
	},
	{
		sdk: 'website.listPeopleConversations',
		resource: 'contact',
		operation: 'getConversations',
		parameters: {
			peopleId,
			filters: { filterNotResolved: true, filterResolved: false, filterUnread: true },
		},
		data: [],
		call: (client) => client.website.listPeopleConversations(WEBSITE, PEOPLE, 1),
		difference: {
			reason: NO_FILTERS,
			node: {
				query: { filter_not_resolved: '1', filter_resolved: '0', filter_unread: '1' },
			},
		},
	},
	{
		sdk: 'website.listPeopleCampaigns',
		resource: 'contact',
		operation: 'getCampaigns',
		parameters: { peopleId },
		data: [],
		call: (client) => client.website.listPeopleCampaigns(WEBSITE, PEOPLE, 1),
	},
	{
		sdk: 'website.addPeopleEvent',
		resource: 'contact',
		operation: 'addEvent',
		parameters: {
			peopleId: { __rl: true, mode: 'email', value: 'jane.doe@example.com' },
			text: 'Added item to basket',
			additionalFields: {
				color: 'red',
				data: { entry: [{ name: 'currency', value: 'USD' }] },
				timestamp: '2026-02-28T10:00:00.000Z',
				additionalProperties: '{ "data": { "price": 10.99 } }',
			},
		},
		call: (client) =>
			client.website.addPeopleEvent(WEBSITE, 'jane.doe@example.com', {
				text: 'Added item to basket',
				data: { price: 10.99, currency: 'USD' },
				color: 'red',
				timestamp: Date.UTC(2026, 1, 28, 10),
			}),
	},
	{
		sdk: 'website.listPeopleEvents',
		resource: 'contact',
		operation: 'getEvents',
		parameters: { peopleId },
		data: [],
		call: (client) => client.website.listPeopleEvents(WEBSITE, PEOPLE, 1),
	},
	{
		sdk: 'website.savePeopleData',
		resource: 'contact',
		operation: 'replaceData',
		parameters: {
			peopleId,
			replaceWith: 'values',
			data: {
				entry: [
					{ name: 'type', value: 'customer' },
					{ name: 'orders', value: '={{ 12 }}' },
				],
			},
		},
		call: (client) =>
			client.website.savePeopleData(WEBSITE, PEOPLE, {
				data: { type: 'customer', orders: 12 } as never,
			}),
	},
	{
		sdk: 'website.savePeopleData',
		resource: 'contact',
		operation: 'replaceData',
		parameters: { peopleId, replaceWith: 'nothing' },
		call: (client) => client.website.savePeopleData(WEBSITE, PEOPLE, { data: {} as never }),
	},
	{
		sdk: 'website.getPeopleSubscriptionStatus',
		resource: 'contact',
		operation: 'getSubscription',
		parameters: { peopleId },
		call: (client) => client.website.getPeopleSubscriptionStatus(WEBSITE, PEOPLE),
	},
	{
		sdk: 'website.updatePeopleSubscriptionStatus',
		resource: 'contact',
		operation: 'updateSubscription',
		parameters: { peopleId, subscribed: false },
		call: (client) =>
			client.website.updatePeopleSubscriptionStatus(WEBSITE, PEOPLE, { email: false }),
	},
	{
		sdk: 'website.exportPeopleProfiles',
		resource: 'contact',
		operation: 'export',
		parameters: {},
		call: (client) => client.website.exportPeopleProfiles(WEBSITE),
	},
	{
		sdk: 'website.importPeopleProfiles',
		resource: 'contact',
		operation: 'import',
		parameters: {
			url: 'https://storage.crisp.chat/users/processing/import/contacts.csv',
			mapping: {
				column: [
					{ column: 1, field: 'email' },
					{ column: 2, field: 'person.nickname' },
				],
			},
			additionalFields: {
				columnSeparator: ';',
				skipHeader: true,
				additionalProperties: '{ "options": { "encoding": "utf-8" } }',
			},
		},
		call: (client) =>
			client.website.importPeopleProfiles(WEBSITE, {
				url: 'https://storage.crisp.chat/users/processing/import/contacts.csv',
				mapping: [
					{ column: 1, field: 'email' },
					{ column: 2, field: 'person.nickname' },
				],
				options: { column_separator: ';', skip_header: true, encoding: 'utf-8' } as never,
			}),
	},
];
