import type { IDataObject, IRun, ITriggerFunctions } from 'n8n-workflow';

import type { Account } from '../../../nodes/Crisp/client/account';
import type { Client } from '../../../nodes/Crisp/client/request';
import { makeIntake, type Intake } from '../../../nodes/Crisp/trigger/intake';
import type { Settings } from '../../../nodes/Crisp/trigger/settings';
import type { FakeClock } from '../../support/time';

/** An execution that has begun. */
export interface SimulatedExecution {
	key: string | undefined;
	/** Payloads of its messages, in the order of its items. */
	payloads: IDataObject[];
	items: IDataObject[];
	began: number;
	ended?: number;
}

export interface SimulatedHostOptions {
	clock: FakeClock;
	settings: Settings;
	account: Account;
	openClient: () => Promise<Client>;
	/** By the clock of n8n's machine, in milliseconds since 1970. */
	today: () => number;
	/** Milliseconds until an emit's static data is stored. */
	storeMs: () => number;
	/** Milliseconds from then until its execution exists. */
	startMs: () => number;
	/** Milliseconds that an execution takes. */
	runMs: () => number;
	/** What an execution does at its end. */
	work?: (execution: SimulatedExecution) => void;
	/** Whether a node of the execution writes static data: then n8n stores what they were at its start. */
	setsBack?: () => boolean;
	/** Why an execution cannot be started, if so. */
	failure?: () => Error | undefined;
}

type Emit = ITriggerFunctions['emit'];

/** Payloads in an item of any form, with 'Simplify' off. */
function payloadsOf(json: IDataObject): IDataObject[] {
	const { messages, data } = json as { messages?: IDataObject[]; data?: IDataObject };
	return messages ?? (data ? [data] : []);
}

/**
 * As much of n8n as decides whether a message is lost or doubled: the static data is stored first,
 * then the execution comes into being unless its key is taken, and a kill takes what was not yet done.
 */
export class SimulatedHost {
	readonly executions: SimulatedExecution[] = [];

	readonly log: string[] = [];

	kills = 0;

	private stored: IDataObject = {};

	private emits = 0;

	private storedEmit = 0;

	private readonly keys = new Set<string>();

	private intake?: Intake;

	private activated = false;

	private store = () => {};

	/** What a kill takes away. */
	private pending = new Set<() => void>();

	constructor(private readonly options: SimulatedHostOptions) {}

	get isRunning(): boolean {
		return this.intake !== undefined;
	}

	get events(): string[] {
		return this.intake?.subscribes ?? [];
	}

	/** Starts the trigger; the connection is up to the test (see `follow`). */
	start(activation: 'activate' | 'init'): void {
		const { account, settings, clock, today, openClient } = this.options;
		const staticData: IDataObject = JSON.parse(JSON.stringify(this.stored));
		const write = (level: string) => (text: string) => void this.log.push(`${level} ${text}`);
		const context = {
			logger: { warn: write('warn'), info: write('info'), debug: () => {} },
			helpers: { createDeferredPromise: () => deferred() },
			getMode: () => 'trigger',
			getActivationMode: () => activation,
			getWorkflow: () => ({ id: 'workflow-1', name: 'test' }),
			getNode: () => ({ id: 'node-1', name: 'Crisp Trigger' }),
			getWorkflowStaticData: () => staticData,
			emit: ((...given) => this.emit(staticData, ...given)) as Emit,
		} as unknown as ITriggerFunctions;
		this.intake = makeIntake(context, account, settings, {
			clock,
			today,
			subject: 'It',
			openClient,
		});
		this.activated = false;
		this.store = () => (this.stored = JSON.parse(JSON.stringify(staticData)));
	}

	/** Whether `trigger()` would have returned. */
	get isActive(): boolean {
		return this.activated;
	}

	take(event: string, payload: unknown): void {
		this.intake?.take(event, structuredClone(payload));
	}

	follow(isLive: boolean): void {
		const { intake } = this;
		intake?.follow(
			isLive
				? { from: 'connecting', to: 'live' }
				: { from: 'live', to: 'waiting', end: { code: 'closed' } },
		);
		// As `runTrigger` does with the first outcome; n8n stores the static data afterwards.
		if (this.activated) return;
		void intake?.ready().then(() => {
			if (this.intake !== intake) return;
			this.activated = true;
			this.store();
		});
	}

	/** Ends the process in the midst of everything. */
	kill(): void {
		this.kills++;
		this.intake?.close();
		this.intake = undefined;
		for (const cancel of this.pending) cancel();
		this.pending.clear();
	}

	stop(): void {
		this.intake?.close();
		this.intake = undefined;
	}

	private later(ms: number, callback: () => void): void {
		const forget = () => this.pending.delete(cancel);
		const cancel = this.options.clock.after(ms, () => {
			forget();
			callback();
		});
		this.pending.add(cancel);
	}

	private emit(staticData: IDataObject, ...[data, , done, key]: Parameters<Emit>): void {
		const { storeMs, startMs, runMs, clock, work, setsBack, failure } = this.options;
		const snapshot = JSON.stringify(staticData);
		const stored = storeMs();
		const number = ++this.emits;
		this.later(stored, () => {
			// Databases keep the order of writes to one row.
			if (number > this.storedEmit) this.stored = JSON.parse(snapshot);
			this.storedEmit = Math.max(this.storedEmit, number);
		});
		this.later(stored + startMs(), () => {
			const error = failure?.();
			if (error) {
				done?.reject(error);
				return;
			}
			if (key !== undefined && this.keys.has(key)) {
				done?.resolve(undefined as never);
				return;
			}
			if (key !== undefined) this.keys.add(key);
			const items = data[0].map(({ json }) => json);
			const execution: SimulatedExecution = {
				key,
				items,
				payloads: items.flatMap(payloadsOf),
				began: clock.now(),
			};
			this.executions.push(execution);
			this.later(runMs(), () => {
				execution.ended = clock.now();
				if (setsBack?.()) this.stored = JSON.parse(snapshot);
				work?.(execution);
				done?.resolve({
					status: 'success',
					data: { resultData: { runData: {} } },
				} as unknown as IRun);
			});
		});
	}
}

function deferred() {
	let resolve: (value: unknown) => void = () => {};
	let reject: (error: Error) => void = () => {};
	const promise = new Promise((yes, no) => {
		resolve = yes;
		reject = no;
	});
	return { promise, resolve, reject };
}
