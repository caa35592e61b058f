import {
	NodeConnectionTypes,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type ISupplyDataFunctions,
	type SupplyData,
} from 'n8n-workflow';

import { listSearch } from './listSearch';
import properties from './properties/crispChatMemory.json';

/**
 * A memory for AI agents whose store is the conversation in Crisp: nothing has to be saved, and what
 * colleagues have answered is part of it. It only reads.
 */
export class CrispChatMemory implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Crisp Chat Memory',
		name: 'crispChatMemory',
		icon: { light: 'file:crisp.svg', dark: 'file:crisp.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ "last " + $parameter["contextWindowLength"] + " messages" }}',
		description:
			'Lets an AI agent remember the conversation in Crisp, including what your team has answered',
		defaults: { name: 'Crisp Chat Memory' },
		inputs: [],
		outputs: [NodeConnectionTypes.AiMemory],
		outputNames: ['Memory'],
		credentials: [{ name: 'crispApi', required: true }],
		properties: properties as INodeProperties[],
	};

	methods = { listSearch };

	async supplyData(this: ISupplyDataFunctions, itemIndex: number): Promise<SupplyData> {
		// Loaded with the first execution: n8n loads every node class at each of its starts.
		const { supplyConversation } = await import('./memory/supply');
		return await supplyConversation(this, itemIndex);
	}
}
