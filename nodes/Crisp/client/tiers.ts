import type { Tier } from './account';

/** What the credential calls them. */
export const TIER_NAMES: Record<Tier, string> = {
	website: 'Website',
	plugin: 'Plugin',
	user: 'User',
};

/** Where a person gets one, as a clause. Source: guides "Authentication" of Crisp's REST and RTM APIs. */
export const WHERE_TO_MAKE: Record<Tier, string> = {
	website:
		'a website token is made in the Crisp app under Settings > Workspace Settings > Advanced configuration > API Token',
	plugin: 'a plugin token is made in the Crisp Marketplace under Plugins > your plugin > Tokens',
	user: 'a user token is that of an operator account, as the Crisp apps use it',
};
