import type { IDataObject } from 'n8n-workflow';

import { asObject } from '../objects';
import { KEY_LENGTH, kept, type Span, type Times } from './deliveries';

/**
 * Stored beside those that must be known for certain. n8n stores all of them again with each
 * delivery, 10 bytes for each: 2 KB as long as little comes, 100 KB at most.
 */
const MAX_OTHERS = 200;

const MINUTE_MS = 60_000;

/**
 * What the node's static data holds of deliveries: taken by another process of n8n, or before its
 * last start. One text of keys, each as long as the others, for each minute.
 *
 * @param data the node's static data, which n8n reads for each request
 * @returns each with the end of its minute, so that none is forgotten too early
 */
export function readStored(data: IDataObject): Map<string, number> {
	const times = new Map<string, number>();
	for (const [minute, keys] of Object.entries(asObject(data.deliveries))) {
		const at = (parseInt(minute, 36) + 1) * MINUTE_MS;
		if (typeof keys !== 'string' || !Number.isFinite(at)) continue;
		for (let start = 0; start < keys.length; start += KEY_LENGTH) {
			times.set(keys.slice(start, start + KEY_LENGTH), at);
		}
	}
	return times;
}

/**
 * Puts deliveries into the node's static data. n8n stores that when it has taken the delivery over,
 * and throws it away when it could not, which is what makes it right.
 *
 * @returns puts the same there again, for an n8n that has forgotten that something was put there
 */
export function store(data: IDataObject, times: Times, span: Span): () => void {
	const minutes: Record<string, string> = {};
	for (const [key, at] of kept(times, span, MAX_OTHERS)) {
		const minute = Math.floor(at / MINUTE_MS).toString(36);
		minutes[minute] = (minutes[minute] ?? '') + key;
	}
	const put = () => void (data.deliveries = minutes);
	put();
	return put;
}
