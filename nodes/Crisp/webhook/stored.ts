import type { IDataObject } from 'n8n-workflow';

/** n8n stores them again with each delivery, so they must stay few. */
const MAX_STORED = 200;

const strings = (value: unknown): string[] =>
	Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];

/**
 * Whether a delivery was taken by another process of n8n, or before its last start.
 *
 * @param data the node's static data, which n8n reads anew for each request
 */
export const isStored = (data: IDataObject, key: string): boolean =>
	strings(data.deliveries).includes(key);

/**
 * Adds a delivery to the node's static data. n8n stores that when it has taken the delivery over,
 * and throws it away when it could not, which is what makes it right.
 *
 * @param taken others that this process has taken: of requests at the same time, the last one to be
 * stored wins
 */
export function store(data: IDataObject, key: string, taken: readonly string[]): void {
	const all = new Set([...strings(data.deliveries), ...taken]);
	all.delete(key);
	data.deliveries = [...all, key].slice(-MAX_STORED);
}
