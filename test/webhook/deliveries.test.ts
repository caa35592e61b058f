import type { IDataObject } from 'n8n-workflow';

import {
	Deliveries,
	deliveryKey,
	KEY_LENGTH,
	kept,
	MAX_CERTAIN,
	type First,
	type Span,
} from '../../nodes/Crisp/webhook/deliveries';
import { readStored, store } from '../../nodes/Crisp/webhook/stored';

const NOW = 1_763_803_214_900;
const MINUTE = 60_000;
const FIVE_MINUTES: Span = { now: NOW, certainMs: 5 * MINUTE };
const NOTHING: Span = { now: NOW, certainMs: 0 };
const nothingStored = new Map<string, number>();

const keyOf = (index: number) => `k${String(index).padStart(KEY_LENGTH - 1, '0')}`;
/** As many deliveries, one a millisecond, the last one just now. */
const many = (count: number, at = (index: number) => NOW - count + 1 + index) =>
	new Map(Array.from({ length: count }, (_, index) => [keyOf(index), at(index)]));

const isFirst = (claim: unknown): claim is First => typeof claim === 'object';

function firstOf(claim: unknown): First {
	if (!isFirst(claim)) throw new Error(`not the first, but ${String(claim)}`);
	return claim;
}

/** Takes deliveries in, one after another. */
async function take(deliveries: Deliveries, keys: string[], span: Span, at = span.now) {
	for (const key of keys) {
		firstOf(await deliveries.claim(key, at, nothingStored, () => span)).settle(true);
	}
}

describe('what is kept of deliveries', () => {
	it('is all that must be known for certain, however much that is', () => {
		const times = many(5_000);
		expect(kept(times, FIVE_MINUTES, 0)).toEqual(times);
	});

	it('is of the others the newest, whatever their order', () => {
		const times = new Map([
			['new', NOW - 6 * MINUTE],
			['certain', NOW],
			['newest', NOW - 5 * MINUTE - 1],
			['old', NOW - 90 * MINUTE],
		]);
		expect([...kept(times, FIVE_MINUTES, 2).keys()]).toEqual(['new', 'certain', 'newest']);
		expect([...kept(times, NOTHING, 2).keys()]).toEqual(['certain', 'newest']);
		expect([...kept(times, NOTHING, 9).keys()]).toHaveLength(4);
	});
});

describe('deliveries that a process remembers', () => {
	it('are known as long as they must be, and some time after that', async () => {
		const deliveries = new Deliveries();
		await take(deliveries, ['a'], FIVE_MINUTES);
		for (const now of [NOW, NOW + 5 * MINUTE, NOW + 600 * MINUTE]) {
			const span = { ...FIVE_MINUTES, now };
			expect(await deliveries.claim('a', now, nothingStored, () => span)).toBe('repeat');
		}
	});

	it('are forgotten by number only where they need not be known for certain', async () => {
		const keys = [...many(3_000).keys()];
		const certain = new Deliveries();
		await take(certain, keys, FIVE_MINUTES);
		expect(await certain.claim(keys[0], NOW, nothingStored, () => FIVE_MINUTES)).toBe('repeat');
		const others = new Deliveries();
		await take(others, keys, NOTHING);
		expect(await others.claim(keys[2_999], NOW, nothingStored, () => NOTHING)).toBe('repeat');
		expect(isFirst(await others.claim(keys[0], NOW, nothingStored, () => NOTHING))).toBe(true);
	});

	it('are, of those that need not be known for certain, the newest two thousand', async () => {
		const deliveries = new Deliveries();
		const keys = [...many(2_001).keys()];
		await take(deliveries, keys, NOTHING);
		const next = firstOf(await deliveries.claim('next', NOW, nothingStored, () => NOTHING));
		expect([...next.times().keys()]).toEqual([...keys.slice(1), 'next']);
	});

	it('let nothing new in where there is no room, until the first need not be known any longer', async () => {
		const deliveries = new Deliveries();
		const stored = many(MAX_CERTAIN, () => NOW);
		const claim = async (now: number, key = 'new') =>
			await deliveries.claim(key, now, stored, () => ({ ...FIVE_MINUTES, now }));
		expect(await claim(NOW)).toBe('full');
		expect(await claim(NOW + 5 * MINUTE, keyOf(0))).toBe('repeat');
		expect(await claim(NOW + 5 * MINUTE)).toBe('full');
		expect(isFirst(await claim(NOW + 5 * MINUTE + 1))).toBe(true);
	});

	it('leave room for everything where nothing must be known for certain', async () => {
		const stored = many(MAX_CERTAIN, () => NOW);
		const claim = await new Deliveries().claim('new', NOW, stored, () => NOTHING);
		expect(isFirst(claim)).toBe(true);
	});

	it('do not count before n8n has taken them over', async () => {
		const deliveries = new Deliveries();
		const first = firstOf(await deliveries.claim('a', NOW, nothingStored, () => FIVE_MINUTES));
		first.settle(false);
		const second = firstOf(await deliveries.claim('a', NOW, nothingStored, () => FIVE_MINUTES));
		second.settle(true);
		expect(await deliveries.claim('a', NOW, nothingStored, () => FIVE_MINUTES)).toBe('repeat');
	});

	it('are taken over one after another, so that each is stored with all before it', async () => {
		const deliveries = new Deliveries();
		const claims = ['a', 'b', 'a', 'c'].map(
			async (key) => await deliveries.claim(key, NOW, nothingStored, () => FIVE_MINUTES),
		);
		const a = firstOf(await claims[0]);
		let isNext = false;
		void claims[1].then(() => (isNext = true));
		await new Promise((resolve) => setImmediate(resolve));
		expect(isNext).toBe(false);
		a.settle(true);
		const b = firstOf(await claims[1]);
		expect([...b.times().keys()]).toEqual(['a', 'b']);
		b.settle(false);
		expect(await claims[2]).toBe('repeat');
		expect([
			...firstOf(await claims[3])
				.times()
				.keys(),
		]).toEqual(['a', 'c']);
	});

	it('are those that n8n has stored as well', async () => {
		const deliveries = new Deliveries();
		const stored = new Map([['elsewhere', NOW]]);
		expect(await deliveries.claim('elsewhere', NOW, stored, () => FIVE_MINUTES)).toBe('repeat');
		const first = firstOf(await deliveries.claim('a', NOW, nothingStored, () => FIVE_MINUTES));
		expect([...first.times().keys()]).toEqual(['elsewhere', 'a']);
	});
});

describe('what makes a delivery the same as another', () => {
	const hook = (event: string, payload: IDataObject) =>
		deliveryKey({ event, websiteId: null, payload }, JSON.stringify([event, payload]));
	const message = { website_id: 'w', session_id: 's', fingerprint: 1 };

	it('is for a message which one it is, whatever else is in it', () => {
		expect(hook('message:send', message)).toBe(hook('message:send', { ...message, stamped: 2 }));
		expect(hook('message:send', message)).not.toBe(
			hook('message:send', { ...message, fingerprint: 2 }),
		);
		expect(hook('message:send', message)).not.toBe(hook('message:received', message));
	});

	it('is for other events the whole body', () => {
		expect(hook('a', { b: 1 })).toBe(hook('a', { b: 1 }));
		expect(hook('a', { b: 1 })).not.toBe(hook('a', { b: 2 }));
	});
});

describe('deliveries that n8n stores', () => {
	it('come back with the end of their minute', () => {
		const data = {};
		store(
			data,
			many(3, (index) => NOW - index * MINUTE),
			FIVE_MINUTES,
		);
		const back = readStored(data);
		expect([...back.keys()].sort()).toEqual([keyOf(0), keyOf(1), keyOf(2)]);
		for (let index = 0; index < 3; index++) {
			const early = (back.get(keyOf(index)) ?? 0) - (NOW - index * MINUTE);
			expect(early).toBeGreaterThan(0);
			expect(early).toBeLessThanOrEqual(MINUTE);
		}
	});

	it('are all that must be known for certain, in 110 KB at most', () => {
		const data = {};
		store(data, many(MAX_CERTAIN), { now: NOW, certainMs: 60 * MINUTE });
		expect(readStored(data).size).toBe(MAX_CERTAIN);
		expect(JSON.stringify(data).length).toBeLessThan(110_000);
	});

	it('are the newest 200 of the others, in 3 KB', () => {
		const data = {};
		store(data, many(3_000), NOTHING);
		expect([...readStored(data).keys()].sort()).toEqual([...many(3_000).keys()].slice(-200).sort());
		expect(JSON.stringify(data).length).toBeLessThan(3_000);
	});

	it.each([
		['a list', ['odd']],
		['a text', 'odd'],
		['nothing', null],
		['other things', { zzz: 5, '!': 'odd', a: ['b'] }],
	])('do without what somebody else has put there: %s', (_what, deliveries) => {
		const data = { deliveries } as never;
		expect([...readStored(data).keys()]).toEqual([]);
		store(data, new Map([[keyOf(0), NOW]]), FIVE_MINUTES);
		expect([...readStored(data).keys()]).toEqual([keyOf(0)]);
	});
});
