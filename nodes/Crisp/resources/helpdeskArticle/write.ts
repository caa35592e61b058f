import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../objects';
import type { OperationContext, Parts } from '../../engine/spec';

/** What is to be written of an article, apart because Crisp has a route for each. */
export interface ArticleParts {
	/** The text; `undefined` leaves it as it is. */
	content?: unknown;
	/** Title, state and the like; without keys they stay as they are. */
	metadata: IDataObject;
}

/** Takes the body that the fields made apart. */
export function articleParts({ body }: Parts): ArticleParts {
	const { content, ...metadata } = isObject(body) ? body : {};
	return { content, metadata };
}

const request = (part: 'content' | 'metadata', { path: values }: Parts) => ({
	path: `/website/{websiteId}/helpdesk/tree/${part}/{locale}/{contentType}/{treePath+}`,
	values,
});

/** Replaces the text of an article. */
export async function saveContent(
	parts: Parts,
	content: unknown,
	{ send }: OperationContext,
): Promise<void> {
	await send({ method: 'PUT', ...request('content', parts), body: { content } });
}

/** Changes the given metadata of an article or category. */
export async function updateMetadata(
	parts: Parts,
	metadata: IDataObject,
	{ send }: OperationContext,
): Promise<void> {
	await send({ method: 'PATCH', ...request('metadata', parts), body: metadata });
}
