import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { websiteId } from '../engine/website';
import type { CrispEvent } from './table';
import { MAIN_INBOX } from './filter';

/*
 * The parameters that both triggers have, word for word, so that a node can take the place of the
 * other with the same parameters. Read by `readSelection`.
 */

const MESSAGES = ['conversation:new', 'message:send', 'message:received'];

/**
 * An event of the list.
 *
 * @param remark a sentence for the end of its description
 */
export function eventOption(
	{ name, event, description }: Pick<CrispEvent, 'name' | 'event' | 'description'>,
	remark = '',
): INodePropertyOptions {
	const sentence = description.endsWith('.') ? description : `${description}.`;
	return {
		name,
		value: event,
		description: remark === '' ? description : `${sentence} ${remark}`,
	};
}

/** Without its options. */
export const events: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	default: ['message:send'],
	description: 'What starts the workflow',
};

export const website: INodeProperties = {
	displayName: 'Workspace',
	name: 'websiteId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: "The workspace to listen to. Leave empty for the credential's default workspace.",
	displayOptions: { show: { listenTo: ['website'] } },
	modes: websiteId.modes,
};

export const ignoreAutomated: INodeProperties = {
	displayName: 'Ignore Automated Messages',
	name: 'ignoreAutomated',
	type: 'boolean',
	default: true,
	description:
		"Whether to pass over messages that nobody has typed: those marked as automated, and those of your side without an operator, such as replies by a bot, a plugin or this workflow. Has no effect where 'Message Senders' asks for bots.",
	displayOptions: { show: { events: MESSAGES } },
};

export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description:
		"Whether to return a simplified version of the event instead of the raw data. Off, each item has the payload in 'data' besides.",
};

export const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description:
		'All of them must fit. A filter leaves alone what it cannot judge: those for messages concern sent messages only, the one for states concerns changes of a state, and the one for inboxes events of a conversation.',
	options: [
		{
			displayName: 'Inbox Names or IDs',
			name: 'inboxes',
			type: 'multiOptions',
			default: [],
			description: `Only conversations in these inboxes. The ID of the main inbox is '${MAIN_INBOX}'. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.`,
			typeOptions: { loadOptionsMethod: 'getInboxes', loadOptionsDependsOn: ['websiteId.value'] },
		},
		{
			displayName: 'Message Origins',
			name: 'origins',
			type: 'string',
			default: '',
			placeholder: 'e.g. chat, email, urn:crisp.im:whatsapp',
			description:
				"Only messages that came through these channels, separated by commas. 'chat' is the chatbox; the beginning of a connector's URN stands for all that begin so.",
		},
		{
			displayName: 'Message Senders',
			name: 'senders',
			type: 'multiOptions',
			default: [],
			description: 'Only messages of these',
			options: [
				{
					name: 'Bot or Integration',
					value: 'bot',
					description: 'Marked as automated, or of your side without an operator',
				},
				{ name: 'Operator', value: 'operator', description: 'Typed by a member of your team' },
				{ name: 'Visitor', value: 'visitor', description: 'Written by the other side' },
			],
		},
		{
			displayName: 'Message Types',
			name: 'messageTypes',
			type: 'multiOptions',
			default: [],
			description: 'Only messages of these types',
			options: [
				{ name: 'Animation', value: 'animation' },
				{ name: 'Audio', value: 'audio' },
				{ name: 'Carousel', value: 'carousel' },
				{ name: 'Event', value: 'event', description: 'A line that Crisp puts between messages' },
				{ name: 'Field', value: 'field', description: 'A form field to fill in' },
				{ name: 'File', value: 'file' },
				{ name: 'Note', value: 'note', description: 'A private note between operators' },
				{ name: 'Picker', value: 'picker', description: 'Choices to pick from' },
				{ name: 'Text', value: 'text' },
			],
		},
		{
			displayName: 'New States',
			name: 'states',
			type: 'multiOptions',
			default: [],
			description: 'Only changes to these states of a conversation, such as when it is resolved',
			options: [
				{ name: 'Pending', value: 'pending' },
				{ name: 'Resolved', value: 'resolved' },
				{ name: 'Unresolved', value: 'unresolved' },
			],
		},
	],
};

export const otherEvents: INodeProperties = {
	displayName: 'Other Events',
	name: 'otherEvents',
	type: 'string',
	default: '',
	placeholder: 'e.g. session:set_something',
	description:
		'Names of other events as Crisp documents them, separated by commas. They need not be in the list above.',
};
