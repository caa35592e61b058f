/**
 * A process that measures one client: `worker.ts throughput <url> <events> <client>`,
 * `worker.ts latency <url> <events>` or `worker.ts memory <url> <triggers>`. Sends the result to its
 * parent, for `throughput` that of so many events again and again, and waits to be ended.
 */
import WebSocket from 'ws';

import type * as Run from '../../nodes/Crisp/trigger/run';
import { CLIENTS, built, type ClientName } from './clients';
import { benchContext } from './context';
import { FIRST_TIMESTAMP } from './frames';

export interface Throughput {
	perSecond: number;
	/** Microseconds of CPU time per event, all threads of the process. */
	cpu: number;
	rssMb: number;
}

export interface Latency {
	/** Milliseconds from the frame to the emitted item. */
	p50: number;
	p99: number;
	worst: number;
}

export interface Memory {
	rssMb: number;
	heapMb: number;
}

const MB = 2 ** 20;

/** Longer than connections that were replaced stay. */
const SETTLE_MS = 3_000;

/** Reports each turn of `amount` events, from the first of them to the last. */
async function throughput(client: ClientName, url: string, amount: number): Promise<void> {
	let came = 0;
	let sum = 0;
	let expected = 0;
	let began = 0;
	let cpuBefore = process.cpuUsage();
	await CLIENTS[client](url, (timestamp) => {
		if (came % amount === 0) {
			began = performance.now();
			cpuBefore = process.cpuUsage();
		}
		sum += Number(timestamp) - FIRST_TIMESTAMP;
		expected += came++;
		if (came % amount > 0) return;
		const seconds = (performance.now() - began) / 1_000;
		const { user, system } = process.cpuUsage(cpuBefore);
		// Not thrown: the trigger takes care of what throws here.
		if (sum !== expected) fail(new Error(`${client}: other events than were sent`));
		process.send?.({
			perSecond: amount / seconds,
			cpu: (user + system) / amount,
			rssMb: process.memoryUsage().rss / MB,
		} satisfies Throughput);
	});
}

/** One active trigger whose items go to `take`. */
async function activate(url: string, index: number, take: () => void): Promise<void> {
	const { runTrigger } = built<typeof Run>('trigger/run');
	await runTrigger(benchContext(url, index, take));
}

async function latency(url: string, amount: number): Promise<Latency> {
	const times: number[] = [];
	let frameAt = 0;
	// The socket emits a frame before any listener, the trigger's included, hears of it.
	const { emit } = WebSocket.prototype;
	WebSocket.prototype.emit = function (this: WebSocket, name: string, ...values: unknown[]) {
		if (name === 'message') frameAt = performance.now();
		return emit.call(this, name, ...values);
	};
	await new Promise<void>((resolve, reject) => {
		activate(url, 0, () => {
			times.push(performance.now() - frameAt);
			if (times.length === amount) resolve();
		}).catch(reject);
	});
	times.sort((a, b) => a - b);
	const at = (part: number) => times[Math.min(Math.floor(amount * part), amount - 1)];
	return { p50: at(0.5), p99: at(0.99), worst: at(1) };
}

/** What is in use after everything that is not needed has been collected. */
async function memory(url: string, triggers: number): Promise<Memory> {
	for (let index = 0; index < triggers; index++) await activate(url, index, () => {});
	await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
	globalThis.gc?.();
	const { rss, heapUsed } = process.memoryUsage();
	return { rssMb: rss / MB, heapMb: heapUsed / MB };
}

async function measure(mode: string, url: string, count: number): Promise<Latency | Memory> {
	switch (mode) {
		case 'latency':
			return await latency(url, count);
		case 'memory':
			return await memory(url, count);
		default:
			throw new Error(`no mode ${mode}`);
	}
}

function fail(error: Error): void {
	console.error(error);
	process.exit(1);
}

const [mode, url, count, client] = process.argv.slice(2);
if (mode === 'throughput') throughput(client as ClientName, url, Number(count)).catch(fail);
else measure(mode, url, Number(count)).then((result) => process.send?.(result), fail);

process.on('disconnect', () => process.exit());
