import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type ResourceMapperFields,
} from 'n8n-workflow';

import { listSearch, loadOptions } from './listSearch';
import properties from './properties/crisp.json';

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
		// The key of an operator's token, as the official client's types have it; the last one flattened.
		sensitiveOutputFields: ['key', 'details.key', 'details_key'],
		properties: properties as INodeProperties[],
	};

	methods = {
		listSearch,
		loadOptions,
		resourceMapping: {
			async getContactColumns(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
				const { getContactColumns } = await import('./resources/contact/getColumns');
				return await getContactColumns(this);
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		// Loaded with the first execution: n8n loads every node class at each of its starts.
		const [{ runOperations }, { resources }] = await Promise.all([
			import('./engine/run'),
			import('./resources'),
		]);
		return await runOperations(this, resources);
	}
}
