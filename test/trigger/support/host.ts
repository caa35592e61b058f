import type {
	IDataObject,
	INodeParameters,
	IRun,
	ITriggerFunctions,
	IWorkflowSettings,
} from 'n8n-workflow';

import { CrispTrigger } from '../../../nodes/Crisp/CrispTrigger.node';
import { runTrigger } from '../../../nodes/Crisp/trigger/run';
import type { Hub } from '../../../nodes/Crisp/realtime/hub';
import { credential, triggerContext } from '../../support/n8n';
import { counting, socketClasses } from '../../support/sockets';
import { FakeClock, settle } from '../../support/time';

/** An error as n8n reports it, as far as a trigger looks at it. */
export interface ReportedError {
	message: string;
	description?: string;
	stack?: string;
}

/** One execution that a trigger has started. */
export interface Execution {
	items: IDataObject[];
	/** Names of the binary properties of each item. */
	files: string[][];
	key: string | undefined;
	/** Ends it, well or with an error, of a node or as a whole: n8n resolves in all cases. */
	end(error?: string | ReportedError, node?: string): Promise<void>;
	/** Tells that it could not be started. */
	fail(error: Error): Promise<void>;
}

export interface HostSettings {
	/** Values of the credential. */
	credential: IDataObject & { apiUrl: string };
	parameters?: INodeParameters;
	workflowSettings?: IWorkflowSettings;
	/** Ends executions at once, as if the workflow took no time. */
	ends?: boolean;
	/** Shared with other triggers of this n8n, as its clock is. */
	hub?: Hub;
	clock?: FakeClock;
	/** Milliseconds since 1970; the real time where it is left out. */
	today?: () => number;
	/** Whether a second execution with the same key is left out, as hosts since n8n 2.20 do. */
	knowsKeys?: boolean;
}

/** What n8n tells of a finished execution, as far as a trigger looks at it. */
const ended = (error?: string | ReportedError, lastNodeExecuted?: string): IRun =>
	({
		status: error === undefined ? 'success' : 'error',
		data: {
			resultData: {
				runData: {},
				...(error === undefined
					? {}
					: { error: typeof error === 'string' ? { message: error } : error }),
				...(lastNodeExecuted === undefined ? {} : { lastNodeExecuted }),
			},
		},
	}) as unknown as IRun;

type Emit = ITriggerFunctions['emit'];

/**
 * As much of n8n as a trigger meets: executions that end, keys, static data that is stored with
 * each execution, an end without notice and another start.
 */
export class Host {
	readonly clock: FakeClock;

	readonly executions: Execution[] = [];

	readonly log: string[] = [];

	readonly errors: Error[] = [];

	/** Executions that have begun and not ended. */
	running = 0;

	mostRunning = 0;

	count?: ReturnType<typeof counting>['count'];

	private stored?: IDataObject;

	private readonly keys = new Set<string>();

	private closing?: () => Promise<void>;

	constructor(private readonly settings: HostSettings) {
		this.clock = settings.clock ?? new FakeClock();
	}

	get items(): IDataObject[] {
		return this.executions.flatMap(({ items }) => items);
	}

	/** Everything that visitors have said, as the workflow got to know it. */
	get texts(): unknown[] {
		return this.items.map(({ chatInput }) => chatInput);
	}

	async start(activation: 'init' | 'activate' | 'update' = 'init'): Promise<void> {
		const { credential: values, parameters = {}, workflowSettings } = this.settings;
		const { apiUrl, ...others } = values;
		const { context, workflow } = triggerContext(new CrispTrigger(), {
			parameters,
			workflowSettings,
			credential: credential(apiUrl, others),
			activation,
			staticData: this.stored && JSON.parse(JSON.stringify(this.stored)),
			emit: (...given) => {
				this.stored = JSON.parse(JSON.stringify(workflow.staticData));
				this.emit(...given);
			},
			emitError: (error) => this.errors.push(error),
		});
		const write = (level: string) => (text: string) => void this.log.push(`${level} ${text}`);
		Object.defineProperty(context, 'logger', {
			value: { warn: write('warn'), info: write('info'), debug: write('debug') },
		});
		const { socketClass, count } = counting(socketClasses[0][1]);
		this.count = count;
		const response = await runTrigger(context, {
			clock: this.clock,
			today: this.settings.today ?? Date.now,
			findSocketClass: async () => socketClass,
			random: () => 0.5,
			hub: this.settings.hub,
		});
		this.stored ??= JSON.parse(JSON.stringify(workflow.staticData));
		this.closing = async () => await response.closeFunction?.();
	}

	async stop(): Promise<void> {
		await this.closing?.();
		this.closing = undefined;
	}

	/** Lets time pass in steps that give sockets and requests a chance. */
	async pass(condition: () => boolean): Promise<void> {
		for (let step = 0; step < 600 && !condition(); step++) {
			await this.clock.advance(250);
			await settle(20);
		}
		if (!condition()) throw new Error(`Waited in vain for ${condition.toString()}`);
	}

	private readonly emit: Emit = (data, _response, done, key) => {
		const isTwice = key !== undefined && this.keys.has(key);
		if (isTwice && this.settings.knowsKeys !== false) {
			done?.resolve(undefined as never);
			return;
		}
		if (key !== undefined) this.keys.add(key);
		this.running++;
		this.mostRunning = Math.max(this.mostRunning, this.running);
		const finish = async (how: () => void) => {
			this.running--;
			how();
			await settle();
		};
		const execution: Execution = {
			items: data[0].map(({ json }) => json),
			files: data[0].map(({ binary = {} }) => Object.keys(binary)),
			key,
			end: async (...how) => await finish(() => done?.resolve(ended(...how))),
			fail: async (error) => await finish(() => done?.reject(error)),
		};
		this.executions.push(execution);
		if (this.settings.ends !== false) void execution.end();
	};
}
