import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { isSentMessage, sessionOf, websiteOf } from './payload';

/** The column in which n8n keeps these keys holds 255; a repeated execution adds to its key. */
const MAX_KEY_LENGTH = 240;

/**
 * What makes a message one and the same, however often it arrives. Other events have none: two that
 * look alike, such as a state that is set twice, may well be two.
 *
 * @returns `undefined` where the event is no sent message or lacks a part
 */
export function identityOf(event: string, payload: IDataObject): string | undefined {
	const { fingerprint } = payload;
	const sessionId = sessionOf(payload);
	if (!isSentMessage(event) || sessionId === null) return undefined;
	if (typeof fingerprint !== 'number' && typeof fingerprint !== 'string') return undefined;
	return `${websiteOf(payload) ?? ''}:${sessionId}:${fingerprint}`;
}

/** The conversation of an identity. */
export function conversationOf(identity: string): { website: string; sessionId: string } {
	const [website, ...rest] = identity.split(':');
	return { website, sessionId: rest.slice(0, -1).join(':') };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The key under which n8n starts one execution only. It is unique in the whole instance, hence the
 * scope.
 *
 * @param scope the workflow and the node
 * @param identities of all that has one in the execution
 * @returns `undefined` where nothing has
 */
export function deduplicationKey(scope: string, identities: readonly string[]): string | undefined {
	if (identities.length === 0) return undefined;
	const what = identities.length === 1 ? identities[0] : digest(identities.join('\n'));
	const key = `${scope}:${what}`;
	return key.length <= MAX_KEY_LENGTH ? key : digest(key);
}
