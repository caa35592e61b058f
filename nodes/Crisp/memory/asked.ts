import type { IDataObject } from 'n8n-workflow';

import { isAnswered, isFromVisitor, textOf, unanswered, type Message } from '../message';
import { asObject } from '../objects';

/** What an item tells of the messages that an agent is asked with. */
export interface Prompted {
	/** IDs of the messages; of a burst all that it names. */
	fingerprints: Set<string>;
	/** When they were written, in milliseconds since 1970; for items that name no IDs. */
	timestamps: Set<string>;
	/** What they say; a line or more for each message of a burst. */
	text: string;
}

/** Crisp's numbers, which may have become text on their way. */
const known = (values: unknown[]): Set<string> =>
	new Set(values.filter((value) => /^\d+$/.test(String(value))).map(String));

const isOneOf = (marks: Set<string>, value: unknown): boolean => marks.has(String(value));

/**
 * Reads an item of a Crisp trigger, the payload of Crisp in it, or any other item with `chatInput`.
 *
 * @returns `undefined` where the item holds no message
 */
export function readAsked(item: IDataObject): Prompted | undefined {
	const { chatInput, content, from, messages } = item;
	const isPayload = content !== undefined && from !== undefined;
	if (typeof chatInput !== 'string' && !isPayload) return undefined;
	const burst = Array.isArray(messages) ? messages.map(asObject) : [];
	const all = burst.length > 0 ? burst : [item];
	return {
		fingerprints: known(all.map(({ fingerprint }) => fingerprint)),
		timestamps: known(all.map(({ timestamp }) => timestamp)),
		text: typeof chatInput === 'string' ? chatInput : textOf(content),
	};
}

const hasMarks = ({ fingerprints, timestamps }: Prompted): boolean =>
	fingerprints.size > 0 || timestamps.size > 0;

/** Messages of the visitor, or questions with the visitor's answer, that an item names. */
function named(messages: readonly Message[], { fingerprints, timestamps }: Prompted): Set<Message> {
	const isNamed = (message: Message): boolean =>
		fingerprints.size > 0
			? isOneOf(fingerprints, message.fingerprint) &&
				(isFromVisitor(message) || isAnswered(message))
			: isOneOf(timestamps, message.timestamp) && isFromVisitor(message);
	return new Set(messages.filter(isNamed));
}

/** The newest messages of the visitor that say a text together, as a trigger joins those of a burst. */
function saying(messages: readonly Message[], text: string): Set<Message> {
	const said = messages.filter(isFromVisitor);
	const texts = said.map(({ content }) => textOf(content));
	for (let end = said.length; end > 0; end--) {
		let rest = text;
		for (let start = end - 1; start >= 0 && texts[start] !== ''; start--) {
			if (texts[start] === rest) return new Set(said.slice(start, end));
			const tail = `\n${texts[start]}`;
			if (!rest.endsWith(tail)) break;
			rest = rest.slice(0, -tail.length);
		}
	}
	return new Set();
}

/**
 * The messages that are no part of what an agent is asked: without the asked ones themselves, which the
 * agent has in its prompt, and without what the visitor has written since, which has executions of its
 * own. What your side has said since stays.
 *
 * @param messages of one conversation, oldest first
 * @param items of which one may hold the asked messages; the first that does counts
 * @returns all messages where no item holds one of them
 */
export function withoutAsked(
	messages: readonly Message[],
	items: Iterable<IDataObject>,
): readonly Message[] {
	for (const item of items) {
		const asked = readAsked(item);
		if (!asked) continue;
		const found = hasMarks(asked) ? named(messages, asked) : saying(messages, asked.text);
		if (found.size > 0) return cut(messages, found);
	}
	return messages;
}

function cut(messages: readonly Message[], asked: ReadonlySet<Message>): Message[] {
	const last = messages.findLastIndex((message) => isFromVisitor(message) && asked.has(message));
	return messages.flatMap((message, index) => {
		if (!isFromVisitor(message)) return [asked.has(message) ? unanswered(message) : message];
		return asked.has(message) || (last >= 0 && index > last) ? [] : [message];
	});
}
