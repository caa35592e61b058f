import type { IHttpRequestMethods } from 'n8n-workflow';

import { isObject } from '../objects';
import type { Ending } from './retry';

/** What came back, with Crisp's envelope `{ error, reason, data }` taken apart. */
export interface Answer {
	status: number;
	data: unknown;
}

export type RefusalKind =
	/** Crisp's answer, or that of a server before it, is no success. */
	| 'refused'
	/** A success whose body is no JSON: a page of a proxy, or the beginning of an answer. */
	| 'notJson'
	/** JSON that is not Crisp's envelope. */
	| 'notCrisp'
	/** The connection did not come about, or broke before the answer. */
	| 'unreachable'
	/** The connection broke in the middle of the answer, or its compression is damaged. */
	| 'cut'
	/** No answer in time. */
	| 'timeout'
	| 'cancelled'
	/** Not sent: the node may spend no more requests today. */
	| 'budget';

/** An answer that is no success, or no answer at all. */
export interface Refusal {
	kind: RefusalKind;
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

/** How an attempt ended that may be worth another one; `undefined` where another one cannot help. */
export function endingOf({ kind, status, retryAfter }: Refusal): Ending | undefined {
	switch (kind) {
		case 'refused':
			return { status, retryAfter };
		case 'notJson':
		case 'unreachable':
		case 'cut':
		case 'timeout':
			// Whatever the status was: there is no answer that can be read.
			return {};
		case 'notCrisp':
		case 'cancelled':
		case 'budget':
			return undefined;
	}
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
		const kind = typeof body === 'string' || Buffer.isBuffer(body) ? 'notJson' : 'notCrisp';
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
