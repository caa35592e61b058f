import type { Tier } from '../client/account';
import type { Advice } from '../client/errors';
import { TIER_NAMES } from '../client/tiers';
import type { Whom } from '../waits/answers';

/*
 * Scopes of production plugin tokens: Crisp's guide names that of conversations and metas; that of
 * messages is inferred from its name.
 */
const CONVERSATIONS = 'website:conversation:sessions';
const MESSAGES = 'website:conversation:messages';

const NOT_ASKED = 'Nobody was asked in this conversation.';

/** @param message what the token may not do */
const forbidden = (tier: Tier, message: string, scope: string): Advice => ({
	status: 403,
	message,
	description: `${
		tier === 'plugin'
			? `Give the plugin token the scope '${scope}' (read and write), or use a website token.`
			: `The credential holds a ${TIER_NAMES[tier]} token. Check that it may see this workspace.`
	} ${NOT_ASKED}`,
});

/** For the request that reads the conversation. */
export const readingAdvice = (tier: Tier): Advice[] => [
	forbidden(tier, 'The token may not read conversations', CONVERSATIONS),
];

/** For the request that writes the mark. */
export const markAdvice = (tier: Tier): Advice[] => [
	forbidden(
		tier,
		'The token may not write the custom data of conversations, in which Crisp Ask notes what it waits for',
		CONVERSATIONS,
	),
];

/** For the request that sends the question. */
export const questionAdvice = (tier: Tier, whom: Whom): Advice[] =>
	whom === 'visitor'
		? [forbidden(tier, 'The token may not send messages', MESSAGES)]
		: [
				{
					status: 402,
					message: "The Crisp plan of this workspace has no private notes, which 'Team' needs",
					description: `Ask the visitor instead, or upgrade the plan in Crisp. Private notes are not part of Crisp's free plan. ${NOT_ASKED}`,
				},
				forbidden(tier, "The token may not write private notes, which 'Team' needs", MESSAGES),
			];
