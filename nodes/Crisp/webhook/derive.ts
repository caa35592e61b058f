import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { openClient } from '../client/request';
import { NEW_CONVERSATION, nameOfStateChange } from '../events/derived';
import { FirstMessages } from '../events/firstMessages';
import { isStateChange, sessionOf } from '../events/payload';
import { States } from '../events/states';
import type { Envelope } from './envelope';
import type { HookSettings } from './settings';

/** What an event is told as; without an `event` it was not asked for. */
export interface Derived {
	event?: string;
	previousState?: string | null;
}

/** The web hook always names the website; the payload may not. */
const withWebsite = ({ websiteId, payload }: Envelope): IDataObject => ({
	website_id: websiteId,
	...payload,
});

/** Tells derived events from those of Crisp, with what a process remembers and n8n has stored. */
export class Deriving {
	private readonly firstMessages = new FirstMessages();

	private states?: States;

	/** Takes note of an event that is not asked for; others are noted when they have started. */
	passOver(data: IDataObject, envelope: Envelope): void {
		const { event, payload } = envelope;
		if (event === 'message:send') this.firstMessages.learn(withWebsite(envelope));
		this.noteState(data, event, payload);
	}

	/**
	 * @param data the node's static data
	 * @throws NodeApiError where Crisp had to be asked and could not be
	 */
	async tell(
		context: IWebhookFunctions,
		data: IDataObject,
		envelope: Envelope,
		{ chosen }: HookSettings,
	): Promise<Derived> {
		const { event, payload } = envelope;
		if (isStateChange(event)) {
			const sessionId = sessionOf(payload);
			const previousState = sessionId === null ? null : this.statesOf(data).of(sessionId);
			return { event: nameOfStateChange(event, payload, previousState, chosen), previousState };
		}
		if (event !== 'message:send') return { event };
		const whole = withWebsite(envelope);
		this.firstMessages.learn(whole);
		const isFirst =
			chosen.includes(NEW_CONVERSATION) &&
			(await this.firstMessages.isFirst(whole, async (path) => {
				const { send } = await openClient(context);
				return (await send({ method: 'GET', path }, { accept: [404] })).data;
			}));
		if (isFirst) return { event: NEW_CONVERSATION };
		return chosen.includes(event) ? { event } : {};
	}

	/** Remembers the state of a conversation, and puts all into the static data for n8n to store. */
	noteState(data: IDataObject, event: string, payload: IDataObject): void {
		const sessionId = sessionOf(payload);
		if (!isStateChange(event) || sessionId === null) return;
		const states = this.statesOf(data);
		states.note(sessionId, payload.state);
		data.states = states.store();
	}

	/** What was stored counts once: of this process, more is remembered than n8n may have stored. */
	private statesOf(data: IDataObject): States {
		if (!this.states) {
			this.states = new States();
			this.states.restore(data.states);
		}
		return this.states;
	}
}
