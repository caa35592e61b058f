import type { IDataObject } from 'n8n-workflow';

import { fetchPages } from '../../nodes/Crisp/engine/pages';
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

	test('of an unknown size end with the first page that is shorter than the one before', async () => {
		const { asked, fetch } = numbered(25, 10);
		expect(await fetchPages(operation({}), parts(), Infinity, fetch)).toHaveLength(25);
		expect(asked.map(({ page }) => page)).toEqual([1, 2, 3]);
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
});

/** A conversation with a message every 10 ms, answered in ascending batches of 40. */
function conversation(count: number) {
	const asked: IDataObject[] = [];
	const all = Array.from({ length: count }, (_, index) => ({
		fingerprint: index,
		timestamp: 1_000 + index * 10,
	}));
	const fetch = (own: IDataObject) => async (_page: number, query: IDataObject) => {
		const { timestamp_before: before, timestamp_after: after } = { ...own, ...query } as Record<
			string,
			number
		>;
		asked.push(query);
		if (after !== undefined) return all.filter(({ timestamp }) => timestamp > after).slice(0, 40);
		return all.filter(({ timestamp }) => before === undefined || timestamp < before).slice(-40);
	};
	return { all, asked, fetch };
}

describe('pages by timestamp', () => {
	const messages = operation({ pages: 'timestampBefore' });

	test.each([
		{ count: 0, requests: 1 },
		{ count: 39, requests: 1 },
		{ count: 90, requests: 3 },
	])('bring all $count messages in order with $requests requests', async ({ count, requests }) => {
		const { all, asked, fetch } = conversation(count);
		expect(await fetchPages(messages, parts(), Infinity, fetch({}))).toEqual(all);
		expect(asked).toHaveLength(requests);
	});

	test('keep the newest with a limit', async () => {
		const { all, asked, fetch } = conversation(90);
		expect(await fetchPages(messages, parts(), 50, fetch({}))).toEqual(all.slice(-50));
		expect(asked).toEqual([{}, { timestamp_before: 1_500 }]);
	});

	test('go forwards from a given time and keep the oldest with a limit', async () => {
		const { all, fetch } = conversation(90);
		const query = { timestamp_after: 1_000 };
		expect(await fetchPages(messages, parts(query), Infinity, fetch(query))).toEqual(all.slice(1));
		expect(await fetchPages(messages, parts(query), 45, fetch(query))).toEqual(all.slice(1, 46));
	});

	test('are a single batch around a given time', async () => {
		const { asked, fetch } = conversation(90);
		await fetchPages(messages, parts({ timestamp_around: 1_500 }), Infinity, fetch({}));
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
		const found = await fetchPages(messages, parts(), Infinity, async () => batch);
		expect(found).toHaveLength(40);
	});
});
