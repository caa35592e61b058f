import type { IDataObject } from 'n8n-workflow';

/*
 * Events that Crisp does not send, told from those that it does. Where such an event is chosen, it
 * takes the place of the one that it is told from: a visitor's first message is there once, whether
 * all messages are chosen besides or not.
 */

export const NEW_CONVERSATION = 'conversation:new';
export const REOPENED = 'conversation:reopened';

export interface DerivedEvent {
	/** In the form of Crisp's names, none of which begin like this. */
	readonly event: string;
	/** Label in the editor. */
	readonly name: string;
	readonly description: string;
	/** Crisp's event that it is told from. */
	readonly source: string;
}

/** In the order of the editor's list, in front of Crisp's own. */
export const DERIVED_EVENTS: readonly DerivedEvent[] = [
	{
		event: NEW_CONVERSATION,
		name: 'New Conversation',
		description:
			"A visitor wrote for the first time in a conversation. Takes one request for each conversation that this trigger doesn't know yet.",
		source: 'message:send',
	},
	{
		event: REOPENED,
		name: 'Conversation Reopened',
		description:
			'A conversation that was resolved became pending or unresolved again, for example because its visitor wrote. Told of conversations whose resolution this trigger has received.',
		source: 'session:set_state',
	},
];

/** Crisp's events that it takes for those that are chosen, each once. */
export const sourcesOf = (chosen: readonly string[]): string[] => [
	...new Set(
		chosen.map((event) => DERIVED_EVENTS.find((one) => one.event === event)?.source ?? event),
	),
];

/**
 * What a change of a state is told as.
 *
 * @returns `undefined` where it was not asked for
 */
export function nameOfStateChange(
	event: string,
	{ state }: IDataObject,
	previousState: string | null | undefined,
	chosen: readonly string[],
): string | undefined {
	const isReopened = previousState === 'resolved' && state !== 'resolved';
	if (isReopened && chosen.includes(REOPENED)) return REOPENED;
	return chosen.includes(event) ? event : undefined;
}
