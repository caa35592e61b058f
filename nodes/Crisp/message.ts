/**
 * What a message of Crisp is: who wrote it, which way it went, what it says and which file it
 * carries. The only place that knows; triggers, transcripts, the chat memory, handoff, downloads and
 * the catch-up ask here. Fields as Crisp's official client 11.3.0 types them.
 */

/** A message, as an event or as the REST API gives it. */
export type Message = Readonly<Record<string, unknown>>;

export type Sender = 'visitor' | 'operator' | 'bot';

const isObject = (value: unknown): value is Message =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const asObject = (value: unknown): Message => (isObject(value) ? value : {});

const objects = (value: unknown): Message[] => (Array.isArray(value) ? value.filter(isObject) : []);

const textAt = (object: Message, key: string): string => {
	const value = object[key];
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/**
 * The ID of the operator who wrote a message; `undefined` where no operator did. Source: payloads of
 * third-party deployments. The API and plugins send messages of your side without such an ID; that
 * of a visitor's message begins with `session_`.
 */
export function operatorIdOf(message: Message): string | undefined {
	const { user_id: id } = asObject(message.user);
	return typeof id === 'string' && id !== '' && !id.startsWith('session_') ? id : undefined;
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * The ID of a conversation as the API takes it. When Crisp's own AI calls a tool, its header
 * X-Crisp-Session-Id holds the UUID without `session_` (source: a third-party deployment).
 *
 * @param id as it was given; anything else than a bare UUID comes back as it is, without spaces around it
 */
export function toSessionId(id: string): string {
	const trimmed = id.trim();
	return UUID.test(trimmed) ? `session_${trimmed}` : trimmed;
}

/** Whether a message came from the visitor's side. */
export const isFromVisitor = ({ from }: Message): boolean => from === 'user';

/**
 * Who wrote a message. `bot` stands for everything that nobody typed: messages marked as automated,
 * and those of your side without an operator, which plugins and the API send. Crisp documents only
 * `from` and `automated`.
 */
export function senderOf(message: Message): Sender {
	if (message.automated === true) return 'bot';
	if (isFromVisitor(message)) return 'visitor';
	return operatorIdOf(message) === undefined ? 'bot' : 'operator';
}

/** The name that a message shows for its sender; empty where it has none. */
export const nicknameOf = ({ user }: Message): string => textAt(asObject(user), 'nickname');

/** Whether only operators see a message: private notes, and the lines that Crisp puts in between. */
export const isInternal = ({ type }: Message): boolean => type === 'note' || type === 'event';

/** Whether a human of your side has answered the visitor with this message. */
export const isHumanAnswer = (message: Message): boolean =>
	!isInternal(message) && senderOf(message) === 'operator';

/** When a message was written, in milliseconds since 1970; 0 where it does not say. */
export const writtenAt = ({ timestamp }: Message): number => Number(timestamp) || 0;

/**
 * Whether a message is the line that Crisp puts in where a conversation is resolved. Source: exports
 * of third-party deployments, in two of which its namespace is this one; it is not documented.
 */
export const tellsResolution = ({ type, content }: Message): boolean =>
	type === 'event' && asObject(content).namespace === 'state:resolved';

/**
 * When a human has answered last in the given messages, and when the conversation was resolved last;
 * 0 where neither is among them.
 */
export function lastTimesOf(messages: readonly unknown[]): {
	answeredAt: number;
	resolvedAt: number;
} {
	const newest = (which: (message: Message) => boolean) =>
		Math.max(0, ...messages.filter(isObject).filter(which).map(writtenAt));
	return { answeredAt: newest(isHumanAnswer), resolvedAt: newest(tellsResolution) };
}

/** The event that tells of a message. Crisp names both from the visitor's view. */
export const eventOf = (message: Message): 'message:send' | 'message:received' =>
	isFromVisitor(message) ? 'message:send' : 'message:received';

/**
 * The content of a message as the text to give to a language model: its words, the choice or the
 * value that a visitor has given, or the address of a file.
 */
export function textOf(content: unknown): string {
	if (typeof content === 'string') return content;
	const object = asObject(content);
	return answerOf(content).label ?? (textAt(object, 'text') || textAt(object, 'url'));
}

/** What a visitor has answered to buttons (a picker) or a field; `null` where they have not. */
export interface GivenAnswer {
	/** The ID that the question was sent with. */
	question: string | null;
	/** Of several choices, all, separated by commas. */
	value: string | null;
	/** Of a field, its value. */
	label: string | null;
}

/** @param content of a message as it is after the answer */
export function answerOf(content: unknown): GivenAnswer {
	const object = asObject(content);
	const chosen = objects(object.choices).filter(({ selected }) => selected === true);
	const value = chosen.map((choice) => textAt(choice, 'value')).join(', ');
	const label = chosen
		.map((choice) => textAt(choice, 'label') || textAt(choice, 'value'))
		.join(', ');
	const written = textAt(object, 'value');
	return {
		question: textAt(object, 'id') || null,
		value: value || written || null,
		label: label || written || null,
	};
}

const joined = (parts: string[]): string => parts.filter((part) => part !== '').join(' ');

/** A choice of a picker, with a mark if the visitor has made it. */
const choice = (entry: Message): string =>
	`${textAt(entry, 'label') || textAt(entry, 'value')}${entry.selected === true ? ' (chosen)' : ''}`;

/**
 * A whole message as one text: its words and, in brackets, what else it holds, such as files,
 * choices and answers.
 */
export function spokenOf({ type, content }: Message): string {
	if (typeof content === 'string') return content;
	if (!isObject(content)) return '';
	const text = textAt(content, 'text');
	const url = textAt(content, 'url');
	switch (type) {
		case 'file':
			return `[File: ${joined([textAt(content, 'name'), url])}]`;
		case 'animation':
			return `[Animation: ${url}]`;
		case 'audio':
			return `[Audio: ${url}]`;
		case 'picker':
			return joined([text, `[Choices: ${objects(content.choices).map(choice).join(', ')}]`]);
		case 'field': {
			const value = textAt(content, 'value');
			return joined([text, value && `[Answer: ${value}]`]);
		}
		case 'carousel': {
			const titles = objects(content.targets).map((target) => textAt(target, 'title'));
			return joined([text, `[Cards: ${titles.join(', ')}]`]);
		}
		case 'event':
			return `[Event: ${text || textAt(content, 'namespace')}]`;
		default:
			return text || url;
	}
}

/** Whether a message is a question, with buttons or a field, that the visitor has answered. */
export const isAnswered = ({ type, content }: Message): boolean =>
	(type === 'picker' || type === 'field') && answerOf(content).value !== null;

/** A message as it was before the visitor answered the question in it; any other as it is. */
export function unanswered(message: Message): Message {
	const content = asObject(message.content);
	if (message.type === 'field') return { ...message, content: { ...content, value: undefined } };
	if (message.type !== 'picker') return message;
	const choices = objects(content.choices).map((one) => ({ ...one, selected: false }));
	return { ...message, content: { ...content, choices } };
}

/** A part of a message for a chat model: what one side says. */
export interface ChatPart {
	role: 'user' | 'assistant';
	/**
	 * In brackets, whose words they are; empty for those of the visitor and of the bot itself, `null` for
	 * what nobody says, such as an event.
	 */
	label: string | null;
	/** Empty where the message says nothing. */
	text: string;
}

/**
 * Whose words a model must not take for its own: those of a colleague, by name. Nothing in a name can
 * end the brackets.
 */
function labelOf(message: Message): string | null {
	if (message.type === 'event') return null;
	const name = nicknameOf(message)
		.replace(/[[\]\s]+/g, ' ')
		.trim();
	const isOperator = senderOf(message) === 'operator';
	const marks = [
		isOperator ? name : '',
		isOperator ? 'human operator' : '',
		message.type === 'note' ? 'private note' : '',
	].filter((mark) => mark !== '');
	return marks.length > 0 ? `[${marks.join(', ')}]` : '';
}

/**
 * What a message says to a chat model, to which the visitor is the user and your side the assistant.
 * An answer to buttons or a field, which Crisp keeps in the question, is a part of its own: it is the
 * visitor who has given it.
 *
 * @returns one part, or a question and its answer
 */
export function chatPartsOf(message: Message): ChatPart[] {
	if (isFromVisitor(message)) {
		return [{ role: 'user', label: '', text: spokenOf(message).trim() }];
	}
	const said: ChatPart = {
		role: 'assistant',
		label: labelOf(message),
		text: spokenOf(unanswered(message)).trim(),
	};
	if (!isAnswered(message)) return [said];
	const answer = answerOf(message.content).label ?? '';
	return [said, { role: 'user', label: '', text: `[Answer: ${answer}]` }];
}

/** A message in the form that chat models take. */
export interface ChatMessage {
	role: ChatPart['role'];
	content: string;
}

/** Says in a message of several authors that the bot goes on. */
const OWN_LABEL = '[assistant]';

const labelled = (label: string | null, text: string): string =>
	label ? `${label} ${text}` : text;

/** One message for each part that says something. */
export const chatMessagesOf = (parts: readonly ChatPart[]): ChatMessage[] =>
	parts
		.filter(({ text }) => text !== '')
		.map(({ role, label, text }) => ({ role, content: labelled(label, text) }));

/** One message for all parts in a row of the same side, as many models want the roles to take turns. */
export function chatTurnsOf(parts: readonly ChatPart[]): ChatMessage[] {
	const turns: ChatMessage[] = [];
	let before = '';
	for (const { role, label, text } of parts) {
		if (text === '') continue;
		const last = turns.at(-1);
		if (last?.role === role) {
			const shown = label === '' && before !== '' ? OWN_LABEL : label;
			last.content += `\n\n${labelled(shown, text)}`;
		} else turns.push({ role, content: labelled(label, text) });
		before = label ?? before;
	}
	return turns;
}

/** The file in a message of type `file`, `audio` or `animation`. */
export interface MessageFile {
	url: string;
	/** As the sender wrote them; not to be trusted. */
	name: unknown;
	type: unknown;
}

/** @returns `undefined` where the content of a message holds no file */
export function fileOf(content: unknown): MessageFile | undefined {
	const { url, name, type } = asObject(content);
	return typeof url === 'string' && url !== '' ? { url, name, type } : undefined;
}
