import { searchCampaigns } from './campaigns';
import { searchContacts } from './contacts';
import { searchConversations } from './conversations';
import { searchInboxes } from './inboxes';
import { searchOperators } from './operators';
import { searchTeams } from './teams';
import { searchWebsites } from './websites';

/** Searches behind the "From List" of the locators, under the names that the fields use. */
export const listSearch = {
	searchCampaigns,
	searchContacts,
	searchConversations,
	searchInboxes,
	searchOperators,
	searchTeams,
	searchWebsites,
};
