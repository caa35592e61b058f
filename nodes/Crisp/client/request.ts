import {
	NodeOperationError,
	UserError,
	type IDataObject,
	type IExecuteFunctions,
	type IHookFunctions,
	type IHttpRequestMethods,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type ICredentialDataDecryptedObject,
	type ISupplyDataFunctions,
	type ITriggerFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { readAccount, type Account } from './account';
import {
	endingOf,
	readResponse,
	type Answer,
	type Outcome,
	type RawResponse,
	type Refusal,
	type Wanted,
} from './answer';
import { plainError, refusalToError, type RefusalSetting } from './errors';
import { readLimits, type Limits } from './limits';
import { maskSecrets } from '../mask';
import { buildQuery, type PathValues } from './path';
import { systemClock, wait } from '../clock';
import { asksToSlowDown, isLock, isRateLimit, retryDelayMs, withRetries } from './retry';
import { trafficOf } from './traffic';

export type RequestContext =
	| IExecuteFunctions
	| ILoadOptionsFunctions
	| ISupplyDataFunctions
	| ITriggerFunctions
	| IWebhookFunctions
	| IHookFunctions;

export interface CrispRequest {
	method: IHttpRequestMethods;
	/** Relative to the base URL, begins with `/`, every value already encoded (see `buildPath`). */
	path: string;
	query?: IDataObject;
	/** Sent as JSON. Without one, POST, PUT and PATCH send `{}` as the official client does. */
	body?: unknown;
	/** What the answer must say, see `readResponse`. */
	wants?: Wanted;
}

/** A request whose path may hold `{name}` for each name in `path`; `{websiteId}` is always known. */
export interface TemplatedRequest {
	method: IHttpRequestMethods;
	path: string;
	values?: PathValues;
	query?: IDataObject;
	body?: unknown;
	wants?: Wanted;
}

export interface RequestOptions extends Pick<
	RefusalSetting,
	'itemIndex' | 'advice' | 'needs' | 'labels'
> {
	/** Ends waiting and the request itself. */
	signal?: AbortSignal;
	/** `false` for callers with a retry of their own. */
	retry?: boolean;
	/** Statuses that are an answer and not a refusal, such as 404 of a HEAD. */
	accept?: number[];
}

/** Crisp's official client gives up after 10 s; slow answers of large lists get some more time. */
const TIMEOUT_MS = 30_000;

/** Codes of n8n's and axios' for a connection on which no answer came in time. */
const TIMEOUT_CODES = ['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT'];

const WITH_BODY: IHttpRequestMethods[] = ['POST', 'PUT', 'PATCH'];

/**
 * @throws RangeError or TypeError where a value is nested too deep or refers to itself
 */
function httpOptions(
	account: Account,
	{ method, path, query, body }: CrispRequest,
): IHttpRequestOptions & { method: IHttpRequestMethods } {
	// Serialised here because n8n's helper drops an empty object, and Crisp wants the `{}`.
	const payload = body ?? (WITH_BODY.includes(method) ? {} : undefined);
	return {
		method,
		url: `${account.baseUrl}${path}${buildQuery(query ?? {})}`,
		headers: { Accept: 'application/json' },
		...(payload === undefined
			? {}
			: {
					body: JSON.stringify(payload),
					headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
				}),
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// Crisp does not redirect; a redirect must not carry the token elsewhere.
		disableFollowRedirect: true,
		timeout: TIMEOUT_MS,
	};
}

const textOf = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value : undefined;

/**
 * What n8n's helper has thrown, as plain values: it holds the request with its Authorization header.
 *
 * @throws NodeOperationError for what is no matter of the connection: n8n itself or the credential
 * refuses to send
 */
function readFailure(context: RequestContext, error: unknown): Refusal {
	const { httpCode, cause } = error as FailedRequest;
	const code = textOf(cause?.code) ?? textOf(httpCode);
	if (code === 'ERR_CANCELED') return { kind: 'cancelled', code };
	if (code === undefined && cause?.isAxiosError !== true)
		throw plainError(context.getNode(), error);
	if (code !== undefined && TIMEOUT_CODES.includes(code)) return { kind: 'timeout', code };
	// With a status, the answer had begun.
	return { kind: /^\d+$/.test(String(httpCode)) ? 'cut' : 'unreachable', code };
}

/** What is read of an error of n8n's helper. */
interface FailedRequest {
	/** The status, or the code of the connection. */
	httpCode?: unknown;
	cause?: { code?: unknown; isAxiosError?: unknown };
}

/** The node's credential as n8n gives it, and in its checked form. */
interface Opened {
	credential: ICredentialDataDecryptedObject;
	account: Account;
}

/** A request in n8n's form, and what its answer must say. */
interface Sendable {
	http: IHttpRequestOptions & { method: IHttpRequestMethods };
	wants?: Wanted;
}

/** One attempt. Throws (NodeOperationError) only what is no matter of the connection, such as an unusable credential. */
async function attempt(
	context: RequestContext,
	{ http, wants }: Sendable,
	{ account, credential }: Opened,
	signal: AbortSignal | undefined,
): Promise<Outcome> {
	try {
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			'crispApi',
			{
				...http,
				...(signal ? { abortSignal: signal } : {}),
			},
			// Otherwise n8n decrypts it for each request, which takes as long as the rest of it.
			{ credentialsDecrypted: { id: '', name: '', type: 'crispApi', data: credential } },
		)) as RawResponse;
		const outcome = readResponse(http.method, response, wants);
		return 'refusal' in outcome ? { refusal: masked(outcome.refusal, account) } : outcome;
	} catch (error) {
		return { refusal: readFailure(context, error) };
	}
}

/** Crisp's own words, should it ever echo the token. */
function masked({ reason, detail, ...others }: Refusal, account: Account): Refusal {
	const mask = maskSecrets(account);
	return {
		...others,
		...(reason === undefined ? {} : { reason: mask(reason) }),
		...(detail === undefined ? {} : { detail: mask(detail) }),
	};
}

/** A request function bound to one node run: the credential is decrypted and checked once. */
export interface Client {
	account: Account;
	/** Sends, retries what is safe to retry, resolves with the answer or throws `NodeApiError`. */
	send: (request: CrispRequest, options?: RequestOptions) => Promise<Answer>;
	/** Requests sent so far, tries included. */
	sent: () => number;
	/** Requests of the token today (UTC), as far as this process sent them. */
	sentToday: () => number;
	/** What the credential sets. */
	limits: Limits;
}

async function readBoth(context: RequestContext): Promise<Opened> {
	try {
		const credential = await context.getCredentials('crispApi');
		return { credential, account: readAccount(credential) };
	} catch (error) {
		if (!(error instanceof UserError)) throw plainError(context.getNode(), error);
		throw new NodeOperationError(context.getNode(), error.message, {
			description: 'Open the credential of this node, correct it and test it there.',
		});
	}
}

/**
 * The node's `crispApi` credential, checked.
 *
 * @throws NodeOperationError that says which field to correct
 */
export async function readCredential(context: RequestContext): Promise<Account> {
	return (await readBoth(context)).account;
}

/**
 * A used-up quota concerns every further request; other locks concern what was asked for. Source of
 * the reasons: API Blueprint of the REST routes. The answer to a HEAD names none.
 */
const isQuota = ({ status, reason }: Refusal): boolean =>
	isLock(status) && (reason === undefined || reason === 'quota_limit_exceeded');

/**
 * Opens the node's `crispApi` credential for requests.
 *
 * @param options `keepsBudget`: whether the daily budget of the credential, if any, holds back what is sent
 * @throws NodeOperationError where the credential is unusable
 */
export async function openClient(
	context: RequestContext,
	{ keepsBudget = false }: { keepsBudget?: boolean } = {},
): Promise<Client> {
	const opened = await readBoth(context);
	const { account } = opened;
	const limits = readLimits(opened.credential);
	const budget = keepsBudget ? limits.dailyBudget : 0;
	const { gate, today } = trafficOf(account);
	let sent = 0;
	let quota: Refusal | undefined;

	/** Waits for its turn and tries once. What is not sent is not counted. */
	const tryOnce = async (
		sendable: Sendable,
		signal: AbortSignal | undefined,
		again: boolean,
	): Promise<{ outcome: Outcome; wasSent: boolean }> => {
		const unsent = (refusal: Refusal) => ({ outcome: { refusal }, wasSent: false });
		if (quota) return unsent(quota);
		const delay = today.take(budget);
		if (delay === undefined) return unsent({ kind: 'budget' });
		await wait(systemClock, delay, signal);
		const pass = await gate.enter(signal, again);
		if (!pass || quota) {
			pass?.end('unknown');
			today.giveBack();
			return unsent(quota ?? { kind: 'cancelled' });
		}
		let result: Parameters<typeof pass.end>[0] = 'unknown';
		try {
			sent++;
			const outcome = await attempt(context, sendable, opened, signal);
			if ('answer' in outcome) result = 'answered';
			else if (asksToSlowDown(outcome.refusal)) result = outcome.refusal;
			else if (outcome.refusal.status !== undefined) result = 'answered';
			if ('refusal' in outcome && isQuota(outcome.refusal)) quota = outcome.refusal;
			return { outcome, wasSent: true };
		} finally {
			pass.end(result);
		}
	};

	const toHttp = (request: CrispRequest) => {
		try {
			return httpOptions(account, request);
		} catch {
			throw new NodeOperationError(context.getNode(), 'The values cannot be written as JSON', {
				description: 'One of them is nested too deep or refers to itself. Nothing was sent.',
			});
		}
	};

	const send = async (request: CrispRequest, options: RequestOptions = {}): Promise<Answer> => {
		const { method, wants } = request;
		const { signal, accept = [] } = options;
		const sendable = { http: toHttp(request), wants };
		let attempts = 0;
		let mayBeDone = false;
		/** Statuses that stand for an answer. 404 is one where an attempt before may have deleted it. */
		const isAnswer = (status: number | undefined): boolean =>
			status !== undefined &&
			(accept.includes(status) || (mayBeDone && method === 'DELETE' && status === 404));

		const { outcome, wasSent } = await withRetries({
			method,
			signal,
			...(options.retry === false ? { max: 0 } : {}),
			attempt: async (retries) => {
				const result = await tryOnce(sendable, signal, retries > 0);
				if (result.wasSent) attempts++;
				return result;
			},
			endingOf(result) {
				if ('answer' in result.outcome || !result.wasSent) return undefined;
				const { refusal } = result.outcome;
				return isAnswer(refusal.status) ? undefined : endingOf(refusal);
			},
			delayMs(retries, ending) {
				mayBeDone ||= !isRateLimit(ending.status);
				// Where Crisp asked to slow down, the gate does the waiting for all.
				return asksToSlowDown(ending) ? 0 : retryDelayMs(retries, ending);
			},
		});
		if ('answer' in outcome) return outcome.answer;
		const { refusal } = outcome;
		if (wasSent && refusal.status !== undefined && isAnswer(refusal.status)) {
			return { status: refusal.status, data: {} };
		}
		throw refusalToError(context.getNode(), signal?.aborted ? { kind: 'cancelled' } : refusal, {
			...options,
			tier: account.tier,
			baseUrl: account.baseUrl,
			attempts,
			method,
			budget,
		});
	};
	return { account, send, sent: () => sent, sentToday: () => today.used, limits };
}

/**
 * One request outside an operation (endpoint look-up, searches).
 *
 * @returns the `data` of Crisp's envelope
 * @throws NodeApiError; its `httpCode` is the HTTP status as text, or a connection code such as `ECONNREFUSED`
 */
export async function crispRequest(
	context: RequestContext,
	request: CrispRequest,
	options: RequestOptions = {},
): Promise<unknown> {
	const client = await openClient(context);
	return (await client.send(request, options)).data;
}
