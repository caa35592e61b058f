import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isSentMessage, sessionOf, textOf, websiteOf } from './payload';

/**
 * The item of an event. Its first keys are those of Crisp's web hooks, so that a workflow can
 * change from one trigger to the other:
 *
 * - `event` name on the wire; `timestamp` in ms, of the event where it has one, else of its receipt
 * - `website_id`, `session_id`: `null` where an event has none
 * - `data`: the payload as Crisp sent it
 * - `recovered`: whether it was fetched after a gap instead of received
 * - for messages `chatInput` (its text) and `sessionId`, under which n8n's AI Agent and chat memory
 *   look for them
 *
 * @param receivedAt milliseconds since 1970
 */
export function toItem(
	event: string,
	payload: IDataObject,
	receivedAt: number,
): INodeExecutionData {
	const sessionId = sessionOf(payload);
	const isMessage = isSentMessage(event) || event === 'message:updated';
	return {
		json: {
			event,
			timestamp: typeof payload.timestamp === 'number' ? payload.timestamp : receivedAt,
			website_id: websiteOf(payload),
			session_id: sessionId,
			recovered: false,
			...(isMessage ? { chatInput: textOf(payload.content), sessionId } : {}),
			data: payload,
		},
	};
}
