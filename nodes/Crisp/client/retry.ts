import { sleep, type IHttpRequestMethods } from 'n8n-workflow';

/** Tries after the first one. */
export const MAX_RETRIES = 3;

const MAX_WAIT_MS = 60_000;
const FIRST_WAIT_MS = 1_000;

/** How a try ended that may be worth another one. */
export interface Ending {
	/** HTTP status; `undefined` where the connection broke before an answer. */
	status?: number;
	/** The answer's `Retry-After`. */
	retryAfter?: string;
}

/** A repeat of these does no harm when the first try did the work and only its answer was lost. */
const REPEATABLE: IHttpRequestMethods[] = ['GET', 'HEAD', 'PUT', 'DELETE'];

/**
 * Whether Crisp asks for fewer requests, which concerns all that share the token: the statuses of its
 * rate limits (guide "REST API / Rate-Limits"), or a named time to wait.
 */
export const asksToSlowDown = ({ status, retryAfter }: Ending): boolean =>
	status === 429 || status === 420 || (status === 503 && retryAfterMs(retryAfter) !== undefined);

/** Whether another try makes sense. 423 is a daily quota and no reason to wait. */
export function isWorthRetrying(method: IHttpRequestMethods, { status }: Ending): boolean {
	// Crisp refuses before it does any work. Source: guide "REST API / Rate-Limits".
	if (status === 429 || status === 420) return true;
	const passing = status === undefined || [408, 502, 503, 504].includes(status);
	return passing && REPEATABLE.includes(method);
}

/**
 * Milliseconds that a `Retry-After` asks for: seconds or an HTTP date, at most a minute.
 * `undefined` where it is absent or malformed, so that the usual waiting time applies.
 */
export function retryAfterMs(header: string | undefined, now = Date.now()): number | undefined {
	if (header === undefined || header.trim() === '') return undefined;
	const seconds = Number(header);
	const wait = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1_000;
	return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), MAX_WAIT_MS) : undefined;
}

/** Milliseconds to wait after `retries` retries (from 0), with full jitter unless the server named a time. */
export function retryDelayMs(retries: number, ending: Ending, random = Math.random): number {
	const asked = retryAfterMs(ending.retryAfter);
	if (asked !== undefined) return asked;
	return random() * Math.min(FIRST_WAIT_MS * 2 ** retries, MAX_WAIT_MS);
}

/**
 * Waits, and ends early without a rejection when the signal says so. The signal is raced by hand as
 * well, because `sleep` ignores it on hosts before n8n 2.35.
 */
export async function wait(ms: number, signal?: AbortSignal): Promise<void> {
	if (signal?.aborted || ms <= 0) return;
	await new Promise<void>((resolve) => {
		const end = () => {
			signal?.removeEventListener('abort', end);
			resolve();
		};
		signal?.addEventListener('abort', end, { once: true });
		sleep(ms, signal).then(end, end);
	});
}
