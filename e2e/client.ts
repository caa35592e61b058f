import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	INode,
	INodeListSearchResult,
	INodePropertyOptions,
	INodeTypeDescription,
	NodeConnectionType,
	IRunExecutionData,
} from 'n8n-workflow';

import { unflatten } from './unflatten';
import { waitUntil } from './waitUntil';

/** On a busy machine a look at the database takes longer than n8n waits for it. */
const MAX_BUSY_TRIES = 20;
const BUSY_MS = 500;

const isBusy = (status: number, text: string): boolean =>
	status === 503 && text.includes('Database is not ready');

/** The account that each throw-away n8n gets. */
export const owner = {
	email: 'owner@example.com',
	firstName: 'Demo',
	lastName: 'Owner',
	password: 'Crisp-demo-1',
};

export interface StoredCredential {
	id: string;
	name: string;
	type: string;
}

/** A node as a test writes it; the rest is filled in. */
export type NodeInput = Pick<INode, 'name' | 'type'> &
	Partial<Pick<INode, 'parameters' | 'position' | 'onError' | 'typeVersion' | 'webhookId'>> & {
		credential?: StoredCredential;
	};

export interface WorkflowInput {
	name: string;
	nodes: NodeInput[];
	/**
	 * Pairs of node names: the first output of one goes to the first input of the other. Sub-nodes of
	 * an AI node name the kind of connection besides, such as `ai_tool`.
	 */
	connections?: Array<[from: string, to: string, kind?: NodeConnectionType]>;
	/** What the first node puts out in a run by hand, instead of what it would. */
	items?: IDataObject[];
	/** Seconds after which n8n ends an execution; never where it is left out. */
	executionTimeout?: number;
}

/** What the editor asks for when somebody opens a list. */
export interface ChoicesInput {
	/** Type of the node. */
	node: string;
	/** Name of the node's method. */
	method: string;
	credential: StoredCredential;
	parameters?: IDataObject;
	/** What is typed into the search field. */
	filter?: string;
	paginationToken?: string;
}

export interface StoredWorkflow {
	id: string;
	versionId: string;
	active: boolean;
	nodes: INode[];
}

export interface Publication {
	status: 'pending' | 'in_progress' | 'published' | 'partial' | 'failed' | 'not_published';
	triggers?: Array<{ status: string; errorMessage?: string }>;
}

export interface Execution {
	id: string;
	workflowId: string;
	mode: string;
	status: 'new' | 'running' | 'waiting' | 'success' | 'error' | 'canceled' | 'crashed';
	data: IRunExecutionData;
}

type ExecutionSummary = Omit<Execution, 'data'>;

const isFinished = ({ status }: ExecutionSummary) =>
	!['new', 'running', 'waiting'].includes(status);

export class N8nApiError extends Error {
	constructor(
		method: string,
		url: string,
		readonly status: number,
		readonly body: string,
	) {
		super(`${method} ${url} answered ${status}: ${body.slice(0, 500)}`);
	}
}

/** n8n 2.20 cannot show an execution in the moment in which it stores the execution's end. */
function ifNotStoredYet(error: unknown): undefined {
	if (!(error instanceof N8nApiError && error.status === 500)) throw error;
}

const statusOf = (workflowId: string): string => `/workflows/${workflowId}/publication-status`;

/** Publishes where n8n answers only when it has published: then a trigger's failure is a refusal. */
async function publishNow(publish: () => Promise<unknown>): Promise<Publication> {
	try {
		await publish();
		return { status: 'published' };
	} catch (error) {
		if (!(error instanceof N8nApiError && error.status === 400)) throw error;
		const { message } = JSON.parse(error.body) as { message: string };
		return { status: 'failed', triggers: [{ status: 'failed', errorMessage: message }] };
	}
}

/** The REST calls of n8n's editor, as far as they are needed here. */
export class N8nClient {
	private readonly cookies = new Map<string, string>();

	/** n8n ties a session to the browser that logged in. */
	private readonly browserId = randomUUID();

	private inBackground?: boolean;

	constructor(readonly baseUrl: string) {}

	/** Answers the raw response, whatever its status. */
	async fetch(method: string, url: string, body?: unknown): Promise<Response> {
		const response = await fetch(this.baseUrl + url, {
			method,
			headers: {
				accept: 'application/json',
				'browser-id': this.browserId,
				cookie: [...this.cookies].map((pair) => pair.join('=')).join('; '),
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		for (const cookie of response.headers.getSetCookie()) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
			if (name) this.cookies.set(name, value);
		}
		return response;
	}

	/** Calls a route below /rest and returns its `data`; throws N8nApiError unless the status is 2xx. */
	async call<T>(method: string, url: string, body?: unknown): Promise<T> {
		let response = await this.fetch(method, `/rest${url}`, body);
		let text = await response.text();
		// n8n says so, having done nothing, for as long as its look at the database has not come back.
		for (let tries = 0; isBusy(response.status, text) && tries < MAX_BUSY_TRIES; tries++) {
			await sleep(BUSY_MS);
			response = await this.fetch(method, `/rest${url}`, body);
			text = await response.text();
		}
		if (!response.ok) throw new N8nApiError(method, url, response.status, text);
		return (text === '' ? undefined : (JSON.parse(text) as { data: T }).data) as T;
	}

	/** First start of a user folder: makes the owner's account and logs in. */
	async createOwner(): Promise<void> {
		await this.call('POST', '/owner/setup', owner);
	}

	async login(): Promise<void> {
		const { email, password } = owner;
		await this.call('POST', '/login', { emailOrLdapLoginId: email, password });
	}

	/** Descriptions of all nodes, as the editor loads them. */
	async nodeTypes(): Promise<INodeTypeDescription[]> {
		const response = await this.fetch('GET', '/types/nodes.json');
		return (await response.json()) as INodeTypeDescription[];
	}

	/** Descriptions of all credentials, as the editor loads them. */
	async credentialTypes(): Promise<ICredentialType[]> {
		const response = await this.fetch('GET', '/types/credentials.json');
		return (await response.json()) as ICredentialType[];
	}

	async createCredential(
		type: string,
		name: string,
		data: ICredentialDataDecryptedObject,
	): Promise<StoredCredential> {
		return await this.call('POST', '/credentials', { type, name, data });
	}

	/** The "Retry" button of the credential's dialog: n8n tests what it has stored. */
	async testCredential({
		id,
		name,
		type,
	}: StoredCredential): Promise<{ status: 'OK' | 'Error'; message: string }> {
		const { data } = await this.call<{ data: IDataObject }>(
			'GET',
			`/credentials/${id}?includeData=true`,
		);
		return await this.call('POST', '/credentials/test', { credentials: { id, name, type, data } });
	}

	/** What the editor shows in a resource locator's list, or in a list of options. */
	async choices(
		kind: 'resource-locator-results' | 'options',
		{ node, method, credential, parameters = {}, ...search }: ChoicesInput,
	): Promise<INodeListSearchResult | INodePropertyOptions[]> {
		const { id, name, type } = credential;
		return await this.call('POST', `/dynamic-node-parameters/${kind}`, {
			nodeTypeAndVersion: { name: node, version: 1 },
			path: 'parameters.any',
			methodName: method,
			currentNodeParameters: parameters,
			credentials: { [type]: { id, name } },
			...search,
		});
	}

	async createWorkflow({
		name,
		nodes,
		connections = [],
		items,
		executionTimeout,
	}: WorkflowInput): Promise<StoredWorkflow> {
		return await this.call('POST', '/workflows', {
			name,
			nodes: nodes.map(({ credential, ...node }, index) => ({
				id: randomUUID(),
				typeVersion: 1,
				position: [index * 220, 0],
				parameters: {},
				...node,
				...(credential
					? { credentials: { [credential.type]: { id: credential.id, name: credential.name } } }
					: {}),
			})),
			connections: Object.fromEntries(
				connections.map(([from, to, kind = 'main']) => [
					from,
					{ [kind]: [[{ node: to, type: kind, index: 0 }]] },
				]),
			),
			settings: { executionOrder: 'v1', executionTimeout },
			...(items ? { pinData: { [nodes[0].name]: items.map((json) => ({ json })) } } : {}),
		});
	}

	/**
	 * Publishes the last saved version and returns what n8n says once its triggers have started or failed.
	 *
	 * `not_published` is no outcome: n8n 2.40 reads what is in progress and what has started in two
	 * queries side by side, and says so when publishing ends between them.
	 */
	async activate({
		id,
		versionId,
	}: Pick<StoredWorkflow, 'id' | 'versionId'>): Promise<Publication> {
		const publish = async () => await this.call('POST', `/workflows/${id}/activate`, { versionId });
		if (!(await this.publishesInBackground(id))) return await publishNow(publish);
		await publish();
		return await this.publication(id, (status) =>
			['published', 'partial', 'failed'].includes(status),
		);
	}

	/** Ends when n8n has closed the triggers. */
	async deactivate(id: string): Promise<void> {
		await this.call('POST', `/workflows/${id}/deactivate`, {});
		if (!(await this.publishesInBackground(id))) return;
		await this.publication(id, (status) => status === 'not_published');
	}

	/** Whether n8n answers before it has published, as it does since 2.40, and tells later how it went. */
	private async publishesInBackground(id: string): Promise<boolean> {
		if (this.inBackground === undefined) {
			const response = await this.fetch('GET', `/rest${statusOf(id)}`);
			await response.text();
			this.inBackground = response.status !== 404;
		}
		return this.inBackground;
	}

	private async publication(
		id: string,
		isReached: (status: Publication['status']) => boolean,
	): Promise<Publication> {
		return await waitUntil(`workflow ${id} is published or unpublished`, async () => {
			const publication = await this.call<Publication>('GET', statusOf(id));
			return isReached(publication.status) && publication;
		});
	}

	/** "Execute workflow" from the given trigger; returns the execution's id without waiting for it. */
	async run(id: string, trigger: string): Promise<string> {
		const { executionId } = await this.call<{ executionId: string }>(
			'POST',
			`/workflows/${id}/run`,
			{
				triggerToStartFrom: { name: trigger },
				// Newer ones run what they have stored, older ones what they are given.
				workflowData: await this.call('GET', `/workflows/${id}`),
			},
		);
		return executionId;
	}

	/** The editor's stop button. */
	async stop(executionId: string): Promise<void> {
		await this.call('POST', `/executions/${executionId}/stop`, {});
	}

	/** Executions of a workflow that n8n has stored, the newest 100 at most, oldest first. */
	async executions(
		workflowId: string,
		status?: Array<Execution['status']>,
	): Promise<ExecutionSummary[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId, status }));
		const { results } = await this.call<{ results: ExecutionSummary[] }>(
			'GET',
			`/executions?filter=${filter}&limit=100`,
		);
		// n8n queries running and finished executions at the same time, and one that finishes in between
		// is in both. The finished ones come last.
		const each = new Map(results.map((summary) => [summary.id, summary]));
		return [...each.values()].sort((a, b) => Number(a.id) - Number(b.id));
	}

	/** One execution, finished, with the data of its run. */
	async execution(id: string): Promise<Execution> {
		return await waitUntil(`execution ${id} is finished`, async () => {
			const execution = await this.call<ExecutionSummary & { data: string }>(
				'GET',
				`/executions/${id}`,
			).catch(ifNotStoredYet);
			return (
				execution !== undefined &&
				isFinished(execution) && {
					...execution,
					data: unflatten<IRunExecutionData>(execution.data),
				}
			);
		});
	}

	/** Waits until a workflow has so many finished executions; returns all that it has, with data. */
	async finishedExecutions(workflowId: string, count: number): Promise<Execution[]> {
		const summaries = await waitUntil(
			`workflow ${workflowId} has ${count} executions`,
			async () => {
				const all = await this.executions(workflowId);
				return all.filter(isFinished).length >= count && all;
			},
		);
		return await Promise.all(summaries.map(async ({ id }) => await this.execution(id)));
	}
}

/** What a node put out in an execution: the JSON of each item of an output of its first run. */
export const itemsOf = ({ data }: Execution, node: string, output = 0): IDataObject[] | undefined =>
	data.resultData.runData[node]?.[0].data?.main[output]?.map(({ json }) => json);
