import type { CatalogueRoute, Verb } from './catalogue';
import type { Answer } from './envelope';

const REASONS: Record<Verb, string> = {
	GET: 'resolved',
	HEAD: 'resolved',
	POST: 'added',
	PUT: 'updated',
	PATCH: 'updated',
	DELETE: 'deleted',
};

/** A plausible envelope without content, for routes that the sandbox has no model of. */
export function notModelled({ verb, list }: CatalogueRoute): Answer {
	return list ? { reason: 'listed', data: [] } : { reason: REASONS[verb], data: {} };
}
