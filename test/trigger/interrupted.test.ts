import type { Arrival } from '../../nodes/Crisp/events/item';
import type { Identities } from '../../nodes/Crisp/trigger/execution';
import { Interrupted } from '../../nodes/Crisp/trigger/interrupted';

const message = (session_id: string, fingerprint: number): Arrival => ({
	event: 'message:send',
	payload: { website_id: 'w', session_id, fingerprint },
	receivedAt: 0,
	recovered: true,
	identity: `w:${session_id}:${fingerprint}`,
});

describe('executions that had not ended when n8n did', () => {
	let started: Array<{ fingerprints: unknown[][]; repeats: Identities }>;
	let passed: unknown[];
	let executions: Set<Identities>;

	const make = (...stored: Identities[]) => {
		started = [];
		passed = [];
		executions = new Set(stored);
		return new Interrupted(
			executions,
			(arrivals, repeats) =>
				started.push({
					fingerprints: arrivals.map((of) => of.map(({ payload }) => payload.fingerprint)),
					repeats,
				}),
			({ payload }) => passed.push(payload.fingerprint),
		);
	};

	const ONE: Identities = [['w:a:1', 'w:a:2'], ['w:b:3']];

	it('are put together again from the same messages, item by item', () => {
		const interrupted = make(ONE);
		for (const arrival of [message('b', 3), message('a', 1), message('a', 2)]) {
			expect(interrupted.take(arrival)).toBe(true);
		}
		interrupted.settled('w', 'a');
		expect(started).toEqual([]);
		interrupted.settled('w', 'b');
		expect(started).toEqual([{ fingerprints: [[1, 2], [3]], repeats: ONE }]);
		// It stays stored until it is on its way again.
		expect(executions.has(ONE)).toBe(true);
	});

	it('let later messages of their conversations wait, and no others', () => {
		const interrupted = make(ONE);
		interrupted.take(message('a', 1));
		expect(interrupted.take(message('a', 7))).toBe(true);
		expect(interrupted.take(message('c', 8))).toBe(false);
		interrupted.settled('w', 'a');
		expect(interrupted.take(message('a', 9))).toBe(true);
		expect(passed).toEqual([]);
		interrupted.settled('w', 'b');
		expect(started).toHaveLength(1);
		expect(passed).toEqual([7, 9]);
		expect(interrupted.take(message('a', 10))).toBe(false);
	});

	it('do not wait for events that cannot be had again, such as a change of a state', () => {
		const interrupted = make([['w:a:1'], ['']]);
		interrupted.take(message('a', 1));
		interrupted.settled('w', 'a');
		expect(started).toEqual([{ fingerprints: [[1]], repeats: [['w:a:1'], ['']] }]);
		const ofNoConversation = { event: 'website:update', payload: {}, recovered: false };
		expect(interrupted.take({ ...ofNoConversation, receivedAt: 0 })).toBe(false);
	});

	it('begin without what cannot be had any more, when the past of all is settled', () => {
		const interrupted = make(ONE);
		interrupted.take(message('a', 2));
		interrupted.over();
		expect(started).toEqual([{ fingerprints: [[2]], repeats: ONE }]);
	});

	it('are forgotten where nothing of them is to be had', () => {
		const interrupted = make(ONE);
		interrupted.over();
		expect(started).toEqual([]);
		expect(executions.size).toBe(0);
	});

	it('of several, each begins when its own conversations are settled', () => {
		const interrupted = make([['w:a:1'], ['w:b:2']], [['w:c:3']]);
		for (const arrival of [message('a', 1), message('b', 2), message('c', 3)]) {
			interrupted.take(arrival);
		}
		interrupted.settled('w', 'c');
		expect(started.map(({ fingerprints }) => fingerprints)).toEqual([[[3]]]);
		interrupted.settled('w', 'a');
		interrupted.settled('w', 'b');
		expect(started.map(({ fingerprints }) => fingerprints)).toEqual([[[3]], [[1], [2]]]);
	});

	it('take nothing where there are none', () => {
		expect(make().take(message('a', 1))).toBe(false);
	});
});
