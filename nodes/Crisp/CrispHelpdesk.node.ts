import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { listSearch } from './listSearch';
import properties from './properties/crispHelpdesk.json';

export class CrispHelpdesk implements INodeType {
	description: INodeTypeDescription = {
		// n8n's search prefers short names: this one must not come before Crisp Webhook Trigger.
		displayName: 'Crisp Helpdesk (Knowledge Base)',
		name: 'crispHelpdesk',
		icon: { light: 'file:crisp.svg', dark: 'file:crisp.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Read and write articles, locales and settings of a Crisp helpdesk (knowledge base)',
		defaults: { name: 'Crisp Helpdesk' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'crispApi', required: true }],
		// Of a helpdesk that only some may read.
		sensitiveOutputFields: ['access.password', 'access.jwt_secret'],
		properties: properties as INodeProperties[],
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		// Loaded with the first execution: n8n loads every node class at each of its starts.
		const [{ runOperations }, { helpdeskResources }] = await Promise.all([
			import('./engine/run'),
			import('./resources'),
		]);
		return await runOperations(this, helpdeskResources);
	}
}
