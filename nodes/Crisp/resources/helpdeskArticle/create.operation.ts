import { NodeApiError, type IDataObject } from 'n8n-workflow';

import type { OperationContext, Parts } from '../../engine/spec';
import { articleParts, saveContent, updateMetadata } from './write';

/** Says what is there already, so that nobody creates it a second time. */
function explainHalf(error: unknown): unknown {
	if (!(error instanceof NodeApiError)) return error;
	error.message = `It was created, but not filled in: ${error.message}`;
	error.description = `${error.description ?? ''} Fill it in with 'Update'; 'Create' would find the path taken.`;
	return error;
}

/**
 * Creates an article or category and fills it in. One request for the path, which Crisp creates
 * empty, one for the text and one for the rest where they are given. The text goes before the
 * state, so that nothing is published without it.
 *
 * @throws NodeApiError which says so where the path was created and the rest was refused
 */
export async function create(parts: Parts, context: OperationContext): Promise<IDataObject> {
	const { content, metadata } = articleParts(parts);
	await context.send({
		method: 'POST',
		path: '/website/{websiteId}/helpdesk/tree/path/{locale}/{contentType}/{treePath+}',
		values: parts.path,
	});
	try {
		if (content !== undefined) await saveContent(parts, content, context);
		if (Object.keys(metadata).length > 0) await updateMetadata(parts, metadata, context);
	} catch (error) {
		throw explainHalf(error);
	}
	return {};
}
