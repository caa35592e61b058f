/**
 * `npm run bench:rest [rounds]`: what requests cost, against a local server that answers in 50 ms.
 * Needs `npm run build`.
 *
 * - 1,000 items, 5 and 20 at once, over http and over TLS, beside the official client and n8n's own request helper, each
 *   called by as many loops: interleaved runs, each in a process of its own; the ideal time is
 *   items / at once x 50 ms;
 * - memory while 10,000 items are worked on.
 *
 * `npm run bench:rest n8n [rounds]`: the node beside n8n's HTTP Request node in a real n8n.
 */
import { fork, type ChildProcess } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';

import { median, precise, whole } from './figures';
import type { ClientName } from './rest/clients';
import { makeCertificate, type Certificate } from './rest/certificate';
import { printTable } from './rest/table';
import type { Result } from './rest/worker';

const DELAY_MS = 50;
const ITEMS = 1_000;
const MANY_ITEMS = 10_000;
const NAMES: ClientName[] = ['crisp-api', 'n8n alone', 'node'];

/** Of one measurement; a busy machine may take several times the ideal time. */
const LIMIT_MS = 180_000;

const idealSeconds = (items: number, atOnce: number) => (items / atOnce) * (DELAY_MS / 1_000);

const start = (script: string, args: unknown[], env: NodeJS.ProcessEnv = {}): ChildProcess =>
	fork(path.join(__dirname, 'rest', script), args.map(String), {
		execArgv: ['--expose-gc', '--import', 'tsx'],
		env: { ...process.env, ...env },
	});

const answer = async <T>(child: ChildProcess): Promise<T> =>
	await new Promise((resolve, reject) => {
		child.once('message', (message) => resolve(message as T));
		setTimeout(() => reject(new Error('a process took too long')), LIMIT_MS).unref();
		child.once('exit', (code) => reject(new Error(`a process ended with code ${code}`)));
	});

async function withServer<T>(use: (url: string) => Promise<T>, tls?: Certificate): Promise<T> {
	const serving = start('server.ts', [DELAY_MS, ...(tls ? [tls.key, tls.certificate] : [])]);
	try {
		const { port } = await answer<{ port: number }>(serving);
		return await use(`${tls ? 'https' : 'http'}://127.0.0.1:${port}`);
	} finally {
		serving.kill();
	}
}

interface Setting {
	items: number;
	atOnce: number;
	tls?: Certificate;
	sampling?: boolean;
}

async function run(name: ClientName, { items, atOnce, tls, sampling }: Setting): Promise<Result> {
	const env = tls ? { NODE_EXTRA_CA_CERTS: tls.certificate } : {};
	const work = async (url: string) => {
		const args = [name, url, items, atOnce, ...(sampling ? ['sampling'] : [])];
		const working = start('worker.ts', args, env);
		try {
			return await answer<Result>(working);
		} finally {
			working.kill();
		}
	};
	return await withServer(work, tls);
}

async function compare(rounds: number, atOnce: number, tls: Certificate): Promise<void> {
	const ways = NAMES.flatMap((name) => [
		{ label: `${name}, http`, name },
		{ label: `${name}, TLS`, name, tls },
	]);
	const results = new Map<string, Result[]>(ways.map(({ label }) => [label, []]));
	for (let round = 0; round < rounds; round++) {
		for (const { label, name, ...way } of ways) {
			results.get(label)?.push(await run(name, { items: ITEMS, atOnce, ...way }));
		}
	}
	const ideal = idealSeconds(ITEMS, atOnce);
	console.log(
		`\n${whole(ITEMS)} items, ${atOnce} at once, ideal ${ideal} s, ${rounds} interleaved rounds: median (least–most)\n`,
	);
	printTable(results, ideal, ways[0].label);
}

async function memory(rounds: number): Promise<void> {
	const atOnce = 50;
	const results: Result[] = [];
	for (let round = 0; round < rounds; round++) {
		results.push(await run('node', { items: MANY_ITEMS, atOnce, sampling: true }));
	}
	const of = (pick: (heap: Result['heap']) => number) =>
		precise(1)(median(results.map(({ heap }) => pick(heap))));
	console.log(`\n${whole(MANY_ITEMS)} items, ${atOnce} at once, heap in MB after a collection:`);
	console.log(
		`with the input ${of(({ before }) => before)}, most while running ${of(({ peak }) => peak)}, with all results ${of(({ after }) => after)}`,
	);
}

async function main(): Promise<void> {
	const [cpu] = os.cpus();
	const inN8n = process.argv[2] === 'n8n';
	const rounds = Number(process.argv[inN8n ? 3 : 2] ?? 3);
	console.log(`Node ${process.version}, ${os.availableParallelism()} cores, ${cpu.model}`);
	console.log(`Load of the machine over the last minute: ${precise(1)(os.loadavg()[0])}`);
	if (inN8n) {
		const { compareInN8n } = await import('./rest/n8n');
		await withServer(async (url) => await compareInN8n(url, DELAY_MS, rounds));
		return;
	}
	const tls = await makeCertificate();
	try {
		for (const atOnce of [5, 20]) await compare(rounds, atOnce, tls);
	} finally {
		await tls.remove();
	}
	await memory(rounds);
}

void main().catch((error) => {
	console.error(error);
	process.exitCode = 1;
});
