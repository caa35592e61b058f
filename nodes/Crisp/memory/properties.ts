import type { INodeProperties } from 'n8n-workflow';

import { websiteId } from '../engine/website';

/** As n8n's own memories have it; the editor knows what the link does. */
const connectionHint: INodeProperties = {
	displayName:
		"This node must be connected to an AI agent. <a data-action='openSelectiveNodeCreator' data-action-parameter-creatorview='AI'>Insert one</a>",
	name: 'notice',
	type: 'notice',
	default: '',
	typeOptions: { containerClass: 'ndv-connection-hint-notice' },
};

const website: INodeProperties = {
	displayName: 'Workspace',
	name: 'websiteId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description:
		"The workspace of the conversation. Leave empty for the credential's default workspace.",
	modes: websiteId.modes,
};

/** Messages that a memory shows at most: ten requests. */
const MAX_WINDOW = 400;

export const contextWindowLength: INodeProperties = {
	displayName: 'Context Window Length',
	name: 'contextWindowLength',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MAX_WINDOW },
	default: 20,
	description:
		'How many of the newest messages the model is shown. One request to Crisp brings up to 40.',
};

/** The parameters of the Crisp Chat Memory. Read by `supplyConversation`. */
export const properties: INodeProperties[] = [
	connectionHint,
	{
		displayName: 'Session ID',
		name: 'sessionId',
		type: 'string',
		required: true,
		default: '={{ $json.sessionId }}',
		placeholder: 'e.g. session_36ba3566-9651-4790-afc8-ffedbccc317f',
		description:
			"ID of the conversation to remember. The items of the Crisp triggers have it in 'sessionId'.",
	},
	website,
	contextWindowLength,
	{
		displayName: 'Include Current Message',
		name: 'includeCurrent',
		type: 'boolean',
		default: false,
		description:
			"Whether to include the message that has started the workflow. Turn it on only if the agent's prompt does not contain it; otherwise, the model reads it twice.",
	},
	{
		displayName: 'Include Notes',
		name: 'includeNotes',
		type: 'boolean',
		default: false,
		description:
			'Whether to include private notes and events, which only operators see. The model may tell the visitor what is in them.',
	},
];
