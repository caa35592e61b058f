import type { INodeProperties } from 'n8n-workflow';

import { DERIVED_EVENTS } from '../events/derived';
import { EVENTS_FOR_EDITOR } from '../events/table';
import {
	eventOption,
	events,
	filters,
	ignoreAutomated,
	simplify,
	website,
} from '../events/properties';
import { resumeUrl } from '../waits/properties';
import { options } from './options';

const HOOK_EVENTS = EVENTS_FOR_EDITOR.filter(({ hook }) => hook);

const PLUGIN_ONLY = HOOK_EVENTS.filter(({ hook }) => hook === 'plugin');

export const properties: INodeProperties[] = [
	{
		displayName: 'Hook Type',
		name: 'hookType',
		type: 'options',
		default: 'website',
		description: 'Which kind of web hook Crisp sends to this address',
		options: [
			{
				name: 'Plugin Hooks',
				value: 'plugin',
				description:
					'Of a plugin in the Crisp Marketplace: every workspace that installed it, all events, signed by Crisp, sent again when n8n does not answer',
			},
			{
				name: 'Website Hooks',
				value: 'website',
				description:
					'Of one workspace, without a plugin: fewer events, recognized by a key in the address, not promised to be sent again',
			},
		],
	},
	{
		displayName:
			"1. In the credential, turn on 'Receive Web Hooks' and enter a long random text, letters and digits, as 'Web Hook Secret'. 2. Copy the Production URL, under 'Webhook URLs' above, and put ?key= and that text at its end. It must begin with https:// and be reachable from the internet. 3. In the Crisp app, open Settings > Workspace Settings > Advanced configuration > Web Hooks, add this address, and tick the events that you choose below.",
		name: 'websiteHookNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { hookType: ['website'] } },
	},
	{
		displayName:
			"1. In the Crisp Marketplace, open Plugins > your plugin > Settings > Events. Copy the signing secret. In the credential, turn on 'Receive Web Hooks' and paste it into 'Web Hook Secret'. 2. Paste the Production URL, under 'Webhook URLs' above, into the same page. It must begin with https:// and be reachable from the internet. 3. Tick there the events that you choose below.",
		name: 'pluginHookNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { hookType: ['plugin'] } },
	},
	{
		...events,
		options: [
			...DERIVED_EVENTS.map((event) => eventOption(event)),
			...HOOK_EVENTS.map((event) =>
				eventOption(event, PLUGIN_ONLY.includes(event) ? 'Plugin Hooks only.' : ''),
			),
		],
	},
	{
		// In the form as well as in the list: a person who chose them waits for what never comes.
		displayName: `Website Hooks are not known to carry ${PLUGIN_ONLY.map(({ name }) => `'${name}'`).join(' or ')}. Choose 'Plugin Hooks', or use the Crisp Trigger for these events.`,
		name: 'pluginOnlyNotice',
		type: 'notice',
		default: '',
		displayOptions: {
			show: { hookType: ['website'], events: PLUGIN_ONLY.map(({ event }) => event) },
		},
	},
	{
		displayName: 'Listen To',
		name: 'listenTo',
		type: 'options',
		default: 'website',
		description: 'Whose web hooks start the workflow. Those of others are received and ignored.',
		options: [
			{
				name: 'All Workspaces',
				value: 'all',
				description: 'Every workspace whose web hooks come to this address',
			},
			{
				name: 'One Workspace',
				value: 'website',
				description: "The chosen workspace, else the credential's default workspace",
			},
		],
	},
	website,
	ignoreAutomated,
	simplify,
	filters,
	options,
	resumeUrl,
];
