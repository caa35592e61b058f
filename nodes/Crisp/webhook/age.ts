import { durationInWords, unixTimeToMs } from '../units';
import type { Rejection } from './rejection';

/**
 * The time of X-Crisp-Request-Timestamp in milliseconds. Its unit is not documented, and receivers
 * in use read it as the one or the other.
 *
 * @returns `undefined` where it is no number
 */
export function readTimestamp(value: string): number | undefined {
	return /^\d{1,16}(\.\d+)?$/.test(value.trim()) ? unixTimeToMs(Number(value)) : undefined;
}

/**
 * What is wrong with the age of a request whose signature is right. Clocks may differ both ways.
 *
 * @param maxAgeMs in milliseconds; 0 allows any age
 * @param now milliseconds since 1970
 */
export function refuseAge(timestamp: string, maxAgeMs: number, now: number): Rejection | undefined {
	if (maxAgeMs === 0) return undefined;
	const sentAt = readTimestamp(timestamp);
	if (sentAt === undefined) {
		return { status: 400, reason: 'The timestamp of the request is not a number.' };
	}
	const age = now - sentAt;
	if (Math.abs(age) <= maxAgeMs) return undefined;
	return {
		status: 403,
		reason: age > 0 ? 'The request is too old.' : 'The request is from the future.',
		advice: `Its timestamp is ${durationInWords(Math.abs(age))} ${age > 0 ? 'in the past' : 'in the future'}. Check the clock of this machine, or raise 'Max Age'.`,
	};
}
