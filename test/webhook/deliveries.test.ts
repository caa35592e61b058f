import { Deliveries } from '../../nodes/Crisp/webhook/deliveries';
import { isStored, store } from '../../nodes/Crisp/webhook/stored';

describe('deliveries that a process remembers', () => {
	it('are forgotten when there are too many, the oldest first', async () => {
		const deliveries = new Deliveries(3);
		for (const key of ['a', 'b', 'c', 'd']) (await deliveries.claim(key))?.(true);
		expect(deliveries.taken).toEqual(['b', 'c', 'd']);
		expect(await deliveries.claim('b')).toBeUndefined();
		expect(await deliveries.claim('a')).toBeInstanceOf(Function);
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

	it('do without what somebody else has put there', () => {
		const data = { deliveries: 'odd' };
		expect(isStored(data, 'odd')).toBe(false);
		store(data, 'a', []);
		expect(data.deliveries).toEqual(['a']);
	});
});
