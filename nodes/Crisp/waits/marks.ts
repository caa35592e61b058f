import { createHash, createHmac, timingSafeEqual } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../objects';
import type { How, Whom } from './answers';

/*
 * What an execution that waits leaves in the conversation, so that every process with the same token
 * learns of it: a text in the custom data, and a segment, by which such conversations are found. A
 * visitor can read and write the custom data of their conversation. So a mark is sealed with the key
 * of the token, holds no host, and proves nothing about an answer.
 */

/** The value of the custom data that holds the marks. */
export const MARK_NAME = 'n8n_ask';

/** The segment of conversations in which a question is open. */
export const MARK_SEGMENT = 'n8n-waiting';

/** One execution that waits for an answer in a conversation. */
export interface Mark {
	/** The signed address of the execution: path and query, without a host. */
	to: string;
	whom: Whom;
	how: How;
	/** When the wait is over, in milliseconds since 1970; 0 for never. */
	until: number;
	/** The n8n that waits, see `instanceTag`: other ones may use the same token. */
	instance: string;
}

/** A conversation. */
export interface Place {
	websiteId: string;
	sessionId: string;
}

/** Equal for equal places only. */
export const placeKey = ({ websiteId, sessionId }: Place): string => `${websiteId}:${sessionId}`;

/** Whether a mark stands for such a question. Of one wait, those with the same answers share a mark. */
export const isMarkOf = (
	mark: Pick<Mark, 'whom' | 'how'>,
	question: Pick<Mark, 'whom' | 'how'>,
): boolean => mark.whom === question.whom && mark.how === question.how;

/** Whether two marks are of one wait, for the same answers. */
export const isSameMark = (one: Mark, other: Mark): boolean =>
	one.to === other.to && isMarkOf(one, other);

/** All marks of a conversation. */
export interface Marks {
	open: Mark[];
	/** Keys of the latest answers (see `answerKey`), which start no workflow even after a restart. */
	taken: string[];
}

/** Answers that are remembered in a conversation. */
const MAX_TAKEN = 3;

/** Executions that wait in one conversation at once. */
export const MAX_OPEN = 5;

/** Names an n8n without telling anything about it. */
export const instanceTag = (instanceId: string): string =>
	createHash('sha256').update(instanceId).digest('hex').slice(0, 8);

const SEAL_LENGTH = 32;

const seal = (key: string, { websiteId, sessionId }: Place, what: readonly unknown[]): string =>
	createHmac('sha256', key)
		.update(JSON.stringify(['n8n_ask', websiteId, sessionId, ...what]))
		.digest('hex')
		.slice(0, SEAL_LENGTH);

function isSealed(given: unknown, wanted: string): boolean {
	if (typeof given !== 'string') return false;
	const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
	return one.length === other.length && timingSafeEqual(one, other);
}

const partsOf = ({ to, whom, how, until, instance }: Mark) => [to, whom, how, until, instance];

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

function readMark(value: unknown, key: string, place: Place): Mark[] {
	if (!isObject(value)) return [];
	const { to, whom, how, until, instance } = value;
	if (typeof to !== 'string' || typeof until !== 'number' || typeof instance !== 'string')
		return [];
	if (whom !== 'visitor' && whom !== 'team') return [];
	if (how !== 'approval' && how !== 'buttons' && how !== 'freeText') return [];
	const mark = { to, whom, how, until, instance } as const;
	return isSealed(value.seal, seal(key, place, partsOf(mark))) ? [mark] : [];
}

function readTaken(value: unknown, key: string, place: Place): string[] {
	if (!isObject(value) || typeof value.key !== 'string') return [];
	return isSealed(value.seal, seal(key, place, ['taken', value.key])) ? [value.key] : [];
}

const orNothing = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

/**
 * Reads the marks of a conversation. What is not sealed for this very conversation does not count.
 *
 * @param value of the custom data under `MARK_NAME`, whoever has written it
 * @param key of the token
 */
export function readMarks(value: unknown, key: string, place: Place): Marks {
	const given = typeof value === 'string' ? orNothing(value) : undefined;
	const { open, taken } = isObject(given) ? given : ({} as IDataObject);
	return {
		open: (isList(open) ? open.slice(0, MAX_OPEN) : []).flatMap((one) => readMark(one, key, place)),
		taken: (isList(taken) ? taken.slice(-MAX_TAKEN) : []).flatMap((one) =>
			readTaken(one, key, place),
		),
	};
}

/** @returns the text to keep in the custom data; empty where there is nothing to keep */
export function writeMarks({ open, taken }: Marks, key: string, place: Place): string {
	if (open.length === 0 && taken.length === 0) return '';
	return JSON.stringify({
		...(open.length > 0
			? { open: open.map((mark) => ({ ...mark, seal: seal(key, place, partsOf(mark)) })) }
			: {}),
		...(taken.length > 0
			? {
					taken: taken
						.slice(-MAX_TAKEN)
						.map((one) => ({ key: one, seal: seal(key, place, ['taken', one]) })),
				}
			: {}),
	});
}
