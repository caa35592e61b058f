import { searchCampaigns } from './campaigns';
import { searchContacts } from './contacts';
import { searchConversations } from './conversations';
import { searchOperators } from './operators';
import { searchWebsites } from './websites';

/** Searches behind the "From List" of the locators, under the names that the fields use. */
export const listSearch = {
	searchCampaigns,
	searchContacts,
	searchConversations,
	searchOperators,
	searchWebsites,
};
