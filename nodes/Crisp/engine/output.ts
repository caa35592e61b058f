import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isObject } from '../objects';
import type { Output } from './spec';

/** Crisp's own name of a path parameter: `sessionId` → `session_id`. */
const wireName = (name: string): string =>
	name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The ids of the path in Crisp's words, so that a later node can use them. */
export function idsOf(path: Record<string, string>): IDataObject {
	return Object.fromEntries(Object.entries(path).map(([name, value]) => [wireName(name), value]));
}

/** A list of anything as items; bare texts and numbers get the key `value`. */
const toItems = (data: unknown): IDataObject[] =>
	[data].flat().map((entry) => (isObject(entry) ? entry : { value: entry as string }));

/**
 * The items of one input item, each linked to it.
 *
 * @param ids see `idsOf`; part of the answers that have no content of their own
 */
export function toOutput(
	output: Output,
	data: unknown,
	ids: IDataObject,
	itemIndex: number,
): INodeExecutionData[] {
	const content = isObject(data) ? data : {};
	const rows: Record<Output, () => IDataObject[]> = {
		item: () => toItems(data),
		items: () => toItems(data),
		success: () => [{ success: true, ...ids, ...content }],
		deleted: () => [{ deleted: true, ...ids }],
		exists: () => [{ exists: content.exists === true, ...ids }],
	};
	return rows[output]().map((json) => ({ json, pairedItem: { item: itemIndex } }));
}
