import type { IDataObject } from 'n8n-workflow';

/** An event's payload as an object; anything else counts as an empty one. */
export function asPayload(data: unknown): IDataObject {
	return typeof data === 'object' && data !== null && !Array.isArray(data)
		? (data as IDataObject)
		: {};
}

const text = (value: unknown): string | null =>
	typeof value === 'string' && value !== '' ? value : null;

/** The website of an event. Events about uploads name it as a resource. */
export function websiteOf(payload: IDataObject): string | null {
	const website = text(payload.website_id);
	if (website !== null || payload.resource === undefined) return website;
	const { type, id } = asPayload(payload.resource);
	return type === 'website' ? text(id) : null;
}

/** The conversation of an event. `email:track:view` names it as an identifier. */
export function sessionOf(payload: IDataObject): string | null {
	return text(payload.session_id) ?? (payload.type === 'session' ? text(payload.identifier) : null);
}

export type Sender = 'visitor' | 'operator' | 'bot';

/**
 * Who has sent a message. Built-in bots mark theirs as automated; an operator's message carries the
 * operator's `user_id`, that of a plugin or of the API does not. Source: payloads of third-party
 * deployments; Crisp documents only `from` and `automated`.
 */
export function senderOf(payload: IDataObject): Sender {
	if (payload.automated === true) return 'bot';
	if (payload.from === 'user') return 'visitor';
	const id = text(asPayload(payload.user).user_id);
	return id !== null && !id.startsWith('session_') ? 'operator' : 'bot';
}

/** Whether the event is a message that was sent, by either side. */
export const isSentMessage = (event: string): boolean =>
	event === 'message:send' || event === 'message:received';

/** Whether the event tells the new state of a conversation, in `state`. */
export const isStateChange = (event: string): boolean => event === 'session:set_state';

/**
 * What a message says, as text for a language model: its text, the choice or value that a visitor
 * has given, or the address of a file.
 */
export function textOf(content: unknown): string {
	if (typeof content === 'string') return content;
	const { choices, value, text: words, url } = asPayload(content);
	const chosen = (Array.isArray(choices) ? choices : [])
		.map(asPayload)
		.filter(({ selected }) => selected === true)
		.map((choice) => text(choice.label) ?? text(choice.value))
		.filter((label) => label !== null);
	return text(chosen.join(', ')) ?? text(value) ?? text(words) ?? text(url) ?? '';
}
