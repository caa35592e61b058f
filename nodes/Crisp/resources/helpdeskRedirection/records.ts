import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';
import { redirectionId } from './fields';

const needs: Needs = { tiers: ['website', 'plugin', 'user'] };

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many helpdesk redirections',
	description: 'List the paths of the helpdesk that redirect to others',
	sdk: 'website.listHelpdeskRedirections',
	request: { method: 'GET', path: '/website/{websiteId}/helpdesk/redirections/{page}' },
	pages: 'pathNumber',
	output: 'items',
	needs,
	fields: [],
});

export const get = defineOperation({
	name: 'Get',
	value: 'get',
	action: 'Get helpdesk redirection',
	description: 'Read path, target and dates of a redirection',
	sdk: 'website.resolveHelpdeskRedirection',
	request: { method: 'GET', path: '/website/{websiteId}/helpdesk/redirection/{redirectionId}' },
	output: 'item',
	needs,
	fields: [redirectionId],
});

export const create = defineOperation({
	name: 'Create',
	value: 'create',
	action: 'Create helpdesk redirection',
	description:
		'Redirect readers from an old path to a new one, for example after an article has moved',
	sdk: 'website.addHelpdeskRedirection',
	request: { method: 'POST', path: '/website/{websiteId}/helpdesk/redirection' },
	output: 'success',
	needs,
	fields: [
		{
			displayName: 'Path',
			name: 'path',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. /en/article/old-name/',
			description: 'The path to redirect, without the domain',
			to: 'body.path',
		},
		{
			displayName: 'Target',
			name: 'target',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. /en/article/new-name-1xh7pqk/',
			description: 'Where readers are led',
			to: 'body.target',
		},
	],
});

export const checkExists = defineOperation({
	name: 'Check If Exists',
	value: 'checkExists',
	action: 'Check if helpdesk redirection exists',
	description: 'Find out whether a redirection is still there',
	sdk: 'website.checkHelpdeskRedirectionExists',
	request: { method: 'HEAD', path: '/website/{websiteId}/helpdesk/redirection/{redirectionId}' },
	output: 'exists',
	needs,
	fields: [redirectionId],
});

export const remove = defineOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete helpdesk redirection',
	description: 'Remove a redirection, so that its path leads nowhere',
	sdk: 'website.deleteHelpdeskRedirection',
	request: { method: 'DELETE', path: '/website/{websiteId}/helpdesk/redirection/{redirectionId}' },
	output: 'deleted',
	needs,
	fields: [redirectionId],
});
