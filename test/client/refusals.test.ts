import type { INode, NodeApiError } from 'n8n-workflow';

import type { Refusal } from '../../nodes/Crisp/client/answer';
import { refusalToError, type RefusalSetting } from '../../nodes/Crisp/client/errors';

const node = { name: 'Crisp', type: 'crisp', typeVersion: 1, parameters: {} } as unknown as INode;

const words = (refusal: Omit<Refusal, 'kind'>, changes: Partial<RefusalSetting> = {}) =>
	refusalToError(
		node,
		{ kind: 'refused', ...refusal },
		{
			tier: 'website',
			baseUrl: 'https://api.example.com/v1',
			attempts: 1,
			itemIndex: 2,
			labels: ['Contact'],
			...changes,
		},
	);

/** Every reason that is known of Crisp, with the status under which it comes. */
const REASONS: Array<[number, string, message: string, description: string]> = [
	[400, 'invalid_data', 'does not accept the values sent: invalid_data', 'Correct the field'],
	[400, 'search_query_too_long', 'search text is too long', 'Shorten the search'],
	[401, 'invalid_session', 'does not accept the token of this credential', "'Token Tier'"],
	[402, 'subscription_upgrade_required', 'plan of this workspace', 'Upgrade the plan'],
	[403, 'not_allowed', 'The token may not do this (Website token)', 'may see this workspace'],
	[403, 'website_member_role_not_allowed', 'role of this operator', 'a higher role'],
	[404, 'not_subscribed', 'plugin of this token is not installed', 'Install the plugin'],
	[404, 'website_not_found', "no website with the ID in 'Website'", "'Default Website ID'"],
	[404, 'session_not_found', "no conversation with the ID in 'Conversation'", "'session_'"],
	[404, 'people_not_found', "no contact with the ID or e-mail in 'Contact'", "'Create or Update'"],
	[404, 'not_found', "nothing under the given 'Contact'", 'may also have been removed'],
	[406, 'domain_restricted', 'does not accept this domain', 'another domain'],
	[409, 'people_exists', 'contact with this e-mail exists already', "'Create or Update'"],
	[409, 'too_many_messages', 'as many messages as Crisp allows', 'Start a new conversation'],
	[420, 'enhance_your_calm', 'asked to slow down', "'Wait' node"],
	[423, 'password_unverified', 'does not accept the password', 'Check it in the node'],
	[423, 'quota_limit_exceeded', 'daily quota of this Crisp token is used up', 'once a day'],
	[429, 'too_many_requests', 'asked to slow down', "'Wait' node"],
	[500, 'internal_fault', 'answered with status 500: internal_fault', 'status.crisp.chat'],
];

test.each(REASONS)('%i %s is told in words, with what to do', (status, reason, message, advice) => {
	const error: NodeApiError = words({ status, reason });
	expect(error.message).toContain(message);
	expect(error.description).toContain(advice);
	expect(error.httpCode).toBe(String(status));
	expect(error.context.itemIndex).toBe(2);
	expect(`${error.message} ${error.description}`).not.toMatch(
		/\b(error|problem|failure|mistake)\b/i,
	);
});

test('a reason without words of its own has those of its status', () => {
	expect(words({ status: 409, reason: 'campaign_not_ready' }).message).toBe(
		'Crisp refuses this because of what is there already: campaign_not_ready',
	);
	expect(words({ status: 423, reason: 'frozen' }).message).toContain('locked this: frozen');
	expect(words({ status: 418, reason: 'teapot' }).message).toContain('status 418: teapot');
});

test('a route that does not exist leads to the path where no field stands in it', () => {
	const error = words({ status: 404, reason: 'not_found' }, { labels: [] });
	expect(error.message).toBe('Crisp found nothing under this address');
	expect(error.description).toContain('Check the path and the method');
});

test('the explanation of Crisp comes before its reason', () => {
	expect(
		words({ status: 400, reason: 'invalid_data', detail: "'origin' is missing" }).message,
	).toBe("Crisp does not accept the values sent: 'origin' is missing");
});
