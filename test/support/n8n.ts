import type {
	ICredentialType,
	IDataObject,
	INode,
	INodeExecutionData,
	NodeExecutionHint,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	INodeType,
	INodeTypes,
	IRunExecutionData,
	ITriggerFunctions,
	ResourceMapperFields,
	IWorkflowExecuteAdditionalData,
	IWorkflowSettings,
} from 'n8n-workflow';
import { NodeHelpers, Workflow } from 'n8n-workflow';
import { ExecuteContext, LoadOptionsContext, TriggerContext } from 'n8n-core';

import { CrispApi } from '../../credentials/CrispApi.credentials';

/** Values of a `crispApi` credential that point at a server on this machine. */
export const credential = (baseUrl: string, changes: IDataObject = {}): IDataObject => ({
	tier: 'website',
	identifier: 'test-identifier',
	key: 'test-key',
	websiteId: '42286ab3-b29a-4fde-8538-da0ae501d825',
	baseUrl,
	webhookSecret: '',
	...changes,
});

/** What n8n's server supplies to a node: fixed credential data, the credential's real `authenticate`. */
function credentialsHelper(data: IDataObject) {
	const types: Record<string, ICredentialType> = { crispApi: new CrispApi() };
	return {
		getParentTypes: () => [],
		getDecrypted: async () => ({ ...data }),
		getCredentials: async () => {
			throw new Error('not used');
		},
		preAuthentication: async () => undefined,
		getCredentialsProperties: (type: string) => types[type].properties,
		isCredentialTypeKnown: () => true,
		isCredentialUsableByNode: () => true,
		async authenticate(credentials: never, type: string, options: never) {
			const { authenticate } = types[type];
			return typeof authenticate === 'function'
				? await authenticate.call(types[type], credentials, options)
				: options;
		},
	};
}

/** What n8n's server supplies to every context. */
export const additionalData = (data: IDataObject) =>
	({
		credentialsHelper: credentialsHelper(data),
		executionId: '1',
		restApiUrl: '',
		instanceBaseUrl: '',
		formWaitingBaseUrl: '',
		webhookBaseUrl: '',
		webhookWaitingBaseUrl: '',
		webhookTestBaseUrl: '',
		variables: {},
		executeWorkflow: async () => ({}),
		setExecutionStatus: () => {},
		logAiEvent: () => {},
	}) as unknown as IWorkflowExecuteAdditionalData;

/** A workflow of the one node. */
export function makeWorkflow(
	nodeType: INodeType,
	parameters: INodeParameters,
	settings: Partial<INode> = {},
	staticData?: IDataObject,
) {
	const node: INode = {
		id: 'node-1',
		name: nodeType.description.displayName,
		type: `n8n-nodes-crisp.${nodeType.description.name}`,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { crispApi: { id: 'credential-1', name: 'Crisp account' } },
		...settings,
	};
	node.parameters =
		NodeHelpers.getNodeParameters(
			nodeType.description.properties,
			parameters,
			true,
			false,
			node,
			nodeType.description,
		) ?? parameters;
	const nodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	} as unknown as INodeTypes;
	const workflow = new Workflow({
		id: 'workflow-1',
		name: 'test',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes,
		staticData,
		settings: { executionOrder: 'v1' },
	});
	return { workflow, node };
}

const runData = () =>
	({
		version: 1,
		startData: {},
		resultData: { runData: {} },
		executionData: {
			contextData: {},
			nodeExecutionStack: [],
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
		},
	}) as unknown as IRunExecutionData;

export interface ExecuteSettings {
	parameters: INodeParameters;
	/** Values of the credential, see `credential()`. */
	credential: IDataObject;
	items?: INodeExecutionData[];
	continueOnFail?: boolean;
	signal?: AbortSignal;
	/** Gets what the node tells the user beside its results. */
	hints?: NodeExecutionHint[];
}

/** n8n-core's own context of a node's `execute`, with its real request helpers. */
export function makeExecution(
	nodeType: INodeType,
	{
		parameters,
		credential: data,
		items = [{ json: {} }],
		continueOnFail = false,
		signal,
	}: Omit<ExecuteSettings, 'hints'>,
): ExecuteContext {
	const { workflow, node } = makeWorkflow(nodeType, parameters, {
		...(continueOnFail ? { onError: 'continueRegularOutput' as const } : {}),
	});
	const input = { main: [items] };
	return new ExecuteContext(
		workflow,
		node,
		additionalData(data),
		'manual',
		runData(),
		0,
		items,
		input,
		{ node, data: input, source: null },
		[],
		signal,
	);
}

/** Runs a node's `execute` in n8n-core's own context, with its real request helpers. */
export async function executeNode(
	nodeType: INodeType,
	{ hints, ...settings }: ExecuteSettings,
): Promise<INodeExecutionData[][]> {
	const context = makeExecution(nodeType, settings);
	try {
		return (await nodeType.execute?.call(context)) as INodeExecutionData[][];
	} finally {
		hints?.push(...context.hints);
	}
}

/** What the editor's requests for a node with these parameters are answered with. */
function editorContext(
	nodeType: INodeType,
	{ parameters, credential: data }: Pick<ExecuteSettings, 'parameters' | 'credential'>,
): LoadOptionsContext {
	const { workflow, node } = makeWorkflow(nodeType, parameters);
	return new LoadOptionsContext(
		workflow,
		node,
		{
			...additionalData(data),
			currentNodeParameters: node.parameters,
		},
		'',
	);
}

/** Runs a search behind "From List" in n8n-core's own context. */
export async function searchList(
	nodeType: INodeType,
	method: string,
	settings: Pick<ExecuteSettings, 'parameters' | 'credential'>,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const search = nodeType.methods?.listSearch?.[method];
	if (!search) throw new Error(`no search ${method}`);
	return await search.call(editorContext(nodeType, settings), filter, paginationToken);
}

/** Loads the choices of a field, with the editor's context. */
export async function loadOptions(
	nodeType: INodeType,
	method: string,
	settings: Pick<ExecuteSettings, 'parameters' | 'credential'>,
): Promise<INodePropertyOptions[]> {
	const load = nodeType.methods?.loadOptions?.[method];
	if (!load) throw new Error(`no options ${method}`);
	return await load.call(editorContext(nodeType, settings));
}

/**
 * Asks for the columns of a resource mapper in n8n-core's own context.
 *
 * @param credential none for a node that has none yet
 */
export async function mapperColumns(
	nodeType: INodeType,
	method: string,
	{ parameters, credential: data }: { parameters: INodeParameters; credential?: IDataObject },
): Promise<ResourceMapperFields> {
	const { workflow, node } = makeWorkflow(nodeType, parameters);
	if (data === undefined) delete node.credentials;
	const context = new LoadOptionsContext(
		workflow,
		node,
		{ ...additionalData(data ?? {}), currentNodeParameters: node.parameters },
		'',
	);
	const load = nodeType.methods?.resourceMapping?.[method];
	if (!load) throw new Error(`no columns ${method}`);
	return await load.call(context);
}

export interface TriggerSettings {
	parameters: INodeParameters;
	credential: IDataObject;
	mode?: 'manual' | 'trigger';
	activation?: 'activate' | 'init' | 'update' | 'manual';
	emit?: ITriggerFunctions['emit'];
	emitError?: ITriggerFunctions['emitError'];
	/** What n8n has stored for the workflow. */
	staticData?: IDataObject;
	workflowSettings?: IWorkflowSettings;
}

/** n8n-core's own trigger context, with callbacks in place of the host's. */
export function triggerContext(
	nodeType: INodeType,
	{
		parameters,
		credential: data,
		mode = 'trigger',
		activation = 'activate',
		emit = () => {},
		emitError = () => {},
		staticData,
		workflowSettings = {},
	}: TriggerSettings,
) {
	const { workflow, node } = makeWorkflow(nodeType, parameters, {}, staticData);
	Object.assign(workflow.settings, workflowSettings);
	const context = new TriggerContext(
		workflow,
		node,
		additionalData(data),
		mode,
		activation,
		emit,
		emitError,
		() => {},
	);
	return { context, workflow, node };
}
