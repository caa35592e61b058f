import { messagesSince, type Values } from '../../../nodes/Crisp/trigger/gap/history';
import { seeded } from '../../support/random';

const T = 1_800_000_000_000;

interface Message {
	fingerprint: number;
	timestamp: number;
}

/** A conversation as Crisp's route of messages shows it. */
function conversation(messages: Message[], batch: number, newestAfter: boolean) {
	const requests: string[] = [];
	const get = async (_path: string, query: Record<string, number>): Promise<Values[]> => {
		const [[name, time]] = Object.entries(query);
		requests.push(`${name} ${time - T}`);
		const all = messages as unknown as Values[];
		const at = ({ timestamp }: Values) => Number(timestamp);
		if (name === 'timestamp_before') return all.filter((one) => at(one) < time).slice(-batch);
		if (name === 'timestamp_around') {
			const middle = all.findIndex((one) => at(one) >= time);
			return all.slice(Math.max(middle - batch / 2, 0)).slice(0, batch);
		}
		const later = all.filter((one) => at(one) > time);
		return newestAfter ? later.slice(-batch) : later.slice(0, batch);
	};
	return { get, requests };
}

const run = async (times: number[], batch = 40, newestAfter = false, since = T) => {
	const messages = times.map((time, index) => ({ fingerprint: index, timestamp: T + time }));
	const { get, requests } = conversation(messages, batch, newestAfter);
	const found = await messagesSince(get, 'w', 's', since);
	return { found: found.map(({ fingerprint }) => fingerprint), requests };
};

const count = (length: number) => Array.from({ length }, (_, index) => index);

describe('the messages of a conversation since a time', () => {
	it('take one request where they are few, with those of that very moment', async () => {
		const { found, requests } = await run([-5, 0, 1, 2]);
		expect(found).toEqual([1, 2, 3]);
		expect(requests).toEqual(['timestamp_after -1']);
	});

	it.each([
		[20, false],
		[20, true],
		[40, false],
		[40, true],
	])(
		'are complete and in order, whatever shares a millisecond (batches of %i, newest after: %s)',
		async (batch, newestAfter) => {
			for (let seed = 0; seed < 300; seed++) {
				const random = seeded(seed);
				const times: number[] = [-3, -3, -1];
				let time = 0;
				while (times.length < 5 + seed) {
					const same = random() < 0.2 ? Math.floor(random() * (newestAfter ? 1.5 : 2) * batch) : 1;
					for (let index = 0; index < same; index++) times.push(time);
					time += 1 + Math.floor(random() * 3);
				}
				const { found } = await run(times, batch, newestAfter);
				expect([seed, found]).toEqual([seed, count(times.length).slice(3)]);
			}
		},
	);

	it.each([false, true])(
		'have no hole where more come while they are read (newest after: %s)',
		async (newestAfter) => {
			for (let seed = 0; seed < 300; seed++) {
				const random = seeded(seed);
				const messages: Message[] = [];
				let time = 0;
				const say = (most: number) => {
					for (let index = Math.floor(random() * most); index > 0; index--) {
						if (random() < 0.7) time++;
						messages.push({ fingerprint: messages.length, timestamp: T + time });
					}
				};
				say(150);
				const before = messages.length;
				const { get } = conversation(messages, 20, newestAfter);
				const found = await messagesSince(
					async (...given) => {
						const answer = await get(...given);
						if (messages.length < 500) say(60);
						return answer;
					},
					'w',
					's',
					T,
				);
				expect(found.length).toBeGreaterThanOrEqual(before);
				expect([seed, found.map(({ fingerprint }) => fingerprint)]).toEqual([
					seed,
					count(found.length),
				]);
			}
		},
	);
});
