import type { IDataObject } from 'n8n-workflow';

import { asObject } from '../objects';

const text = (value: unknown): string | null =>
	typeof value === 'string' && value !== '' ? value : null;

/** The website of an event. Events about uploads name it as a resource. */
export function websiteOf(payload: IDataObject): string | null {
	const website = text(payload.website_id);
	if (website !== null || payload.resource === undefined) return website;
	const { type, id } = asObject(payload.resource);
	return type === 'website' ? text(id) : null;
}

/** The conversation of an event. `email:track:view` names it as an identifier. */
export function sessionOf(payload: IDataObject): string | null {
	return text(payload.session_id) ?? (payload.type === 'session' ? text(payload.identifier) : null);
}

/** Whether the event is a message that a visitor sent. */
export const isVisitorMessage = (event: string): boolean =>
	event === 'message:send' || event === 'conversation:new';

/** Whether the event is a message that was sent, by either side. */
export const isSentMessage = (event: string): boolean =>
	event === 'message:received' || isVisitorMessage(event);

/** Whether the event tells the new state of a conversation, in `state`. */
export const isStateChange = (event: string): boolean =>
	event === 'session:set_state' || event === 'conversation:reopened';
