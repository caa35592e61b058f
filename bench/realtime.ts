/**
 * `npm run bench:realtime [rounds]`: what the real-time trigger costs. Needs `npm run build`.
 *
 * - events per second and CPU time per event, beside the official client and a bare WebSocket with
 *   `JSON.parse`: interleaved runs, each in a process of its own, with the same frames;
 * - time from a frame to the item;
 * - memory and sockets of 1, 20 and 200 triggers with one credential.
 */
import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { precise, range, whole } from './figures';
import type { ClientName } from './realtime/clients';
import type { Latency, Memory, Throughput } from './realtime/worker';

const ROUNDS = Number(process.argv[2] ?? 7);

/** So many that compiling, which a trigger that runs for days does once, does not decide. */
const EVENTS = 500_000;

const PACED_EVENTS = 5_000;
const PACED_RATE = 1_000;
const TRIGGERS = [0, 1, 20, 200];
const NAMES: ClientName[] = ['crisp-api', 'bare ws', 'receiver', 'trigger'];

/** Of one measurement, which takes a few seconds. */
const LIMIT_MS = 60_000;

const SERVER_CORE = 0;
const CLIENT_CORE = 1;

/** Keeps server and client out of each other's way, where the machine can. */
function pin({ pid }: ChildProcess, core: number): void {
	if (os.availableParallelism() < 2 || !existsSync('/usr/bin/taskset')) return;
	execFileSync('/usr/bin/taskset', ['-a', '-c', '-p', String(core), String(pid)]);
}

function start(script: string, core: number, ...args: unknown[]): ChildProcess {
	const child = fork(path.join(__dirname, 'realtime', script), args.map(String), {
		execArgv: ['--expose-gc', '--import', 'tsx'],
	});
	pin(child, core);
	return child;
}

const answer = async <T>(child: ChildProcess): Promise<T> =>
	await new Promise((resolve, reject) => {
		child.once('message', (message) => resolve(message as T));
		setTimeout(() => reject(new Error('a process took too long')), LIMIT_MS).unref();
		child.once('exit', (code) => reject(new Error(`a process ended with code ${code}`)));
	});

/** One measurement: a server and a client, both new. */
async function run<T>(
	server: { events: number; rate?: number },
	mode: string,
	...args: unknown[]
): Promise<{ result: T; sockets: number }> {
	const serving = start('server.ts', SERVER_CORE, server.events, server.rate ?? 0);
	try {
		const { port } = await answer<{ port: number }>(serving);
		const working = start('worker.ts', CLIENT_CORE, mode, `ws://127.0.0.1:${port}/relay/`, ...args);
		try {
			const result = await answer<T>(working);
			serving.send('sockets');
			return { result, ...(await answer<{ sockets: number }>(serving)) };
		} finally {
			working.kill();
		}
	} finally {
		serving.kill();
	}
}

async function compare(): Promise<void> {
	const results = new Map<ClientName, Throughput[]>(NAMES.map((name) => [name, []]));
	for (let round = 0; round < ROUNDS; round++) {
		for (const name of NAMES) {
			const { result } = await run<Throughput>({ events: EVENTS }, 'throughput', EVENTS, name);
			results.get(name)?.push(result);
		}
	}
	const rates = (name: ClientName) => results.get(name)?.map(({ perSecond }) => perSecond) ?? [];
	console.log(`${whole(EVENTS)} events, ${ROUNDS} interleaved rounds: median (least–most)\n`);
	console.log('| client | events/s | × crisp-api | × bare ws | CPU µs/event | RSS MB |');
	console.log('| --- | --- | --- | --- | --- | --- |');
	for (const [name, list] of results) {
		const versus = (other: ClientName) =>
			range(
				rates(name).map((rate, round) => rate / rates(other)[round]),
				precise(2),
			);
		const cells = [
			name,
			range(rates(name), whole),
			versus('crisp-api'),
			versus('bare ws'),
			range(
				list.map(({ cpu }) => cpu),
				precise(1),
			),
			range(
				list.map(({ rssMb }) => rssMb),
				whole,
			),
		];
		console.log(`| ${cells.join(' | ')} |`);
	}
}

async function timeToItem(): Promise<void> {
	const { result } = await run<Latency>(
		{ events: PACED_EVENTS, rate: PACED_RATE },
		'latency',
		PACED_EVENTS,
	);
	const { p50, p99, worst } = result;
	const ms = precise(3);
	console.log(
		`\nFrame to item at ${whole(PACED_RATE)} events/s: p50 ${ms(p50)} ms, p99 ${ms(p99)} ms, worst ${ms(worst)} ms`,
	);
}

async function costOfTriggers(): Promise<void> {
	console.log('\n| triggers | sockets | RSS MB | heap MB |');
	console.log('| --- | --- | --- | --- |');
	for (const triggers of TRIGGERS) {
		const { result, sockets } = await run<Memory>({ events: 0 }, 'memory', triggers);
		const { rssMb, heapMb } = result;
		console.log(`| ${triggers} | ${sockets} | ${precise(1)(rssMb)} | ${precise(2)(heapMb)} |`);
	}
}

async function main(): Promise<void> {
	const [cpu] = os.cpus();
	console.log(`Node ${process.version}, ${os.availableParallelism()} cores, ${cpu.model}\n`);
	await compare();
	await timeToItem();
	await costOfTriggers();
}

void main().catch((error) => {
	console.error(error);
	process.exitCode = 1;
});
