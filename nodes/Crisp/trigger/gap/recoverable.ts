import type { Values } from './history';

/** The present state of a conversation in the form of the event that tells of its change. */
export const STATES: Readonly<Record<string, (conversation: Values) => Values>> = {
	'session:set_state': ({ website_id, session_id, inbox_id, state }) => ({
		website_id,
		session_id,
		inbox_id: inbox_id ?? null,
		state,
	}),
};

/** Events of which something can be fetched. */
export const isRecoverable = (event: string): boolean =>
	event === 'message:send' || event === 'message:received' || event in STATES;

/** Events that keep their place among the messages of a conversation. */
export const isMessage = (event: string): boolean =>
	event === 'message:send' || event === 'message:received' || event === 'message:updated';
