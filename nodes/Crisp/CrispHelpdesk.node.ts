import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { describeResources } from './engine/describe';
import { runOperations } from './engine/run';
import { listSearch } from './listSearch';
import { helpdeskResources } from './resources';

export class CrispHelpdesk implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Crisp Helpdesk',
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
		properties: describeResources(helpdeskResources),
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperations(this, helpdeskResources);
	}
}
