import type { Operator, Tier, Website } from './model';
import type { World } from './world';

/** The website that all three tokens of the sandbox see. */
export const WEBSITE_ID = '6b1f3c52-8a4d-4e0b-9c37-2f5d7e91a0c4';
/** Installed for the plugin token and seen by the user token, not by the website token. */
export const SECOND_WEBSITE_ID = 'd27c9e14-5b60-4a83-8f12-90e3b6c4a7d5';
/** Exists, and none of the tokens may see it. */
export const FOREIGN_WEBSITE_ID = 'f98a2b7d-1c35-4d6e-a042-7b8e5f3c6d19';

export const OPERATOR_IDS = {
	owner: '3e9d5a70-64c1-4b2f-9d08-5a1c7f2e8b36',
	member: '81c4f6b2-0d7e-4935-b6a9-e42f1d8c5073',
} as const;

export const INBOX_ID = 'c5a8e3d1-72b4-4f96-8e0c-1d3f5b7a9246';
export const TEAM_ID = 'a4b6c8d0-1e2f-4a3b-8c5d-6e7f8091a2b3';

/** A website with nothing in it. */
export function blankWebsite(
	{ website_id, name, domain }: Pick<Website, 'website_id' | 'name' | 'domain'>,
	seenBy: Tier[],
): Website {
	return {
		website_id,
		name,
		domain,
		seenBy: new Set(seenBy),
		settings: {},
		conversations: new Map(),
		people: new Map(),
		campaigns: new Map(),
		templates: new Map(),
		operators: new Map(),
		inboxes: new Map(),
		teams: new Map(),
		pluginSettings: {},
	};
}

function operators(now: number): Operator[] {
	const common = { avatar: null, has_token: false, since: now };
	return [
		{
			...common,
			user_id: OPERATOR_IDS.owner,
			email: 'olivia@acme.example',
			first_name: 'Olivia',
			last_name: 'Owner',
			role: 'owner',
			title: 'Head of Support',
			availability: 'online',
		},
		{
			...common,
			user_id: OPERATOR_IDS.member,
			email: 'marc@acme.example',
			first_name: 'Marc',
			last_name: 'Member',
			role: 'member',
			title: 'Support Agent',
			availability: 'offline',
		},
	];
}

/** Three websites, the first two with operators, an inbox and a team; no conversation, no contact. */
export function seedWorld(world: World): void {
	const now = world.now();
	const websites = [
		blankWebsite({ website_id: WEBSITE_ID, name: 'Acme', domain: 'acme.example' }, [
			'website',
			'plugin',
			'user',
		]),
		blankWebsite(
			{ website_id: SECOND_WEBSITE_ID, name: 'Acme Labs', domain: 'labs.acme.example' },
			['plugin', 'user'],
		),
		blankWebsite(
			{ website_id: FOREIGN_WEBSITE_ID, name: 'Umbrella', domain: 'umbrella.example' },
			[],
		),
	];
	for (const website of websites) world.websites.set(website.website_id, website);
	for (const website of websites.slice(0, 2)) {
		for (const operator of operators(now)) website.operators.set(operator.user_id, operator);
	}
	const [acme] = websites;
	acme.inboxes.set(INBOX_ID, {
		inbox_id: INBOX_ID,
		name: 'Billing',
		emoji: '💶',
		order: 1,
		operators: [OPERATOR_IDS.member],
		teams: [TEAM_ID],
		conditions: [],
		operator: 'and',
		created_at: now,
		updated_at: now,
	});
	acme.teams.set(TEAM_ID, {
		team_id: TEAM_ID,
		name: 'Finance',
		emoji: '🧾',
		operators: [OPERATOR_IDS.owner],
		created_at: now,
		updated_at: now,
	});
}
