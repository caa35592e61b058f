import { searchCampaigns } from './campaigns';
import { searchCampaignTemplates } from './campaignTemplates';
import { searchContacts } from './contacts';
import { searchConversations } from './conversations';
import {
	searchHelpdeskArticles,
	searchHelpdeskChanges,
	searchHelpdeskLocales,
	searchHelpdeskPages,
	searchHelpdeskRedirections,
} from './helpdesk';
import { searchInboxes } from './inboxes';
import { searchOperators } from './operators';
import { searchPlugins } from './plugins';
import { searchSegments } from './segments';
import { searchTeams } from './teams';
import { searchWebsites } from './websites';

/** Searches behind the "From List" of the locators, under the names that the fields use. */
export const listSearch = {
	searchCampaigns,
	searchCampaignTemplates,
	searchContacts,
	searchConversations,
	searchHelpdeskArticles,
	searchHelpdeskChanges,
	searchHelpdeskLocales,
	searchHelpdeskPages,
	searchHelpdeskRedirections,
	searchInboxes,
	searchOperators,
	searchPlugins,
	searchSegments,
	searchTeams,
	searchWebsites,
};
