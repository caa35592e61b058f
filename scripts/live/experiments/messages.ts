import { answerIn, need, needList, Unanswered } from '../crisp';
import type { Experiment, Live } from '../live';

/** Enough to see the size of a batch that is not above 60. */
const MESSAGES = 61;

/** Lengths of texts to try, in characters. */
const LENGTHS = [1_000, 2_000, 5_000, 10_000, 20_000];

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** Which of the messages that were sent are in a batch, by their number. */
async function batch(
	live: Live,
	sessionId: string,
	times: number[],
	query: Record<string, number>,
): Promise<number[]> {
	const said = await live.of(sessionId, 'GET', 'messages', undefined, query);
	return needList(said, 'messages')
		.map(({ timestamp }) => times.indexOf(Number(timestamp)))
		.filter((index) => index >= 0);
}

/** The text of a message, read back. */
async function readBack(live: Live, sessionId: string, content: string): Promise<unknown> {
	const { fingerprint } = need(await live.say(sessionId, 'user', { content }), 'a message');
	await live.settle();
	return need(await live.of(sessionId, 'GET', `message/${Number(fingerprint)}`), 'a message')
		.content;
}

/** What a batch says about the time that it is asked by: `included`, `excluded`. */
const itself = (numbers: number[], number: number): string =>
	numbers.includes(number) ? 'included' : 'excluded';

export const messageExperiments: Experiment[] = [
	{
		guesses: ['messageBatch', 'timeItself', 'afterBatch', 'aroundBatch', 'twoTimestamps'],
		async run(live) {
			const id = await live.conversation();
			// Times of their own, so that it is certain which message has which.
			const start = Date.now() - HOUR_MS;
			const times = Array.from({ length: MESSAGES }, (_, index) => start + index * SECOND_MS);
			for (const timestamp of times) need(await live.say(id, 'user', { timestamp }), 'a message');
			await live.settle();
			const newest = await batch(live, id, times, {});
			if (newest.length === 0) throw new Unanswered('messages do not keep the time they are given');
			const isWhole = newest.length === MESSAGES;
			const before = await batch(live, id, times, { timestamp_before: times[30] });
			const after = await batch(live, id, times, { timestamp_after: times[5] });
			const around = await batch(live, id, times, { timestamp_around: times[30] });
			const sides = [itself(before, 30), itself(after, 5)];
			const two = { timestamp_before: times[40], timestamp_after: times[20] };
			const twoTimestamps = answerIn(await live.of(id, 'GET', 'messages', undefined, two));
			const isOlder = around.some((number) => number < 30);
			const isNewer = around.some((number) => number > 30);
			return {
				messageBatch: isWhole ? 'moreThan60' : String(newest.length),
				// Where the last ones are given, the time itself is too far away to be among them.
				timeItself: sides[0] === sides[1] || !after.includes(6) ? sides[0] : 'mixed',
				...(isWhole ? {} : { afterBatch: after.includes(6) ? 'oldest' : 'newest' }),
				aroundBatch:
					isOlder && isNewer ? 'bothSides' : isNewer ? 'after' : isOlder ? 'before' : 'nothing',
				twoTimestamps,
			};
		},
	},
	{
		guesses: ['takenFingerprint'],
		async run(live) {
			const id = await live.conversation();
			// As callers make them: 16 digits.
			const fingerprint = Date.now() * 1_000;
			need(await live.say(id, 'user', { fingerprint, content: 'First' }), 'a message');
			const answer = answerIn(await live.say(id, 'user', { fingerprint, content: 'Second' }));
			if (answer !== 'accepted') return { takenFingerprint: answer };
			await live.settle();
			const said = await live.of(id, 'GET', 'messages');
			const own = needList(said, 'messages').filter((one) => one.fingerprint === fingerprint);
			if (own.length > 1) return { takenFingerprint: 'doubled' };
			return { takenFingerprint: own[0]?.content === 'Second' ? 'replaced' : 'ignored' };
		},
	},
	{
		guesses: ['maskedTexts'],
		async run(live) {
			const sent = 'Some words to read back';
			const content = await readBack(live, await live.conversation(), sent);
			if (content === sent) return { maskedTexts: 'asSent' };
			return { maskedTexts: /^[x\s]+$/i.test(String(content)) ? 'masked' : 'changed' };
		},
	},
	{
		guesses: ['textLimit'],
		async run(live) {
			const id = await live.conversation();
			let kept = 0;
			for (const length of LENGTHS) {
				const said = await live.say(id, 'user', {
					content: 'n8n test '.repeat(length).slice(0, length),
				});
				if (said.refusal !== undefined) break;
				await live.settle();
				const { fingerprint } = need(said, 'a message');
				const back = await live.of(id, 'GET', `message/${Number(fingerprint)}`);
				if (String(need(back, 'a message').content).length !== length) break;
				kept = length;
			}
			return { textLimit: String(kept) };
		},
	},
];
