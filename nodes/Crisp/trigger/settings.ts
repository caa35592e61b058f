import {
	NodeOperationError,
	type IDataObject,
	type ITriggerFunctions,
	type IWorkflowSettings,
} from 'n8n-workflow';

import type { Account } from '../client/account';
import { TIER_NAMES, WHERE_TO_MAKE } from '../client/tiers';
import { readSelection, type Selection } from '../events/selection';
import { findEvent } from '../events/table';
import { readAttachmentSettings, type AttachmentSettings } from '../files/attachments';
import { numberOption } from '../numberOption';
import { waitingBase } from '../waits/address';
import { options } from './options';
import { takeoverMinutes } from './takeover/properties';
import type { TakeoverSetting } from './takeover/stage';

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
	/** Whether answers to questions of Crisp Ask start the workflow as well. */
	passOnAnswers: boolean;
	/** Address of n8n's waiting web hooks, see `waitingBase`. */
	waitingBase: string | undefined;
	/** How to download files of messages; absent where they stay where they are. */
	attachments?: AttachmentSettings;
	/** When a human holds the workflow back; absent where none does. */
	takeover?: TakeoverSetting;
	/** Whether visitors see that somebody types while the workflow runs. */
	showsTyping: boolean;
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
		passOnAnswers: values.passOnAnswers === true,
		showsTyping: values.showTyping === true,
	};
}

/** The parameters are hidden, and then without a value, where no event of a visitor is chosen. */
function readTakeover(context: ITriggerFunctions): TakeoverSetting | undefined {
	const { name } = takeoverMinutes;
	const until = context.getNodeParameter('humanTakeover', 'off');
	const values = { [name]: context.getNodeParameter(name, takeoverMinutes.default) };
	if (until === 'untilHandedBack') return { until: 'handedBack' };
	if (until !== 'forMinutes') return undefined;
	return { until: 'minutes', ms: numberOption([takeoverMinutes], values, name) * MINUTE };
}

/** Refuses an event that would never come, instead of waiting for it. */
function checkTier(context: ITriggerFunctions, events: string[], { tier }: Account): void {
	const [event] = events.flatMap((name) => {
		const known = findEvent(name);
		return known && !known.tiers.includes(tier) ? [known] : [];
	});
	if (event === undefined) return;
	const { name, tiers, hook } = event;
	const needed = tiers.map((one) => TIER_NAMES[one]).join(' or ');
	const how = tiers.map((one) => WHERE_TO_MAKE[one]).join('; ');
	const otherWay = hook ? ' Plugin Hooks may carry it as well: see the Crisp Webhook Trigger.' : '';
	throw new NodeOperationError(
		context.getNode(),
		`Crisp sends '${name}' to ${needed} tokens only, and the credential holds a ${TIER_NAMES[tier]} token`,
		{
			description: `Remove it from 'Events', or use a credential with such a token: ${how}.${otherWay}`,
		},
	);
}

/**
 * Reads every parameter of the trigger. To be done before `trigger()` returns: expressions can no
 * longer be evaluated afterwards.
 *
 * @throws NodeOperationError where no event or no website is chosen, or where the token can never
 * receive an event
 */
export function readSettings(context: ITriggerFunctions, account: Account): Settings {
	const values = context.getNodeParameter('options', {}) as IDataObject;
	const selection = readSelection(context, account);
	checkTier(context, selection.events, account);
	return {
		...selection,
		...readTriggerOptions(values, context.getWorkflowSettings()),
		waitingBase: waitingBase(context.getNodeParameter('resumeUrl', '')),
		attachments: readAttachmentSettings(values, account.baseUrl),
		takeover: readTakeover(context),
	};
}
