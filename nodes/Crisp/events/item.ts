import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { NEW_CONVERSATION } from './derived';
import { isSentMessage, isStateChange, sessionOf, websiteOf } from './payload';
import { answerOf, nicknameOf, senderOf, textOf } from '../message';
import { asObject } from '../objects';

/** An event that has reached a trigger, received or fetched. */
export interface Arrival {
	event: string;
	payload: IDataObject;
	/** When it came, in milliseconds since 1970. */
	receivedAt: number;
	/** Whether it was fetched after a gap. */
	recovered: boolean;
	/** Whether it was fetched and nobody waits for it in particular: what is received goes first. */
	isBacklog?: boolean;
	/** Of a change of a state: what it was before; `null` where that is not known. */
	previousState?: string | null;
	/** What makes it one and the same, however often it arrives (see `identityOf`). */
	identity?: string;
}

/** Fields of an event's own that an item has at most. */
const MAX_OWN_FIELDS = 8;

const isSingle = (value: unknown): boolean => value === null || typeof value !== 'object';

const timeOf = ({ payload, receivedAt }: Arrival): number =>
	typeof payload.timestamp === 'number' ? payload.timestamp : receivedAt;

/** `null` where a number is no time of any calendar. */
function readable(ms: number): string | null {
	const date = new Date(ms);
	return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

const orNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The email of a visitor, where the payload has it. */
const emailOf = ({ email, user }: IDataObject): string | null =>
	orNull(email) ?? orNull(asObject(user).email);

/** The fields of a payload, those of objects in it as `object_field`; lists of single values stay. */
function flatFields(payload: IDataObject): Array<[name: string, value: IDataObject[string]]> {
	return Object.entries(payload).flatMap(([name, value]) => {
		if (isSingle(value)) return [[name, value]];
		if (Array.isArray(value)) return value.every(isSingle) ? [[name, value]] : [];
		return Object.entries(asObject(value))
			.filter(([, inner]) => isSingle(inner))
			.map(([part, inner]) => [`${name}_${part}`, inner]);
	}) as Array<[string, IDataObject[string]]>;
}

/** The first fields of a payload. The inbox, which most have, is last. */
function ownFields(payload: IDataObject, common: IDataObject): IDataObject {
	const fields = flatFields(payload).filter(([name]) => !(name in common));
	fields.sort(([a], [b]) => Number(a === 'inbox_id') - Number(b === 'inbox_id'));
	return Object.fromEntries(fields.slice(0, MAX_OWN_FIELDS));
}

/** What every item ends with. */
function commonFields(arrival: Arrival): IDataObject {
	const { event, payload, recovered } = arrival;
	const timestamp = timeOf(arrival);
	return {
		session_id: sessionOf(payload),
		time: readable(timestamp),
		timestamp,
		website_id: websiteOf(payload),
		event,
		recovered,
	};
}

/**
 * The item of an event, the most used fields first:
 *
 * - for messages `chatInput` (its text), `nickname`, `email` (`null` where the payload has none),
 *   `session_id`, `type`, `origin`, `sender` (see `senderOf`) and `fingerprint`
 * - for updated messages in their place `question_id`, `value` and `label` of the answer to buttons or
 *   a field; `null` where the update is none
 * - for changes of a state `state` and `previous_state`, which is `null` where it is not known
 * - for other events the first fields of the payload
 * - for all `session_id` and `website_id` (`null` where an event has none), `time` (ISO 8601) and
 *   `timestamp` (ms), of the event where it has one, else of its receipt, `event` as Crisp names it,
 *   and `recovered`: whether it was fetched after a gap instead of received
 * - for messages `sessionId`, the same as `session_id` under the name that n8n's AI nodes look for
 * - `data`, unless simplified: the payload as Crisp sent it
 */
export function toItem(arrival: Arrival, simplify: boolean): INodeExecutionData {
	const json = fieldsOf(arrival);
	if (!simplify) json.data = arrival.payload;
	return { json };
}

function fieldsOf(arrival: Arrival): IDataObject {
	if (isSentMessage(arrival.event)) return messageFields(arrival);
	if (arrival.event === 'message:updated') return answerFields(arrival);
	const common = commonFields(arrival);
	const fields = { ...ownFields(arrival.payload, common), ...common };
	if (!isStateChange(arrival.event)) return fields;
	const { state, ...others } = fields;
	return { state, previous_state: arrival.previousState ?? null, ...others };
}

/** One literal, for speed: joining objects by spreading them takes longer than to parse a message. */
function messageFields(arrival: Arrival): IDataObject {
	const { event, payload, recovered } = arrival;
	const sessionId = sessionOf(payload);
	const timestamp = timeOf(arrival);
	return {
		chatInput: textOf(payload.content),
		nickname: nicknameOf(payload) || null,
		email: emailOf(payload),
		session_id: sessionId,
		type: orNull(payload.type),
		origin: orNull(payload.origin),
		sender: senderOf(payload),
		fingerprint: (payload.fingerprint as number | undefined) ?? null,
		time: readable(timestamp),
		timestamp,
		website_id: websiteOf(payload),
		event,
		recovered,
		sessionId,
	};
}

function answerFields(arrival: Arrival): IDataObject {
	const { payload } = arrival;
	const { question, value, label } = answerOf(payload.content);
	const common = commonFields(arrival);
	return {
		chatInput: textOf(payload.content),
		question_id: question,
		value,
		label,
		nickname: nicknameOf(payload) || null,
		fingerprint: (payload.fingerprint as number | undefined) ?? null,
		...common,
		sessionId: common.session_id,
	};
}

/**
 * One item for messages that a visitor wrote in a row. `chatInput` has all texts, one per line,
 * and `messages` each of them: text, type, time and fingerprint, or with `simplify` off its payload.
 *
 * @param burst of one conversation, in order; not empty
 */
export function toBurstItem(burst: readonly Arrival[], simplify: boolean): INodeExecutionData {
	const last = burst[burst.length - 1];
	const texts = burst.map(({ payload }) => textOf(payload.content));
	return {
		json: {
			...messageFields(last),
			chatInput: texts.filter((text) => text !== '').join('\n'),
			recovered: burst.some(({ recovered }) => recovered),
			event: burst.some(({ event }) => event === NEW_CONVERSATION) ? NEW_CONVERSATION : last.event,
			messages: simplify
				? burst.map((arrival, index) => ({
						timestamp: timeOf(arrival),
						type: orNull(arrival.payload.type),
						fingerprint: (arrival.payload.fingerprint as number | undefined) ?? null,
						text: texts[index],
					}))
				: burst.map(({ payload }) => payload),
		},
	};
}
