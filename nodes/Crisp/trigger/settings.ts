import type { IDataObject, ITriggerFunctions, IWorkflowSettings } from 'n8n-workflow';

import type { Account } from '../client/account';
import { readSelection, type Selection } from '../events/selection';
import { readAttachmentSettings, type AttachmentSettings } from '../files/attachments';
import { numberOption } from '../numberOption';
import { options } from './options';

export interface Settings extends Selection {
	/** Executions at the same time. */
	atOnce: number;
	/** After how long nothing waits for the end of an execution any longer. */
	longestExecutionMs: number;
	catchUp: boolean;
	lookBackMs: number;
	/** Requests of catching up per hour. */
	requestBudget: number;
	/** Requests of catching up per day; 0 for what suits the token. */
	dailyRequestBudget: number;
	/** How long a visitor has to be quiet; 0 passes each message on at once. */
	silenceMs: number;
	longestSilenceMs: number;
	/** Events per execution; 1 gathers none. */
	batchSize: number;
	batchMs: number;
	/** How to download files of messages; absent where they stay where they are. */
	attachments?: AttachmentSettings;
}

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

/** n8n ends an execution a minute late at most, unless it has to wait for a worker. */
const longestExecutionMinutes = ({
	executionTimeout = 0,
}: IWorkflowSettings): number | undefined =>
	executionTimeout > 0 ? executionTimeout / 60 + 1 : undefined;

function readTriggerOptions(values: IDataObject, workflow: IWorkflowSettings) {
	const number = (name: string, usual?: number) =>
		numberOption(options.options ?? [], values, name, usual);
	const whole = (name: string) => Math.floor(number(name));
	return {
		atOnce: whole('atOnce'),
		longestExecutionMs: number('longestExecution', longestExecutionMinutes(workflow)) * MINUTE,
		catchUp: values.catchUp !== false,
		lookBackMs: number('lookBackHours') * HOUR,
		requestBudget: whole('requestBudget'),
		dailyRequestBudget: whole('dailyRequestBudget'),
		silenceMs: number('waitForSilence') * SECOND,
		longestSilenceMs: number('longestWait') * SECOND,
		batchSize: whole('batchSize'),
		batchMs: number('batchSeconds') * SECOND,
	};
}

/**
 * Reads every parameter of the trigger. To be done before `trigger()` returns: expressions can no
 * longer be evaluated afterwards.
 *
 * @throws NodeOperationError where no event or no website is chosen
 */
export function readSettings(context: ITriggerFunctions, account: Account): Settings {
	const values = context.getNodeParameter('options', {}) as IDataObject;
	return {
		...readSelection(context, account),
		...readTriggerOptions(values, context.getWorkflowSettings()),
		attachments: readAttachmentSettings(values, account.baseUrl),
	};
}
