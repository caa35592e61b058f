import { endingOf } from '../../client/answer';
import { refusalOf } from '../../client/errors';
import { isLock, passesByItself } from '../../client/retry';

/**
 * What a request that failed means for the gap that it was to fill:
 *
 * - `passes`: the same request may succeed later, so it is sent again for as long as the gap is open
 * - `person`: nothing can be read before somebody has done something, such as entering a new key
 * - `gone`: this conversation or website cannot be read; the others can
 * - `stopped`: nobody wants the answer
 */
export type Trouble = 'passes' | 'person' | 'gone' | 'stopped';

/** @param error what a request rejected with */
export function troubleOf(error: unknown): Trouble {
	const refusal = refusalOf(error);
	// Nothing was sent: the credential cannot be used as it is.
	if (refusal === undefined) return 'person';
	const { kind, status } = refusal;
	if (kind === 'cancelled') return 'stopped';
	if (kind !== 'refused') return 'passes';
	if (status === 401 || isLock(status)) return 'person';
	return endingOf(refusal) !== undefined && passesByItself(status) ? 'passes' : 'gone';
}

/** Whether Crisp answered without the list that was asked for. */
export const saysNothing = (error: unknown): boolean => refusalOf(error)?.kind === 'saysNothing';

/** Whether a request failed because the quota of the token is used up. */
export const isQuota = (error: unknown): boolean => isLock(refusalOf(error)?.status);
