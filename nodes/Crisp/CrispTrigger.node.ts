import {
	NodeConnectionTypes,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
} from 'n8n-workflow';

import { listSearch, loadOptions } from './listSearch';
import properties from './properties/crispTrigger.json';

/**
 * Starts a workflow with events of Crisp's real-time API, over one socket per token. Each event is
 * one item of the form that `toItem` documents; for messages it has what n8n's AI Agent looks for.
 */
export class CrispTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Crisp Trigger',
		name: 'crispTrigger',
		icon: { light: 'file:crisp.svg', dark: 'file:crisp.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["events"].length > 2 ? $parameter["events"].length + " events" : $parameter["events"].join(", ") }}',
		description:
			'Starts the workflow when something happens in Crisp, such as a message of a visitor',
		eventTriggerDescription:
			'Write in your chatbox now, or make another of the chosen events happen in Crisp',
		activationMessage: 'Each chosen event in Crisp now starts this workflow.',
		triggerPanel: {
			// n8n shows it while the node listens as well.
			header: 'Execute this step, then write in your chatbox as a visitor',
			executionsHelp: {
				inactive:
					"<b>To try this workflow</b>, execute this step, then write in your chatbox as a visitor, or make another of the chosen events happen in Crisp. The first event ends the test.<br><br><b>To use it</b>, publish the workflow. It then starts with each event, and its executions are listed under 'Executions', not here.",
				active:
					"<b>To try this workflow</b>, execute this step, then write in your chatbox as a visitor, or make another of the chosen events happen in Crisp. The first event ends the test.<br><br><b>The published workflow</b> receives the same events. Its executions are listed under 'Executions', not here.",
			},
			activationHint:
				'Any other chosen event in Crisp will do, too. Once published, the workflow starts with each of them.',
		},
		defaults: { name: 'Crisp Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'crispApi', required: true }],
		properties: properties as INodeProperties[],
	};

	methods = { listSearch, loadOptions };

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		// Loaded with the first trigger that starts: n8n loads every node class at each of its starts.
		const { runTrigger } = await import('./trigger/run');
		return await runTrigger(this);
	}
}
