import type { IHttpRequestMethods } from 'n8n-workflow';

import { isObject } from '../objects';

/** What came back, with Crisp's envelope `{ error, reason, data }` taken apart. */
export interface Answer {
	status: number;
	data: unknown;
}

/** An answer that is no success, or no answer at all. */
export interface Refusal {
	kind: 'refused' | 'notJson' | 'notCrisp' | 'unreachable' | 'timeout' | 'cancelled' | 'budget';
	/** HTTP status, where there was an answer. */
	status?: number;
	/** Crisp's own word for it, such as `people_not_found`. */
	reason?: string;
	/** Crisp's explanation, such as the property that is missing. */
	detail?: string;
	/** `Retry-After` of the answer. */
	retryAfter?: string;
	/** Code of a connection that did not come about, such as `ECONNREFUSED`. */
	code?: string;
}

export type Outcome = { answer: Answer } | { refusal: Refusal };

/** The part of n8n's full response that is read here. */
export interface RawResponse {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}

const word = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value : undefined;

/**
 * Sorts a response into success and refusal. Every 2xx is a success (lists answer 206), except that
 * an envelope with `error: true` is a refusal under any status.
 */
export function readResponse(method: IHttpRequestMethods, response: RawResponse): Outcome {
	const { statusCode: status, body } = response;
	const retryAfter = word(response.headers['retry-after']);
	const good = status >= 200 && status < 300;
	const empty = body === undefined || body === null || body === '';

	if (method === 'HEAD' || empty) {
		return good
			? { answer: { status, data: {} } }
			: { refusal: { kind: 'refused', status, retryAfter } };
	}
	if (!isObject(body)) {
		const kind = typeof body === 'string' ? 'notJson' : 'notCrisp';
		return { refusal: { kind: good ? kind : 'refused', status, retryAfter } };
	}
	if (!good || body.error === true) {
		const data = isObject(body.data) ? body.data : {};
		return {
			refusal: {
				kind: 'refused',
				status,
				reason: word(body.reason),
				detail: word(data.message),
				retryAfter,
			},
		};
	}
	if (!('data' in body) && !('error' in body)) return { refusal: { kind: 'notCrisp', status } };
	return { answer: { status, data: body.data ?? {} } };
}
