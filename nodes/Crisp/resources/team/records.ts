import type { Field } from '../../engine/spec';
import { defineOperation } from '../../engine/define';
import { additionalProperties } from '../common';
import { teamId } from '../locators';

const name: Field<'name'> = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Sales',
	description: 'Name of the team in the app',
	to: 'body.name',
};

const additionalFields: Field<'additionalFields'> = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			displayName: 'Emoji',
			name: 'emoji',
			type: 'string',
			default: '',
			placeholder: 'e.g. 💰',
			description: 'Picture of the team in the app',
			to: 'body.emoji',
		},
		{
			displayName: 'Operator IDs',
			name: 'operators',
			type: 'string',
			default: '',
			placeholder: 'e.g. a4c32c68-be91-4e29-8a05-976e93abbe3f',
			description: 'Comma-separated list of the operators in the team',
			as: 'list',
			to: 'body.operators',
		},
		additionalProperties,
	],
};

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many teams',
	description: 'List the teams of the workspace with their operators',
	sdk: 'website.listTeams',
	request: { method: 'GET', path: '/website/{websiteId}/teams/list/{page}' },
	pages: 'pathNumber',
	output: 'items',
	fields: [],
});

export const get = defineOperation({
	name: 'Get',
	value: 'get',
	action: 'Get team',
	description: 'Read a team with its operators',
	sdk: 'website.getTeam',
	request: { method: 'GET', path: '/website/{websiteId}/team/{teamId}' },
	output: 'item',
	fields: [teamId],
});

export const checkExists = defineOperation({
	name: 'Check If Exists',
	value: 'checkExists',
	action: 'Check if team exists',
	description: 'Find out whether a team is there, without reading it',
	sdk: 'website.checkTeamExists',
	request: { method: 'HEAD', path: '/website/{websiteId}/team/{teamId}' },
	output: 'exists',
	fields: [teamId],
});

export const create = defineOperation({
	name: 'Create',
	value: 'create',
	action: 'Create team',
	description: 'Create a team of operators, to which inboxes can be assigned',
	sdk: 'website.createNewTeam',
	request: { method: 'POST', path: '/website/{websiteId}/team' },
	output: 'success',
	fields: [name, additionalFields],
});

export const replace = defineOperation({
	name: 'Replace',
	value: 'replace',
	action: 'Update team by replacing it',
	description:
		"Overwrite a team; Crisp cannot change only part of it. What is not given here is lost: operators and emoji. Read it with 'Get' first.",
	sdk: 'website.saveTeam',
	request: { method: 'PUT', path: '/website/{websiteId}/team/{teamId}' },
	output: 'success',
	fields: [teamId, name, additionalFields],
});

export const remove = defineOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete team',
	description: 'Remove a team for good; its operators stay in the workspace',
	sdk: 'website.deleteTeam',
	request: { method: 'DELETE', path: '/website/{websiteId}/team/{teamId}' },
	output: 'deleted',
	fields: [teamId],
});
