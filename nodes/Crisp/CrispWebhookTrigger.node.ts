import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { listSearch } from './listSearch';
import { getInboxes } from './listSearch/inboxOptions';
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
			'Starts the workflow with events that Crisp sends to an address, as web hooks of a plugin or of a workspace',
		eventTriggerDescription:
			'Waiting for Crisp to call the Test URL: enter it in Crisp for now, then write in the chatbox',
		activationMessage:
			'Crisp can now call the Production URL of this node. Enter it in Crisp if you have not yet.',
		defaults: { name: 'Crisp Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'crispApi', required: true }],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'crisp' }],
		triggerPanel: {
			header: 'Receive a web hook of Crisp',
			executionsHelp: {
				inactive:
					"<b>To try this workflow</b>, execute this step, enter the Test URL in Crisp, and make an event happen, for example by writing in the chatbox. The Test URL takes one event.<br><br><b>To use it</b>, enter the Production URL in Crisp and publish the workflow. Its executions are listed under 'Executions', not here.",
				active:
					"<b>To try this workflow</b>, execute this step, enter the Test URL in Crisp, and make an event happen, for example by writing in the chatbox. The Test URL takes one event.<br><br><b>The published workflow</b> goes on receiving at the Production URL. Its executions are listed under 'Executions', not here.",
			},
			activationHint:
				'Publish the workflow, and it receives what Crisp sends to the Production URL.',
		},
		properties,
	};

	methods = { listSearch, loadOptions: { getInboxes } };

	webhookMethods = { default: lifecycle };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveHook(this);
	}
}
