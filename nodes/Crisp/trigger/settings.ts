import { NodeOperationError, type ITriggerFunctions } from 'n8n-workflow';

import type { Account } from '../engine/account';
import type { Filters } from './filter';
import type { Sender } from './payload';

export interface Settings extends Filters {
	events: string[];
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
	const events = context.getNodeParameter('events', []) as string[];
	if (events.length === 0) {
		throw new NodeOperationError(context.getNode(), "No event is chosen in 'Events'", {
			description: 'Choose at least one event to start the workflow.',
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
		// The parameter is hidden, and then without a value, where no message event is chosen.
		ignoreAutomated: context.getNodeParameter('ignoreAutomated', true) !== false,
	};
}
