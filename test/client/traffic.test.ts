import { readAccount } from '../../nodes/Crisp/client/account';
import { trafficOf } from '../../nodes/Crisp/client/traffic';

const account = (changes: object = {}) =>
	readAccount({ tier: 'website', identifier: 'traffic', key: 'k', ...changes });

describe('the traffic of a credential', () => {
	test('is shared by equal tokens at one server, and by no others', () => {
		const mine = trafficOf(account());
		expect(trafficOf(account({ websiteId: 'another' }))).toBe(mine);
		for (const changes of [
			{ key: 'other' },
			{ identifier: 'other' },
			{ tier: 'plugin' },
			{ baseUrl: 'https://crisp.example/v1' },
		]) {
			expect(trafficOf(account(changes))).not.toBe(mine);
		}
	});

	test('is forgotten after 500 others, unless something is under way', async () => {
		const idle = trafficOf(account({ key: 'idle' }));
		const busy = trafficOf(account({ key: 'busy' }));
		const pass = await busy.gate.enter();
		for (let n = 0; n < 600; n++) trafficOf(account({ key: `other ${n}` }));
		expect(trafficOf(account({ key: 'busy' }))).toBe(busy);
		expect(trafficOf(account({ key: 'idle' }))).not.toBe(idle);
		pass?.end('answered');
	});

	test('is kept while it is asked for now and then', () => {
		const mine = trafficOf(account({ key: 'mine' }));
		for (let n = 0; n < 1_200; n++) {
			trafficOf(account({ key: `more ${n}` }));
			if (n % 400 === 0) trafficOf(account({ key: 'mine' }));
		}
		expect(trafficOf(account({ key: 'mine' }))).toBe(mine);
	});
});
