import { byId, WEBSITE, type Case } from '../case';

const PLUGIN = '98454664-9f7d-4d95-a9ce-f37356f5e65a';
const pluginId = byId(PLUGIN);

export const plugin: Case[] = [
	{
		sdk: 'plugin.getConnectAccount',
		resource: 'plugin',
		operation: 'getAccount',
		parameters: {},
		call: (client) => client.plugin.getConnectAccount(),
	},
	{
		sdk: 'plugin.checkConnectSessionValidity',
		resource: 'plugin',
		operation: 'checkSession',
		parameters: {},
		call: (client) => client.plugin.checkConnectSessionValidity(),
	},
	{
		sdk: 'plugin.listAllConnectWebsites',
		resource: 'plugin',
		operation: 'getWebsites',
		parameters: { filters: { filterConfigured: true, includePlan: false } },
		call: (client) => client.plugin.listAllConnectWebsites(1, true, false),
	},
	{
		sdk: 'plugin.listConnectWebsitesSince',
		resource: 'plugin',
		operation: 'getWebsitesSince',
		parameters: {
			dateSince: '2023-08-16T09:00:00.000Z',
			filters: { filterConfigured: false, includePlan: true },
		},
		call: (client) =>
			client.plugin.listConnectWebsitesSince('2023-08-16T09:00:00.000Z' as never, false, true),
	},
	{
		sdk: 'plugin.getConnectEndpoints',
		resource: 'plugin',
		operation: 'getConnectEndpoints',
		parameters: {},
		call: (client) => client.plugin.getConnectEndpoints(),
	},
	{
		sdk: 'plugin.listAllActiveSubscriptions',
		resource: 'plugin',
		operation: 'getSubscriptions',
		parameters: {},
		call: (client) => client.plugin.listAllActiveSubscriptions(),
	},
	{
		sdk: 'plugin.listSubscriptionsForWebsite',
		resource: 'plugin',
		operation: 'getAll',
		parameters: {},
		call: (client) => client.plugin.listSubscriptionsForWebsite(WEBSITE),
	},
	{
		sdk: 'plugin.getSubscriptionDetails',
		resource: 'plugin',
		operation: 'get',
		parameters: { pluginId },
		call: (client) => client.plugin.getSubscriptionDetails(WEBSITE, PLUGIN),
	},
	{
		sdk: 'plugin.subscribeWebsiteToPlugin',
		resource: 'plugin',
		operation: 'subscribe',
		parameters: { pluginId },
		call: (client) => client.plugin.subscribeWebsiteToPlugin(WEBSITE, PLUGIN),
	},
	{
		sdk: 'plugin.unsubscribePluginFromWebsite',
		resource: 'plugin',
		operation: 'unsubscribe',
		parameters: { pluginId },
		call: (client) => client.plugin.unsubscribePluginFromWebsite(WEBSITE, PLUGIN),
	},
	{
		sdk: 'plugin.getSubscriptionSettings',
		resource: 'plugin',
		operation: 'getSettings',
		parameters: { pluginId },
		call: (client) => client.plugin.getSubscriptionSettings(WEBSITE, PLUGIN),
	},
	{
		sdk: 'plugin.saveSubscriptionSettings',
		resource: 'plugin',
		operation: 'replaceSettings',
		parameters: { pluginId, settings: '{ "chatbox": { "25": "#bbbbbb" } }' },
		call: (client) =>
			client.plugin.saveSubscriptionSettings(WEBSITE, PLUGIN, { chatbox: { '25': '#bbbbbb' } }),
	},
	{
		sdk: 'plugin.updateSubscriptionSettings',
		resource: 'plugin',
		operation: 'updateSettings',
		parameters: { pluginId, settings: '{ "chatbox": { "25": "#bbbbbb" } }' },
		call: (client) =>
			client.plugin.updateSubscriptionSettings(WEBSITE, PLUGIN, { chatbox: { '25': '#bbbbbb' } }),
	},
	{
		sdk: 'plugin.getPluginUsageBills',
		resource: 'plugin',
		operation: 'getUsageBills',
		parameters: { pluginId },
		call: (client) => client.plugin.getPluginUsageBills(WEBSITE, PLUGIN),
	},
	{
		sdk: 'plugin.reportPluginUsageToBill',
		resource: 'plugin',
		operation: 'reportUsage',
		parameters: { pluginId, name: 'Paid messages sent', units: 250, price: 0.1 },
		call: (client) =>
			client.plugin.reportPluginUsageToBill(WEBSITE, PLUGIN, {
				name: 'Paid messages sent',
				units: 250,
				price: 0.1,
			}),
	},
	{
		sdk: 'plugin.getPluginAttestProvenance',
		resource: 'plugin',
		operation: 'getProvenance',
		parameters: { pluginId },
		call: (client) => client.plugin.getPluginAttestProvenance(WEBSITE, PLUGIN),
	},
	{
		sdk: 'plugin.forwardPluginPayloadToChannel',
		resource: 'plugin',
		operation: 'forwardPayload',
		parameters: {
			pluginId,
			namespace: 'bot:step',
			payload: '{ "step": 1 }',
			additionalFields: {
				identifier: 'run-1',
				additionalProperties: '{ "payload": { "bot": "Sales" } }',
			},
		},
		call: (client) =>
			client.plugin.forwardPluginPayloadToChannel(WEBSITE, PLUGIN, {
				namespace: 'bot:step',
				identifier: 'run-1',
				payload: { step: 1, bot: 'Sales' },
			}),
	},
	{
		sdk: 'plugin.dispatchPluginEvent',
		resource: 'plugin',
		operation: 'dispatchEvent',
		parameters: {
			pluginId,
			name: 'bot-is-running',
			additionalFields: {
				data: '{ "bot": "Sales" }',
				additionalProperties: '{ "data": { "step": 1 } }',
			},
		},
		call: (client) =>
			client.plugin.dispatchPluginEvent(WEBSITE, PLUGIN, {
				name: 'bot-is-running',
				data: { bot: 'Sales', step: 1 },
			}),
	},
];
