import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IHttpRequestMethods,
	type INode,
	type JsonObject,
} from 'n8n-workflow';

import { TIER_NAMES, WHERE_TO_MAKE } from './tiers';
import type { Tier } from './account';
import { isObject } from '../objects';
import { endingOf, type Refusal } from './answer';
import { isAnswerMissing, isRateLimit, isServerTrouble } from './retry';

/** Words for an answer that Crisp refuses; the first row that fits is used. */
export interface Advice {
	status?: number;
	reason?: string;
	message: string;
	description: string;
}

/**
 * Token tiers that may use a route, as far as known. Source of the labels: README of the official
 * client at 2026-04-03, before website tokens were labelled; where it is silent, leave it out.
 */
export interface Needs {
	tiers: Tier[];
	/** Scope of a production plugin token, with `read` or `write`. */
	scope?: string;
	/** Another way for those whose token is of another tier, as a sentence. */
	instead?: string;
}

/** What is known around a refused request. */
export interface RefusalSetting {
	itemIndex?: number;
	/** Rows of the operation, looked at before the general ones. */
	advice?: Advice[];
	needs?: Needs;
	/** Labels of the fields in the path, for "nothing found". */
	labels?: string[];
	tier: Tier;
	baseUrl: string;
	/** 0 where nothing was sent. */
	attempts: number;
	method?: IHttpRequestMethods;
	/** Requests per day that the token may spend. */
	budget?: number;
}

interface Words {
	message: string;
	description: string;
}

/** For what must not be repeated blindly: its answer is lost, not necessarily its effect. */
const LOOK_FIRST =
	'It may have been carried out all the same, as only the answer may have been lost: look first before you run this again.';

const mayNotBeRepeated = ({ method }: RefusalSetting): boolean =>
	method === 'POST' || method === 'PATCH';

const either = (words: string[]): string =>
	words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** "known to need a User token; …" where that is the likely cause, else general advice on the token. */
function tierAdvice({ tier, needs }: RefusalSetting): string {
	const has = `The credential holds a ${TIER_NAMES[tier]} token.`;
	const scope =
		tier === 'plugin' && needs?.scope
			? ` A production plugin token needs the scope '${needs.scope}'.`
			: '';
	if (needs && !needs.tiers.includes(tier)) {
		const tiers = needs.tiers.map((name) => TIER_NAMES[name]);
		const how = needs.tiers.map((name) => WHERE_TO_MAKE[name]).join('; ');
		return `${has} This operation is known to work with a ${either(tiers)} token: ${how}.${scope}${needs.instead ? ` ${needs.instead}` : ''}`;
	}
	return `${has} Check that it may see this workspace.${scope}`;
}

/** What Crisp says where it knows no such route. Source: issue 63 of the official Node client. */
const NO_ROUTE = 'the route does not exist';

type RefusalRow = [
	status: number | undefined,
	reason: string | undefined,
	words: (s: RefusalSetting, r: Refusal) => Words,
];

/**
 * What Crisp refuses and what helps. The first row that fits is used. Sources of statuses and
 * reasons: API Blueprint of the REST routes, guide "REST API / Rate-Limits", the official import
 * tool (423) and Platform Changes 2021 (409 too_many_messages).
 */
const ROWS: RefusalRow[] = [
	[
		undefined,
		'quota_limit_exceeded',
		({ attempts }) => ({
			message: `The daily quota of this Crisp token is used up${attempts === 0 ? ' (not sent)' : ''}`,
			description:
				'Crisp renews it once a day. A plugin token can get a higher quota on request in the Marketplace; fewer, larger pages and real-time triggers use less of it.',
		}),
	],
	[
		undefined,
		'subscription_upgrade_required',
		() => ({
			message: 'The Crisp plan of this workspace does not include this feature',
			description:
				'Upgrade the plan in the Crisp app, or leave out the option that needs it (such as a search filter).',
		}),
	],
	[
		undefined,
		'not_subscribed',
		() => ({
			message: 'The plugin of this token is not installed on this workspace',
			description:
				"Install the plugin on the workspace in the Crisp app, or choose another 'Workspace'.",
		}),
	],
	[
		undefined,
		'website_not_found',
		() => ({
			message: "Crisp has no workspace with the ID in 'Workspace' that this token can see",
			description:
				"Check the ID under Settings > Workspace Settings > Setup & Integrations in the Crisp app, in the node's 'Workspace' and in the credential's 'Default Website ID'.",
		}),
	],
	[
		undefined,
		'session_not_found',
		() => ({
			message: "Crisp has no conversation with the ID in 'Conversation'",
			description:
				"Check the ID (it begins with 'session_') and that the conversation belongs to this workspace.",
		}),
	],
	[
		undefined,
		'people_not_found',
		() => ({
			message: "Crisp has no contact with the ID or email in 'Contact'",
			description:
				"Check the value, or use 'Create or Update' to make the contact where it is missing.",
		}),
	],
	[
		undefined,
		'people_exists',
		() => ({
			message: 'A contact with this email exists already',
			description: "Use 'Update', or 'Create or Update' where it is not known beforehand.",
		}),
	],
	[
		undefined,
		'too_many_messages',
		() => ({
			message: 'This conversation holds as many messages as Crisp allows',
			description:
				'Start a new conversation with this visitor (a conversation holds about 10,000 messages).',
		}),
	],
	[
		undefined,
		'search_query_too_long',
		() => ({
			message: 'The search text is too long for Crisp',
			description: 'Shorten the search, or search for one value at a time.',
		}),
	],
	[
		undefined,
		'website_member_role_not_allowed',
		(setting) => ({
			message: 'The role of this operator does not allow this',
			description: `Ask an owner of the workspace for a higher role, or use the token of an owner. ${tierAdvice(setting)}`,
		}),
	],
	[
		undefined,
		'password_unverified',
		() => ({
			message: 'Crisp does not accept the password or code that confirms this',
			description:
				'Check it in the node. Crisp wants that of the operator account whose token the credential holds.',
		}),
	],
	[
		undefined,
		'domain_restricted',
		() => ({
			message: 'Crisp does not accept this domain',
			description: 'Use another domain or email address.',
		}),
	],
	[
		400,
		undefined,
		(_setting, { detail, reason }) => ({
			message: `Crisp does not accept the values sent: ${detail ?? reason ?? 'no explanation given'}`,
			description: 'Correct the field that is named, or remove it.',
		}),
	],
	[
		401,
		undefined,
		({ tier }) => ({
			message: `Crisp does not accept the token of this credential as a ${TIER_NAMES[tier]} token`,
			description: `Check 'Identifier' and 'Key', and that 'Token Tier' is the kind of token that you made: ${WHERE_TO_MAKE[tier]}.`,
		}),
	],
	[
		402,
		undefined,
		() => ({
			message: 'The Crisp plan of this workspace does not include this feature',
			description: 'Upgrade the plan in the Crisp app.',
		}),
	],
	[
		403,
		undefined,
		(setting) => ({
			message: `The token may not do this (${TIER_NAMES[setting.tier]} token)`,
			description: tierAdvice(setting),
		}),
	],
	[
		404,
		undefined,
		({ labels = [] }, { detail }) => ({
			message:
				labels.length > 0 && detail !== NO_ROUTE
					? `Crisp found nothing under the given ${labels.map((label) => `'${label}'`).join(' and ')}`
					: `Crisp found nothing under this address${detail === undefined ? '' : `: ${detail}`}`,
			description:
				labels.length > 0 && detail !== NO_ROUTE
					? "Check the value and that it belongs to the chosen 'Workspace'. It may also have been removed."
					: "Check the path and the method of the request, and that what they name belongs to the chosen 'Workspace'.",
		}),
	],
	[
		409,
		undefined,
		(_setting, { detail, reason }) => ({
			message: `Crisp refuses this because of what is there already: ${detail ?? reason ?? 'no explanation given'}`,
			description: 'Look at the present state first, then run this again.',
		}),
	],
	[
		423,
		undefined,
		(_setting, { reason }) => ({
			message: `Crisp has locked this: ${reason ?? 'no explanation given'}`,
			description: 'Read the reason given by Crisp. A daily quota is renewed once a day.',
		}),
	],
];

/** Nothing where there was one attempt. */
const triedWords = (attempts: number): string => (attempts > 1 ? ` (tried ${attempts} times)` : '');

const slowDown: RefusalRow[2] = ({ attempts }) => ({
	message: `Crisp asked to slow down${attempts > 1 ? ' and kept doing so' : ''}${triedWords(attempts)}`,
	description:
		"Run fewer items at once, or add a 'Wait' node before this one. The limits of Crisp depend on the token; website and plugin tokens have a daily quota.",
});

const otherAnswer: RefusalRow[2] = (setting, { status, reason, detail }) => {
	const { attempts } = setting;
	const said = [detail, reason].filter((text) => text !== undefined).join(', ');
	const again = triedWords(attempts);
	// Crisp can refuse inside a 200 as well, where the status would only confuse.
	const what =
		status !== undefined && status < 300 ? 'refused this' : `answered with status ${status}`;
	const advice = mayNotBeRepeated(setting) ? LOOK_FIRST : 'Run this again later.';
	return {
		message: `Crisp ${what}${said ? `: ${said}` : ''}${again}`,
		description: isServerTrouble(status)
			? `Crisp seems to be having trouble. See status.crisp.chat. ${advice}`
			: 'Check the values of this item against the documentation of the operation.',
	};
};

function refusedWords(refusal: Refusal, setting: RefusalSetting): Words {
	const { status, reason } = refusal;
	const own = setting.advice?.find(
		(row) =>
			(row.status === undefined || row.status === status) &&
			(row.reason === undefined || row.reason === reason),
	);
	if (own) return own;
	if (isRateLimit(status)) return slowDown(setting, refusal);
	const row =
		ROWS.find(([, wanted]) => wanted !== undefined && wanted === reason) ??
		ROWS.find(([wanted]) => wanted !== undefined && wanted === status);
	return (row?.[2] ?? otherAnswer)(setting, refusal);
}

function wordsFor(refusal: Refusal, setting: RefusalSetting): Words {
	const again = triedWords(setting.attempts);
	const lookFirst = mayNotBeRepeated(setting) ? ` ${LOOK_FIRST}` : '';
	switch (refusal.kind) {
		case 'refused':
			return refusedWords(refusal, setting);
		case 'notJson':
		case 'notCrisp':
			return {
				message: `The answer does not come from Crisp's API (status ${refusal.status})${again}`,
				description: `Check 'API Base URL' in the credential (${setting.baseUrl}), and whether a proxy answers in place of Crisp.${lookFirst}`,
			};
		case 'saysNothing':
			return {
				message: `Crisp answered with ${refusal.detail ?? 'nothing'} instead of what was asked for (status ${refusal.status})${again}`,
				description: `This answer cannot be used. Run this again later. If it stays so, check 'API Base URL' in the credential (${setting.baseUrl}), and whether a proxy answers instead of Crisp.${lookFirst}`,
			};
		case 'cut':
			return {
				message: `The answer of Crisp was cut off${again}`,
				description: mayNotBeRepeated(setting) ? LOOK_FIRST : 'Run this again later.',
			};
		case 'timeout':
			return {
				message: `Crisp did not answer in time${again}`,
				description: mayNotBeRepeated(setting) ? LOOK_FIRST : 'Run this again later.',
			};
		case 'unreachable':
			return {
				message: `Crisp could not be reached: ${refusal.code}${again}`,
				description: `Check the network of this n8n and 'API Base URL' in the credential (${setting.baseUrl}).${lookFirst}`,
			};
		case 'cancelled':
			return {
				message: 'The execution was cancelled while a request to Crisp was under way',
				description: 'The request may or may not have been carried out.',
			};
		case 'budget':
			return {
				message: `The daily request budget of ${setting.budget} is used up (not sent)`,
				description:
					"It starts again at midnight UTC. The budget is 'Daily Request Budget' in the credential, below 'Set Request Limits'; all requests of this token count that this n8n process has sent today.",
			};
	}
}

/** What the errors made here stand for. Not a property: n8n shows all of those. */
const refusals = new WeakMap<Error, Refusal>();

/** The refusal that an error was made of; `undefined` for any other error. */
export const refusalOf = (error: unknown): Refusal | undefined =>
	error instanceof Error ? refusals.get(error) : undefined;

/** Whether only the answer may be missing, so that the request may have been carried out. */
export function isAnswerLost(error: unknown): boolean {
	const refusal = refusalOf(error);
	const ending = refusal && endingOf(refusal);
	return ending !== undefined && isAnswerMissing(ending.status);
}

/**
 * The error of a refused request, in words for someone who has never seen Crisp's API.
 *
 * Built from plain values and never from n8n's own error: a `NodeApiError` keeps its first texts
 * however it is wrapped, and the original holds the request with its Authorization header.
 */
export function refusalToError(
	node: INode,
	refusal: Refusal,
	setting: RefusalSetting,
): NodeApiError {
	const { status, reason, detail, code } = refusal;
	const facts: JsonObject = {
		...(status === undefined ? {} : { status }),
		...(reason === undefined ? {} : { reason }),
		...(detail === undefined ? {} : { detail }),
		...(code === undefined ? {} : { code }),
	};
	const words = wordsFor(refusal, setting);
	const error = new NodeApiError(node, facts, {
		...words,
		httpCode: status === undefined ? code : String(status),
		...(setting.itemIndex === undefined ? {} : { itemIndex: setting.itemIndex }),
	});
	// n8n swaps the message for a stock sentence where it knows the code of a lost connection.
	error.message = words.message;
	refusals.set(error, refusal);
	return error;
}

type Mask = (text: string) => string;

/** Errors that `plainError` has made. */
const plain = new WeakSet<Error>();

const textIn = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value : undefined;

/** What n8n adds to an error about its place, such as the node that an expression names. */
function contextOf(error: unknown, mask: Mask): IDataObject {
	if (!isObject(error) || !isObject(error.context)) return {};
	try {
		return JSON.parse(mask(JSON.stringify(error.context))) as IDataObject;
	} catch {
		return {};
	}
}

function itemOf(error: unknown): number | undefined {
	const { itemIndex } = isObject(error) && isObject(error.context) ? error.context : {};
	return typeof itemIndex === 'number' ? itemIndex : undefined;
}

/**
 * Turns any error into one that n8n may keep. n8n stores and shows everything that an error holds, and
 * the errors of its helpers hold the request with its Authorization header, also as a cause.
 *
 * @param mask applied to all texts, see `maskSecrets`; without it the error's context is left out
 * @returns an error with the same words that holds plain values only; the given one if it comes from
 *   `refusalToError` or from here
 */
export function plainError(
	node: INode,
	error: unknown,
	{ itemIndex, mask }: { itemIndex?: number; mask?: Mask } = {},
): NodeApiError | NodeOperationError {
	const isKnown = error instanceof NodeApiError || error instanceof NodeOperationError;
	if (isKnown && (refusals.has(error) || plain.has(error))) return error;
	const { message, description, httpCode, stack } = isObject(error) ? error : {};
	const shown: Mask = mask ?? ((text) => text);
	const words = shown(textIn(message) ?? 'Something unexpected has happened');
	const more = textIn(description);
	const options = more ? { description: shown(more) } : {};
	const made =
		error instanceof NodeApiError
			? new NodeApiError(node, {}, { ...options, message: words, httpCode: textIn(httpCode) })
			: new NodeOperationError(node, words, options);
	// n8n swaps words in which it finds the code of a lost connection for a stock sentence.
	made.message = words;
	const context = mask ? contextOf(error, mask) : {};
	const item = itemIndex ?? itemOf(error);
	made.context = { ...context, ...(item === undefined ? {} : { itemIndex: item }) };
	if (typeof stack === 'string') made.stack = shown(stack);
	plain.add(made);
	return made;
}
