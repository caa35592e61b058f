import { catchUp, isRecoverable, type CatchUpWork } from '../../nodes/Crisp/trigger/catchUp';
import { EVENTS } from '../../nodes/Crisp/events/table';

const W = 'website-1';
const START = 1_800_000_000_000;

interface Message {
	fingerprint: number;
	timestamp: number;
	from: 'user' | 'operator';
	content: string;
}

/** A website as far as catching up sees it. */
class Website {
	readonly conversations = new Map<string, Message[]>();

	readonly updates = new Map<string, number>();

	readonly requests: string[] = [];

	/** Which end of the messages after a time a full batch holds. */
	newestAfter = false;

	/** Rejects requests that fit. */
	failing?: RegExp;

	say(sessionId: string, timestamp: number, from: Message['from'] = 'user'): void {
		const messages = this.conversations.get(sessionId) ?? [];
		this.conversations.set(sessionId, messages);
		messages.push({ fingerprint: timestamp, timestamp, from, content: `at ${timestamp - START}` });
		this.updates.set(sessionId, timestamp);
	}

	readonly get: CatchUpWork['get'] = async (path, query) => {
		this.requests.push(`${path}?${Object.keys(query).join('&')}`);
		if (this.failing?.test(path)) throw new Error('bad gateway');
		const [, page] = /conversations\/(\d+)$/.exec(path) ?? [];
		if (page) return this.list(Number(page), query.per_page);
		const [, sessionId] = /conversation\/(.+)\/messages$/.exec(path) ?? [];
		const all = this.conversations.get(sessionId) ?? [];
		const { timestamp_before: before = Infinity, timestamp_after: after } = query;
		if (after === undefined) return all.filter((it) => it.timestamp < before).slice(-40);
		const later = all.filter((it) => it.timestamp > after);
		return this.newestAfter ? later.slice(-40) : later.slice(0, 40);
	};

	private list(page: number, size: number) {
		const all = [...this.updates].sort(([, a], [, b]) => b - a);
		return all.slice((page - 1) * size, page * size).map(([session_id, updated_at]) => {
			const last = this.conversations.get(session_id)?.at(-1);
			return {
				session_id,
				website_id: W,
				updated_at,
				state: 'pending',
				preview_message: last ? { from: last.from, fingerprint: last.fingerprint } : null,
			};
		});
	}
}

describe('catching up', () => {
	let website: Website;

	beforeEach(() => (website = new Website()));

	const run = async (changes: Partial<CatchUpWork> = {}) =>
		await catchUp({
			websiteId: W,
			since: START,
			events: ['message:send'],
			get: website.get,
			isKnown: () => false,
			trustsPreviews: true,
			checked: new Map(),
			...changes,
		});

	const times = ({ found }: Awaited<ReturnType<typeof run>>) =>
		found.map(({ timestamp }) => timestamp - START);

	it('finds the messages of the chosen side since then, in the order of time', async () => {
		website.say('a', START - 1);
		website.say('b', START + 2);
		website.say('a', START + 1);
		website.say('a', START + 3, 'operator');
		website.say('a', START + 4);
		const result = await run();
		expect(times(result)).toEqual([1, 2, 4]);
		expect(result.found[0]).toMatchObject({
			event: 'message:send',
			payload: { website_id: W, session_id: 'a', content: 'at 1' },
		});
		expect(times(await run({ events: ['message:received'] }))).toEqual([3]);
		expect(result).not.toHaveProperty('error');
	});

	it('asks for the list and for each conversation that has changed', async () => {
		website.say('old', START - 5);
		website.say('a', START + 1);
		website.say('b', START + 2);
		await run();
		expect(website.requests).toEqual([
			`/website/${W}/conversations/1?per_page&order_date_updated`,
			`/website/${W}/conversation/a/messages?timestamp_after`,
			`/website/${W}/conversation/b/messages?timestamp_after`,
		]);
	});

	it('asks for the list only where nothing has happened', async () => {
		website.say('old', START - 5);
		expect(times(await run())).toEqual([]);
		expect(website.requests).toHaveLength(1);
	});

	it('does not ask about conversations whose last message is known', async () => {
		website.say('a', START + 1);
		website.say('b', START + 2);
		const isKnown: CatchUpWork['isKnown'] = (_session, fingerprint) => fingerprint === START + 1;
		expect(times(await run({ isKnown }))).toEqual([2]);
		expect(website.requests).toHaveLength(2);
		await run({ isKnown, trustsPreviews: false });
		expect(website.requests).toHaveLength(5);
		// A note of an operator is in no preview.
		await run({ isKnown, events: ['message:received'] });
		expect(website.requests).toHaveLength(8);
	});

	it('leaves out messages that are known', async () => {
		for (const time of [1, 2, 3]) website.say('a', START + time);
		const known = START + 2;
		expect(times(await run({ isKnown: (_, fingerprint) => fingerprint === known }))).toEqual([
			1, 3,
		]);
	});

	it('reads on until the list is older', async () => {
		for (let index = 0; index < 120; index++) website.say(`s${index}`, START + index);
		for (let index = 0; index < 100; index++) website.say(`old${index}`, START - 1 - index);
		expect(await run()).toMatchObject({ found: { length: 120 } });
		expect(website.requests.filter((it) => it.includes('/conversations/'))).toHaveLength(3);
	});

	it.each([false, true])(
		'finds all messages of a long conversation, whichever end a batch holds (newest: %s)',
		async (newest) => {
			website.newestAfter = newest;
			for (let index = -50; index < 130; index++) website.say('a', START + index);
			expect(times(await run())).toEqual(Array.from({ length: 130 }, (_, index) => index));
		},
	);

	it('gives the present state of conversations that have changed', async () => {
		website.say('old', START - 5);
		website.say('a', START + 1);
		expect(await run({ events: ['session:set_state'] })).toEqual({
			found: [
				{
					event: 'session:set_state',
					payload: { website_id: W, session_id: 'a', inbox_id: null, state: 'pending' },
					timestamp: START + 1,
				},
			],
		});
		expect(website.requests).toHaveLength(1);
	});

	it('says what it has found before a request fails, and goes on from there', async () => {
		for (const name of ['a', 'b', 'c']) website.say(name, START + 1);
		website.failing = /conversation\/b/;
		const checked = new Map<string, number>();
		const first = await run({ checked });
		expect(first.error).toEqual(new Error('bad gateway'));
		expect(first.found.map(({ payload }) => payload.session_id).sort()).toEqual(['a', 'c']);
		website.failing = undefined;
		website.requests.length = 0;
		const second = await run({ checked });
		expect(second.found.map(({ payload }) => payload.session_id)).toEqual(['b']);
		expect(website.requests).toHaveLength(2);
	});

	it('never rejects', async () => {
		website.failing = /./;
		expect(await run()).toEqual({ found: [], error: new Error('bad gateway') });
		expect(await run({ get: async () => 'nonsense' })).toEqual({ found: [] });
		const get = async () => [null, 7, {}, { session_id: 5, updated_at: START }];
		expect(await run({ get })).toEqual({ found: [] });
	});

	it('can fetch what the table of events says', () => {
		for (const { event, recovery } of EVENTS) {
			expect([event, isRecoverable(event)]).toEqual([event, recovery !== undefined]);
		}
	});
});
