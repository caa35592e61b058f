import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

import express, { type Request, type Response } from 'express';
import { ExecuteContext, WebhookContext } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	IRunExecutionData,
	IWebhookData,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { CrispAsk } from '../../../nodes/Crisp/CrispAsk.node';
import { additionalData, makeWorkflow } from '../../support/n8n';

const PATH = '/webhook-waiting';

interface Settings {
	parameters: INodeParameters;
	onError?: INode['onError'];
	/** Gets what the node warns of. */
	log: string[];
}

/** An execution of Crisp Ask. */
export class AskExecution {
	/** What the next node gets; not before the execution goes on. */
	items?: IDataObject[];

	/** What the next node gets at once, as the execution does not wait. */
	passedOn?: IDataObject[];

	/** Calls of its address that have reached n8n. */
	calls = 0;

	private waiting?: IRunExecutionData;

	private readonly stored: Promise<void>;

	private store: () => void = () => {};

	constructor(
		readonly id: string,
		private readonly values: IWorkflowExecuteAdditionalData,
		private readonly settings: Settings,
	) {
		this.stored = new Promise((resolve) => (this.store = resolve));
	}

	/** Runs the node until the execution waits. */
	async begin(items: INodeExecutionData[]): Promise<void> {
		const { workflow, node } = this.workflow();
		const input = { main: [items] };
		const stack = { node, data: input, source: null };
		const run = {
			version: 1,
			startData: {},
			resultData: { runData: {} },
			executionData: { nodeExecutionStack: [stack] },
		} as unknown as IRunExecutionData;
		const context = new ExecuteContext(
			workflow,
			node,
			this.values,
			'trigger',
			run,
			0,
			items,
			input,
			stack,
			[],
		);
		const [passedOn] = await new CrispAsk().execute.call(context);
		if (run.waitTill === undefined) this.passedOn = passedOn.map(({ json }) => json);
		this.waiting = run;
		this.store();
	}

	/** What n8n does with a call of the address. */
	async receive(request: Request, response: Response): Promise<void> {
		this.calls++;
		// n8n says that it is running, and is called again; here that takes no time.
		await this.stored;
		if (this.items) {
			response.status(409).json({ message: `The execution "${this.id} has finished already.` });
			return;
		}
		const { workflow, node } = this.workflow();
		const description = { name: 'default', path: '', httpMethod: 'POST' };
		const context = new WebhookContext(
			workflow,
			node,
			{ ...this.values, httpRequest: request, httpResponse: response } as never,
			'trigger',
			{ webhookDescription: description } as unknown as IWebhookData,
			[],
			this.waiting ?? null,
		);
		const warn = (text: string) => void this.settings.log.push(text);
		Object.defineProperty(context, 'logger', { value: { warn, debug: () => {} } });
		const { workflowData } = await new CrispAsk().webhook.call(context);
		if (workflowData) this.items = workflowData[0].map(({ json }) => json);
	}

	private workflow() {
		const { parameters, onError } = this.settings;
		return makeWorkflow(new CrispAsk(), parameters, { ...(onError ? { onError } : {}) });
	}
}

/** As much of n8n as Crisp Ask meets: executions that wait, and their addresses. */
export class AskHost {
	readonly executions: AskExecution[] = [];

	/** Warnings. */
	readonly log: string[] = [];

	private readonly server: http.Server;

	private constructor(private readonly credential: IDataObject) {
		const app = express();
		app.use(express.json());
		app.all(`${PATH}/:execution/:node`, async (request, response) => {
			const { execution } = request.params;
			const found = this.executions.find(({ id }) => id === execution);
			if (found) await found.receive(request, response);
			else response.status(404).json({ message: 'not found' });
		});
		this.server = http.createServer(app);
	}

	/** @param credential values, see `credential()` */
	static async start(credential: IDataObject): Promise<AskHost> {
		const host = new AskHost(credential);
		host.server.listen(0, '127.0.0.1');
		await once(host.server, 'listening');
		return host;
	}

	/** The address of waiting web hooks. */
	get base(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${PATH}`;
	}

	/** Runs Crisp Ask over items. Resolves when the execution waits. */
	async ask(
		parameters: INodeParameters,
		items: IDataObject[] = [{}],
		onError?: INode['onError'],
	): Promise<AskExecution> {
		const id = String(this.executions.length + 1);
		const values = {
			...additionalData(this.credential),
			executionId: id,
			webhookWaitingBaseUrl: this.base,
		};
		const execution = new AskExecution(id, values, { parameters, onError, log: this.log });
		this.executions.push(execution);
		await execution.begin(items.map((json) => ({ json })));
		return execution;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		this.server.close();
		await once(this.server, 'close');
	}
}
