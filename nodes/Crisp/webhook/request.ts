import type { IWebhookFunctions } from 'n8n-workflow';

import { asObject } from '../objects';

/** A request as n8n hands it over, reduced to what is looked at. */
export interface HookRequest {
	/** As sent; `undefined` where this n8n keeps no raw body. */
	raw?: Buffer;
	/** As parsed by n8n. */
	parsed: unknown;
	/** `?key=` of the address; `undefined` where it is missing or given twice. */
	key?: string;
	/** X-Crisp-Request-Timestamp and X-Crisp-Signature. */
	timestamp?: string;
	signature?: string;
}

const single = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value : undefined;

/** Reads a request. Nothing of it but the body goes any further. */
export async function readRequest(context: IWebhookFunctions): Promise<HookRequest> {
	const request = context.getRequestObject();
	// n8n reads it before it calls a node; kept for hosts that wait to be asked.
	if (request.rawBody === undefined) await request.readRawBody?.();
	const { rawBody } = request;
	const headers = context.getHeaderData();
	return {
		...(Buffer.isBuffer(rawBody) ? { raw: rawBody } : {}),
		parsed: context.getBodyData(),
		key: single(asObject(context.getQueryData()).key),
		timestamp: single(headers['x-crisp-request-timestamp']),
		signature: single(headers['x-crisp-signature']),
	};
}
