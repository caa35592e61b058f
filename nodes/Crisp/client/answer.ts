import type { IHttpRequestMethods } from 'n8n-workflow';

import { isObject } from '../objects';
import type { Ending } from './retry';

/** What came back, with Crisp's envelope `{ error, reason, data }` taken apart. */
export interface Answer {
	status: number;
	/** In the form that the request wants; `{}` where it wants nothing and Crisp says nothing. */
	data: unknown;
}

/**
 * What a success must hold. A read that is answered with less is a refusal: what Crisp does not say
 * must not be taken for something that is not there.
 */
export type Wanted =
	/** An object with keys. */
	| 'object'
	/** A list, which may be empty. */
	| 'list'
	/** A list, or a single entry instead of one. Nothing counts as an empty list. */
	| 'entries'
	/** Anything but nothing. */
	| 'something'
	/** Nothing: it is enough that Crisp has accepted the request. */
	| 'nothing';

export type RefusalKind =
	/** Crisp's answer, or that of a server before it, is no success. */
	| 'refused'
	/** A success whose body is no JSON: a page of a proxy, or the beginning of an answer. */
	| 'notJson'
	/** JSON that is not Crisp's envelope. */
	| 'notCrisp'
	/** A success that holds nothing, or something else than the request wants. */
	| 'saysNothing'
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
		case 'saysNothing':
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

const isNothing = (value: unknown): boolean =>
	value === undefined || value === null || value === '';

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** The data as the request wants them; `undefined` where they are not. */
const FORMS: Record<Wanted, (data: unknown) => unknown> = {
	object: (data) => (isObject(data) ? data : undefined),
	list: (data) => (Array.isArray(data) ? data : undefined),
	entries(data) {
		if (isNothing(data) || (isObject(data) && Object.keys(data).length === 0)) return [];
		if (isObject(data)) return [data];
		return Array.isArray(data) ? data : undefined;
	},
	something: (data) => (isNothing(data) ? undefined : data),
	nothing: (data) => (isNothing(data) ? {} : data),
};

/** A user's word for what came instead; `undefined` where nothing came. */
function nameOf(data: unknown): string | undefined {
	if (isNothing(data) || isEmptyList(data)) return undefined;
	if (Array.isArray(data)) return 'a list';
	if (typeof data === 'object') return 'an object';
	return typeof data === 'string' ? 'a text' : `a ${typeof data}`;
}

function shaped(status: number, data: unknown, wants: Wanted): Outcome {
	const formed = FORMS[wants](data);
	if (formed !== undefined) return { answer: { status, data: formed } };
	const detail = nameOf(data);
	return { refusal: { kind: 'saysNothing', status, ...(detail ? { detail } : {}) } };
}

/**
 * Sorts a response into success and refusal. Every 2xx is a success (lists answer 206), except that
 * an envelope with `error: true` is a refusal under any status, and so is a success that does not
 * hold what the request wants.
 *
 * @param wants by default something for a GET, and nothing for all other methods
 */
export function readResponse(
	method: IHttpRequestMethods,
	response: RawResponse,
	wants: Wanted = method === 'GET' ? 'something' : 'nothing',
): Outcome {
	const { statusCode: status, body } = response;
	const retryAfter = word(response.headers['retry-after']);
	const good = status >= 200 && status < 300;

	if (method === 'HEAD' || isNothing(body)) {
		if (!good) return { refusal: { kind: 'refused', status, retryAfter } };
		return shaped(status, undefined, method === 'HEAD' ? 'nothing' : wants);
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
	return shaped(status, body.data, wants);
}
