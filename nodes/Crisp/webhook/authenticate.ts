import { refuseAge } from './age';
import { isDeep } from './depth';
import type { Rejection } from './rejection';
import type { HookSender } from './request';
import type { HookSettings } from './settings';
import { isSame, isSigned } from './signature';

const NOT_SIGNED: Rejection = {
	status: 401,
	reason: 'The request is not signed.',
	advice: "Website Hooks of Crisp are never signed: is 'Hook Type' the right one?",
};

const FORGED: Rejection = {
	status: 401,
	reason: 'The signature does not fit.',
	advice:
		"Compare 'Web Hook Secret' in the credential with the secret that the Marketplace shows under Plugins > your plugin > Settings > Events.",
};

/**
 * Whether somebody may have sent a request who can be known only by its body: what refuses all others
 * costs next to nothing.
 *
 * @returns `undefined` where the sender is known, or may be by the signature of the body
 */
export function refuseStranger(
	{ key, timestamp, signature }: HookSender,
	{ hookType, secret }: HookSettings,
): Rejection | undefined {
	if (hookType === 'plugin') {
		return signature === undefined || timestamp === undefined ? NOT_SIGNED : undefined;
	}
	if (key !== undefined && isSame(key, secret)) return undefined;
	return {
		status: 401,
		reason: key === undefined ? 'The address has no key.' : 'The key does not fit.',
		advice:
			"The address that is entered in Crisp must end with ?key= and the 'Web Hook Secret' of the credential.",
	};
}

/** A body as Node.js writes it; `undefined` where it is no JSON, or nested deeper than Crisp's are. */
function rewritten(body: Buffer): string | undefined {
	if (isDeep(body)) return undefined;
	try {
		return JSON.stringify(JSON.parse(body.toString('utf8')));
	} catch {
		return undefined;
	}
}

/**
 * Checks the signature of a plugin hook: over the bytes as they came, and only where it does not fit
 * them, over the body as Node.js writes it. The official client for Go signs the former, the one for
 * Node.js the latter; what Crisp itself does is not documented.
 *
 * @param now milliseconds since 1970
 * @returns `undefined` where it is Crisp's, and young enough
 */
export function refuseForgery(
	{ timestamp = '', signature = '' }: HookSender,
	body: Buffer,
	{ hookType, secret, maxAgeMs }: HookSettings,
	now: number,
): Rejection | undefined {
	if (hookType !== 'plugin') return undefined;
	if (!isSigned(secret, timestamp, signature, [body])) {
		const form = rewritten(body);
		if (form === undefined || !isSigned(secret, timestamp, signature, [form])) return FORGED;
	}
	return refuseAge(timestamp, maxAgeMs, now);
}
