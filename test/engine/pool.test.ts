import { setTimeout as sleep } from 'node:timers/promises';

import { runJobs } from '../../nodes/Crisp/engine/pool';

/** As many turns of the event loop as the largest test takes for starting and opening. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 25; turn++) await sleep(0);
}

/** Jobs that end when the test says so. */
function makeJobs(lanes: Array<string | undefined>) {
	const started: number[] = [];
	const opened: number[] = [];
	const ends = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
	return {
		started,
		opened,
		open: (index: number) => {
			opened.push(index);
			return {
				lane: lanes[index],
				run: async () => {
					started.push(index);
					await new Promise<void>((resolve, reject) => ends.set(index, { resolve, reject }));
				},
			};
		},
		end: async (index: number) => {
			ends.get(index)?.resolve();
			await settle();
		},
		fail: async (index: number) => {
			ends.get(index)?.reject(new Error(`job ${index}`));
			await settle();
		},
	};
}

describe('jobs', () => {
	test('run several at once and start in their order', async () => {
		const jobs = makeJobs(Array.from({ length: 5 }, () => undefined));
		const done = runJobs(5, 2, jobs.open);
		await settle();
		expect(jobs.started).toEqual([0, 1]);
		await jobs.end(1);
		expect(jobs.started).toEqual([0, 1, 2]);
		for (const index of [0, 2, 3, 4]) await jobs.end(index);
		await done;
		expect(jobs.started).toEqual([0, 1, 2, 3, 4]);
	});

	test('of one lane go one after another, while others overtake them', async () => {
		const jobs = makeJobs(['a', 'a', 'a', 'b', undefined]);
		const done = runJobs(5, 2, jobs.open);
		await settle();
		expect(jobs.started).toEqual([0, 3]);
		await jobs.end(3);
		expect(jobs.started).toEqual([0, 3, 4]);
		await jobs.end(0);
		expect(jobs.started).toEqual([0, 3, 4, 1]);
		await jobs.end(1);
		await jobs.end(2);
		await jobs.end(4);
		await done;
	});

	test('whose lane became free go before later ones', async () => {
		const jobs = makeJobs(['a', 'b', 'b', 'a', undefined, undefined]);
		const done = runJobs(6, 2, jobs.open);
		await settle();
		await jobs.end(0);
		await jobs.end(1);
		expect(jobs.started).toEqual([0, 1, 3, 2]);
		for (const index of [3, 2, 4, 5]) await jobs.end(index);
		await done;
	});

	test('whose lanes became free in another order start in their own', async () => {
		const jobs = makeJobs(['a', 'b', 'a', 'b', undefined]);
		const done = runJobs(5, 3, jobs.open);
		await settle();
		expect(jobs.started).toEqual([0, 1, 4]);
		await Promise.all([jobs.end(1), jobs.end(0)]);
		expect(jobs.started).toEqual([0, 1, 4, 2, 3]);
		for (const index of [2, 3, 4]) await jobs.end(index);
		await done;
	});

	test('are opened only when their turn is near', async () => {
		const jobs = makeJobs([]);
		const done = runJobs(10_000, 5, jobs.open, AbortSignal.abort());
		await done;
		expect(jobs.opened).toHaveLength(0);
		void runJobs(10_000, 5, jobs.open);
		await settle();
		expect(jobs.started).toEqual([0, 1, 2, 3, 4]);
		// As many more as run, so that they have only to be started.
		expect(jobs.opened).toHaveLength(10);
	});

	test('that were started leave the event loop to others before the next one is', async () => {
		const jobs = makeJobs(Array.from({ length: 3 }, () => undefined));
		void runJobs(3, 3, jobs.open);
		const seen: number[] = [];
		for (let turn = 0; turn < 3; turn++) {
			seen.push(jobs.started.length);
			await sleep(0);
		}
		expect(seen).toEqual([1, 2, 3]);
	});

	test('that wait for one lane are looked through only so far', async () => {
		const jobs = makeJobs(Array.from({ length: 10_000 }, () => 'a'));
		void runJobs(10_000, 5, jobs.open);
		await settle();
		expect(jobs.started).toEqual([0]);
		expect(jobs.opened).toHaveLength(1_006);
	});

	test('that wait for one lane all get their turn, however many they are', async () => {
		jest.useFakeTimers();
		try {
			const started: number[] = [];
			const open = (index: number) => ({
				lane: index % 100 === 99 ? 'b' : 'a',
				run: async () => {
					started.push(index);
					await new Promise((resolve) => setTimeout(resolve, 10));
				},
			});
			const done = runJobs(2_500, 5, open);
			await jest.advanceTimersByTimeAsync(60_000);
			await done;
			expect(started).toHaveLength(2_500);
			const inA = started.filter((index) => index % 100 !== 99);
			expect(inA).toEqual([...inA].sort((a, b) => a - b));
		} finally {
			jest.useRealTimers();
		}
	});

	test('that fail keep others from starting; those under way end; the lowest counts', async () => {
		const jobs = makeJobs([undefined, undefined, 'a', 'a', undefined]);
		const done = runJobs(5, 3, jobs.open);
		const result = expect(done).rejects.toThrow('job 1');
		await settle();
		await jobs.fail(2);
		await jobs.end(0);
		expect(jobs.started).toEqual([0, 1, 2]);
		await jobs.fail(1);
		await result;
		expect(jobs.started).toEqual([0, 1, 2]);
	});

	test('are not started after the signal', async () => {
		const jobs = makeJobs([undefined, undefined, undefined]);
		const controller = new AbortController();
		const done = runJobs(3, 1, jobs.open, controller.signal);
		await settle();
		controller.abort();
		await jobs.end(0);
		await done;
		expect(jobs.started).toEqual([0]);
	});

	test('that are none end at once', async () => {
		await runJobs(0, 5, makeJobs([]).open);
	});
});
