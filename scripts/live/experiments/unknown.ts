import { randomUUID } from 'node:crypto';

import type { GuessName } from '../../../sandbox/guesses';
import { answerIn } from '../crisp';
import type { Experiment } from '../live';

/** Nobody makes a message with this fingerprint. */
const NO_FINGERPRINT = '1000000000000001';

/** A read of something that does not exist; `{id}` is made up. */
const read = (guess: GuessName, path: string, id: () => string = randomUUID): Experiment => ({
	guesses: [guess],
	run: async ({ crisp }) => ({ [guess]: answerIn(await crisp.ask('GET', path, { id: id() })) }),
});

/** The same in a conversation of its own. */
const readIn = (guess: GuessName, path: string, id: () => string): Experiment => ({
	guesses: [guess],
	run: async (live) => ({
		[guess]: answerIn(await live.of(await live.conversation(), 'GET', `${path}/${id()}`)),
	}),
});

export const unknownExperiments: Experiment[] = [
	read('unknownConversation', '{w}/conversation/{id}', () => `session_${randomUUID()}`),
	readIn('unknownMessage', 'message', () => NO_FINGERPRINT),
	readIn('unknownOriginal', 'original', randomUUID),
	read('unknownCampaign', '{w}/campaign/{id}'),
	read('unknownTemplate', '{w}/campaigns/template/{id}'),
	read('unknownOperatorRead', '{w}/operator/{id}'),
	read('unknownTeam', '{w}/team/{id}'),
	read('unknownInboxRead', '{w}/inbox/{id}'),
	{
		guesses: ['unknownPlugin'],
		run: async ({ crisp }) => ({
			unknownPlugin: answerIn(
				await crisp.ask('GET', '/plugins/subscription/{website}/{id}', {
					website: crisp.websiteId,
					id: randomUUID(),
				}),
			),
		}),
	},
	{
		guesses: ['batchUnknown'],
		run: async ({ crisp }) => ({
			batchUnknown: answerIn(
				await crisp.ask(
					'PATCH',
					'{w}/batch/unread',
					{},
					{ body: { sessions: [`session_${randomUUID()}`] } },
				),
			),
		}),
	},
];
