import type { IDataObject } from 'n8n-workflow';

import { isFromVisitor, isInternal, nicknameOf, senderOf, spokenOf } from '../../message';
import { isObject } from '../../objects';
import type { Field, OperationContext, Parts, View } from '../../engine/spec';

const objects = (value: unknown): IDataObject[] =>
	Array.isArray(value) ? value.filter(isObject) : [];

const joined = (parts: string[]): string => parts.filter((part) => part !== '').join(' ');

/**
 * A name on one line, without the brackets and colons with which it could pass for somebody else and
 * their words.
 */
const plainName = (name: string): string =>
	name.replace(/[\s\p{Control}\p{Ps}\p{Pe}:\uff1a]+/gu, ' ').trim();

function speaker(message: IDataObject): string {
	const sender = senderOf(message);
	const role = message.type === 'note' ? `${sender}, private note` : sender;
	const name = plainName(nicknameOf(message));
	return name === '' ? role.charAt(0).toUpperCase() + role.slice(1) : `${name} (${role})`;
}

/** Date and time to the minute, such as `2026-03-01 10:00`; nothing where a message has no time. */
function makeWhen(timeZone: string): (timestamp: unknown) => string {
	// Swedish writes dates in the order of ISO 8601.
	const format = new Intl.DateTimeFormat('sv-SE', {
		timeZone,
		dateStyle: 'short',
		timeStyle: 'short',
	});
	return (timestamp) => (typeof timestamp === 'number' ? `[${format.format(timestamp)}]` : '');
}

/** What readers of a text take for its end of line: those of Unicode, a form feed and a vertical tab included. */
const LINE_ENDS = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/g;

/** Lines after the first are set in, so that no text can pass for a line of somebody else. */
const setIn = (text: string): string => text.trim().replace(LINE_ENDS, '\n    ');

/**
 * One item with the whole conversation as text, a message per line, in the workflow's time zone.
 * Notes and events are left out unless asked for.
 */
function transcript(data: unknown, parts: Parts, { execution }: OperationContext): IDataObject {
	const when = makeWhen(execution.getTimezone());
	const messages = objects(data).filter(
		(message) => parts.input.includeNotes === true || !isInternal(message),
	);
	const lines = messages.map((message) => {
		const start = joined([when(message.timestamp), speaker(message)]);
		return `${start}: ${setIn(spokenOf(message))}`;
	});
	return {
		session_id: parts.path.sessionId,
		transcript: lines.join('\n'),
		message_count: lines.length,
	};
}

interface ChatMessage {
	role: 'user' | 'assistant';
	content: string;
}

/** Models that want the roles to take turns get one message for several of one side. */
function inTurns(messages: ChatMessage[]): ChatMessage[] {
	const turns: ChatMessage[] = [];
	for (const message of messages) {
		const last = turns.at(-1);
		if (last?.role === message.role) last.content += `\n\n${message.content}`;
		else turns.push({ ...message });
	}
	return turns;
}

/** One item with the messages in the form that chat models take; what only operators see never is. */
function chatMessages(data: unknown, parts: Parts): IDataObject {
	const messages = objects(data)
		.filter((message) => !isInternal(message))
		.map((message): ChatMessage => {
			const role = isFromVisitor(message) ? 'user' : 'assistant';
			return { role, content: spokenOf(message).trim() };
		})
		.filter(({ content }) => content !== '');
	const turns = parts.input.mergeConsecutive === false ? messages : inTurns(messages);
	return { session_id: parts.path.sessionId, messages: turns.map((turn) => ({ ...turn })) };
}

const choices: View[] = [
	{
		name: 'Chat Messages',
		value: 'chat',
		description: 'One item with a list of role and content for a chat model',
		show: chatMessages,
	},
	{
		name: 'Transcript',
		value: 'transcript',
		description: 'One item with the conversation as text: when, who, what',
		show: transcript,
	},
];

const fields: Field[] = [
	{
		displayName: 'Merge Consecutive',
		name: 'mergeConsecutive',
		type: 'boolean',
		default: true,
		description: 'Whether to make one message of several in a row from the same side',
		displayOptions: { show: { output: ['chat'] } },
		to: 'input',
	},
	{
		displayName: 'Include Notes',
		name: 'includeNotes',
		type: 'boolean',
		default: false,
		description: 'Whether to include what only operators see: private notes and events',
		displayOptions: { show: { output: ['transcript'] } },
		to: 'input',
	},
];

/** Forms of a list of messages that language models read. */
export const messageViews = { choices, fields };
