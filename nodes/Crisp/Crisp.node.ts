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
import { resources } from './resources';

export class Crisp implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Crisp',
		name: 'crisp',
		icon: { light: 'file:crisp.svg', dark: 'file:crisp.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Read and write conversations, messages, contacts and campaigns of the Crisp chat platform',
		defaults: { name: 'Crisp' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'crispApi', required: true }],
		properties: describeResources(resources),
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperations(this, resources);
	}
}
