import { PEOPLE, WEBSITE, type Case } from '../case';

const OTHER = 'eee8759d-52db-48e5-982d-3426e3566ce0';
const profiles = `${PEOPLE}, ${OTHER}`;

const found = {
	applyTo: 'search',
	conditions: {
		condition: [
			{ criterion: 'segments', operator: 'eq', query: 'lead, trial' },
			{ criterion: 'other', otherCriterion: 'person.phone', operator: 'neq', query: '+33' },
		],
	},
	searchOperator: 'or',
};
const SEARCH = {
	filter: [
		{ model: 'people', criterion: 'segments', operator: 'eq', query: ['lead', 'trial'] },
		{ model: 'people', criterion: 'person.phone', operator: 'neq', query: ['+33'] },
	],
	operator: 'or',
};

const data = {
	entry: [
		{ name: 'plan', value: 'pro' },
		{ name: 'subscribed', value: true },
	],
};

export const contactBatch: Case[] = [
	{
		sdk: 'website.batchRemovePeople',
		resource: 'contact',
		operation: 'deleteMany',
		parameters: { profiles },
		call: (client) => client.website.batchRemovePeople(WEBSITE, { profiles: [PEOPLE, OTHER] }),
	},
	{
		sdk: 'website.batchRemovePeople',
		resource: 'contact',
		operation: 'deleteMany',
		parameters: found,
		call: (client) => client.website.batchRemovePeople(WEBSITE, { search: SEARCH as never }),
	},
	{
		sdk: 'website.batchUpdatePeopleData',
		resource: 'contact',
		operation: 'updateDataOfMany',
		parameters: { applyTo: 'listed', profiles, data },
		call: (client) =>
			client.website.batchUpdatePeopleData(
				WEBSITE,
				{ profiles: [PEOPLE, OTHER] },
				{ plan: 'pro', subscribed: true },
			),
	},
	{
		sdk: 'website.batchUpdatePeopleData',
		resource: 'contact',
		operation: 'updateDataOfMany',
		parameters: { ...found, data },
		call: (client) =>
			client.website.batchUpdatePeopleData(
				WEBSITE,
				{ search: SEARCH as never },
				{
					plan: 'pro',
					subscribed: true,
				},
			),
	},
	{
		sdk: 'website.batchUpdatePeopleSegments',
		resource: 'contact',
		operation: 'updateSegmentsOfMany',
		parameters: { applyTo: 'listed', profiles, segments: 'vip, lead' },
		call: (client) =>
			client.website.batchUpdatePeopleSegments(WEBSITE, { profiles: [PEOPLE, OTHER] }, [
				'vip',
				'lead',
			]),
	},
	{
		sdk: 'website.batchUpdatePeopleSegments',
		resource: 'contact',
		operation: 'updateSegmentsOfMany',
		parameters: { ...found, segments: 'vip, lead' },
		call: (client) =>
			client.website.batchUpdatePeopleSegments(WEBSITE, { search: SEARCH as never }, [
				'vip',
				'lead',
			]),
	},
];
