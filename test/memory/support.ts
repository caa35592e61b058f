import { SupplyDataContext } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeTypes,
	IRunExecutionData,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeHelpers, Workflow } from 'n8n-workflow';

import { CrispChatMemory } from '../../nodes/Crisp/CrispChatMemory.node';
import { additionalData, credential } from '../support/n8n';

/** A message as LangChain has it, of which only this is looked at. */
interface Said {
	getType(): string;
	content: string | Array<{ text?: string }>;
	tool_calls?: unknown[];
}

/** As much of LangChain's memory as n8n's agents and its Chat Memory Manager use. */
export interface LangchainMemory {
	loadMemoryVariables(values: IDataObject): Promise<{ chat_history: Said[] }>;
	saveContext(input: IDataObject, output: IDataObject): Promise<void>;
	clear(): Promise<void>;
	chatHistory: {
		getMessages(): Promise<Said[]>;
		addMessage(message: unknown): Promise<void>;
		addMessages(messages: unknown[]): Promise<void>;
		clear(): Promise<void>;
	};
}

export interface Supply {
	/** REST API of Crisp. */
	url: string;
	/** What the agent is given. */
	items: IDataObject[];
	parameters?: INodeParameters;
	/** The execution; of the same signal, the same execution. */
	signal?: AbortSignal;
	/** What the trigger before an `Edit Fields` before the agent gave; without it, there is none. */
	triggered?: IDataObject[];
	triggerType?: string;
	account?: IDataObject;
}

const memoryType = new CrispChatMemory();

const node = (name: string, type: string): INode => ({
	id: `id of ${name}`,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
});

const toItems = (jsons: IDataObject[]): INodeExecutionData[] =>
	jsons.map((json, item) => ({ json, pairedItem: { item } }));

const ran = (jsons: IDataObject[], source: string | undefined) => ({
	startTime: 0,
	executionTime: 0,
	executionIndex: 0,
	executionStatus: 'success' as const,
	source: source === undefined ? [] : [{ previousNode: source }],
	data: { main: [toItems(jsons)] },
});

const main = (name: string) => ({
	main: [[{ node: name, type: NodeConnectionTypes.Main, index: 0 }]],
});

/** Trigger → Edit Fields → Agent, below which the memory is; supplied in n8n-core's own context. */
export async function supply({
	url,
	items,
	parameters = {},
	signal,
	triggered = items,
	triggerType = 'n8n-nodes-crisp.crispTrigger',
	account = {},
}: Supply): Promise<LangchainMemory> {
	const agent = node('Agent', '@n8n/n8n-nodes-langchain.agent');
	const memory: INode = {
		...node('Crisp Chat Memory', 'n8n-nodes-crisp.crispChatMemory'),
		credentials: { crispApi: { id: 'credential-1', name: 'Crisp account' } },
	};
	memory.parameters =
		NodeHelpers.getNodeParameters(
			memoryType.description.properties,
			parameters,
			true,
			false,
			memory,
			memoryType.description,
		) ?? parameters;
	const workflow = new Workflow({
		id: 'workflow-1',
		name: 'test',
		nodes: [
			node('Visitor writes', triggerType),
			node('Edit Fields', 'n8n-nodes-base.set'),
			agent,
			memory,
		],
		connections: {
			'Visitor writes': main('Edit Fields'),
			'Edit Fields': main('Agent'),
			'Crisp Chat Memory': {
				ai_memory: [[{ node: 'Agent', type: NodeConnectionTypes.AiMemory, index: 0 }]],
			},
		},
		active: false,
		nodeTypes: {
			getByName: () => memoryType,
			getByNameAndVersion: () => memoryType,
			getKnownTypes: () => ({}),
		} as unknown as INodeTypes,
		settings: { executionOrder: 'v1' },
	});
	const input = { main: [toItems(items)] };
	const runData = {
		version: 1,
		startData: {},
		resultData: {
			runData: {
				'Visitor writes': [ran(triggered, undefined)],
				'Edit Fields': [ran(items, 'Visitor writes')],
			},
		},
		executionData: {
			contextData: {},
			nodeExecutionStack: [],
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
		},
	} as unknown as IRunExecutionData;
	const context = new SupplyDataContext(
		workflow,
		memory,
		additionalData(credential(url, account)),
		'trigger',
		runData,
		0,
		input.main[0],
		input,
		NodeConnectionTypes.AiMemory,
		{ node: agent, data: input, source: { main: [{ previousNode: 'Edit Fields' }] } },
		[],
		signal,
		agent,
	);
	const { response } = await memoryType.supplyData.call(context, 0);
	return response as LangchainMemory;
}

const textOf = ({ content }: Said): string =>
	typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('');

/** Messages in one line each: who, and what. */
export const linesOf = (messages: Said[]): string[] =>
	messages.map((message) => `${message.getType()}: ${textOf(message)}`);

/** What an agent is shown before its prompt. */
export const remembered = async (memory: LangchainMemory): Promise<string[]> =>
	linesOf((await memory.loadMemoryVariables({})).chat_history);
