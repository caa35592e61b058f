import type { IDataObject } from 'n8n-workflow';

import { Deliveries, deliveryKey } from '../../nodes/Crisp/webhook/deliveries';
import { isStored, store } from '../../nodes/Crisp/webhook/stored';

describe('deliveries that a process remembers', () => {
	it('are forgotten when there are too many, the oldest first', async () => {
		const deliveries = new Deliveries(3);
		for (const key of ['a', 'b', 'c', 'd']) (await deliveries.claim(key))?.(true);
		expect(deliveries.taken).toEqual(['b', 'c', 'd']);
		expect(await deliveries.claim('b')).toBeUndefined();
		expect(await deliveries.claim('a')).toBeInstanceOf(Function);
	});

	it('are two thousand unless told', async () => {
		const deliveries = new Deliveries();
		for (let index = 0; index <= 2_000; index++) (await deliveries.claim(`${index}`))?.(true);
		expect(deliveries.taken).toHaveLength(2_000);
	});

	it('stay forgotten where n8n takes them only after that', async () => {
		const deliveries = new Deliveries(1);
		const [first, second] = [await deliveries.claim('a'), await deliveries.claim('b')];
		first?.(true);
		second?.(true);
		expect(deliveries.taken).toEqual(['b']);
	});

	it('do not count as taken before n8n has taken them', async () => {
		const deliveries = new Deliveries();
		const settle = await deliveries.claim('a');
		expect(deliveries.taken).toEqual([]);
		settle?.(true);
		expect(deliveries.taken).toEqual(['a']);
	});

	it('let one of several that wait try again when the first has failed', async () => {
		const deliveries = new Deliveries();
		const first = await deliveries.claim('a');
		const waiting = [deliveries.claim('a'), deliveries.claim('a')];
		first?.(false);
		const second = await waiting[0];
		expect(second).toBeInstanceOf(Function);
		second?.(true);
		expect(await waiting[1]).toBeUndefined();
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
	it('are the newest 200', () => {
		const data = {};
		for (let index = 0; index < 250; index++) store(data, `key ${index}`, []);
		expect(data).toEqual({
			deliveries: Array.from({ length: 200 }, (_, index) => `key ${index + 50}`),
		});
		expect(isStored(data, 'key 49')).toBe(false);
		expect(isStored(data, 'key 50')).toBe(true);
	});

	it('are those of other requests as well, each once', () => {
		const data = { deliveries: ['a', 'b'] };
		store(data, 'd', ['b', 'c']);
		expect(data.deliveries).toEqual(['a', 'b', 'c', 'd']);
	});

	it('are the newest when they come again', () => {
		const data = { deliveries: ['a', 'b'] };
		store(data, 'a', []);
		expect(data.deliveries).toEqual(['b', 'a']);
	});

	it('do without what somebody else has put there', () => {
		const data = { deliveries: 'odd' };
		expect(isStored(data, 'odd')).toBe(false);
		store(data, 'a', []);
		expect(data.deliveries).toEqual(['a']);
	});
});
