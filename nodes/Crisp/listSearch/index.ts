import type { ILoadOptionsFunctions } from 'n8n-workflow';

/**
 * A list that is loaded with its first use: n8n loads every node class at each of its starts, and
 * most lists are never opened in that process.
 *
 * @param load imports the module and picks the function; Node.js keeps what has been imported
 */
const lazily = <Given extends unknown[], Result>(
	load: () => Promise<(this: ILoadOptionsFunctions, ...given: Given) => Promise<Result>>,
) =>
	async function (this: ILoadOptionsFunctions, ...given: Given): Promise<Result> {
		return await (await load()).call(this, ...given);
	};

/** Searches behind the "From List" of the locators, under the names that the fields use. */
export const listSearch = {
	searchCampaigns: lazily(async () => (await import('./campaigns')).searchCampaigns),
	searchCampaignTemplates: lazily(
		async () => (await import('./campaignTemplates')).searchCampaignTemplates,
	),
	searchContacts: lazily(async () => (await import('./contacts')).searchContacts),
	searchConversations: lazily(async () => (await import('./conversations')).searchConversations),
	searchHelpdeskArticles: lazily(async () => (await import('./helpdesk')).searchHelpdeskArticles),
	searchHelpdeskChanges: lazily(async () => (await import('./helpdesk')).searchHelpdeskChanges),
	searchHelpdeskLocales: lazily(async () => (await import('./helpdesk')).searchHelpdeskLocales),
	searchHelpdeskPages: lazily(async () => (await import('./helpdesk')).searchHelpdeskPages),
	searchHelpdeskRedirections: lazily(
		async () => (await import('./helpdesk')).searchHelpdeskRedirections,
	),
	searchInboxes: lazily(async () => (await import('./inboxes')).searchInboxes),
	searchOperators: lazily(async () => (await import('./operators')).searchOperators),
	searchPlugins: lazily(async () => (await import('./plugins')).searchPlugins),
	searchSegments: lazily(async () => (await import('./segments')).searchSegments),
	searchTeams: lazily(async () => (await import('./teams')).searchTeams),
	searchWebsites: lazily(async () => (await import('./websites')).searchWebsites),
};

/** Lists behind fields of several choices, under the names that the fields use. */
export const loadOptions = {
	getInboxes: lazily(async () => (await import('./inboxOptions')).getInboxes),
	getSegments: lazily(async () => (await import('./segmentOptions')).getSegments),
};
