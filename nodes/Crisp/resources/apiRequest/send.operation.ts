import type { IHttpRequestMethods } from 'n8n-workflow';

import { toLimit, ValueError } from '../../engine/convert';
import { buildPath, segmentsOf } from '../../client/path';
import { fetchPages } from '../../engine/pages';
import type { OperationContext, Parts } from '../../engine/spec';

/** Crisp's paths name the conversation or the contact that is written to, if there is one. */
const WRITTEN_TO = /\/(?:conversation|people\/\w+)\/([^/]+)/;

/** Writes to one conversation or contact go one after another, and so do all other writes. */
export function laneOf({ input: { method, path } }: Parts): string | undefined {
	if (method === 'GET' || method === 'HEAD') return undefined;
	return WRITTEN_TO.exec(String(path))?.[1] ?? '';
}

/**
 * Any route of the API, with the authentication, retries, paging and words of the other operations.
 *
 * The path is taken apart at its slashes and every part is encoded, so that it can neither leave the
 * base URL nor carry a query of its own. Within a part `{websiteId}` stands for the chosen website,
 * `{page}` for the number of the page.
 */
export async function sendRequest(parts: Parts, context: OperationContext): Promise<unknown> {
	const { path, method, pagination = 'none', returnAll, limit } = parts.input;
	const template = String(path);
	if (/^\w+:/.test(template) || /[?#]/.test(template)) {
		throw new ValueError(
			"'Path' is more than a path: leave out the host, and use 'Query Parameters'",
		);
	}
	const website = template.includes('{websiteId}') ? context.websiteId() : '';
	// Says that there is none, or that it cannot be part of a path, in place of 'Path'.
	if (template.includes('{websiteId}')) buildPath('{websiteId}', { websiteId: website });
	const segments = segmentsOf(template);
	const wants = pagination === 'none' ? undefined : 'entries';
	const fetch = async (page: number, query = {}): Promise<unknown> => {
		// By functions: in a text, `$&` and the like would stand for something else.
		const filled = segments.map((segment) =>
			segment.replaceAll('{page}', () => String(page)).replaceAll('{websiteId}', () => website),
		);
		const answer = await context.send({
			method: method as IHttpRequestMethods,
			path: '/{path+}',
			values: { path: filled },
			query: { ...parts.query, ...(parts.input.query as object), ...query },
			body: parts.body,
			wants,
		});
		return answer.data;
	};
	if (pagination === 'none') return await fetch(1);
	const pages = pagination === 'timestampBefore' ? 'timestampBefore' : 'pathNumber';
	return await fetchPages(
		{ pages },
		parts,
		toLimit(returnAll, () => limit),
		fetch,
	);
}
