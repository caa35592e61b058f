import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type IHookFunctions,
	type IHttpRequestMethods,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type ITriggerFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { readAccount, type Account } from './account';
import { readResponse, type Answer, type Outcome, type RawResponse } from './answer';
import { refusalToError, type RefusalSetting } from './errors';
import { buildQuery } from './path';
import { isWorthRetrying, MAX_RETRIES, retryDelayMs, wait } from './retry';

export type RequestContext =
	| IExecuteFunctions
	| ILoadOptionsFunctions
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

function httpOptions(
	account: Account,
	{ method, path, query, body }: CrispRequest,
): IHttpRequestOptions {
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

/** One try. Throws (NodeOperationError) only what is no matter of the connection, such as an unusable credential. */
async function attempt(
	context: RequestContext,
	request: IHttpRequestOptions & { method: IHttpRequestMethods },
	signal: AbortSignal | undefined,
): Promise<Outcome> {
	try {
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			'crispApi',
			{
				...request,
				...(signal ? { abortSignal: signal } : {}),
			},
		)) as RawResponse;
		return readResponse(request.method, response);
	} catch (error) {
		const { httpCode, cause } = error as { httpCode?: unknown; cause?: { code?: unknown } };
		const code = textOf(httpCode) ?? textOf(cause?.code);
		if (code === 'ERR_CANCELED') return { refusal: { kind: 'cancelled', code } };
		// No matter of the connection: n8n itself or the credential refuses to send.
		if (code === undefined || /^\d+$/.test(code))
			throw new NodeOperationError(context.getNode(), error as Error);
		return { refusal: { kind: TIMEOUT_CODES.includes(code) ? 'timeout' : 'unreachable', code } };
	}
}

/** A request function bound to one node run: the credential is decrypted and checked once. */
export interface Client {
	account: Account;
	/** Sends, retries what is safe to retry, resolves with the answer or throws `NodeApiError`. */
	send: (request: CrispRequest, options?: RequestOptions) => Promise<Answer>;
}

/**
 * The node's `crispApi` credential, checked.
 *
 * @throws NodeOperationError that says which field to correct
 */
export async function readCredential(context: RequestContext): Promise<Account> {
	const credential = await context.getCredentials('crispApi');
	try {
		return readAccount(credential);
	} catch (error) {
		throw new NodeOperationError(context.getNode(), (error as Error).message, {
			description: 'Open the credential of this node, correct it and test it there.',
		});
	}
}

/**
 * Opens the node's `crispApi` credential for requests.
 *
 * @throws NodeOperationError where the credential is unusable
 */
export async function openClient(context: RequestContext): Promise<Client> {
	const account = await readCredential(context);

	const send = async (request: CrispRequest, options: RequestOptions = {}): Promise<Answer> => {
		const http = { ...httpOptions(account, request), method: request.method };
		let mayBeDone = false;
		for (let tries = 0; ; tries++) {
			const outcome = await attempt(context, http, options.signal);
			if ('answer' in outcome) return outcome.answer;

			const { refusal } = outcome;
			const { status } = refusal;
			if (status !== undefined && options.accept?.includes(status)) return { status, data: {} };
			// The try before lost its answer after the work: what was to be deleted is gone.
			if (mayBeDone && request.method === 'DELETE' && status === 404) return { status, data: {} };

			const again =
				options.retry !== false &&
				tries < MAX_RETRIES &&
				['refused', 'unreachable', 'timeout'].includes(refusal.kind) &&
				isWorthRetrying(request.method, refusal);
			if (again) {
				mayBeDone ||= status !== 429 && status !== 420;
				await wait(retryDelayMs(tries, refusal), options.signal);
			}
			if (!again || options.signal?.aborted) {
				throw refusalToError(
					context.getNode(),
					options.signal?.aborted ? { kind: 'cancelled' } : refusal,
					{
						...options,
						tier: account.tier,
						baseUrl: account.baseUrl,
						tries: tries + 1,
					},
				);
			}
		}
	};
	return { account, send };
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
