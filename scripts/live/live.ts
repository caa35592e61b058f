import type { IDataObject } from 'n8n-workflow';

import type { GuessName } from '../../sandbox/guesses';
import { need, type Crisp, type Said } from './crisp';
import type { Ear } from './ear';
import type { Made } from './made';

/** Time to a change that Crisp may carry out a little later, such as one that is searched for. */
const SETTLE_MS = 2_000;

/** What experiments work with. */
export class Live {
	/** Real-time events; undefined where Crisp does not accept the log-in. */
	ear?: Ear;

	constructor(
		readonly crisp: Crisp,
		readonly made: Made,
		/** Waits; the clock of the sandbox goes on meanwhile. */
		readonly pause: (ms: number) => Promise<void>,
	) {}

	async settle(): Promise<void> {
		await this.pause(SETTLE_MS);
	}

	async conversation(): Promise<string> {
		return await this.made.conversation(this.crisp);
	}

	/** Requests about a conversation, by its rest of the path. */
	async of(
		sessionId: string,
		method: 'GET' | 'POST' | 'PATCH',
		rest: string,
		body?: IDataObject,
		query?: IDataObject,
	): Promise<Said> {
		const path = `{w}/conversation/{sessionId}${rest === '' ? '' : `/${rest}`}`;
		return await this.crisp.ask(method, path, { sessionId }, { body, query });
	}

	/** Sends a text. Nobody is written to: the visitor has no email, and `stealth` forwards nothing. */
	async say(sessionId: string, from: 'user' | 'operator', more: IDataObject = {}): Promise<Said> {
		return await this.of(sessionId, 'POST', 'message', {
			type: 'text',
			from,
			origin: 'chat',
			content: `A test of n8n-nodes-crisp (${from})`,
			stealth: true,
			...more,
		});
	}

	/** A conversation in which the visitor has written. */
	async spoken(): Promise<string> {
		const sessionId = await this.conversation();
		need(await this.say(sessionId, 'user'), 'no message can be sent');
		return sessionId;
	}
}

/** What an experiment has seen, by guess. */
export type Found = Partial<Record<GuessName, string>>;

/** A small thing to try, about one or more guesses. */
export interface Experiment {
	guesses: GuessName[];
	/**
	 * @throws Unanswered where it cannot find out
	 */
	run(live: Live): Promise<Found>;
}
