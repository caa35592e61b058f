import type { IDataObject } from 'n8n-workflow';

import type { GetData } from '../../events/firstMessages';
import type { Arrival } from '../../events/item';
import { isStateChange, sessionOf, websiteOf } from '../../events/payload';
import { shortName } from '../../events/shortName';
import { isHumanAnswer, lastTimesOf, writtenAt } from '../../message';
import { asObject, isObject } from '../../objects';
import { DEFAULT_FLAG, FLAG_OFF, FLAG_ON, sinceOf } from '../../takeover';
import type { Past, Stage } from '../stages';
import { Custodies } from './custodies';
import type { Custody, Told } from './custody';

/** What holds the workflow back. */
export type TakeoverSetting = { until: 'handedBack' } | { until: 'minutes'; ms: number };

export interface TakeoverOptions {
	setting: TakeoverSetting;
	/** The node's static data. */
	data: IDataObject;
	/** Whether what is stored is still true but for what is fetched afterwards. */
	continues: boolean;
	/** Whether what was missed is fetched when the connection stands again. */
	catchesUp: boolean;
	/** Looks at a conversation. */
	look: GetData;
}

/** Events that a visitor makes: those that the workflow is not to answer. */
const HELD_BACK = ['message:send', 'message:updated'];

const ROUTING = 'session:set_routing';
const DATA = 'session:set_data';
const REMOVED = 'session:removed';

const since = (data: IDataObject): number => Number(data[sinceOf(DEFAULT_FLAG)]) || 0;

/** What custom data say; nothing where they do not hold the flag. */
function toldByData(data: IDataObject): Told {
	const flag = data[DEFAULT_FLAG];
	if (flag === undefined) return {};
	if (flag === FLAG_OFF) return { off: since(data) > 0 ? String(since(data)) : '' };
	return { off: null, ...(flag === FLAG_ON ? { handedBackAt: since(data) } : {}) };
}

/** Operators need only be told apart. */
const nameOf = (operator: unknown): string | null =>
	typeof operator === 'string' && operator !== '' ? shortName(operator) : null;

/** @param conversation as Crisp lists it; one without metas tells nothing but its state */
function toldBy(conversation: IDataObject): Told {
	const { state, meta, assigned, updated_at } = conversation;
	const updatedAt = Number(updated_at) || 0;
	if (!isObject(meta)) return { state, updatedAt };
	return {
		state,
		updatedAt,
		assigned: nameOf(asObject(assigned).user_id),
		off: null,
		...toldByData(asObject(meta.data)),
	};
}

/**
 * Holds back what visitors write while a human has their conversation (see `takeover.ts`). What
 * events tell is remembered, so that a conversation is looked at once: with one request where it tells
 * by itself, else with a second one for its messages.
 */
export class Takeover implements Stage {
	readonly events = ['message:received', 'session:set_state', ROUTING, DATA, REMOVED];

	private readonly custodies = new Custodies();

	/** Whether some conversation has gone from the bot to a human or back, and that is not stored. */
	private hasTurned = false;

	constructor(private readonly options: TakeoverOptions) {
		this.custodies.restore(options.data.takeover);
		if (!options.continues) this.custodies.lost(false);
	}

	/**
	 * Puts what is known into the static data, for n8n to store it.
	 *
	 * @param isTime whether that may be done although nothing depends on it
	 */
	save(isTime = true): void {
		const { data } = this.options;
		if (!isTime && !this.hasTurned) return;
		this.hasTurned = false;
		const text = this.custodies.store();
		// n8n writes all of the static data wherever a part was set, even to what it was.
		if (data.takeover !== text) data.takeover = text;
	}

	learn({ event, payload, receivedAt, recovered }: Arrival): void {
		const sessionId = sessionOf(payload);
		// What was fetched has been told by `recall`.
		if (recovered || sessionId === null || !this.events.includes(event)) return;
		const website = websiteOf(payload) ?? '';
		if (event === REMOVED) this.custodies.forget(website, sessionId);
		else if (event === 'message:received') {
			if (!isHumanAnswer(payload)) return;
			const at = writtenAt(payload) || receivedAt;
			this.change(website, sessionId, (custody) => custody.answered(at, true));
		} else {
			const told = toldByEvent(event, payload);
			this.change(website, sessionId, (custody) => custody.tell(told, receivedAt));
		}
	}

	private change(website: string, sessionId: string, how: (custody: Custody) => void): void {
		const custody = this.custodies.of(website, sessionId);
		const { botMayAnswer } = custody.verdict;
		how(custody);
		this.hasTurned ||= custody.verdict.botMayAnswer !== botMayAnswer;
	}

	lost(): void {
		this.custodies.lost(this.options.catchesUp);
	}

	recall({ website, sessionId, values, messages, isWhole }: Past): void {
		const custody = this.custodies.of(website, sessionId);
		this.read(custody, values, messages);
		// Who never looked at it does not know what was before the gap.
		custody.isWhole = custody.isWhole && isWhole && values !== undefined;
	}

	judge(arrival: Arrival): boolean | Promise<boolean> {
		const { event, payload } = arrival;
		const sessionId = sessionOf(payload);
		if (!HELD_BACK.includes(event) || sessionId === null) return true;
		const website = websiteOf(payload) ?? '';
		const custody = this.custodies.of(website, sessionId);
		if (custody.isWhole || !this.mayPass(custody, arrival)) return this.mayPass(custody, arrival);
		return this.look(custody, website, sessionId).then(() => this.mayPass(custody, arrival));
	}

	private mayPass(custody: Custody, { payload, receivedAt, recovered }: Arrival): boolean {
		const { setting } = this.options;
		const at = writtenAt(payload) || receivedAt;
		if (setting.until === 'minutes') {
			const { lastHumanAt } = custody;
			return lastHumanAt === 0 || at >= lastHumanAt + setting.ms;
		}
		return custody.verdict.botMayAnswer && !(recovered && custody.wasHeldAt(at));
	}

	private read(
		custody: Custody,
		conversation: Past['values'],
		messages: Past['messages'] = [],
	): void {
		const { answeredAt, resolvedAt } = lastTimesOf(messages);
		custody.answered(answeredAt, false);
		custody.look(conversation ? toldBy(asObject(conversation)) : {}, resolvedAt);
	}

	/** @throws NodeApiError; a conversation that is gone tells nothing */
	private async look(custody: Custody, website: string, sessionId: string): Promise<void> {
		const { look: get, setting } = this.options;
		const path = `/website/${encodeURIComponent(website)}/conversation/${encodeURIComponent(sessionId)}`;
		const conversation = await get(path);
		if (!isObject(conversation) || Object.keys(conversation).length === 0) return;
		this.read(custody, conversation);
		// Answers within the time are not in the conversation, however it stands.
		const tells =
			conversation.state === 'resolved' ||
			(setting.until === 'handedBack' && !custody.verdict.botMayAnswer);
		if (!tells) {
			const messages = await get(`${path}/messages`);
			this.read(custody, undefined, Array.isArray(messages) ? messages.filter(isObject) : []);
			custody.isWhole = true;
		}
	}
}

function toldByEvent(event: string, payload: IDataObject): Told {
	if (isStateChange(event)) return { state: payload.state };
	if (event === DATA) return toldByData(asObject(payload.data));
	const { routing_id: operator, previous_routing_id: previous } = payload;
	// Nobody in place of nobody is no news.
	if (operator === null && previous === null) return {};
	return { assigned: nameOf(operator) };
}
