import type { IDataObject } from 'n8n-workflow';

import { fetchPages, type FetchPage } from '../../nodes/Crisp/engine/pages';
import type { Operation, Parts } from '../../nodes/Crisp/engine/spec';

const parts = (query: IDataObject = {}): Parts => ({ path: {}, query, body: undefined, input: {} });
const operation = (changes: Partial<Operation>) =>
	({ pages: 'pathNumber', ...changes }) as Operation;

/** A server that holds `count` entries in pages of `size`, and the pages that were asked for. */
function numbered(count: number, defaultSize: number) {
	const asked: Array<{ page: number; query: IDataObject }> = [];
	const fetch = async (page: number, query: IDataObject) => {
		asked.push({ page, query });
		const size = (query.per_page as number | undefined) ?? defaultSize;
		return Array.from({ length: count }, (_, id) => ({ id })).slice((page - 1) * size, page * size);
	};
	return { asked, fetch };
}

describe('pages by number', () => {
	const sized = operation({ perPage: { min: 20, max: 50 } });

	test.each([
		{ count: 0, limit: Infinity, requests: 1 },
		{ count: 49, limit: Infinity, requests: 1 },
		{ count: 50, limit: Infinity, requests: 2 },
		{ count: 120, limit: Infinity, requests: 3 },
		{ count: 120, limit: 50, requests: 1 },
		{ count: 120, limit: 51, requests: 2 },
		{ count: 120, limit: 10, requests: 1 },
	])('take $requests requests for up to $limit of $count', async ({ count, limit, requests }) => {
		const { asked, fetch } = numbered(count, 20);
		const found = await fetchPages(sized, parts(), limit, fetch);
		expect(found).toEqual(Array.from({ length: Math.min(count, limit) }, (_, id) => ({ id })));
		expect(asked).toHaveLength(requests);
	});

	test('ask for no more and no fewer than Crisp allows', async () => {
		for (const [limit, size] of [
			[1, 20],
			[30, 30],
			[500, 50],
		]) {
			const { asked, fetch } = numbered(10, 20);
			await fetchPages(sized, parts(), limit, fetch);
			expect(asked[0].query).toEqual({ per_page: size });
		}
	});

	test('of an unknown size end with an empty page, and not with a shorter one', async () => {
		const { asked, fetch } = numbered(25, 10);
		expect(await fetchPages(operation({}), parts(), Infinity, fetch)).toHaveLength(25);
		expect(asked.map(({ page }) => page)).toEqual([1, 2, 3, 4]);

		const pages = [['a', 'b'], ['c'], ['d', 'e'], []];
		const uneven = async (page: number) => pages[page - 1].map((id) => ({ id }));
		expect(await fetchPages(operation({}), parts(), Infinity, uneven)).toHaveLength(5);
	});

	test('end where a server ignores the page number', async () => {
		let requests = 0;
		const found = await fetchPages(operation({}), parts(), Infinity, async () => {
			requests++;
			return [{ id: 1 }, { id: 2 }];
		});
		expect(found).toHaveLength(2);
		expect(requests).toBe(2);
	});

	test('end where a server repeats an earlier page in another order', async () => {
		const pages = [
			[1, 2],
			[3, 4],
			[2, 1],
		];
		const found = await fetchPages(operation({}), parts(), Infinity, async (page) =>
			pages[page - 1].map((id) => ({ id })),
		);
		expect(found).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }]);
	});
});

describe('pages by number whose size may not be heeded', () => {
	const guessed = operation({ perPage: { min: 20, max: 50, isGuess: true } });

	/** Ids of `count` entries on a server that has pages of its own size, whatever it is asked for. */
	async function read(count: number, ownSize: number, limit = Infinity) {
		const { asked, fetch } = numbered(count, ownSize);
		const found = await fetchPages(guessed, parts(), limit, async (page, query) => {
			expect(query).toEqual(limit <= 20 ? {} : { per_page: Math.min(limit, 50) });
			return await fetch(page, {});
		});
		return { ids: found.map(({ id }) => id), requests: asked.length };
	}

	test.each([10, 20, 50, 100])('are all read from a server with pages of %i', async (ownSize) => {
		for (const count of [0, 9, 20, 45, 100, 101]) {
			const { ids } = await read(count, ownSize);
			expect(ids).toEqual(Array.from({ length: count }, (_, id) => id));
		}
	});

	test('are not asked for a size that they may have by themselves', async () => {
		for (const limit of [1, 20]) {
			expect(await read(45, 20, limit)).toMatchObject({ requests: 1 });
		}
		expect(await read(45, 10, 20)).toMatchObject({ requests: 2 });
	});

	test('fill a limit from pages that are shorter than asked for', async () => {
		expect(await read(45, 20, 30)).toEqual({
			ids: Array.from({ length: 30 }, (_, id) => id),
			requests: 2,
		});
	});

	test('cost one request more only where the first page is shorter than asked for', async () => {
		const { asked, fetch } = numbered(120, 20);
		await fetchPages(guessed, parts(), Infinity, fetch);
		expect(asked).toHaveLength(3);
		const few = numbered(7, 20);
		await fetchPages(guessed, parts(), Infinity, few.fetch);
		expect(few.asked).toHaveLength(2);
		const one = numbered(7, 20);
		await fetchPages(guessed, parts(), 1, one.fetch);
		expect(one.asked).toHaveLength(1);
	});
});

interface Habits {
	/** Messages in a batch. */
	size?: number;
	/** Whether a time itself counts as before and after it. */
	isInclusive?: boolean;
	/** Which messages after a time are in a batch: those next to it, or the last ones. */
	after?: 'oldest' | 'newest';
}

/** Messages in ascending order, answered in batches. */
function conversation(
	times: number[],
	{ size = 40, isInclusive = false, after: afterIs = 'oldest' }: Habits = {},
) {
	const asked: IDataObject[] = [];
	const all = times.map((timestamp, fingerprint) => ({ fingerprint, timestamp }));
	const more = isInclusive ? 1 : 0;
	const fetch = (own: IDataObject) => async (_page: number, query: IDataObject) => {
		asked.push(query);
		const { timestamp_before: before, timestamp_after: after } = { ...own, ...query } as Record<
			string,
			number | undefined
		>;
		expect([before, after]).toContain(undefined);
		if (after !== undefined) {
			const later = all.filter(({ timestamp }) => timestamp > after - more);
			return afterIs === 'oldest' ? later.slice(0, size) : later.slice(-size);
		}
		return all
			.filter(({ timestamp }) => before === undefined || timestamp < before + more)
			.slice(-size);
	};
	return { all, asked, fetch };
}

/** `count` times, one every `step` ms. */
const every = (step: number, count: number) =>
	Array.from({ length: count }, (_, index) => 1_000 + index * step);

describe('pages by timestamp', () => {
	const messages = operation({ pages: 'timestampBefore' });
	const readAll = async (query: IDataObject, fetch: FetchPage, limit = Infinity) =>
		await fetchPages(messages, parts(query), limit, fetch);

	test.each([
		{ count: 0, requests: 1 },
		{ count: 19, requests: 1 },
		{ count: 39, requests: 2 },
		{ count: 90, requests: 3 },
	])('bring all $count messages in order with $requests requests', async ({ count, requests }) => {
		const { all, asked, fetch } = conversation(every(10, count));
		expect(await readAll({}, fetch({}))).toEqual(all);
		expect(asked).toHaveLength(requests);
	});

	test('keep the newest with a limit', async () => {
		const { all, asked, fetch } = conversation(every(10, 90));
		expect(await readAll({}, fetch({}), 50)).toEqual(all.slice(-50));
		expect(asked).toEqual([{}, { timestamp_before: 1_501 }]);
		expect(await readAll({}, fetch({}), 40)).toEqual(all.slice(-40));
		expect(asked).toHaveLength(3);
	});

	test('go forwards from a given time and keep the oldest with a limit', async () => {
		const { all, asked, fetch } = conversation(every(10, 90));
		const query = { timestamp_after: 1_000 };
		expect(await readAll(query, fetch(query))).toEqual(all.slice(1));
		asked.length = 0;
		expect(await readAll(query, fetch(query), 45)).toEqual(all.slice(1, 46));
		// The second one shows that nothing is between the time and the first batch.
		expect(asked).toEqual([
			{},
			{ timestamp_before: 1_011, timestamp_after: undefined },
			{ timestamp_after: 1_399 },
		]);
	});

	test('are a single batch around a given time', async () => {
		const { asked, fetch } = conversation(every(10, 90));
		await readAll({ timestamp_around: 1_500 }, fetch({}));
		expect(asked).toHaveLength(1);
	});

	test('keep messages that have no fingerprint, and end where those do not change', async () => {
		const batch = (from: number) =>
			Array.from({ length: 40 }, (_, index) => ({ timestamp: from + index }));
		const found = await fetchPages(messages, parts(), Infinity, async (_page, query) =>
			query.timestamp_before === undefined ? batch(1_040) : batch(1_000),
		);
		expect(found).toEqual([...batch(1_000), ...batch(1_040)]);
	});

	test('end where a batch brings nothing new', async () => {
		const batch = Array.from({ length: 40 }, (_, fingerprint) => ({ fingerprint, timestamp: 5 }));
		expect(await readAll({}, async () => batch)).toHaveLength(40);
	});

	test('keep messages that have no fingerprint, and end where those do not change', async () => {
		const batch = (from: number) =>
			Array.from({ length: 40 }, (_, index) => ({ timestamp: from + index }));
		const found = await readAll({}, async (_page, query) =>
			query.timestamp_before === undefined ? batch(1_040) : batch(1_000),
		);
		expect(found).toEqual([...batch(1_000), ...batch(1_040)]);
	});

	const habits: Habits[] = [20, 40, 50].flatMap((size) =>
		[false, true].flatMap((isInclusive) =>
			(['oldest', 'newest'] as const).map((after) => ({ size, isInclusive, after })),
		),
	);
	const title = 'in batches of $size, time itself included: $isInclusive, $after after a time';

	test.each(habits)(`lose and double nothing of one moment ${title}`, async (habit) => {
		// Three of each moment, so that no border of a batch is between two moments for long.
		const times = every(1, 40).flatMap((time) => [time, time, time]);
		const { all, fetch } = conversation(times, habit);
		expect(await readAll({}, fetch({}))).toEqual(all);
		const query = { timestamp_after: 1_010 };
		const wanted = all.filter(({ timestamp }) => timestamp > 1_010 - (habit.isInclusive ? 1 : 0));
		const found = await readAll(query, fetch(query));
		// Where Crisp fills a batch from the end, those of the time itself are before it.
		const lower = habit.after === 'newest' ? 1_010 : 0;
		expect(found).toEqual(wanted.filter(({ timestamp }) => timestamp > lower));
	});

	test.each(habits)(`go on behind a whole batch of one moment ${title}`, async (habit) => {
		const moment = Array.from({ length: habit.size ?? 40 }, () => 1_500);
		const { all, fetch } = conversation([...every(10, 5), ...moment, 1_600], habit);
		expect(await readAll({}, fetch({}))).toEqual(all);
	});
});
