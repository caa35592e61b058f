import { buildPath } from '../client/path';
import type { Client } from '../client/request';
import { isObject } from '../objects';
import { metasOf } from './keeping';
import { MARK_SEGMENT, type Place } from './marks';
import type { Waits } from './registry';

/** Pages of conversations with an open question that are read at once; beyond, events tell. */
const MAX_PAGES = 10;

const PER_PAGE = 50;

/**
 * Reads in which conversations of a website a question is open, and takes note of the marks there. One
 * request for 50 conversations.
 *
 * @throws NodeApiError
 */
export async function findWaits(
	{ send }: Client,
	websiteId: string,
	waits: Waits,
	signal?: AbortSignal,
): Promise<Place[]> {
	const found: Place[] = [];
	for (let page = 1; page <= MAX_PAGES; page++) {
		const { data } = await send(
			{
				method: 'GET',
				path: buildPath('/website/{websiteId}/conversations/{page}', {
					websiteId,
					page: String(page),
				}),
				query: { per_page: PER_PAGE, search_type: 'segment', search_query: MARK_SEGMENT },
				wants: 'list',
			},
			{ signal },
		);
		const list = (data as unknown[]).filter(isObject);
		for (const { session_id: sessionId, meta } of list) {
			if (typeof sessionId !== 'string') continue;
			const place = { websiteId, sessionId };
			waits.learn(place, metasOf(meta).data);
			found.push(place);
		}
		if (list.length < PER_PAGE) break;
	}
	return found;
}
