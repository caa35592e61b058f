import type { IWebhookFunctions } from 'n8n-workflow';

import { asObject } from '../objects';
import { isDeepValue } from './depth';
import type { Rejection } from './rejection';

/** Who has sent a request, as its headers and its address tell. */
export interface HookSender {
	/** `?key=` of the address; `undefined` where it is missing or given twice. */
	key?: string;
	/** X-Crisp-Request-Timestamp and X-Crisp-Signature. */
	timestamp?: string;
	signature?: string;
}

/** Of a body. Those of Crisp have some thousand bytes; texts of messages are the longest of it. */
export const MAX_BODY_BYTES = 1_000_000;

const single = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value : undefined;

/** Reads what tells the sender. Nothing of it goes any further, and the body is not looked at. */
export function readSender(context: IWebhookFunctions): HookSender {
	const headers = context.getHeaderData();
	return {
		key: single(asObject(context.getQueryData()).key),
		timestamp: single(headers['x-crisp-request-timestamp']),
		signature: single(headers['x-crisp-signature']),
	};
}

const TOO_LARGE: Rejection = {
	status: 413,
	reason: `The body is larger than ${MAX_BODY_BYTES / 1_000_000} MB.`,
};

export const TOO_DEEP: Rejection = { status: 400, reason: 'The body is nested too deep.' };

const isTooLarge = (bytes: number): boolean => bytes > MAX_BODY_BYTES;

/**
 * The bytes of the body as they were sent, unread. Where an n8n keeps none, those of what it has
 * made of them.
 *
 * @returns why not, where there are too many; never rejects
 */
export async function readBody(context: IWebhookFunctions): Promise<Buffer | Rejection> {
	const request = context.getRequestObject();
	if (isTooLarge(Number(context.getHeaderData()['content-length']))) return TOO_LARGE;
	try {
		// n8n reads it before it calls a node; not so where the body says that it has several parts.
		if (request.rawBody === undefined) await request.readRawBody?.();
	} catch {
		return { status: 400, reason: 'The body cannot be read.' };
	}
	const { rawBody } = request;
	if (Buffer.isBuffer(rawBody)) return isTooLarge(rawBody.length) ? TOO_LARGE : rawBody;
	const parsed = context.getBodyData();
	if (isDeepValue(parsed)) return TOO_DEEP;
	const written = Buffer.from(JSON.stringify(parsed));
	return isTooLarge(written.length) ? TOO_LARGE : written;
}
