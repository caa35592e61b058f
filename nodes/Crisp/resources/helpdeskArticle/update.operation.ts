import type { IDataObject } from 'n8n-workflow';

import type { OperationContext, Parts } from '../../engine/spec';
import { articleParts, saveContent, updateMetadata } from './write';

/**
 * Changes the given parts of an article or category: the text first, so that a new state applies to
 * the new text, then title, state and the like. Parts that are not given stay as they are.
 */
export async function update(parts: Parts, context: OperationContext): Promise<IDataObject> {
	const { content, metadata } = articleParts(parts);
	if (content !== undefined) await saveContent(parts, content, context);
	if (content === undefined || Object.keys(metadata).length > 0) {
		await updateMetadata(parts, metadata, context);
	}
	return {};
}
