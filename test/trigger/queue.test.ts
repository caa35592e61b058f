import { Fifo } from '../../nodes/Crisp/trigger/fifo';
import { Queue } from '../../nodes/Crisp/trigger/queue';
import { settle } from '../support/time';

/** Jobs that end when told to. */
function jobs(queue: Queue) {
	const began: string[] = [];
	const ends = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
	const push = (name: string, lanes: string[], isBacklog: boolean) => {
		const run = async () => {
			began.push(name);
			await new Promise<void>((resolve, reject) => ends.set(name, { resolve, reject }));
		};
		queue.add(lanes, run, isBacklog);
	};
	return {
		began,
		add: (name: string, ...lanes: string[]) => push(name, lanes, false),
		later: (name: string, ...lanes: string[]) => push(name, lanes, true),
		async end(name: string) {
			ends.get(name)?.resolve();
			await settle();
		},
		async fail(name: string) {
			ends.get(name)?.reject(new Error('failed'));
			await settle();
		},
	};
}

describe('the queue of executions', () => {
	it('runs a limited number at once, the others in their order', async () => {
		const { add, began, end } = jobs(new Queue(2));
		for (const name of ['a', 'b', 'c', 'd']) add(name, name);
		expect(began).toEqual(['a', 'b']);
		await end('b');
		expect(began).toEqual(['a', 'b', 'c']);
		await end('a');
		expect(began).toEqual(['a', 'b', 'c', 'd']);
	});

	it('lets what is received pass the backlog, though not for ever', async () => {
		const queue = new Queue(1);
		const { add, later, began, end } = jobs(queue);
		add('first');
		for (const name of ['old 1', 'old 2']) later(name);
		for (let index = 1; index <= 6; index++) add(`new ${index}`);
		expect(queue.backlog).toBe(2);
		for (let index = 0; index < 9; index++) await end(began[index]);
		expect(began).toEqual([
			'first',
			'new 1',
			'new 2',
			'new 3',
			'new 4',
			'old 1',
			'new 5',
			'new 6',
			'old 2',
		]);
		expect(queue.backlog).toBe(0);
	});

	it('keeps the order of a conversation also between the backlog and what is received', async () => {
		const { add, later, began, end } = jobs(new Queue(1));
		add('first');
		later('a old', 'a');
		add('b new', 'b');
		add('a new', 'a');
		for (const name of ['first', 'b new', 'a old']) await end(name);
		expect(began).toEqual(['first', 'b new', 'a old', 'a new']);
	});

	it('lets what somebody waits behind pass the rest of the backlog', async () => {
		const queue = new Queue(1);
		const { add, later, began, end } = jobs(queue);
		add('first');
		for (const lane of ['a', 'b', 'c', 'd']) later(`${lane} 1`, lane);
		later('c and d', 'c', 'd');
		later('d 2', 'd');
		add('c 2', 'c');
		expect(queue.backlog).toBe(3);
		for (let index = 0; index < 8; index++) await end(began[index]);
		expect(began).toEqual(['first', 'c 1', 'd 1', 'c and d', 'c 2', 'a 1', 'b 1', 'd 2']);
		expect(queue.backlog).toBe(0);
	});

	it('never runs two of one conversation at once, and lets others pass', async () => {
		const { add, began, end } = jobs(new Queue(5));
		add('a1', 'a');
		add('a2', 'a');
		add('b1', 'b');
		add('a3', 'a');
		add('without');
		expect(began).toEqual(['a1', 'b1', 'without']);
		await end('a1');
		await end('a2');
		expect(began).toEqual(['a1', 'b1', 'without', 'a2', 'a3']);
	});

	it('lets a batch wait for all of its conversations, and them for it', async () => {
		const { add, began, end } = jobs(new Queue(5));
		add('a1', 'a');
		add('b1', 'b');
		add('batch', 'a', 'b', 'a');
		add('b2', 'b');
		await end('a1');
		expect(began).toEqual(['a1', 'b1']);
		await end('b1');
		expect(began).toEqual(['a1', 'b1', 'batch']);
		await end('batch');
		expect(began).toEqual(['a1', 'b1', 'batch', 'b2']);
	});

	it('goes on after a job that failed', async () => {
		const { add, began, fail } = jobs(new Queue(1));
		add('a1', 'a');
		add('a2', 'a');
		await fail('a1');
		expect(began).toEqual(['a1', 'a2']);
	});

	it('begins nothing after it was closed', async () => {
		const queue = new Queue(1);
		const { add, began, end } = jobs(queue);
		add('a1', 'a');
		add('a2', 'a');
		queue.close();
		add('b1', 'b');
		await end('a1');
		expect(began).toEqual(['a1']);
	});

	it('works through 100,000 of one conversation in order', async () => {
		const queue = new Queue(5);
		let expected = 0;
		for (let index = 0; index < 100_000; index++) {
			queue.add(['a'], async () => {
				if (index === expected) expected++;
			});
		}
		while (expected < 100_000) {
			const before = expected;
			await settle(1);
			expect(expected).toBeGreaterThan(before);
		}
	});
});

describe('a line', () => {
	it('gives back in order what was put in', () => {
		const line = new Fifo<number>();
		const taken: Array<number | undefined> = [];
		for (let index = 0; index < 2_000; index++) {
			line.push(index);
			if (index % 3 === 0) taken.push(line.shift());
		}
		expect(line.peek()).toBe(taken.length);
		while (line.size > 0) taken.push(line.shift());
		expect(taken).toEqual(Array.from({ length: 2_000 }, (_, index) => index));
		expect(line.shift()).toBeUndefined();
	});
});
