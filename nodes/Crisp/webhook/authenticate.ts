import { refuseAge } from './age';
import type { Rejection } from './rejection';
import type { HookRequest } from './request';
import type { HookSettings } from './settings';
import { isSame, isSigned } from './signature';

function refusePlugin(
	{ raw, parsed, timestamp, signature }: HookRequest,
	{ secret, maxAgeMs }: HookSettings,
	now: number,
): Rejection | undefined {
	if (signature === undefined || timestamp === undefined) {
		return {
			status: 401,
			reason: 'The request is not signed.',
			advice: "Website Hooks of Crisp are never signed: is 'Hook Type' the right one?",
		};
	}
	const bodies = [...(raw ? [raw] : []), JSON.stringify(parsed ?? {})];
	if (!isSigned(secret, timestamp, signature, bodies)) {
		return {
			status: 401,
			reason: 'The signature does not fit.',
			advice:
				"Compare 'Web Hook Secret' in the credential with the secret that the Marketplace shows under Plugins > your plugin > Settings > Events.",
		};
	}
	return refuseAge(timestamp, maxAgeMs, now);
}

function refuseWebsite({ key }: HookRequest, { secret }: HookSettings): Rejection | undefined {
	if (key !== undefined && isSame(key, secret)) return undefined;
	return {
		status: 401,
		reason: key === undefined ? 'The address has no key.' : 'The key does not fit.',
		advice:
			"The address that is entered in Crisp must end with ?key= and the 'Web Hook Secret' of the credential.",
	};
}

/**
 * Checks who has sent a request.
 *
 * @param now milliseconds since 1970
 * @returns `undefined` where it is Crisp
 */
export function refuseSender(
	request: HookRequest,
	settings: HookSettings,
	now: number,
): Rejection | undefined {
	return settings.hookType === 'plugin'
		? refusePlugin(request, settings, now)
		: refuseWebsite(request, settings);
}
