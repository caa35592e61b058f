import { byId, PEOPLE, WEBSITE, type Case } from '../case';

const peopleId = byId(PEOPLE);

const EMAIL_FILTER =
	'[{"model":"people","criterion":"email","operator":"eq","query":["jane.doe@example.com"]}]';

export const contact: Case[] = [
	{
		sdk: 'website.addNewPeopleProfile',
		resource: 'contact',
		operation: 'create',
		parameters: {
			email: 'jane.doe@example.com',
			nickname: 'Jane Doe',
			additionalFields: {
				active: '2026-03-01T10:00:00.000Z',
				address: '1 Main Street, Nantes',
				avatar: 'https://example.com/jane.png',
				city: 'Nantes',
				companyDescription: 'Makes everything',
				companyDomain: 'acme-inc.com',
				companyEmails: 'hello@acme-inc.com, sales@acme-inc.com',
				companyEmployees: 12,
				companyLegalName: 'Acme Incorporated',
				companyName: 'Acme',
				companyPhones: '+33600000000',
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
				locales: 'fr, en',
				notepad: 'Prefers e-mail',
				phone: '+33612345678',
				region: 'Pays de la Loire',
				segments: 'customer, vip',
				timezone: -60,
				website: 'https://example.com',
			},
		},
		call: (client) =>
			client.website.addNewPeopleProfile(WEBSITE, {
				email: 'jane.doe@example.com',
				person: {
					nickname: 'Jane Doe',
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
					geolocation: { city: 'Nantes', country: 'FR', region: 'Pays de la Loire' },
					locales: ['fr', 'en'],
					phone: '+33612345678',
					timezone: -60,
					website: 'https://example.com',
				},
				company: {
					description: 'Makes everything',
					domain: 'acme-inc.com',
					emails: ['hello@acme-inc.com', 'sales@acme-inc.com'],
					legal_name: 'Acme Incorporated',
					metrics: { employees: 12 },
					name: 'Acme',
					phones: ['+33600000000'],
					tags: ['saas', 'b2b'],
					timezone: 60,
					url: 'https://acme-inc.com',
				},
				notepad: 'Prefers e-mail',
				segments: ['customer', 'vip'],
				active: Date.UTC(2026, 2, 1, 10),
			}),
	},
	{
		sdk: 'website.updatePeopleProfile',
		resource: 'contact',
		operation: 'upsert',
		parameters: {
			email: 'jane.doe@example.com',
			nickname: 'Jane Doe',
			additionalFields: { phone: '+33612345678' },
		},
		call: (client) =>
			client.website.updatePeopleProfile(WEBSITE, 'jane.doe@example.com', {
				email: 'jane.doe@example.com',
				person: { nickname: 'Jane Doe', phone: '+33612345678' },
			}),
	},
	{
		sdk: 'website.addNewPeopleProfile',
		resource: 'contact',
		operation: 'upsert',
		parameters: { email: 'jane.doe@example.com', nickname: 'Jane Doe', additionalFields: {} },
		replies: [404],
		call: (client) =>
			client.website.addNewPeopleProfile(WEBSITE, {
				email: 'jane.doe@example.com',
				person: { nickname: 'Jane Doe' },
			}),
	},
	{
		sdk: 'website.getPeopleProfile',
		resource: 'contact',
		operation: 'get',
		parameters: { peopleId: { __rl: true, mode: 'email', value: 'jane.doe@example.com' } },
		call: (client) => client.website.getPeopleProfile(WEBSITE, 'jane.doe@example.com'),
	},
	{
		sdk: 'website.listPeopleProfiles',
		resource: 'contact',
		operation: 'getAll',
		parameters: {
			limit: 20,
			filters: {
				searchFilter: EMAIL_FILTER,
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
				EMAIL_FILTER,
				'jane',
			),
		difference: {
			reason: 'The client cannot ask for a page size; the REST reference has it.',
			client: {
				query: {
					search_filter: EMAIL_FILTER,
					search_operator: 'or',
					search_text: 'jane',
					sort_field: 'active',
					sort_order: 'ascending',
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
			updateFields: { email: 'jane@example.com', nickname: 'Jane', segments: 'customer' },
		},
		call: (client) =>
			client.website.updatePeopleProfile(WEBSITE, PEOPLE, {
				email: 'jane@example.com',
				person: { nickname: 'Jane' },
				segments: ['customer'],
			}),
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
		sdk: 'website.updatePeopleData',
		resource: 'contact',
		operation: 'updateData',
		parameters: { peopleId, data: { entry: [{ name: 'crm_id', value: '0031' }] } },
		call: (client) =>
			client.website.updatePeopleData(WEBSITE, PEOPLE, { data: { crm_id: '0031' } as never }),
	},
];
