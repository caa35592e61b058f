import type { ITriggerFunctions, IWorkflowSettings } from 'n8n-workflow';

import type { Account } from '../client/account';
import { readSelection, type Selection } from '../events/selection';

export interface Settings extends Selection {
	/** Executions at the same time. */
	atOnce: number;
	/** After how long nothing waits for the end of an execution any longer. */
	longestExecutionMs: number;
	catchUp: boolean;
	lookBackMs: number;
	/** Requests per catch-up. */
	requestBudget: number;
	/** How long a visitor has to be quiet; 0 passes each message on at once. */
	silenceMs: number;
	longestSilenceMs: number;
	/** Events per execution; 1 gathers none. */
	batchSize: number;
	batchMs: number;
}

interface OptionValues {
	atOnce?: number;
	batchSeconds?: number;
	batchSize?: number;
	catchUp?: boolean;
	longestExecution?: number;
	longestWait?: number;
	lookBackHours?: number;
	requestBudget?: number;
	waitForSilence?: number;
}

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

/** A number of the editor or of an expression, within bounds; the default where it is none. */
export function bounded(value: unknown, usual: number, least: number): number {
	const number = typeof value === 'number' ? value : Number.NaN;
	return Number.isFinite(number) ? Math.max(number, least) : usual;
}

/** Those that end an execution are a minute late at most, unless it has to wait for a worker. */
const longestExecution = ({ executionTimeout = 0 }: IWorkflowSettings): number =>
	executionTimeout > 0 ? executionTimeout * SECOND + MINUTE : 15 * MINUTE;

function readOptions(options: OptionValues, workflow: IWorkflowSettings) {
	return {
		atOnce: Math.floor(bounded(options.atOnce, 5, 1)),
		longestExecutionMs:
			bounded(options.longestExecution, longestExecution(workflow) / MINUTE, 0.1) * MINUTE,
		catchUp: options.catchUp !== false,
		lookBackMs: bounded(options.lookBackHours, 24, 0) * HOUR,
		requestBudget: Math.floor(bounded(options.requestBudget, 200, 1)),
		silenceMs: bounded(options.waitForSilence, 0, 0) * SECOND,
		longestSilenceMs: bounded(options.longestWait, 60, 1) * SECOND,
		batchSize: Math.floor(bounded(options.batchSize, 1, 1)),
		batchMs: bounded(options.batchSeconds, 5, 0.1) * SECOND,
	};
}

/**
 * Reads every parameter of the trigger. To be done before `trigger()` returns: expressions can no
 * longer be evaluated afterwards.
 *
 * @throws NodeOperationError where no event or no website is chosen
 */
export function readSettings(context: ITriggerFunctions, account: Account): Settings {
	return {
		...readSelection(context, account),
		...readOptions(
			context.getNodeParameter('options', {}) as OptionValues,
			context.getWorkflowSettings(),
		),
	};
}
