import type { IExecuteFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import { openClient } from '../client/request';
import { addressOf } from './address';
import { removeMark } from './keeping';
import { instanceTag } from './marks';
import type { Post } from './poke';
import type { Poker } from './registry';

/** An execution may wait for a minute before it looks at Crisp. */
const TIMEOUT_MS = 90_000;

type Context = IExecuteFunctions | ITriggerFunctions | IWebhookFunctions;

const makePost =
	({ helpers }: Context): Post =>
	async (url, body, signal) => {
		const { statusCode, body: answer } = (await helpers.httpRequest({
			method: 'POST',
			url,
			body: { ...body },
			json: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: TIMEOUT_MS,
			...(signal ? { abortSignal: signal } : {}),
		})) as { statusCode: number; body: unknown };
		return { status: statusCode, body: answer };
	};

/** Addresses about which it has been said that n8n does not reach them. */
const warned = new Set<string>();

/**
 * Calls this n8n from within a node.
 *
 * @param base address of n8n's waiting web hooks, see `waitingBase`
 * @param patienceMs see `Poker`
 */
export function makePoker(context: Context, base: string, patienceMs = 0): Poker {
	return {
		patienceMs,
		instance: instanceTag(context.getInstanceId()),
		addressOf: (path) => addressOf(base, path),
		post: makePost(context),
		async forget(place, mark) {
			try {
				return await removeMark(await openClient(context), place, ({ to }) => to === mark.to);
			} catch (error) {
				context.logger.debug(
					`The mark of a question that is over stays in conversation ${place.sessionId}: ${(error as Error).message}`,
				);
				return [];
			}
		},
		warn(_address, why) {
			if (warned.has(base)) return;
			warned.add(base);
			context.logger.warn(
				`Crisp Ask: n8n does not reach itself at ${base} (${why}), so that an execution which waits for an answer is not told of it. Set WEBHOOK_URL to the address at which n8n is reached, from its own machine as well, and check the proxy before it. The answer is looked for again with the next message, at the next start and at the end of the wait.`,
			);
		},
	};
}
