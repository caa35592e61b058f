import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { listSearch } from './listSearch';
import { getInboxes } from './trigger/inboxOptions';
import { lifecycle } from './webhook/lifecycle';
import { properties } from './webhook/properties';
import { receiveHook } from './webhook/receive';

/**
 * Starts a workflow with events that Crisp sends to an address of n8n. The items are those of the
 * Crisp Trigger, which needs no address; one can take the place of the other.
 */
export class CrispWebhookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Crisp Webhook Trigger',
		name: 'crispWebhookTrigger',
		icon: { light: 'file:crisp.svg', dark: 'file:crisp.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["events"].length > 2 ? $parameter["events"].length + " events" : $parameter["events"].join(", ") }}',
		description:
			'Starts the workflow when Crisp calls the address of this node, such as for a message of a visitor',
		eventTriggerDescription:
			'Waiting for Crisp to call the Test URL: enter it in Crisp, then write in the chatbox',
		activationMessage:
			'Crisp can now call the Production URL of this node. Enter it in Crisp if you have not yet.',
		defaults: { name: 'Crisp Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'crispApi', required: true }],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'crisp' }],
		properties,
	};

	methods = { listSearch, loadOptions: { getInboxes } };

	webhookMethods = { default: lifecycle };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveHook(this);
	}
}
