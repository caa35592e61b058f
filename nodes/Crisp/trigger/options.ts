import type { INodeProperties } from 'n8n-workflow';

import { attachmentOptions } from '../files/attachments';
import { otherEvents } from '../events/properties';
import { passOnAnswers } from '../waits/properties';

/** In the order of their labels, among which the others find their place. */
const [attachmentHosts, attachmentMegabytes, downloadFiles] = attachmentOptions;

/**
 * How events are received, as opposed to which (see `properties`). Defaults and bounds are those
 * that `readSettings` keeps to.
 */
export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		attachmentHosts,
		attachmentMegabytes,
		{
			displayName: 'Batch Size',
			name: 'batchSize',
			type: 'number',
			default: 1,
			typeOptions: { minValue: 1 },
			description:
				"How many events to gather into one execution, one item each. An execution starts with fewer when the first of them has waited for the time in 'Batch Time'.",
		},
		{
			displayName: 'Batch Time',
			name: 'batchSeconds',
			type: 'number',
			default: 5,
			typeOptions: { minValue: 0.1 },
			description:
				"How many seconds the first event of a batch waits at most. Only with a 'Batch Size' above 1.",
		},
		{
			displayName: 'Catch Up',
			name: 'catchUp',
			type: 'boolean',
			default: true,
			description:
				"Whether to fetch what happened while there was no connection, such as during a restart of n8n, and to start the workflow with it. Fetched items have 'recovered' set to true. Crisp lets messages and states of conversations be fetched; other events of that time are lost.",
		},
		{
			displayName: 'Catch Up Look-Back',
			name: 'lookBackHours',
			type: 'number',
			default: 24,
			typeOptions: { minValue: 0 },
			description:
				'How many hours before the connection was lost to look at. What has happened since is fetched however long ago that was.',
		},
		{
			displayName: 'Catch Up Requests',
			name: 'requestBudget',
			type: 'number',
			default: 2000,
			typeOptions: { minValue: 1 },
			description:
				'How many requests an hour to spend on catching up. About one is needed for each conversation that has changed; what is left over follows in the next hour.',
		},
		{
			displayName: 'Catch Up Requests per Day',
			name: 'dailyRequestBudget',
			type: 'number',
			default: 0,
			typeOptions: { minValue: 0 },
			description:
				"How many requests a day (UTC) to spend on catching up. 0 stands for three fifths of Crisp's daily quota: 6,000 for a website token, 3,000 for a plugin token.",
		},
		downloadFiles,
		{
			displayName: 'Executions at Once',
			name: 'atOnce',
			type: 'number',
			default: 5,
			typeOptions: { minValue: 1 },
			description:
				'How many executions of this trigger may run at the same time. Further events wait in order. Two of the same conversation never run at the same time.',
		},
		{
			displayName: 'Longest Execution',
			name: 'longestExecution',
			type: 'number',
			default: 15,
			typeOptions: { minValue: 0.1 },
			description:
				"How many minutes the next event of a conversation waits for an execution to end. It isn't stopped then, but no longer waited for. Without this option it is a minute more than the workflow's timeout, or 15 minutes.",
		},
		{
			displayName: 'Longest Wait',
			name: 'longestWait',
			type: 'number',
			default: 60,
			typeOptions: { minValue: 1 },
			description:
				"How many seconds after a visitor's first message the workflow starts at the latest, even if the visitor still types. Only with 'Wait for Silence'.",
		},
		otherEvents,
		passOnAnswers,
		{
			displayName: 'Show Typing',
			name: 'showTyping',
			type: 'boolean',
			default: false,
			description:
				'Whether the visitor sees that somebody types while the workflow works on their message. Takes two requests for each execution, and one more for every 15 seconds that it runs.',
		},
		{
			displayName: 'Wait for Silence',
			name: 'waitForSilence',
			type: 'number',
			default: 0,
			typeOptions: { minValue: 0 },
			description:
				"How many seconds a visitor has to be quiet, neither writing nor typing, before the workflow starts. All messages until then are one item, their texts joined in 'chatInput'. 0 starts with each message.",
		},
	],
};
