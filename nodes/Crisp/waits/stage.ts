import type { ITriggerFunctions } from 'n8n-workflow';

import { connectionKey, type Account } from '../client/account';
import type { Client } from '../client/request';
import type { Clock } from '../clock';
import type { Arrival } from '../events/item';
import type { Place } from './marks';
import { metasOf } from './keeping';
import { makePoker } from './poster';
import { placeOf, WAIT_EVENTS, waitsOf, type Waits } from './registry';
import { findWaits } from './search';

export interface AnswersOptions {
	clock: Clock;
	today: () => number;
	account: Account;
	openClient: () => Promise<Client>;
	/** The website that the trigger listens to; all that the token sees where it is `undefined`. */
	websiteId: string | undefined;
	/** See `waitingBase`. */
	base: string;
	/** Whether answers start the workflow as well. */
	passOn: boolean;
}

/**
 * The stage of a trigger that takes out what answers a question of Crisp Ask. It learns of open
 * questions from Crisp, so it also serves executions of other processes, and of before a restart.
 */
export class Answers {
	readonly events = WAIT_EVENTS;

	private readonly waits: Waits;

	private readonly leave: () => void;

	/** Until it is known which questions are open. */
	private search?: Promise<void>;

	private readonly verdicts = new WeakMap<Arrival, boolean | Promise<boolean>>();

	private readonly closing = new AbortController();

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly options: AnswersOptions,
	) {
		const { account, clock, today, base } = options;
		this.waits = waitsOf(connectionKey(account), account.key, clock, today);
		this.leave = this.waits.join(makePoker(context, base));
	}

	/** Events may have been missed: reads which questions are open. One request for each website. */
	connected(): void {
		this.waits.attend(this, this.options.websiteId);
		const search = this.find().catch((error: Error) =>
			this.context.logger.debug(`Open questions of Crisp Ask could not be read: ${error.message}`),
		);
		this.search = search;
		void search.then(() => {
			if (this.search === search) this.search = undefined;
		});
	}

	lost(): void {
		this.waits.unattend(this);
	}

	/** Takes over what a list says about a conversation. */
	listed(websiteId: string, conversation: object): void {
		const { session_id: sessionId, meta } = conversation as Record<string, unknown>;
		if (typeof sessionId !== 'string') return;
		this.waits.learn({ websiteId, sessionId }, metasOf(meta).data);
	}

	learn(arrival: Arrival): void {
		const { event, payload } = arrival;
		const place = placeOf(payload);
		if (place === undefined) return;
		if (event === 'session:set_data') this.waits.learn(place, payload.data);
		else if (event === 'session:removed') void this.waits.look(place);
		else if (this.events.some((name) => name === event)) {
			this.verdicts.set(
				arrival,
				this.search
					? this.search.then(async () => await this.waits.offer(event, payload))
					: this.waits.offer(event, payload),
			);
		}
	}

	judge(arrival: Arrival): boolean | Promise<boolean> {
		const isAnswer = this.verdicts.get(arrival) ?? false;
		if (this.options.passOn || isAnswer === false) return true;
		return isAnswer === true ? false : isAnswer.then((taken) => !taken);
	}

	close(): void {
		this.closing.abort();
		this.leave();
		this.waits.unattend(this);
	}

	private async find(): Promise<void> {
		const { websiteId: chosen, account } = this.options;
		// Of other websites of the token, events tell.
		const websites = [chosen ?? account.websiteId].filter((one) => one !== '');
		if (websites.length === 0) return;
		const client = await this.options.openClient();
		const found: Place[] = [];
		for (const websiteId of websites) {
			found.push(...(await findWaits(client, websiteId, this.waits, this.closing.signal)));
		}
		// What was answered meanwhile is found by whoever waits. Nothing is to wait for that.
		void this.lookAt(found);
	}

	private async lookAt(places: readonly Place[]) {
		for (const place of places) {
			if (this.closing.signal.aborted) return;
			await this.waits.look(place);
		}
	}
}
