import { byId, OPERATOR, WEBSITE, type Case } from '../case';

const TEAM = '5b0e7a34-5a0f-4d0e-bb0f-0c7a7d2fcc11';
const COLLEAGUE = '86a4fed0-2f5f-4713-a8ff-41d7f3e4a8f8';

const teamId = byId(TEAM);

export const team: Case[] = [
	{
		sdk: 'website.listTeams',
		resource: 'team',
		operation: 'getAll',
		parameters: {},
		data: [],
		call: (client) => client.website.listTeams(WEBSITE, 1),
	},
	{
		sdk: 'website.getTeam',
		resource: 'team',
		operation: 'get',
		parameters: { teamId },
		call: (client) => client.website.getTeam(WEBSITE, TEAM),
	},
	{
		sdk: 'website.checkTeamExists',
		resource: 'team',
		operation: 'checkExists',
		parameters: { teamId },
		call: (client) => client.website.checkTeamExists(WEBSITE, TEAM),
	},
	{
		sdk: 'website.createNewTeam',
		resource: 'team',
		operation: 'create',
		parameters: {
			name: 'Sales',
			additionalFields: {
				emoji: '💰',
				operators: `${OPERATOR}, ${COLLEAGUE}`,
				additionalProperties: '{ "newer": true }',
			},
		},
		call: (client) =>
			client.website.createNewTeam(WEBSITE, {
				name: 'Sales',
				emoji: '💰',
				operators: [OPERATOR, COLLEAGUE],
				newer: true,
			} as never),
	},
	{
		sdk: 'website.saveTeam',
		resource: 'team',
		operation: 'replace',
		parameters: {
			teamId,
			name: 'Sales',
			additionalFields: {
				emoji: '💶',
				operators: OPERATOR,
				additionalProperties: '{ "newer": true }',
			},
		},
		call: (client) =>
			client.website.saveTeam(WEBSITE, TEAM, {
				name: 'Sales',
				emoji: '💶',
				operators: [OPERATOR],
				newer: true,
			} as never),
	},
	{
		sdk: 'website.deleteTeam',
		resource: 'team',
		operation: 'delete',
		parameters: { teamId },
		call: (client) => client.website.deleteTeam(WEBSITE, TEAM),
	},
];
