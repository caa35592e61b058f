import { Seen } from '../../nodes/Crisp/trigger/seen';

describe('the memory of messages', () => {
	it('forgets the oldest', () => {
		const seen = new Seen(10);
		for (let index = 0; index < 25; index++) {
			expect(seen.add('w', `s${index % 3}`, index)).toBe(true);
		}
		const known = [24, 15, 3].map((index) => seen.has('w', `s${index % 3}`, index));
		expect(known).toEqual([true, true, false]);
	});

	it('tells them by website, conversation and fingerprint, which may come as a text', () => {
		const seen = new Seen();
		expect(seen.add('w', 's', 150698569649423)).toBe(true);
		expect(seen.add('w', 's', '150698569649423')).toBe(false);
		expect(seen.add('w', 's', 150698569649424)).toBe(true);
		expect(seen.add('w', 't', 150698569649423)).toBe(true);
		expect(seen.add('v', 's', 150698569649423)).toBe(true);
		expect(seen.add('w', 's', '0x10')).toBe(true);
		expect(seen.has('w', 's', '0x11')).toBe(false);
	});
});
