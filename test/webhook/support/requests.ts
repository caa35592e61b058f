import type { IDataObject } from 'n8n-workflow';

import { signatureOf } from '../../../nodes/Crisp/webhook/signature';
import { EVENT_SAMPLES, SAMPLE_WEBSITE } from '../../../scripts/eventSamples';
import { SECRET } from './host';

/** The body of a web hook, as it goes over the wire. */
export const bodyOf = (
	event: string,
	data: unknown = EVENT_SAMPLES[event],
	more: IDataObject = {},
): string =>
	JSON.stringify({
		website_id: SAMPLE_WEBSITE,
		event,
		data,
		timestamp: 1_763_803_214_900,
		...more,
	});

export interface PostSettings {
	/** Value of X-Crisp-Request-Timestamp; the present where it is left out. */
	timestamp?: string;
	secret?: string;
	/** What is signed, where it is not what is sent. */
	signed?: string;
	headers?: Record<string, string>;
	/** Ends the request before its answer. */
	signal?: AbortSignal;
}

export interface Answer {
	status: number;
	text: string;
	type: string | null;
}

/** Posts a body, and reads the answer. */
export async function post(
	url: string,
	body: string,
	headers: Record<string, string> = {},
	signal?: AbortSignal,
): Promise<Answer> {
	const response = await fetch(url, {
		signal,
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body,
	});
	return {
		status: response.status,
		text: await response.text(),
		type: response.headers.get('content-type'),
	};
}

/** Posts a body as a plugin hook. */
export async function postSigned(
	url: string,
	body: string,
	{
		timestamp = String(Date.now()),
		secret = SECRET,
		signed = body,
		headers,
		signal,
	}: PostSettings = {},
): Promise<Answer> {
	return await post(
		url,
		body,
		{
			'x-crisp-request-timestamp': timestamp,
			'x-crisp-signature': signatureOf(secret, timestamp, signed),
			...headers,
		},
		signal,
	);
}
