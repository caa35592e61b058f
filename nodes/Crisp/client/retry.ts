import type { IHttpRequestMethods } from 'n8n-workflow';

import { systemClock, wait } from '../clock';

/** Retries of one request. */
export const MAX_RETRIES = 3;

const MAX_WAIT_MS = 60_000;
const FIRST_WAIT_MS = 1_000;

/**
 * What a status says about the next request, as far as it says more than "refused". The one place
 * that knows; requests, uploads, downloads, look-ups of endpoints and the words of errors ask here.
 */
const STATUSES = {
	/**
	 * Crisp asks for fewer requests, and has done no work yet. Source: guide "REST API /
	 * Rate-Limits".
	 */
	slowDown: [420, 429],
	/** A gateway got no answer in time: the work may have been done all the same. */
	answerLost: [408, 502, 503, 504],
	/** A daily quota or another lock. Source: the official import tool, API Blueprint. */
	locked: [423],
	/** The server does not want to take the request up yet. */
	tooEarly: [425],
};

/** How an attempt ended. */
export interface Ending {
	/** HTTP status; `undefined` where the connection broke before an answer. */
	status?: number;
	/** The answer's `Retry-After`. */
	retryAfter?: string;
}

/** A repeat of these does no harm when the first attempt did the work and only its answer was lost. */
const REPEATABLE: IHttpRequestMethods[] = ['GET', 'HEAD', 'PUT', 'DELETE'];

/** Whether a status is that of a rate limit. */
export const isRateLimit = (status: number | undefined): boolean =>
	status !== undefined && STATUSES.slowDown.includes(status);

/** Whether only the answer may be missing, so that the request may have been carried out. */
export const isAnswerMissing = (status: number | undefined): boolean =>
	status === undefined || STATUSES.answerLost.includes(status);

/** Whether a status is a daily quota or another lock. */
export const isLock = (status: number | undefined): boolean =>
	status !== undefined && STATUSES.locked.includes(status);

/** Whether the server is in trouble, whatever was asked. */
export const isServerTrouble = (status: number | undefined): boolean =>
	status !== undefined && (status >= 500 || STATUSES.answerLost.includes(status));

/** Whether the same request may succeed later although nobody changes anything. */
export const passesByItself = (status: number | undefined): boolean =>
	isRateLimit(status) ||
	isAnswerMissing(status) ||
	isServerTrouble(status) ||
	isLock(status) ||
	(status !== undefined && STATUSES.tooEarly.includes(status));

/**
 * Whether Crisp asks for fewer requests, which concerns all that share the token: a rate limit, or
 * 503 with a time to wait.
 */
export const asksToSlowDown = ({ status, retryAfter }: Ending): boolean =>
	isRateLimit(status) || (status === 503 && retryAfterMs(retryAfter) !== undefined);

/** Whether a retry makes sense. A daily quota is no reason to wait. */
export const isWorthRetrying = (method: IHttpRequestMethods, { status }: Ending): boolean =>
	isRateLimit(status) || (isAnswerMissing(status) && REPEATABLE.includes(method));

/**
 * Milliseconds that a `Retry-After` asks for: seconds or an HTTP date, at most a minute.
 * `undefined` where it is absent or malformed, so that the usual waiting time applies.
 */
export function retryAfterMs(header: string | undefined, now = Date.now()): number | undefined {
	if (header === undefined || header.trim() === '') return undefined;
	const seconds = Number(header);
	const asked = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1_000;
	return Number.isFinite(asked) ? Math.min(Math.max(asked, 0), MAX_WAIT_MS) : undefined;
}

/**
 * Milliseconds to wait after `retries` retries (from 0): the usual time, with full jitter, or what the
 * server asks for where that is longer. A `Retry-After` of 0 or in the past makes nothing faster.
 */
export function retryDelayMs(retries: number, ending: Ending, random = Math.random): number {
	const usual = random() * Math.min(FIRST_WAIT_MS * 2 ** retries, MAX_WAIT_MS);
	return Math.max(usual, retryAfterMs(ending.retryAfter) ?? 0);
}

export interface RetryOptions<T> {
	method: IHttpRequestMethods;
	/** Retries at most; `MAX_RETRIES` by default. */
	max?: number;
	/** Ends the waiting; after that there is no further attempt. */
	signal?: AbortSignal;
	/** @param retries how many attempts there were before this one */
	attempt: (retries: number) => Promise<T>;
	/** How an attempt ended that may be worth a retry; `undefined` where the result stands. */
	endingOf: (result: T) => Ending | undefined;
	/** Milliseconds before the next attempt; `retryDelayMs` by default. */
	delayMs?: (retries: number, ending: Ending) => number;
}

/**
 * Attempts something until it succeeds, is refused for good, or has been retried often enough. All
 * retries of HTTP requests go through here.
 *
 * @returns what the last attempt came to; never rejects by itself
 */
export async function withRetries<T>({
	method,
	max = MAX_RETRIES,
	signal,
	attempt,
	endingOf,
	delayMs = retryDelayMs,
}: RetryOptions<T>): Promise<T> {
	for (let retries = 0; ; retries++) {
		const result = await attempt(retries);
		const ending = endingOf(result);
		if (!ending || retries >= max || !isWorthRetrying(method, ending)) return result;
		await wait(systemClock, delayMs(retries, ending), signal);
		if (signal?.aborted) return result;
	}
}
