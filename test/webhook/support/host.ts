import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

import express, { type Request, type Response } from 'express';
import { HookContext, WebhookContext } from 'n8n-core';
import type {
	IDataObject,
	INodeParameters,
	IWebhookData,
	IWebhookFunctions,
	Workflow,
} from 'n8n-workflow';

import { CrispWebhookTrigger } from '../../../nodes/Crisp/CrispWebhookTrigger.node';
import { HookHistory } from '../../../nodes/Crisp/webhook/history';
import { receiveHook } from '../../../nodes/Crisp/webhook/receive';
import { additionalData, credential, makeWorkflow } from '../../support/n8n';

export const SECRET = 'a-very-secret-signing-secret';

export interface HostSettings {
	parameters?: INodeParameters;
	credential?: IDataObject;
	mode?: 'webhook' | 'manual';
	/** Milliseconds since 1970; the real time where it is left out. */
	today?: () => number;
	/**
	 * An old n8n that keeps no raw body, or one that leaves the body to the node, as it does where that
	 * says that it has several parts; then reading it can fail.
	 */
	rawBody?: 'none' | 'whenAsked' | 'breaksOff';
}

/** How long it takes to store a new execution. */
const EXECUTION_MS = 10;

type HostRequest = Request & { rawBody?: Buffer; readRawBody?: () => Promise<void> };

/**
 * As much of n8n's web hook server as a node meets: raw and parsed body, n8n-core's own contexts,
 * static data that is read for each request and stored when an execution has been started, and an
 * answer after that.
 */
export class WebhookHost {
	/** Items of each execution. */
	readonly executions: IDataObject[][] = [];

	/** Names of the binary properties of each item. */
	readonly files: string[][] = [];

	readonly log: string[] = [];

	/** What n8n has stored for the workflow. */
	stored: IDataObject = {};

	/** How many of the next executions n8n cannot start. */
	failures = 0;

	/** Requests that have reached the node. */
	begun = 0;

	/** Requests that are over, answered or not. */
	closed = 0;

	/** How often a node has asked for the body. */
	reads = 0;

	/** Resolves before an execution is started. */
	gate: Promise<void> = Promise.resolve();

	private readonly server: http.Server;

	private histories = new HookHistory();

	private constructor(private readonly settings: HostSettings) {
		const app = express();
		app.use(async (request: HostRequest, response) => await this.serve(request, response));
		this.server = http.createServer(app);
	}

	static async start(settings: HostSettings = {}): Promise<WebhookHost> {
		const host = new WebhookHost(settings);
		host.server.listen(0, '127.0.0.1');
		await once(host.server, 'listening');
		return host;
	}

	/** What n8n shows as the address of the node. */
	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhook/1/crisp`;
	}

	get items(): IDataObject[] {
		return this.executions.flat();
	}

	/** All that n8n has got: what it stores, logs and runs. */
	get traces(): string {
		return JSON.stringify([this.executions, this.log, this.stored]);
	}

	/** Another process of n8n, or this one after a restart. */
	forget(): void {
		this.histories = new HookHistory();
	}

	/** What n8n does before it activates the workflow. */
	async activate(): Promise<void> {
		const { workflow, node } = this.workflow(this.read());
		const context = new HookContext(
			workflow,
			node,
			additionalData(this.credential),
			'trigger',
			'activate',
		);
		const { webhookMethods } = new CrispWebhookTrigger();
		if (!(await webhookMethods.default.checkExists.call(context))) {
			await webhookMethods.default.create.call(context);
		}
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		this.server.close();
		await once(this.server, 'close');
	}

	private get credential(): IDataObject {
		return credential('http://127.0.0.1:9', { webhookSecret: SECRET, ...this.settings.credential });
	}

	/** @param staticData as n8n has read it, not a copy: others may be given the same */
	private workflow(staticData?: IDataObject) {
		return makeWorkflow(
			new CrispWebhookTrigger(),
			{ listenTo: 'all', ...this.settings.parameters },
			{},
			staticData,
		);
	}

	/** What n8n reads for a request; nothing where nothing was stored. */
	private read(): IDataObject | undefined {
		return Object.keys(this.stored).length === 0
			? undefined
			: (JSON.parse(JSON.stringify(this.stored)) as IDataObject);
	}

	private context(request: HostRequest, response: Response, staticData?: IDataObject) {
		const { workflow, node } = this.workflow(staticData);
		const context = new WebhookContext(
			workflow,
			node,
			{
				...additionalData(this.credential),
				httpRequest: request,
				httpResponse: response,
			},
			this.settings.mode ?? 'webhook',
			{ webhookDescription: new CrispWebhookTrigger().description.webhooks?.[0] } as IWebhookData,
			[],
			null,
		);
		const write = (level: string) => (text: string) => void this.log.push(`${level} ${text}`);
		Object.defineProperty(context, 'logger', { value: { warn: write('warn') } });
		return { workflow, context: context as IWebhookFunctions };
	}

	/** n8n stores static data only where they are marked as changed. */
	private save(workflow: Workflow): void {
		if (workflow.staticData.__dataChanged !== true) return;
		this.stored = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
	}

	private async serve(request: HostRequest, response: Response): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const raw = Buffer.concat(chunks);
		response.once('close', () => this.closed++);
		const { rawBody } = this.settings;
		if (rawBody === undefined) request.rawBody = raw;
		else if (rawBody !== 'none') {
			request.readRawBody = async () => {
				this.reads++;
				if (rawBody === 'breaksOff') throw new Error('request aborted');
				request.rawBody = raw;
			};
		}
		request.body = {};
		if (request.is('application/json') && raw.length > 0) {
			try {
				request.body = JSON.parse(raw.toString());
			} catch {
				response.status(422).end();
				return;
			}
		}
		const staticData = this.read();
		const { workflow, context } = this.context(request, response, staticData);
		this.begun++;
		const data = await receiveHook(context, {
			today: this.settings.today ?? Date.now,
			histories: this.histories,
		});
		if (data.workflowData === undefined) {
			this.save(workflow);
			if (!data.noWebhookResponse) response.json(data.webhookResponse);
			return;
		}
		// For its own purposes, n8n 2.40 makes a second workflow over the same static data here.
		this.workflow(staticData);
		await this.gate;
		await new Promise((resolve) => setTimeout(resolve, EXECUTION_MS));
		if (this.failures > 0) {
			this.failures--;
			response.status(500).json({ message: 'There was a problem executing the workflow' });
			return;
		}
		const [items] = data.workflowData;
		this.executions.push(items.map(({ json }) => json));
		this.files.push(...items.map(({ binary = {} }) => Object.keys(binary)));
		this.save(workflow);
		if (!data.noWebhookResponse) response.json({ message: 'Workflow was started' });
	}
}
