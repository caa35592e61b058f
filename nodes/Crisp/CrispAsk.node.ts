import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { listSearch } from './listSearch';
import properties from './properties/crispAsk.json';

/**
 * Asks a visitor or the team in a conversation and continues with the answer. A node of its own, as
 * n8n copies all its fields for the review of tools.
 */
export class CrispAsk implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Crisp Ask',
		name: 'crispAsk',
		icon: { light: 'file:crisp.svg', dark: 'file:crisp.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ $parameter["responseType"] === "approval" ? "approval by the team" : "ask " + $parameter["askWhom"] }}',
		description:
			'Asks the visitor or the team in a conversation of Crisp, and continues when the answer is there',
		defaults: { name: 'Crisp Ask' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		waitingNodeTooltip:
			'={{ $parameter["responseType"] === "approval" || $parameter["askWhom"] === "team" ? "Waiting for the team: answer in the Crisp inbox" : "Waiting for the visitor: answer in the chatbox" }}',
		credentials: [{ name: 'crispApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				responseData: '',
				path: '={{ $nodeId }}',
				restartWebhook: true,
				isFullPath: true,
			},
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: '',
				path: '={{ $nodeId }}',
				restartWebhook: true,
				isFullPath: true,
			},
		],
		properties: properties as INodeProperties[],
	};

	methods = { listSearch };

	/** n8n calls these for addresses that start a workflow. Those here only continue an execution. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return true;
			},

			async create(this: IHookFunctions): Promise<boolean> {
				return true;
			},

			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		// Loaded with the first execution: n8n loads every node class at each of its starts.
		const { ask } = await import('./ask/execute');
		return await ask(this);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { receiveCall } = await import('./ask/webhook');
		return await receiveCall(this);
	}
}
