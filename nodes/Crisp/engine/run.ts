import {
	NodeApiError,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { ValueError } from './convert';
import { Memo } from './memo';
import { idsOf, toOutput } from './output';
import { present } from './outputModes';
import { fetchPages } from './pages';
import { buildPath, PathValueError } from './path';
import { readParts } from './read';
import { openClient, type Client, type RequestOptions } from './request';
import type { Operation, OperationContext, Parts, Resource, TemplatedRequest } from './spec';
import { websiteId } from './website';

const PATH_VALUE_TEXTS: Record<PathValueError['why'], string> = {
	empty: 'is empty',
	dots: "must not be '.' or '..'",
	text: 'holds characters that are no valid text',
};

function findOperation(
	execution: IExecuteFunctions,
	resources: Resource[],
	itemIndex: number,
): Operation {
	const resource = execution.getNodeParameter('resource', itemIndex) as string;
	const operation = execution.getNodeParameter('operation', itemIndex) as string;
	const found = resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
	if (found) return found;
	throw new NodeOperationError(
		execution.getNode(),
		`The operation '${operation}' of '${resource}' is not known to this version of the node`,
		{ itemIndex, description: 'Choose the operation anew, or update the package n8n-nodes-crisp.' },
	);
}

/** Everything that one item needs: its values and a way to send. */
class ItemRun {
	private readonly ids: Record<string, string> = {};

	constructor(
		private readonly execution: IExecuteFunctions,
		private readonly client: Client,
		private readonly memo: Memo,
		private readonly endings: Array<() => Promise<void>>,
		private readonly operation: Operation,
		private readonly itemIndex: number,
	) {}

	async run(): Promise<INodeExecutionData[]> {
		const { operation, itemIndex } = this;
		const context = this.context();
		let parts = readParts(this.execution, operation, itemIndex);
		if (operation.prepare) parts = await operation.prepare(parts, context);

		const { run } = operation;
		const data = run ? await run(parts, context) : await this.exchange(parts);
		const done = operation.finish ? operation.finish(data, context) : data;
		const shown = present(operation, done, parts, context);
		const ids = idsOf({ ...this.ids, ...parts.path });
		const items = toOutput(operation.output, shown, ids, itemIndex);
		return operation.attach ? await operation.attach(items, done, parts, context) : items;
	}

	private context(): OperationContext {
		const { execution, client, itemIndex } = this;
		return {
			execution,
			itemIndex,
			account: client.account,
			websiteId: () => this.websiteId(),
			send: async (request, accept) => await this.send(request, { accept }),
			once: async (key, lookUp) => await this.memo.once(key, lookUp),
			atEnd: (close) => void this.endings.push(close),
		};
	}

	/** The node's choice, else the credential's default. */
	private websiteId(): string {
		const chosen = this.execution.getNodeParameter('websiteId', this.itemIndex, '', {
			extractValue: true,
		}) as string;
		this.ids.websiteId = (chosen || this.client.account.websiteId).trim();
		return this.ids.websiteId;
	}

	private async exchange(parts: Parts): Promise<unknown> {
		const { method, path } = this.operation.request;
		const request = { method, path, values: parts.path, query: parts.query, body: parts.body };
		if (this.operation.output === 'exists') {
			const answer = await this.send(request, { accept: [404] });
			return { exists: answer.status !== 404 };
		}
		if (!this.operation.pages) return (await this.send(request)).data;

		const all = this.execution.getNodeParameter('returnAll', this.itemIndex, false) as boolean;
		const limit = all
			? Infinity
			: (this.execution.getNodeParameter('limit', this.itemIndex, 50) as number);
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
		{ method, path, values = {}, query, body }: TemplatedRequest,
		options?: RequestOptions,
	) {
		const { operation, itemIndex } = this;
		const known: Record<string, string> = path.includes('{websiteId}')
			? { websiteId: this.websiteId() }
			: {};
		return await this.client.send(
			{ method, path: buildPath(path, { ...known, ...values }), query, body },
			{
				...options,
				itemIndex,
				advice: operation.advice,
				needs: operation.needs,
				labels: operation.fields
					.filter(({ to }) => to === 'path')
					.map(({ displayName }) => displayName),
				signal: this.execution.getExecutionCancelSignal(),
			},
		);
	}

	/** Words for a value that could not be sent; everything else is passed on as it is. */
	explain(error: unknown): NodeApiError | NodeOperationError {
		const { operation, itemIndex } = this;
		const node = this.execution.getNode();
		if (error instanceof ValueError) {
			return new NodeOperationError(node, error.message, {
				itemIndex,
				description: `Correct the value in '${operation.name}', or the data that the expression in it reads.`,
			});
		}
		if (error instanceof PathValueError) {
			const field = [websiteId, ...operation.fields].find(({ name }) => name === error.field);
			const label = field?.displayName ?? error.field;
			const website = error.field === 'websiteId' && error.why === 'empty';
			return new NodeOperationError(
				node,
				website
					? "'Website' is empty and the credential has no default website"
					: `'${label}' ${PATH_VALUE_TEXTS[error.why]}`,
				{
					itemIndex,
					description: website
						? "Choose a website in the node, or fill in 'Default Website ID' in the credential."
						: `Give '${label}' the ID of what you mean, for example from the output of an earlier node.`,
				},
			);
		}
		if (error instanceof NodeApiError) return error;
		return new NodeOperationError(node, error as Error, { itemIndex });
	}
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

async function runItems(
	execution: IExecuteFunctions,
	resources: Resource[],
	client: Client,
	endings: Array<() => Promise<void>>,
): Promise<INodeExecutionData[]> {
	const memo = new Memo();
	const out: INodeExecutionData[] = [];
	const items = execution.getInputData();
	for (let itemIndex = 0; itemIndex < items.length; itemIndex++) {
		const operation = findOperation(execution, resources, itemIndex);
		const item = new ItemRun(execution, client, memo, endings, operation, itemIndex);
		try {
			out.push(...(await item.run()));
		} catch (error) {
			const explained = item.explain(error);
			if (!execution.continueOnFail() || execution.getExecutionCancelSignal()?.aborted) {
				throw explained;
			}
			out.push(failedItem(explained, itemIndex));
		}
	}
	return out;
}

/**
 * Runs the chosen operation for every input item. The only place that knows "continue on fail".
 *
 * @throws NodeApiError or NodeOperationError with the index of the item
 */
export async function runOperations(
	execution: IExecuteFunctions,
	resources: Resource[],
): Promise<INodeExecutionData[][]> {
	const client = await openClient(execution);
	const endings: Array<() => Promise<void>> = [];
	try {
		return [await runItems(execution, resources, client, endings)];
	} finally {
		await Promise.all(endings.map(async (close) => await close()));
	}
}
