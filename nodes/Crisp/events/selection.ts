import { NodeOperationError, type ITriggerFunctions } from 'n8n-workflow';

import type { Account } from '../client/account';
import { sourcesOf } from './derived';
import type { Filters } from './filter';
import type { Sender } from '../message';

/** Which events start a workflow, and as what: what both triggers ask for. */
export interface Selection extends Filters {
	/** `undefined` for all websites that the token sees. */
	websiteId?: string;
	/** Crisp's events that it takes for the chosen ones. */
	events: string[];
	/** The chosen ones, of the list and free names; may hold derived ones. */
	chosen: string[];
	simplify: boolean;
}

type ParameterReader = Pick<ITriggerFunctions, 'getNodeParameter' | 'getNode'>;

interface FilterValues {
	inboxes?: string[];
	messageTypes?: string[];
	senders?: Sender[];
	origins?: string;
	states?: string[];
}

const parts = (list: string): string[] =>
	list
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');

/** @returns `undefined` for all that the token sees; a website token sees one workspace whatever is asked */
function readWebsite(
	context: ParameterReader,
	account: Pick<Account, 'tier' | 'websiteId'>,
): string | undefined {
	if (context.getNodeParameter('listenTo', 'website') === 'all') return undefined;
	const chosen = context.getNodeParameter('websiteId', '', { extractValue: true });
	const websiteId = (typeof chosen === 'string' ? chosen.trim() : '') || account.websiteId;
	if (websiteId !== '') return websiteId;
	if (account.tier === 'website') return undefined;
	throw new NodeOperationError(context.getNode(), 'No website is chosen to listen to', {
		description:
			"Choose one in 'Workspace', enter a 'Default Website ID' in the credential, or choose 'All Workspaces' in 'Listen To'.",
	});
}

/**
 * Reads the parameters that both triggers have.
 *
 * @throws NodeOperationError where no event or no website is chosen
 */
export function readSelection(
	context: ParameterReader,
	account: Pick<Account, 'tier' | 'websiteId'>,
): Selection {
	const { otherEvents = '' } = context.getNodeParameter('options', {}) as { otherEvents?: string };
	const listed = context.getNodeParameter('events', []) as string[];
	const events = [...listed, ...parts(otherEvents)];
	if (events.length === 0) {
		throw new NodeOperationError(context.getNode(), "No event is chosen in 'Events'", {
			description:
				"Choose at least one event to start the workflow, or name one in the option 'Other Events'.",
		});
	}
	const filters = context.getNodeParameter('filters', {}) as FilterValues;
	return {
		events: sourcesOf(events),
		chosen: [...new Set(events)],
		websiteId: readWebsite(context, account),
		inboxes: filters.inboxes ?? [],
		messageTypes: filters.messageTypes ?? [],
		senders: filters.senders ?? [],
		origins: parts(filters.origins ?? ''),
		states: filters.states ?? [],
		simplify: context.getNodeParameter('simplify', true) !== false,
		// The parameter is hidden, and then without a value, where no message event is chosen.
		ignoreAutomated: context.getNodeParameter('ignoreAutomated', true) !== false,
	};
}
