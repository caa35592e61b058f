import {
	NodeApiError,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import type { Wanted } from '../client/answer';
import { plainError, refusalToError } from '../client/errors';
import { toLimit, ValueError } from './convert';
import { isMixed, laneOf } from './lanes';
import { LookUps } from './lookUps';
import { idsOf, toOutput } from './output';
import { present } from './outputModes';
import { fetchPages } from './pages';
import { Parameters } from './parameters';
import { maskSecrets } from '../mask';
import { buildPath, PathValueError, pathValueWords } from '../client/path';
import { runJobs, type Job } from './pool';
import { readParts } from './read';
import {
	openClient,
	type Client,
	type RequestOptions,
	type TemplatedRequest,
} from '../client/request';
import type { Operation, OperationContext, Parts, Resource } from './spec';
import { asObject } from '../objects';
import { websiteId } from './website';

/** What the items of one execution share. */
interface RunShared {
	execution: IExecuteFunctions;
	parameters: Parameters;
	client: Client;
	/** Keeps the token out of a text. */
	mask: (text: string) => string;
	lookUps: LookUps;
	/** What is to be closed when all items are done. */
	endings: Array<() => Promise<void>>;
}

function findOperation(
	{ execution, parameters }: RunShared,
	resources: Resource[],
	itemIndex: number,
): Operation {
	const resource = parameters.get('resource', itemIndex) as string;
	const operation = parameters.get('operation', itemIndex) as string;
	const found = resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
	if (found) return found;
	throw new NodeOperationError(
		execution.getNode(),
		`The operation '${operation}' of '${resource}' is not known to this version of the node`,
		{
			itemIndex,
			description: 'Choose the operation again, or update the package n8n-nodes-crisp.',
		},
	);
}

/** What the one request of an operation must be answered with. */
function wantedOf({ output, request }: Operation): Wanted | undefined {
	if (output === 'items') return 'entries';
	if (request.method !== 'GET') return undefined;
	return output === 'item' ? 'object' : 'nothing';
}

/** Everything that one item needs: its values and a way to send. */
class ItemRun {
	private readonly ids: Record<string, string> = {};

	private chosenWebsite?: string;

	constructor(
		private readonly shared: RunShared,
		private readonly operation: Operation,
		private readonly itemIndex: number,
	) {}

	/**
	 * The values of the item.
	 *
	 * @throws ValueError that names the field
	 */
	read(): Parts {
		const { execution, parameters } = this.shared;
		return readParts(parameters, this.operation, this.itemIndex, execution.getTimezone());
	}

	/** See `laneOf`. */
	lane(parts: Parts): string | undefined {
		return laneOf(this.operation, parts, () => this.website());
	}

	async run(read: Parts): Promise<INodeExecutionData[]> {
		const { operation, itemIndex } = this;
		const context = this.context();
		const parts = operation.prepare ? await operation.prepare(read, context) : read;

		const { run } = operation;
		const data = run ? await run(parts, context) : await this.exchange(parts);
		const done = operation.finish ? operation.finish(data, context) : data;
		const shown = present(operation, done, parts, context);
		const ids = idsOf({ ...this.ids, ...parts.path });
		const items = toOutput(operation.output, shown, ids, itemIndex);
		return operation.attach ? await operation.attach(items, done, parts, context) : items;
	}

	private context(): OperationContext {
		const { itemIndex } = this;
		const { execution, client, lookUps, endings } = this.shared;
		return {
			execution,
			itemIndex,
			account: client.account,
			websiteId: () => this.websiteId(),
			send: async (request, accept) => await this.send(request, { accept }),
			read: async (request) => {
				const { data } = await this.send({ ...request, method: 'GET', wants: 'object' });
				return asObject(data);
			},
			once: async (key, lookUp) => await lookUps.once(key, lookUp),
			atEnd: (close) => void endings.push(close),
		};
	}

	/** The node's choice, else the credential's default. */
	private website(): string {
		if (this.chosenWebsite === undefined) {
			const { client, parameters } = this.shared;
			const chosen = parameters.get('websiteId', this.itemIndex, '', true) as string;
			this.chosenWebsite = (chosen || client.account.websiteId).trim();
		}
		return this.chosenWebsite;
	}

	/** The same, as one of the IDs that the item has used. */
	private websiteId(): string {
		this.ids.websiteId = this.website();
		return this.ids.websiteId;
	}

	private async exchange(parts: Parts): Promise<unknown> {
		const { method, path } = this.operation.request;
		const wants = wantedOf(this.operation);
		const { query, body } = parts;
		const request: TemplatedRequest = { method, path, values: parts.path, query, body, wants };
		if (this.operation.output === 'exists') {
			const answer = await this.send(request, { accept: [404] });
			return { exists: answer.status !== 404 };
		}
		if (!this.operation.pages) return (await this.send(request)).data;

		const { parameters } = this.shared;
		const limit = toLimit(parameters.get('returnAll', this.itemIndex, false), () =>
			parameters.get('limit', this.itemIndex, 50),
		);
		return await fetchPages(this.operation, parts, limit, async (page, query) => {
			const answer = await this.send({
				...request,
				values: { ...parts.path, page: String(page) },
				query: { ...parts.query, ...query },
			});
			return answer.data;
		});
	}

	private async send(
		{ path, values = {}, ...request }: TemplatedRequest,
		options?: RequestOptions,
	) {
		const { operation, itemIndex } = this;
		const known: Record<string, string> = path.includes('{websiteId}')
			? { websiteId: this.websiteId() }
			: {};
		const { client, execution } = this.shared;
		return await client.send(
			{ ...request, path: buildPath(path, { ...known, ...values }) },
			{
				...options,
				itemIndex,
				advice: operation.advice,
				needs: operation.needs,
				labels: operation.fields
					.filter(({ to }) => to === 'path')
					.map(({ displayName }) => displayName),
				signal: execution.getExecutionCancelSignal(),
			},
		);
	}
}

/**
 * Words for what is wrong with the values of an item; every other error keeps its own, as plain values.
 *
 * @param operation `undefined` where the error is that there is no such operation
 */
function explain(
	{ execution, mask }: RunShared,
	itemIndex: number,
	operation: Operation | undefined,
	error: unknown,
): NodeApiError | NodeOperationError {
	const node = execution.getNode();
	if (operation && error instanceof ValueError) {
		return new NodeOperationError(node, error.message, {
			itemIndex,
			description: `Correct the value in '${operation.name}', or the data that the expression in it reads.`,
		});
	}
	if (operation && error instanceof PathValueError) {
		const field = [websiteId, ...operation.fields].find(({ name }) => name === error.field);
		const { message, description } = pathValueWords(error, field?.displayName ?? error.field);
		return new NodeOperationError(node, message, { itemIndex, description });
	}
	if (operation && error instanceof RangeError) {
		return new NodeOperationError(node, 'A value of this item is nested too deep', {
			itemIndex,
			description: `Make the values in '${operation.name}' flatter.`,
		});
	}
	return plainError(node, error, { itemIndex, mask });
}

/** The item that takes the place of a failed one, in the form that n8n's error output understands. */
function failedItem(
	error: NodeApiError | NodeOperationError,
	itemIndex: number,
): INodeExecutionData {
	const { message, description } = error;
	const httpCode = error instanceof NodeApiError ? error.httpCode : undefined;
	return {
		json: {
			error: message,
			...(description ? { description } : {}),
			...(httpCode ? { httpCode } : {}),
		},
		error,
		pairedItem: { item: itemIndex },
	};
}

/** One item as a piece of work that ends with its results, or its failure, in `results`. Never throws. */
function openJob(
	shared: RunShared,
	resources: Resource[],
	itemIndex: number,
	results: INodeExecutionData[][],
): Job {
	const { execution } = shared;
	let operation: Operation | undefined;
	const settle = async (work: () => Promise<INodeExecutionData[]>) => {
		try {
			results[itemIndex] = await work();
		} catch (error) {
			const explained = explain(shared, itemIndex, operation, error);
			if (!execution.continueOnFail()) throw explained;
			results[itemIndex] = [failedItem(explained, itemIndex)];
		}
	};
	try {
		operation = findOperation(shared, resources, itemIndex);
		const item = new ItemRun(shared, operation, itemIndex);
		const parts = item.read();
		return {
			lane: item.lane(parts),
			run: async () => await settle(async () => await item.run(parts)),
		};
	} catch (error) {
		// It fails when it is due: what is wrong with an item does not stop those before it.
		return { run: async () => await settle(async () => await Promise.reject(error as Error)) };
	}
}

/** Says below the results what they have cost. */
function showCost(execution: IExecuteFunctions, client: Client): void {
	const sent = client.sent();
	if (sent === 0) return;
	const { dailyBudget } = client.limits;
	const today = `${client.sentToday()}${dailyBudget > 0 ? ` of ${dailyBudget}` : ''} today (UTC)`;
	execution.addExecutionHints({
		message: `Requests to Crisp: ${sent} in this run, ${today} with this token`,
		location: 'outputPane',
	});
}

async function runAll(
	execution: IExecuteFunctions,
	resources: Resource[],
): Promise<INodeExecutionData[][]> {
	const total = execution.getInputData().length;
	if (total === 0) return [[]];
	const client = await openClient(execution, { keepsBudget: true });
	const shared: RunShared = {
		execution,
		parameters: new Parameters(execution),
		client,
		mask: maskSecrets(client.account),
		lookUps: new LookUps(),
		endings: [],
	};
	const results: INodeExecutionData[][] = [];
	const open = (itemIndex: number) => openJob(shared, resources, itemIndex, results);
	const signal = execution.getExecutionCancelSignal();
	try {
		const { itemsAtOnce } = client.limits;
		await runJobs(total, isMixed(execution.getNode()) ? 1 : itemsAtOnce, open, signal);
	} finally {
		await Promise.all(shared.endings.map(async (close) => await close()));
		showCost(execution, client);
	}
	if (signal?.aborted) {
		const { tier, baseUrl } = shared.client.account;
		throw refusalToError(
			execution.getNode(),
			{ kind: 'cancelled' },
			{ tier, baseUrl, attempts: 0 },
		);
	}
	return [results.flat()];
}

/**
 * Runs the chosen operation for every input item, several at once, with results in the order of the
 * items. The only place that knows "continue on fail": without it, the first failure keeps further
 * items from being started, and those under way come to their end.
 *
 * @throws NodeApiError or NodeOperationError of plain values, with the index of the item; of several,
 *   the lowest
 */
export async function runOperations(
	execution: IExecuteFunctions,
	resources: Resource[],
): Promise<INodeExecutionData[][]> {
	try {
		return await runAll(execution, resources);
	} catch (error) {
		throw plainError(execution.getNode(), error);
	}
}
