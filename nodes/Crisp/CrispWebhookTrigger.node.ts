import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { listSearch, loadOptions } from './listSearch';
import properties from './properties/crispWebhookTrigger.json';

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
		properties: properties as INodeProperties[],
	};

	methods = { listSearch, loadOptions };

	/**
	 * Crisp has no route to make a web hook, so a person enters the address there; what can be checked
	 * is that this side is ready to receive.
	 */
	webhookMethods = {
		default: {
			/**
			 * @returns `true`, so that n8n does not ask for one to be made
			 * @throws NodeOperationError, see `checkHookSettings`: then n8n does not activate the workflow
			 */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				const { checkHookSettings } = await import('./webhook/settings');
				await checkHookSettings(this);
				return true;
			},

			async create(this: IHookFunctions): Promise<boolean> {
				return true;
			},

			/** The address stays in Crisp, for the next activation; n8n answers 404 meanwhile. */
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		// Loaded with the first request: n8n loads every node class at each of its starts.
		const { receiveHook } = await import('./webhook/receive');
		return await receiveHook(this);
	}
}
