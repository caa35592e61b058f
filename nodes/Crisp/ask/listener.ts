import type { IExecuteFunctions } from 'n8n-workflow';

import { connectionKey, type Account } from '../client/account';
import { systemClock, wait } from '../clock';
import { makeEndpoints } from '../live/endpoints';
import { sharedHub } from '../live/sharedHub';
import { describeEnd } from '../live/words';
import { findSocketClass } from '../realtime/socket';
import { asObject } from '../objects';
import { makePoker } from '../waits/poster';
import { placeOf, WAIT_EVENTS, type Keeper, type Kept, type Waits } from '../waits/registry';

/** A question does not wait longer for the connection that brings its answer. */
const READY_MS = 5_000;

/** In queue mode the main process hands over the answer as well, and its execution takes the mark out. */
const PATIENCE_MS = 5_000;

/**
 * Listens for the executions of this process over the connection that it shares with the triggers of
 * the token. Only needed while no trigger listens; costs the one request that looks up the address.
 *
 * @param base address of n8n's waiting web hooks
 */
export const makeKeeper =
	(context: IExecuteFunctions, account: Account, base: string, waits: Waits): Keeper =>
	() => {
		const stopped = new AbortController();
		const leave = waits.join(makePoker(context, base, PATIENCE_MS));
		stopped.signal.addEventListener('abort', leave, { once: true });
		const note = (what: string) => context.logger.debug(`Crisp Ask: ${what}`);

		const start = async () => {
			const socketClass = await findSocketClass();
			if (socketClass === undefined || stopped.signal.aborted) return;
			const endpoints = makeEndpoints(context, account, account.websiteId || undefined);
			const subscriber = sharedHub.subscribe({
				key: connectionKey(account),
				socketClass,
				login: endpoints.login,
				events: [...WAIT_EVENTS],
				lookUpEndpoints: endpoints.lookUp,
				onEvent(event, data) {
					const payload = asObject(data);
					const place = placeOf(payload);
					if (place === undefined) return;
					if (event === 'session:set_data') waits.learn(place, payload.data);
					else if (event === 'session:removed') void waits.look(place);
					else void waits.offer(event, payload);
				},
				onState({ to }) {
					// What came while there was no connection.
					if (to === 'live') void waits.lookForOwn();
				},
				onFailure: (end) => note(`no longer listens, as ${describeEnd(end, account)}`),
			});
			stopped.signal.addEventListener('abort', () => void subscriber.stop(), { once: true });
			const { end } = await subscriber.start();
			if (end) note(`does not listen yet, as ${describeEnd(end, account)}`);
		};

		const ready = new AbortController();
		void start()
			.catch((error: Error) => note(`does not listen: ${error.message}`))
			.finally(() => ready.abort());
		const kept: Kept = {
			ready: wait(systemClock, READY_MS, ready.signal),
			stop: () => stopped.abort(),
		};
		return kept;
	};
