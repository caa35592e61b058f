import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';
import { additionalProperties } from '../common';
import { pluginId } from './fields';

const anyTier: Needs = { tiers: ['website', 'plugin', 'user'] };
const userOnly: Needs = { tiers: ['user'] };

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many plugins of workspace',
	description: 'List the plugins that a workspace has installed, with their IDs and prices',
	sdk: 'plugin.listSubscriptionsForWebsite',
	request: { method: 'GET', path: '/plugins/subscription/{websiteId}' },
	output: 'items',
	needs: userOnly,
	fields: [],
});

export const getSubscriptions = defineOperation({
	name: 'Get Subscriptions',
	value: 'getSubscriptions',
	action: 'Get plugin subscriptions of all workspaces',
	description: 'List the active plugins of all workspaces of the account',
	sdk: 'plugin.listAllActiveSubscriptions',
	request: { method: 'GET', path: '/plugins/subscription' },
	output: 'items',
	needs: userOnly,
	fields: [],
});

export const get = defineOperation({
	name: 'Get',
	value: 'get',
	action: 'Get plugin of workspace',
	description: 'Read name, price, state and links of a plugin that a workspace has installed',
	sdk: 'plugin.getSubscriptionDetails',
	request: { method: 'GET', path: '/plugins/subscription/{websiteId}/{pluginId}' },
	output: 'item',
	needs: anyTier,
	fields: [pluginId],
});

export const subscribe = defineOperation({
	name: 'Subscribe',
	value: 'subscribe',
	action: 'Subscribe workspace to plugin',
	description: 'Install a plugin on a workspace. Paid plugins cost money from now on.',
	sdk: 'plugin.subscribeWebsiteToPlugin',
	request: { method: 'POST', path: '/plugins/subscription/{websiteId}' },
	output: 'success',
	needs: userOnly,
	fields: [
		{
			displayName: 'Plugin',
			name: 'pluginId',
			type: 'resourceLocator',
			required: true,
			default: { mode: 'id', value: '' },
			description: 'The plugin to install',
			// No list: Crisp's lists hold what is installed already.
			modes: [
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. 98454664-9f7d-4d95-a9ce-f37356f5e65a',
				},
			],
			to: 'body.plugin_id',
		},
	],
});

export const unsubscribe = defineOperation({
	name: 'Unsubscribe',
	value: 'unsubscribe',
	action: 'Unsubscribe workspace from plugin',
	description:
		'Remove a plugin from a workspace. It stops working there, and its settings may be lost for good.',
	sdk: 'plugin.unsubscribePluginFromWebsite',
	request: { method: 'DELETE', path: '/plugins/subscription/{websiteId}/{pluginId}' },
	output: 'success',
	needs: userOnly,
	fields: [pluginId],
});

export const getSettings = defineOperation({
	name: 'Get Settings',
	value: 'getSettings',
	action: 'Get settings of plugin',
	description: 'Read the settings that a plugin keeps for a workspace, and their schema',
	sdk: 'plugin.getSubscriptionSettings',
	request: { method: 'GET', path: '/plugins/subscription/{websiteId}/{pluginId}/settings' },
	output: 'item',
	needs: anyTier,
	fields: [pluginId],
});

export const updateSettings = defineOperation({
	name: 'Update Settings',
	value: 'updateSettings',
	action: 'Update settings of plugin',
	description:
		'Change some settings that a plugin keeps for a workspace and leave the others as they are',
	sdk: 'plugin.updateSubscriptionSettings',
	request: { method: 'PATCH', path: '/plugins/subscription/{websiteId}/{pluginId}/settings' },
	output: 'success',
	needs: anyTier,
	fields: [
		pluginId,
		{
			displayName: 'Settings (JSON)',
			name: 'settings',
			type: 'json',
			required: true,
			default: '',
			placeholder: 'e.g. { "chatbox": { "25": "#bbbbbb" } }',
			description: 'The settings to change, in the form that the plugin defines',
			as: 'merge',
			to: 'body',
		},
	],
});

export const replaceSettings = defineOperation({
	name: 'Replace Settings',
	value: 'replaceSettings',
	action: 'Replace settings of plugin',
	description:
		'Write all settings that a plugin keeps for a workspace. Settings that are not given are lost.',
	sdk: 'plugin.saveSubscriptionSettings',
	request: { method: 'PUT', path: '/plugins/subscription/{websiteId}/{pluginId}/settings' },
	output: 'success',
	needs: anyTier,
	fields: [
		pluginId,
		{
			displayName: 'Settings (JSON)',
			name: 'settings',
			type: 'json',
			required: true,
			default: '',
			placeholder: 'e.g. { "chatbox": { "25": "#bbbbbb" } }',
			description: 'All settings, in the form that the plugin defines',
			as: 'merge',
			to: 'body',
		},
	],
});

export const getUsageBills = defineOperation({
	name: 'Get Usage Bills',
	value: 'getUsageBills',
	action: 'Get usage bills of plugin',
	description: 'List what a workspace is billed for using a plugin, by name, units and price',
	sdk: 'plugin.getPluginUsageBills',
	request: { method: 'GET', path: '/plugins/subscription/{websiteId}/{pluginId}/bill/usage' },
	output: 'items',
	needs: anyTier,
	fields: [pluginId],
});

export const reportUsage = defineOperation({
	name: 'Report Usage',
	value: 'reportUsage',
	action: 'Report usage of plugin to bill',
	description:
		'Bill a workspace for the use of your plugin. The workspace is charged, so report each use once.',
	sdk: 'plugin.reportPluginUsageToBill',
	request: { method: 'POST', path: '/plugins/subscription/{websiteId}/{pluginId}/bill/usage' },
	output: 'success',
	needs: { tiers: ['plugin'] },
	fields: [
		pluginId,
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Paid messages sent',
			description: 'What was used, as it appears on the bill',
			to: 'body.name',
		},
		{
			displayName: 'Units',
			name: 'units',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			required: true,
			default: 1,
			description: 'How many were used; a whole number',
			to: 'body.units',
		},
		{
			displayName: 'Price',
			name: 'price',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 6 },
			required: true,
			default: 0,
			description: 'Price to put on the bill',
			to: 'body.price',
		},
	],
});

export const getProvenance = defineOperation({
	name: 'Get Provenance',
	value: 'getProvenance',
	action: 'Get attested provenance of plugin',
	description:
		'Get a signed statement of which workspace, operator and plugin a request comes from, for your own server to check',
	sdk: 'plugin.getPluginAttestProvenance',
	request: {
		method: 'GET',
		path: '/plugins/subscription/{websiteId}/{pluginId}/attest/provenance',
	},
	output: 'item',
	needs: anyTier,
	fields: [pluginId],
});

export const forwardPayload = defineOperation({
	name: 'Forward Payload',
	value: 'forwardPayload',
	action: 'Forward payload to channel of plugin',
	description: 'Send your own data over the channel of a plugin, to everything that listens to it',
	sdk: 'plugin.forwardPluginPayloadToChannel',
	request: { method: 'POST', path: '/plugins/subscription/{websiteId}/{pluginId}/channel' },
	output: 'success',
	needs: anyTier,
	fields: [
		pluginId,
		{
			displayName: 'Namespace',
			name: 'namespace',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. bot:step',
			description: 'What the payload is about',
			to: 'body.namespace',
		},
		{
			displayName: 'Payload (JSON)',
			name: 'payload',
			type: 'json',
			required: true,
			default: '',
			placeholder: 'e.g. { "step": 1 }',
			description: 'The data to send',
			to: 'body.payload',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Identifier',
					name: 'identifier',
					type: 'string',
					default: '',
					description: 'Identifier of the payload inside its namespace',
					to: 'body.identifier',
				},
				additionalProperties,
			],
		},
	],
});

export const dispatchEvent = defineOperation({
	name: 'Dispatch Event',
	value: 'dispatchEvent',
	action: 'Dispatch event of plugin',
	description: 'Tell the other integrations of a workspace that something happened in your plugin',
	sdk: 'plugin.dispatchPluginEvent',
	request: { method: 'POST', path: '/plugins/subscription/{websiteId}/{pluginId}/event' },
	output: 'success',
	needs: anyTier,
	fields: [
		pluginId,
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. bot-is-running',
			description: 'Name of the event',
			to: 'body.name',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Data (JSON)',
					name: 'data',
					type: 'json',
					default: '',
					placeholder: 'e.g. { "bot": "Sales" }',
					description: 'What goes with the event',
					to: 'body.data',
				},
				additionalProperties,
			],
		},
	],
});
