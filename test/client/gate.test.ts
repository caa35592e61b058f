import { Gate, type Pass } from '../../nodes/Crisp/client/gate';

/** A gate on a clock that only the test moves. */
function makeGate() {
	let now = 1_000_000;
	const sleepers = new Set<{ at: number; end: () => void }>();
	const gate = new Gate({
		now: () => now,
		random: () => 1,
		wait: async (ms, signal) =>
			await new Promise<void>((resolve) => {
				const sleeper = { at: now + ms, end: () => (sleepers.delete(sleeper), resolve()) };
				sleepers.add(sleeper);
				signal.addEventListener('abort', sleeper.end);
			}),
	});
	const settle = async () => await new Promise((resolve) => setImmediate(resolve));
	return {
		gate,
		sleepers,
		settle,
		/** Time passes, but no timer has been called yet. */
		lag: (ms: number) => void (now += ms),
		async pass(ms: number) {
			now += ms;
			for (const sleeper of [...sleepers]) if (sleeper.at <= now) sleeper.end();
			await settle();
		},
	};
}

/** Asks for leave and notes who got it, in order. */
function asker(gate: Gate) {
	const admitted: string[] = [];
	const passes: Record<string, Pass> = {};
	const ask = (name: string, signal?: AbortSignal, first?: boolean) =>
		void gate.enter(signal, first).then((pass) => {
			if (!pass) return;
			admitted.push(name);
			passes[name] = pass;
		});
	return { admitted, passes, ask };
}

const TOO_MANY = { status: 429 };

/** A gate that has been told to slow down once, and opens a second later. */
async function closedGate() {
	const world = makeGate();
	(await world.gate.enter())?.end(TOO_MANY);
	return { ...world, ...asker(world.gate) };
}

describe('the gate of a credential', () => {
	test('lets everybody through while Crisp says nothing', async () => {
		const { gate } = makeGate();
		const passes = await Promise.all(Array.from({ length: 100 }, () => gate.enter()));
		expect(passes.every((pass) => pass !== undefined)).toBe(true);
	});

	test('holds everybody back after a refusal, then lets one probe through', async () => {
		const { admitted, ask, pass } = await closedGate();
		for (const name of ['a', 'b', 'c']) ask(name);
		await pass(999);
		expect(admitted).toEqual([]);
		await pass(1);
		expect(admitted).toEqual(['a']);
	});

	test('opens step by step with the answers', async () => {
		const { admitted, passes, ask, pass, settle } = await closedGate();
		for (let n = 0; n < 200; n++) ask(String(n));
		await pass(1_000);
		const sizes = [admitted.length];
		for (let ended = 0; sizes.length < 7; sizes.push(admitted.length - ended)) {
			for (const name of admitted.slice(ended)) {
				passes[name].end('answered');
				ended++;
			}
			await settle();
		}
		expect(sizes).toEqual([1, 2, 4, 8, 16, 32, 137]);
	});

	test('waits longer each time the probe is refused', async () => {
		const { admitted, passes, ask, pass } = await closedGate();
		ask('a');
		await pass(1_000);
		passes.a.end(TOO_MANY);
		ask('b');
		await pass(1_999);
		expect(admitted).toEqual(['a']);
		await pass(1);
		expect(admitted).toEqual(['a', 'b']);
	});

	test('waits as short as at first once an answer has come', async () => {
		const { gate, admitted, passes, ask, pass } = await closedGate();
		ask('a');
		await pass(1_000);
		passes.a.end('answered');
		(await gate.enter())?.end(TOO_MANY);
		ask('b');
		await pass(999);
		expect(admitted).toEqual(['a']);
		await pass(1);
		expect(admitted).toEqual(['a', 'b']);
	});

	test('lets nobody overtake those who wait, even where its timer is late', async () => {
		const { admitted, ask, pass, lag, settle } = await closedGate();
		ask('first');
		lag(1_500);
		ask('late');
		await settle();
		await pass(0);
		expect(admitted).toEqual(['first']);
	});

	test('takes refusals of requests that were under way together for one', async () => {
		const { gate, pass } = makeGate();
		const together = await Promise.all([gate.enter(), gate.enter(), gate.enter()]);
		for (const one of together) one?.end(TOO_MANY);
		const { admitted, ask } = asker(gate);
		ask('a');
		await pass(1_000);
		expect(admitted).toEqual(['a']);
	});

	test('waits as long as Crisp says', async () => {
		const { gate, pass } = makeGate();
		(await gate.enter())?.end({ status: 429, retryAfter: '30' });
		const { admitted, ask } = asker(gate);
		ask('a');
		await pass(29_999);
		expect(admitted).toEqual([]);
		await pass(1);
		expect(admitted).toEqual(['a']);
	});

	test('waits longer when a late refusal, of a request from before the pause, says how long', async () => {
		const { gate, pass } = makeGate();
		const [early, late] = await Promise.all([gate.enter(), gate.enter()]);
		early?.end(TOO_MANY);
		late?.end({ status: 429, retryAfter: '30' });
		const { admitted, passes, ask } = asker(gate);
		ask('a');
		await pass(29_999);
		expect(admitted).toEqual([]);
		await pass(1);
		expect(admitted).toEqual(['a']);
		// It was one pause: the next one is the second, and twice as long as the first.
		passes.a.end(TOO_MANY);
		ask('b');
		await pass(1_999);
		expect(admitted).toEqual(['a']);
		await pass(1);
		expect(admitted).toEqual(['a', 'b']);
	});

	test('does not wait less because a late refusal names a shorter time', async () => {
		const { gate, pass } = makeGate();
		const [early, late] = await Promise.all([gate.enter(), gate.enter()]);
		early?.end({ status: 429, retryAfter: '30' });
		late?.end({ status: 429, retryAfter: '5' });
		const { admitted, ask } = asker(gate);
		ask('a');
		await pass(29_999);
		expect(admitted).toEqual([]);
		await pass(1);
		expect(admitted).toEqual(['a']);
	});

	test.each(['0', '-1', 'Sun, 01 Mar 2020 10:00:00 GMT'])(
		'waits no less than usual where Crisp says %p',
		async (retryAfter) => {
			const { gate, pass } = makeGate();
			const [one, other] = await Promise.all([gate.enter(), gate.enter()]);
			one?.end({ status: 429, retryAfter });
			other?.end({ status: 429, retryAfter });
			const { admitted, ask } = asker(gate);
			ask('a');
			await pass(999);
			expect(admitted).toEqual([]);
			await pass(1);
			expect(admitted).toEqual(['a']);
		},
	);

	test('is not opened by the late answer of a request from before the pause', async () => {
		const { gate, pass } = makeGate();
		const [early, late] = await Promise.all([gate.enter(), gate.enter()]);
		early?.end(TOO_MANY);
		late?.end('answered');
		const { admitted, ask } = asker(gate);
		for (const name of ['a', 'b']) ask(name);
		await pass(1_000);
		expect(admitted).toEqual(['a']);
	});

	test('sends the next probe when the first one learns nothing', async () => {
		const { admitted, passes, ask, pass, settle } = await closedGate();
		for (const name of ['a', 'b', 'c']) ask(name);
		await pass(1_000);
		passes.a.end('unknown');
		await settle();
		expect(admitted).toEqual(['a', 'b']);
	});

	test('lets what was refused before go first', async () => {
		const { admitted, ask, pass } = await closedGate();
		ask('new');
		ask('refused before', undefined, true);
		await pass(1_000);
		expect(admitted).toEqual(['refused before']);
	});

	test('forgets those who are cancelled while they wait, and its timer with the last of them', async () => {
		const { gate, sleepers, settle } = await closedGate();
		const controller = new AbortController();
		const waiting = [gate.enter(controller.signal), gate.enter(controller.signal)];
		expect(sleepers.size).toBe(1);
		controller.abort();
		expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
		await settle();
		expect(sleepers.size).toBe(0);
		expect(await gate.enter(controller.signal)).toBeUndefined();
	});

	test('forgets nobody because one is cancelled that has its leave already', async () => {
		const { admitted, passes, ask, pass, settle } = await closedGate();
		const controller = new AbortController();
		ask('sent', controller.signal);
		ask('waiting');
		await pass(1_000);
		controller.abort();
		passes.sent.end('unknown');
		await settle();
		expect(admitted).toEqual(['sent', 'waiting']);
	});

	test('wakes those who come after all others were cancelled', async () => {
		const { gate, admitted, ask, pass } = await closedGate();
		const controller = new AbortController();
		void gate.enter(controller.signal);
		controller.abort();
		ask('later');
		await pass(1_000);
		expect(admitted).toEqual(['later']);
	});
});
