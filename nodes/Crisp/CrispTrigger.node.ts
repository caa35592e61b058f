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
			'Waiting for an event of Crisp: make it happen now, for example by writing in the chatbox',
		activationMessage: 'Each chosen event of Crisp starts this workflow from now on.',
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
