import { Batch } from '../../nodes/Crisp/trigger/batch';
import type { Arrival } from '../../nodes/Crisp/events/item';
import { Silence } from '../../nodes/Crisp/trigger/silence';
import { FakeClock } from '../support/time';

const said = (session_id: string, content: string): Arrival => ({
	event: 'message:send',
	payload: { session_id, content },
	receivedAt: 0,
	recovered: false,
});

describe('waiting for silence', () => {
	let clock: FakeClock;
	let passed: unknown[][];
	let silence: Silence;

	beforeEach(() => {
		clock = new FakeClock();
		passed = [];
		silence = new Silence(clock, 5_000, 20_000, (burst) =>
			passed.push(burst.map(({ payload }) => payload.content)),
		);
	});

	it('makes one of what a visitor writes in a row', async () => {
		silence.add(said('a', 'one'));
		await clock.advance(4_000);
		silence.add(said('a', 'two'));
		await clock.advance(4_999);
		expect(passed).toEqual([]);
		await clock.advance(1);
		expect(passed).toEqual([['one', 'two']]);
		expect(clock.pending).toBe(0);
	});

	it('keeps conversations apart', async () => {
		silence.add(said('a', 'one'));
		await clock.advance(1_000);
		silence.add(said('b', 'two'));
		await clock.advance(4_000);
		expect(passed).toEqual([['one']]);
		await clock.advance(1_000);
		expect(passed).toEqual([['one'], ['two']]);
	});

	it('waits longer for those who type', async () => {
		silence.add(said('a', 'one'));
		await clock.advance(4_000);
		silence.typing('a');
		silence.typing('unknown');
		silence.typing(null);
		await clock.advance(4_999);
		expect(passed).toEqual([]);
		await clock.advance(1);
		expect(passed).toEqual([['one']]);
	});

	it('does not wait for ever', async () => {
		silence.add(said('a', 'one'));
		for (let second = 0; second < 19; second++) {
			await clock.advance(1_000);
			silence.typing('a');
		}
		expect(passed).toEqual([]);
		await clock.advance(1_000);
		expect(passed).toEqual([['one']]);
		silence.add(said('a', 'two'));
		await clock.advance(5_000);
		expect(passed).toEqual([['one'], ['two']]);
	});

	it('passes on at once what belongs to no conversation', () => {
		silence.add({ ...said('', 'one') });
		expect(passed).toEqual([['one']]);
	});

	it('leaves no timer when it is closed', async () => {
		silence.add(said('a', 'one'));
		silence.add(said('b', 'one'));
		silence.close();
		expect(clock.pending).toBe(0);
		await clock.advance(60_000);
		expect(passed).toEqual([]);
	});

	it('has one timer per conversation, however much is written', () => {
		for (let index = 0; index < 1_000; index++) silence.add(said('a', 'again'));
		expect(clock.asked).toHaveLength(1);
	});
});

describe('a batch', () => {
	let clock: FakeClock;
	let passed: number[][];
	let batch: Batch<number>;

	beforeEach(() => {
		clock = new FakeClock();
		passed = [];
		batch = new Batch<number>(clock, 3, 5_000, (things) => passed.push(things));
	});

	it('is passed on when it is full', () => {
		for (const thing of [1, 2, 3, 4]) batch.add(thing);
		expect(passed).toEqual([[1, 2, 3]]);
	});

	it('is passed on when its first thing has waited long enough', async () => {
		batch.add(1);
		await clock.advance(3_000);
		batch.add(2);
		await clock.advance(2_000);
		expect(passed).toEqual([[1, 2]]);
		batch.add(3);
		await clock.advance(4_999);
		expect(passed).toHaveLength(1);
		await clock.advance(1);
		expect(passed).toEqual([[1, 2], [3]]);
	});

	it('is forgotten when it is closed', async () => {
		batch.add(1);
		batch.close();
		expect(clock.pending).toBe(0);
		await clock.advance(10_000);
		expect(passed).toEqual([]);
	});
});
