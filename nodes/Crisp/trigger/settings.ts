import { NodeOperationError, type ITriggerFunctions } from 'n8n-workflow';

import type { Account } from '../engine/account';
import type { Filters } from './filter';
import type { Sender } from './payload';

export interface Settings extends Filters {
	/** Chosen ones, of the list and free names. */
	events: string[];
	simplify: boolean;
	/** Executions at the same time. */
	atOnce: number;
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
	longestWait?: number;
	lookBackHours?: number;
	otherEvents?: string;
	requestBudget?: number;
	waitForSilence?: number;
}

const SECOND = 1_000;
const HOUR = 3_600_000;

/** A number of the editor or of an expression, within bounds; the default where it is none. */
function bounded(value: unknown, usual: number, least: number): number {
	const number = typeof value === 'number' ? value : Number.NaN;
	return Number.isFinite(number) ? Math.max(number, least) : usual;
}

function readOptions(options: OptionValues) {
	return {
		atOnce: Math.floor(bounded(options.atOnce, 5, 1)),
		catchUp: options.catchUp !== false,
		lookBackMs: bounded(options.lookBackHours, 24, 0) * HOUR,
		requestBudget: Math.floor(bounded(options.requestBudget, 200, 1)),
		silenceMs: bounded(options.waitForSilence, 0, 0) * SECOND,
		longestSilenceMs: bounded(options.longestWait, 60, 1) * SECOND,
		batchSize: Math.floor(bounded(options.batchSize, 1, 1)),
		batchMs: bounded(options.batchSeconds, 5, 0.1) * SECOND,
	};
}

interface FilterValues {
	inboxes?: string[];
	messageTypes?: string[];
	senders?: Sender[];
	origins?: string;
}

const parts = (list: string): string[] =>
	list
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');

/** @returns `undefined` for all that the token sees; a website token sees one workspace whatever is asked */
function readWebsite(context: ITriggerFunctions, account: Account): string | undefined {
	if (context.getNodeParameter('listenTo', 'website') === 'all') return undefined;
	const chosen = context.getNodeParameter('websiteId', '', { extractValue: true });
	const websiteId = (typeof chosen === 'string' ? chosen.trim() : '') || account.websiteId;
	if (websiteId !== '') return websiteId;
	if (account.tier === 'website') return undefined;
	throw new NodeOperationError(context.getNode(), 'No website is chosen to listen to', {
		description:
			"Choose one in 'Website', enter a 'Default Website ID' in the credential, or set 'Listen To' to 'All Websites of the Token'.",
	});
}

/**
 * Reads every parameter of the trigger. To be done before `trigger()` returns: expressions can no
 * longer be evaluated afterwards.
 *
 * @throws NodeOperationError where no event or no website is chosen
 */
export function readSettings(context: ITriggerFunctions, account: Account): Settings {
	const options = context.getNodeParameter('options', {}) as OptionValues;
	const listed = context.getNodeParameter('events', []) as string[];
	const events = [...listed, ...parts(options.otherEvents ?? '')];
	if (events.length === 0) {
		throw new NodeOperationError(context.getNode(), "No event is chosen in 'Events'", {
			description:
				"Choose at least one event to start the workflow, or name one in the option 'Other Events'.",
		});
	}
	const filters = context.getNodeParameter('filters', {}) as FilterValues;
	return {
		events: [...new Set(events)],
		websiteId: readWebsite(context, account),
		inboxes: filters.inboxes ?? [],
		messageTypes: filters.messageTypes ?? [],
		senders: filters.senders ?? [],
		origins: parts(filters.origins ?? ''),
		simplify: context.getNodeParameter('simplify', true) !== false,
		...readOptions(options),
		// The parameter is hidden, and then without a value, where no message event is chosen.
		ignoreAutomated: context.getNodeParameter('ignoreAutomated', true) !== false,
	};
}
