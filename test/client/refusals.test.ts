import { NodeOperationError, type INode, type NodeApiError } from 'n8n-workflow';

import type { Refusal } from '../../nodes/Crisp/client/answer';
import { isAnswerLost, refusalToError, type RefusalSetting } from '../../nodes/Crisp/client/errors';

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
	[404, 'website_not_found', "no workspace with the ID in 'Workspace'", "'Default Website ID'"],
	[404, 'session_not_found', "no conversation with the ID in 'Conversation'", "'session_'"],
	[404, 'people_not_found', "no contact with the ID or email in 'Contact'", "'Create or Update'"],
	[404, 'not_found', "nothing under the given 'Contact'", 'may also have been removed'],
	[406, 'domain_restricted', 'does not accept this domain', 'another domain'],
	[409, 'people_exists', 'contact with this email exists already', "'Create or Update'"],
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

test.each([[[]], [['Contact']]])(
	'a route that Crisp does not know is told in its words, whatever fields stand in the path: %j',
	(labels) => {
		const detail = 'the route does not exist';
		const error = words({ status: 404, reason: 'not_found', detail }, { labels });
		expect(error.message).toBe(`Crisp found nothing under this address: ${detail}`);
		expect(error.description).toContain('Check the path and the method');
	},
);

test('the explanation of Crisp comes before its reason', () => {
	expect(
		words({ status: 400, reason: 'invalid_data', detail: "'origin' is missing" }).message,
	).toBe("Crisp does not accept the values sent: 'origin' is missing");
});

describe('the advice of an operation', () => {
	const advice = [
		{ status: 404, reason: 'gone', message: 'both', description: '' },
		{ status: 409, message: 'status', description: '' },
		{ reason: 'odd', message: 'reason', description: '' },
	];
	const told = (status: number, reason: string) => words({ status, reason }, { advice }).message;

	test('comes first where status and reason fit, as far as it names them', () => {
		expect(told(404, 'gone')).toBe('both');
		expect(told(409, 'gone')).toBe('status');
		expect(told(418, 'odd')).toBe('reason');
	});

	test('is left aside where one of them does not fit', () => {
		expect(told(404, 'people_not_found')).toContain("no contact with the ID or email in 'Contact'");
		expect(told(403, 'gone')).toBe('The token may not do this (Website token)');
	});
});

describe('a token that may not do something', () => {
	const needs = { tiers: ['plugin' as const, 'user' as const], scope: 'website:people write' };
	const told = (changes: Partial<RefusalSetting>) => words({ status: 403 }, changes).description;

	test('is told which kinds may, and where to make them', () => {
		const text = told({ needs });
		expect(text).toContain('holds a Website token');
		expect(text).toContain('known to work with a Plugin or User token');
		expect(text).toContain('Crisp Marketplace');
		expect(text).not.toContain('scope');
	});

	test('is told the scope where it is that of a plugin', () => {
		expect(told({ needs, tier: 'plugin' })).toContain("needs the scope 'website:people write'");
	});
});

describe('trouble of the server', () => {
	const told = (method: RefusalSetting['method'], status = 500) =>
		words({ status }, { method }).description;

	test.each(['POST', 'PATCH'] as const)('asks to look first before a %s is run again', (method) => {
		expect(told(method)).toContain('look first');
		expect(told(method, 503)).toContain('look first');
	});

	test.each(['GET', 'PUT', 'DELETE'] as const)('does not before a %s is', (method) => {
		expect(told(method)).toContain('Run this again later');
	});
});

describe('an answer is lost', () => {
	const lost = (refusal: Refusal) =>
		isAnswerLost(refusalToError(node, refusal, { tier: 'website', baseUrl: '', attempts: 1 }));

	test('where only a gateway answered, or nobody, or what came cannot be read', () => {
		for (const status of [408, 502, 503, 504]) {
			expect(lost({ kind: 'refused', status })).toBe(true);
		}
		expect(lost({ kind: 'unreachable', code: 'ECONNRESET' })).toBe(true);
		expect(lost({ kind: 'timeout', code: 'ETIMEDOUT' })).toBe(true);
		expect(lost({ kind: 'cut', code: 'ECONNRESET' })).toBe(true);
		expect(lost({ kind: 'notJson', status: 200 })).toBe(true);
	});

	test('nowhere else', () => {
		for (const status of [400, 404, 429, 500]) {
			expect(lost({ kind: 'refused', status })).toBe(false);
		}
		expect(lost({ kind: 'cancelled', code: 'ERR_CANCELED' })).toBe(false);
		expect(lost({ kind: 'budget' })).toBe(false);
		expect(lost({ kind: 'notCrisp', status: 200 })).toBe(false);
		expect(lost({ kind: 'saysNothing', status: 200 })).toBe(false);
		for (const other of [new NodeOperationError(node, 'other'), new Error('other'), undefined]) {
			expect(isAnswerLost(other)).toBe(false);
		}
	});
});
