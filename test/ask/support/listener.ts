import type { IDataObject } from 'n8n-workflow';

import { CrispTrigger } from '../../../nodes/Crisp/CrispTrigger.node';
import { connectionKey } from '../../../nodes/Crisp/client/account';
import { openClient } from '../../../nodes/Crisp/client/request';
import { systemClock } from '../../../nodes/Crisp/clock';
import type { Arrival } from '../../../nodes/Crisp/events/item';
import { makeEndpoints } from '../../../nodes/Crisp/live/endpoints';
import { sharedHub } from '../../../nodes/Crisp/live/sharedHub';
import { asObject } from '../../../nodes/Crisp/objects';
import { findSocketClass } from '../../../nodes/Crisp/realtime/socket';
import { Answers } from '../../../nodes/Crisp/waits/stage';
import { triggerContext } from '../../support/n8n';

/** What a Crisp Trigger does about answers, over the connection that this process shares. */
export class Listener {
	/** What would have started the workflow. */
	readonly passed: unknown[] = [];

	/** Arrivals about which nothing has been decided yet. */
	undecided = 0;

	private constructor(
		private readonly answers: Answers,
		private readonly stop: () => Promise<void>,
	) {}

	/**
	 * Resolves when it listens.
	 *
	 * @param base see `waitingBase`
	 */
	static async start(values: IDataObject, base: string): Promise<Listener> {
		const { context } = triggerContext(new CrispTrigger(), { parameters: {}, credential: values });
		const { account } = await openClient(context);
		const answers = new Answers(context, {
			clock: systemClock,
			today: Date.now,
			account,
			openClient: async () => await openClient(context),
			websiteId: account.websiteId,
			base,
			passOn: false,
		});
		const socketClass = await findSocketClass();
		if (socketClass === undefined) throw new Error('No WebSocket');
		const endpoints = makeEndpoints(context, account, account.websiteId);
		const subscriber = sharedHub.subscribe({
			key: connectionKey(account),
			socketClass,
			login: endpoints.login,
			events: [...answers.events],
			lookUpEndpoints: endpoints.lookUp,
			onEvent: (event, data) => void listener.take(event, asObject(data) as IDataObject),
			onState: ({ to }) => (to === 'live' ? answers.connected() : answers.lost()),
		});
		const listener = new Listener(answers, async () => {
			answers.close();
			await subscriber.stop();
		});
		const { end } = await subscriber.start();
		if (end) throw new Error('It does not listen');
		return listener;
	}

	async close(): Promise<void> {
		await this.stop();
	}

	private async take(event: string, payload: IDataObject): Promise<void> {
		const arrival: Arrival = { event, payload, receivedAt: Date.now(), recovered: false };
		this.undecided++;
		this.answers.learn(arrival);
		if (await this.answers.judge(arrival)) {
			if (event === 'message:send') this.passed.push(payload.content);
		}
		this.undecided--;
	}
}
