import {
	answerOf,
	isFromVisitor,
	nicknameOf,
	operatorIdOf,
	senderOf,
	spokenOf,
	type Message,
} from '../message';

/** Who may answer. */
export type Whom = 'visitor' | 'team';

/** How a question is answered. */
export type How = 'approval' | 'buttons' | 'freeText';

/** A button, or a word that the team can answer with. */
export interface Choice {
	label: string;
	value: string;
}

/** What tells an answer from any other message. */
export interface Question {
	whom: Whom;
	how: How;
	/** Of `freeText` none. */
	choices: readonly Choice[];
	/** Of the message that asks. */
	fingerprint: number;
}

/** Who has answered; `link` where a link was used, and nobody can know who did. */
export type Answerer = 'visitor' | 'link' | { id: string; name: string };

export interface FoundAnswer {
	/** See `answerKey`; of a link there is none. */
	key?: string;
	/** Of the message that answers; `null` where none does. */
	fingerprint: number | null;
	text: string;
	/** Of a button. */
	value: string | null;
	by: Answerer;
}

const isNote = ({ type }: Message): boolean => type === 'note';

/** Whether a message is one that an operator has written as a private note, and no automated one. */
const isNoteOfOperator = (message: Message): boolean =>
	isNote(message) && senderOf(message) === 'operator';

/** Whether a message is one that the visitor has written. */
const isOfVisitor = (message: Message): boolean =>
	isFromVisitor(message) && senderOf(message) === 'visitor';

const isSame = (one: string, other: string): boolean =>
	one.trim().toLowerCase() === other.trim().toLowerCase();

/**
 * What makes an answer one and the same, in events and as it is read. A button that is pressed
 * changes the question, so that its fingerprint alone would stand for every change.
 */
export const answerKey = (fingerprint: unknown, pressed?: string | null): string =>
	pressed === undefined || pressed === null
		? String(fingerprint)
		: `${String(fingerprint)}#${pressed}`;

/**
 * The key of what an event may have brought as an answer; `undefined` where it is none whatever was
 * asked. It proves nothing: whether it is an answer is decided by what Crisp has (`findAnswer`).
 */
export function keyOfEvent(event: string, payload: Message, whom: Whom, how: How) {
	const { fingerprint } = payload;
	if (typeof fingerprint !== 'number' && typeof fingerprint !== 'string') return undefined;
	if (whom === 'team') {
		return event === 'message:received' && isNoteOfOperator(payload)
			? answerKey(fingerprint)
			: undefined;
	}
	if (how === 'buttons') {
		if (event !== 'message:updated') return undefined;
		const { value } = answerOf(payload.content);
		return value === null ? undefined : answerKey(fingerprint, value);
	}
	return event === 'message:send' && isOfVisitor(payload) ? answerKey(fingerprint) : undefined;
}

function answerOfVisitor(message: Message, { how, choices, fingerprint }: Question) {
	if (how === 'buttons') {
		if (message.fingerprint !== fingerprint) return undefined;
		const { value } = answerOf(message.content);
		// The visitor's side writes this; only what was offered counts, in the words of the offer.
		const choice = choices.find((one) => one.value === value);
		return choice && { key: answerKey(fingerprint, choice.value), text: choice.label, ...choice };
	}
	if (!isOfVisitor(message)) return undefined;
	return { key: answerKey(message.fingerprint), text: spokenOf(message), value: null };
}

function answerOfTeam(message: Message, { how, choices }: Question) {
	if (!isNoteOfOperator(message)) return undefined;
	const text = spokenOf(message);
	const key = answerKey(message.fingerprint);
	if (how === 'freeText') return { key, text, value: null };
	const choice = choices.find(({ label, value }) => isSame(text, label) || isSame(text, value));
	return choice && { key, text: choice.label, value: choice.value };
}

const timeOf = ({ timestamp }: Message): number => (typeof timestamp === 'number' ? timestamp : 0);

/**
 * The answer to a question among the messages of its conversation: the first one after the question
 * that is an answer to it.
 *
 * @param messages in the order of time
 * @param askedAt when it was asked, in milliseconds since 1970; counts only where the question itself
 * is not among the messages, as it is by the clock of n8n
 */
export function findAnswer(
	messages: readonly Message[],
	question: Question,
	askedAt: number,
): FoundAnswer | undefined {
	const at = messages.findIndex(({ fingerprint }) => fingerprint === question.fingerprint);
	const isPressed = question.whom === 'visitor' && question.how === 'buttons';
	const since = isPressed
		? messages
		: at >= 0
			? messages.slice(at + 1)
			: messages.filter((message) => timeOf(message) > askedAt);
	const read = question.whom === 'visitor' ? answerOfVisitor : answerOfTeam;
	for (const message of since) {
		const found = read(message, question);
		if (found === undefined) continue;
		const { key, text, value } = found;
		return {
			key,
			text,
			value,
			fingerprint: typeof message.fingerprint === 'number' ? message.fingerprint : null,
			by:
				question.whom === 'visitor'
					? 'visitor'
					: { id: operatorIdOf(message) ?? '', name: nicknameOf(message) },
		};
	}
	return undefined;
}
