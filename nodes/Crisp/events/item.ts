import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isSentMessage, sessionOf, websiteOf } from './payload';
import { nicknameOf, textOf } from '../message';
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
	/** What makes it one and the same, however often it arrives (see `identityOf`). */
	identity?: string;
}

const MAX_FIELDS = 10;

const isSingle = (value: unknown): boolean => value === null || typeof value !== 'object';

const isMessage = (event: string): boolean => isSentMessage(event) || event === 'message:updated';

const timeOf = ({ payload, receivedAt }: Arrival): number =>
	typeof payload.timestamp === 'number' ? payload.timestamp : receivedAt;

const orNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function frame(arrival: Arrival): IDataObject {
	const { event, payload, recovered } = arrival;
	return {
		event,
		timestamp: timeOf(arrival),
		website_id: websiteOf(payload),
		session_id: sessionOf(payload),
		recovered,
	};
}

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

/** The first fields of a payload, as many as there is room for. The inbox, which most have, is last. */
function details(payload: IDataObject, taken: IDataObject): IDataObject {
	const fields = flatFields(payload).filter(([name]) => !(name in taken));
	fields.sort(([a], [b]) => Number(a === 'inbox_id') - Number(b === 'inbox_id'));
	return Object.fromEntries(fields.slice(0, MAX_FIELDS - Object.keys(taken).length));
}

/**
 * The item of an event. Its first keys are those of Crisp's web hooks, so that a workflow can
 * change from one trigger to the other:
 *
 * - `event` name on the wire; `timestamp` in ms, of the event where it has one, else of its receipt
 * - `website_id`, `session_id`: `null` where an event has none
 * - `recovered`: whether it was fetched after a gap instead of received
 * - for messages `chatInput` (its text) and `sessionId`, under which n8n's AI Agent and chat memory
 *   look for them, then `from`, `type` and `nickname`
 * - for other events the first fields of the payload, ten keys in all
 * - `data`, unless simplified: the payload as Crisp sent it
 */
export function toItem(arrival: Arrival, simplify: boolean): INodeExecutionData {
	const json = isMessage(arrival.event) ? messageFields(arrival) : otherFields(arrival);
	if (!simplify) json.data = arrival.payload;
	return { json };
}

/** One literal, for speed: joining objects by spreading them takes longer than to parse a message. */
function messageFields(arrival: Arrival): IDataObject {
	const { event, payload, recovered } = arrival;
	const sessionId = sessionOf(payload);
	return {
		event,
		timestamp: timeOf(arrival),
		website_id: websiteOf(payload),
		session_id: sessionId,
		recovered,
		chatInput: textOf(payload.content),
		sessionId,
		from: orNull(payload.from),
		type: orNull(payload.type),
		nickname: nicknameOf(payload) || null,
	};
}

function otherFields(arrival: Arrival): IDataObject {
	const top = frame(arrival);
	return Object.assign(top, details(arrival.payload, top));
}

/**
 * One item for messages that a visitor wrote in a row. `chatInput` has all texts, one per line,
 * and `messages` each of them: its text, or with `simplify` off its payload.
 *
 * @param burst of one conversation, in order; not empty
 */
export function toBurstItem(burst: readonly Arrival[], simplify: boolean): INodeExecutionData {
	const last = burst[burst.length - 1];
	const top = frame(last);
	const texts = burst.map(({ payload }) => textOf(payload.content));
	return {
		json: {
			...top,
			recovered: burst.some(({ recovered }) => recovered),
			chatInput: texts.filter((text) => text !== '').join('\n'),
			sessionId: top.session_id,
			from: orNull(last.payload.from),
			nickname: nicknameOf(last.payload) || null,
			messages: simplify
				? burst.map((arrival, index) => ({
						timestamp: timeOf(arrival),
						type: orNull(arrival.payload.type),
						text: texts[index],
					}))
				: burst.map(({ payload }) => payload),
		},
	};
}
