/**
 * `npm run bench:realtime [rounds]`: what the real-time trigger costs. Needs `npm run build`.
 *
 * - events per second and CPU time per event, beside the official client and a bare WebSocket with
 *   `JSON.parse`: each in a process of its own, with the same frames, taking turns of less than a second;
 * - time from a frame to the item;
 * - memory and sockets of 1, 20 and 200 triggers with one credential.
 */
import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { on } from 'node:events';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { precise, quartiles, whole } from './figures';
import type { ClientName } from './realtime/clients';
import type { Request } from './realtime/server';
import type { Latency, Memory, Throughput } from './realtime/worker';

const ROUNDS = Number(process.argv[2] ?? 41);

/** Not counted: compiling, which a trigger that runs for days does once, must not decide. */
const WARM_UP_ROUNDS = 5;

/** A turn. So short that the machine has hardly another speed in the turns of the others. */
const EVENTS = 50_000;

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

/** The next message of a process that has this field. */
async function answer<T extends object>(child: ChildProcess, field: keyof T): Promise<T> {
	const done = new AbortController();
	const signal = AbortSignal.any([AbortSignal.timeout(LIMIT_MS), done.signal]);
	const stop = () => done.abort(new Error('a process has ended'));
	child.once('exit', stop);
	try {
		for await (const [message] of on(child, 'message', { signal })) {
			if (field in (message as T)) return message as T;
		}
		throw new Error('not reached: only the signal ends it');
	} finally {
		child.off('exit', stop);
	}
}

const ask = (server: ChildProcess, request: Request) => server.send(request);

/** A server and a client, both new. */
class Pair {
	private constructor(
		readonly server: ChildProcess,
		readonly client: ChildProcess,
	) {}

	/** @param args of the client's process, behind the mode and the address */
	static async start(
		server: { events: number; rate?: number },
		mode: string,
		...args: unknown[]
	): Promise<Pair> {
		const serving = start('server.ts', SERVER_CORE, server.events, server.rate ?? 0);
		const { port } = await answer<{ port: number }>(serving, 'port');
		const url = `ws://127.0.0.1:${port}/relay/`;
		return new Pair(serving, start('worker.ts', CLIENT_CORE, mode, url, ...args));
	}

	end(): void {
		this.client.kill();
		this.server.kill();
	}
}

async function compare(): Promise<void> {
	const results = new Map<ClientName, Throughput[]>(NAMES.map((name) => [name, []]));
	const pairs = new Map<ClientName, Pair>();
	try {
		for (const name of NAMES) {
			const pair = await Pair.start({ events: EVENTS }, 'throughput', EVENTS, name);
			pairs.set(name, pair);
			await answer<{ loggedIn: true }>(pair.server, 'loggedIn');
		}
		for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
			for (const [name, { server, client }] of pairs) {
				ask(server, 'pour');
				const result = await answer<Throughput>(client, 'perSecond');
				if (round >= 0) results.get(name)?.push(result);
			}
		}
	} finally {
		for (const pair of pairs.values()) pair.end();
	}
	report(results);
}

function report(results: Map<ClientName, Throughput[]>): void {
	const rates = (name: ClientName) => results.get(name)?.map(({ perSecond }) => perSecond) ?? [];
	console.log(
		`${ROUNDS} rounds of turns of ${whole(EVENTS)} events: median (first–third quartile)\n`,
	);
	console.log('| client | events/s | × crisp-api | × bare ws | CPU µs/event | RSS MB |');
	console.log('| --- | --- | --- | --- | --- | --- |');
	for (const [name, list] of results) {
		const versus = (other: ClientName) =>
			quartiles(
				rates(name).map((rate, round) => rate / rates(other)[round]),
				precise(2),
			);
		const cells = [
			name,
			quartiles(rates(name), whole),
			versus('crisp-api'),
			versus('bare ws'),
			quartiles(
				list.map(({ cpu }) => cpu),
				precise(1),
			),
			whole(list.at(-1)?.rssMb ?? NaN),
		];
		console.log(`| ${cells.join(' | ')} |`);
	}
}

/**
 * One measurement, and the sockets that the server has at its end.
 *
 * @param field of the result, to know it by
 */
async function run<T extends object>(
	field: keyof T,
	...pair: Parameters<typeof Pair.start>
): Promise<{ result: T; sockets: number }> {
	const both = await Pair.start(...pair);
	try {
		const result = await answer<T>(both.client, field);
		ask(both.server, 'sockets');
		const { sockets } = await answer<{ sockets: number }>(both.server, 'sockets');
		return { result, sockets };
	} finally {
		both.end();
	}
}

async function timeToItem(): Promise<void> {
	const { result } = await run<Latency>(
		'p50',
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
		const { result, sockets } = await run<Memory>('heapMb', { events: 0 }, 'memory', triggers);
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
