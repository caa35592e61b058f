import type { IDataObject } from 'n8n-workflow';

import { asObject } from '../objects';

/** What the body of a web hook says. Source: Web Hooks Reference of Crisp. */
export interface Envelope {
	event: string;
	/** `null` where the body names none. */
	websiteId: string | null;
	/** What the real-time API gives as the payload of the event. */
	payload: IDataObject;
	/** In milliseconds since 1970; `undefined` where the body has none. */
	timestamp?: number;
}

/** The body is not that of a web hook; why, in words that quote nothing of it. */
export interface Malformed {
	malformed: string;
}

/** @returns `undefined` where the bytes are not JSON */
export function parseBody(raw: Buffer): unknown {
	try {
		return JSON.parse(raw.toString('utf8').replace(/^\uFEFF/, ''));
	} catch {
		return undefined;
	}
}

/** @param body as parsed; `undefined` where it could not be */
export function readEnvelope(body: unknown): Envelope | Malformed {
	if (body === undefined) return { malformed: 'The body is not JSON.' };
	const { event, website_id: websiteId, data, timestamp } = asObject(body);
	if (typeof event !== 'string' || event === '') {
		return { malformed: "The body has no 'event'." };
	}
	if (typeof data !== 'object' || data === null || Array.isArray(data)) {
		return { malformed: "The body has no object in 'data'." };
	}
	return {
		event,
		websiteId: typeof websiteId === 'string' && websiteId !== '' ? websiteId : null,
		payload: asObject(data),
		...(typeof timestamp === 'number' ? { timestamp } : {}),
	};
}
