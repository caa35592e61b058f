import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { connectionKey, type Account } from '../client/account';
import { openClient, readCredential } from '../client/request';
import { systemClock } from '../clock';
import { makePoker } from './poster';
import { placeOf, WAIT_EVENTS, waitsOf, type Waits } from './registry';
import { findWaits } from './search';

/**
 * Open questions of other processes are looked for so often at most. In between, the events of custom
 * data tell, where Crisp sends them.
 */
const SEARCH_MS = 600_000;

/** When each token's open questions were looked for, by `Clock.now`. */
const searches = new Map<string, { at: number; done: Promise<void> }>();

async function search(context: IWebhookFunctions, websiteId: string, waits: Waits): Promise<void> {
	try {
		await findWaits(await openClient(context), websiteId, waits);
	} catch (error) {
		context.logger.debug(
			`Open questions of Crisp Ask could not be read: ${(error as Error).message}`,
		);
	}
}

/** A credential that only receives web hooks may hold no token; then this process alone is known. */
async function accountOf(context: IWebhookFunctions): Promise<Account | undefined> {
	try {
		return await readCredential(context);
	} catch {
		return undefined;
	}
}

/**
 * Hands an event of a web hook to the executions that may wait for it.
 *
 * @param base see `waitingBase`
 * @returns whether one of them took it as its answer
 */
export async function isAnswerOfHook(
	context: IWebhookFunctions,
	event: string,
	payload: IDataObject,
	base: string,
): Promise<boolean> {
	if (!WAIT_EVENTS.some((name) => name === event)) return false;
	const place = placeOf(payload);
	const account = await accountOf(context);
	if (place === undefined || account === undefined) return false;
	const key = connectionKey(account);
	const waits = waitsOf(key, account.key, systemClock);
	if (event === 'session:set_data') {
		waits.learn(place, payload.data);
		return false;
	}
	const leave = waits.join(makePoker(context, base));
	try {
		if (event === 'session:removed') {
			await waits.look(place);
			return false;
		}
		const searched = `${key}:${place.websiteId}`;
		const now = systemClock.now();
		const last = searches.get(searched);
		if (last === undefined || now - last.at > SEARCH_MS) {
			searches.set(searched, { at: now, done: search(context, place.websiteId, waits) });
		}
		await searches.get(searched)?.done;
		return await waits.offer(event, payload);
	} finally {
		leave();
	}
}
