/** One measurement in a process of its own; sends its result and waits to be ended. */
import type { INodeExecutionData } from 'n8n-workflow';

import { CLIENTS, type ClientName } from './clients';

const [name, url, count, atOnce] = process.argv.slice(2);

export interface Result {
	seconds: number;
	/** Milliseconds of CPU time per item, of the whole process. */
	cpuMs: number;
	/** MB of the heap after a collection. */
	heap: {
		/** With the input. */
		before: number;
		/** The most of all samples. */
		peak: number;
		/** With input and results. */
		after: number;
	};
}

const SAMPLE_MS = 500;

const makeItems = (length: number): INodeExecutionData[] =>
	Array.from({ length }, (_item, n) => ({ json: { session_id: `session_${n}` } }));

function heapMb(): number {
	global.gc?.();
	return process.memoryUsage().heapUsed / 1e6;
}

async function measure(sampling: boolean): Promise<Result> {
	const read = CLIENTS[name as ClientName];
	// Loading and compiling is the same for one item and for a thousand.
	await read(url, makeItems(50), Number(atOnce));

	const items = makeItems(Number(count));
	const before = heapMb();
	let peak = before;
	const timer = sampling
		? setInterval(() => (peak = Math.max(peak, heapMb())), SAMPLE_MS)
		: undefined;
	const cpu = process.cpuUsage();
	const start = performance.now();
	const found = await read(url, items, Number(atOnce));
	const seconds = (performance.now() - start) / 1_000;
	const { user, system } = process.cpuUsage(cpu);
	clearInterval(timer);
	const wrong = found.findIndex(({ json }, n) => json.session_id !== `session_${n}`);
	if (found.length !== items.length || wrong >= 0) throw new Error(`result ${wrong} is wrong`);
	return {
		seconds,
		cpuMs: (user + system) / 1_000 / items.length,
		heap: { before, peak, after: heapMb() },
	};
}

void measure(process.argv[6] === 'sampling').then((result) => process.send?.(result));
