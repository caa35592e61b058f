import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';
import { websiteFilters } from './fields';

/** What a plugin asks about itself: for plugin tokens only. */
const needs: Needs = { tiers: ['plugin'] };

export const getAccount = defineOperation({
	name: 'Get Account',
	value: 'getAccount',
	action: 'Get account of plugin token',
	description: 'Read the ID of the plugin that the token in the credential belongs to',
	sdk: 'plugin.getConnectAccount',
	request: { method: 'GET', path: '/plugin/connect/account' },
	output: 'item',
	needs,
	fields: [],
});

export const checkSession = defineOperation({
	name: 'Check Session',
	value: 'checkSession',
	action: 'Check session of plugin token',
	description: 'Find out whether the plugin token is valid; the operation fails when it is not',
	sdk: 'plugin.checkConnectSessionValidity',
	request: { method: 'HEAD', path: '/plugin/connect/session' },
	output: 'success',
	needs,
	fields: [],
});

export const getWebsites = defineOperation({
	name: 'Get Workspaces',
	value: 'getWebsites',
	action: 'Get workspaces of plugin',
	description: 'List the workspaces that installed the plugin, with their tokens and settings',
	sdk: 'plugin.listAllConnectWebsites',
	request: { method: 'GET', path: '/plugin/connect/websites/all/{page}' },
	pages: 'pathNumber',
	output: 'items',
	needs,
	fields: [
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: websiteFilters,
		},
	],
});

export const getWebsitesSince = defineOperation({
	name: 'Get Workspaces Since',
	value: 'getWebsitesSince',
	action: 'Get workspaces of plugin since date',
	description:
		'List the workspaces on which the plugin was installed, changed or removed after a date',
	sdk: 'plugin.listConnectWebsitesSince',
	request: { method: 'GET', path: '/plugin/connect/websites/since' },
	output: 'items',
	needs,
	fields: [
		{
			displayName: 'Since',
			name: 'dateSince',
			type: 'dateTime',
			required: true,
			default: '',
			description: 'Only workspaces that changed after this time',
			to: 'query.date_since',
		},
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: websiteFilters,
		},
	],
});

export const getConnectEndpoints = defineOperation({
	name: 'Get Connect Endpoints',
	value: 'getConnectEndpoints',
	action: 'Get connect endpoints of plugin',
	description:
		"Read the addresses of the real-time API for a plugin token. 'Crisp Trigger' looks them up by itself.",
	sdk: 'plugin.getConnectEndpoints',
	request: { method: 'GET', path: '/plugin/connect/endpoints' },
	output: 'item',
	needs,
	fields: [],
});
