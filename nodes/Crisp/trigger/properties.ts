import type { INodeProperties } from 'n8n-workflow';

import { DERIVED_EVENTS } from '../events/derived';
import { EVENTS_FOR_EDITOR, type CrispEvent } from '../events/table';
import { options } from './options';
import { humanTakeover } from './takeover/properties';
import {
	eventOption,
	events,
	filters,
	ignoreAutomated,
	simplify,
	website,
} from '../events/properties';
import { resumeUrl } from '../waits/properties';

const TOKENS: Record<string, string> = {
	user: 'Needs a user token.',
	plugin: 'Needs a plugin token.',
};

/** Says which token it takes to receive an event, where not every token does. */
const tokens = ({ tiers }: CrispEvent): string => (tiers.length === 1 ? TOKENS[tiers[0]] : '');

export const properties: INodeProperties[] = [
	{
		...events,
		options: [
			...DERIVED_EVENTS.map((event) => eventOption(event)),
			...EVENTS_FOR_EDITOR.map((event) => eventOption(event, tokens(event))),
		],
	},
	{
		displayName: 'Listen To',
		name: 'listenTo',
		type: 'options',
		default: 'website',
		description: 'Whose events to receive. A website token always sees its own workspace only.',
		options: [
			{
				name: 'All Workspaces of the Token',
				value: 'all',
				description: 'Every workspace that has installed the plugin, or that the operator can see',
			},
			{
				name: 'One Workspace',
				value: 'website',
				description: "The chosen workspace, else the credential's default workspace",
			},
		],
	},
	website,
	...humanTakeover,
	ignoreAutomated,
	simplify,
	filters,
	options,
	resumeUrl,
];
