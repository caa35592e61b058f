import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

import type { Tier, Website } from '../model';
import { Refusal } from './envelope';

export interface Credential {
	identifier: string;
	key: string;
}

export type Credentials = Record<Tier, Credential>;

/** Who makes a request or holds a socket. */
export interface Caller {
	tier: Tier;
	identifier: string;
}

const same = (a: string, b: string): boolean => {
	const [left, right] = [Buffer.from(a), Buffer.from(b)];
	return left.length === right.length && timingSafeEqual(left, right);
};

/** @returns undefined unless tier, identifier and key belong together */
export function identify(
	credentials: Credentials,
	given: { tier: unknown; identifier: unknown; key: unknown },
): Caller | undefined {
	const { tier, identifier, key } = given;
	if (tier !== 'website' && tier !== 'plugin' && tier !== 'user') return undefined;
	if (typeof identifier !== 'string' || typeof key !== 'string') return undefined;
	const known = credentials[tier];
	return same(known.identifier, identifier) && same(known.key, key)
		? { tier, identifier }
		: undefined;
}

/**
 * Reads HTTP Basic and `X-Crisp-Tier`.
 *
 * @throws Refusal 401 `invalid_session`, the same for a wrong token and a wrong or missing tier
 */
export function authenticate(credentials: Credentials, headers: IncomingHttpHeaders): Caller {
	const pair = /^Basic\s+([A-Za-z0-9+/=]+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
	const text = Buffer.from(pair, 'base64').toString('utf8');
	const colon = text.indexOf(':');
	const caller = identify(credentials, {
		tier: headers['x-crisp-tier'],
		identifier: text.slice(0, Math.max(colon, 0)),
		key: text.slice(colon + 1),
	});
	if (!caller) throw new Refusal(401, 'invalid_session');
	return caller;
}

/** @throws Refusal where the website does not exist or the caller may not see it */
export function checkSees(caller: Caller, website: Website | undefined): Website {
	if (!website) throw new Refusal(404, 'website_not_found');
	if (website.seenBy.has(caller.tier)) return website;
	throw caller.tier === 'plugin'
		? new Refusal(404, 'not_subscribed')
		: new Refusal(403, 'not_allowed');
}
