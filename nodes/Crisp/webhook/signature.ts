import { createHash, createHmac, timingSafeEqual } from 'crypto';

/** Compares in a time that does not tell where two texts differ, nor how long they are. */
export function isSame(a: string, b: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(digest(a), digest(b));
}

/**
 * The signature of Crisp's Plugin Hooks: hex HMAC-SHA256 of `[timestamp;body]`. Source: `verifyHook`
 * of the official clients.
 *
 * @param timestamp value of X-Crisp-Request-Timestamp, as it was sent
 * @param body the bytes of the body
 */
export const signatureOf = (secret: string, timestamp: string, body: Buffer | string): string =>
	createHmac('sha256', secret).update(`[${timestamp};`).update(body).update(']').digest('hex');

/**
 * Whether one of the forms of a body was signed.
 *
 * @param bodies forms to try; all are tried whatever the first one gives
 */
export function isSigned(
	secret: string,
	timestamp: string,
	signature: string,
	bodies: ReadonlyArray<Buffer | string>,
): boolean {
	return bodies
		.map((body) => isSame(signatureOf(secret, timestamp, body), signature))
		.includes(true);
}
