import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';

import { environment } from './environment';
import type { Host } from './install';
import { waitUntil } from './waitUntil';

const START_MS = 180_000;

/** What n8n writes when it goes on without a community package. */
const NOT_LOADED = 'Failed to load package';

/** n8n gives its workflows 15 s (environment.ts) before it leaves them alone. */
const STOP_MS = 25_000;

const SETTLE_MS = 180_000;

/** The part of its peak that a settled process holds: 0.57 was measured. */
const SETTLED = 0.75;

/** A port on which nothing listened a moment ago: `wanted` if it is free. */
export async function freePort(wanted = 0): Promise<number> {
	const server = net.createServer();
	const port = await new Promise<number>((resolve) => {
		server.once('error', () => resolve(0));
		server.listen(wanted, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
	});
	if (port === 0) return await freePort();
	server.close();
	await once(server, 'close');
	return port;
}

/** Which process of n8n it is, and over what it works. */
export interface ProcessOptions {
	host: Host;
	/** n8n keeps its data in `.n8n` below it. */
	userFolder: string;
	port: number;
	/** Environment variables beside those that every n8n here gets. */
	settings?: Record<string, string>;
}

/** A process of n8n on this machine, over a user folder of its own. */
export abstract class N8nProcess {
	/** All that n8n has written, over all its starts. */
	log = '';

	private child?: ChildProcess;

	/** @param command n8n's command, such as `start`, with its flags */
	protected constructor(
		private readonly command: string[],
		private readonly options: ProcessOptions,
	) {}

	/**
	 * Whether it does its work.
	 *
	 * @param written what it has written since its start
	 */
	protected abstract hasStarted(written: string): boolean | Promise<boolean>;

	get isRunning(): boolean {
		const { child } = this;
		return child !== undefined && child.exitCode === null && child.signalCode === null;
	}

	/** Ends the process as a service manager would, and starts it again over the same data. */
	async restart(): Promise<void> {
		await this.stop();
		await this.start();
	}

	/** Resolves when the process ends by itself or by `stop`. */
	async ended(): Promise<void> {
		if (this.child && this.child.exitCode === null) await once(this.child, 'exit');
	}

	/** Ends the process; resolves with its exit code, null after a kill. */
	async stop(): Promise<number | null> {
		const { child, isRunning } = this;
		this.child = undefined;
		if (!child || !isRunning) return child?.exitCode ?? null;
		const exited = once(child, 'exit');
		child.kill('SIGTERM');
		const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
		await exited;
		clearTimeout(timer);
		return child.exitCode;
	}

	/** Ends the process as a power cut would: nothing is saved, nobody is told. */
	async kill(): Promise<void> {
		const child = this.child;
		if (!child) return;
		this.child = undefined;
		const exited = once(child, 'exit');
		child.kill('SIGKILL');
		await exited;
	}

	/** The most memory that the process has held at once since its start, in MB of 2^20 bytes. Linux only. */
	async peakMemory(): Promise<number> {
		return (await this.memory()).peak;
	}

	/**
	 * Waits until the process has collected what its start has left, which V8 does when there is
	 * nothing else to do: until then it lets the heap grow to a multiple of it. Linux only.
	 *
	 * @throws Error where it has not after three minutes
	 */
	async settle(): Promise<void> {
		const isSettled = async () => {
			const { now, peak } = await this.memory();
			return now < peak * SETTLED;
		};
		await waitUntil('n8n has settled', isSettled, SETTLE_MS);
	}

	private async memory(): Promise<{ now: number; peak: number }> {
		const status = await readFile(`/proc/${this.child?.pid}/status`, 'utf8');
		const read = (name: string) =>
			Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
		return { now: read('VmRSS'), peak: read('VmHWM') };
	}

	/** CPU time that the process has used since its start, in seconds. Linux only. */
	async cpuSeconds(): Promise<number> {
		const stat = await readFile(`/proc/${this.child?.pid}/stat`, 'utf8');
		// After the name in brackets, which may hold spaces: user and system time in ticks of 10 ms.
		const [user, system] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14);
		return (Number(user) + Number(system)) / 100;
	}

	/** Resolves when the process does its work. */
	async start(): Promise<void> {
		const { host, userFolder, port, settings } = this.options;
		// Left by an n8n that was killed; it makes the next one wait for 10 s.
		await rm(path.join(userFolder, '.n8n', 'crash.journal'), { force: true });
		const script = path.join(host.directory, 'node_modules', 'n8n', 'bin', 'n8n');
		const child = spawn(host.node, [script, ...this.command], {
			cwd: userFolder,
			env: {
				...environment(host, { userFolder, port, brokerPort: await freePort() }),
				...settings,
			},
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		this.child = child;
		const before = this.log.length;
		const collect = (data: Buffer) => (this.log += data);
		child.stdout.on('data', collect);
		child.stderr.on('data', collect);
		const written = () => this.log.slice(before);
		try {
			await waitUntil(
				'n8n has started',
				async () => {
					if (child.exitCode !== null) throw new Error(`n8n ended with code ${child.exitCode}`);
					return await this.hasStarted(written());
				},
				START_MS,
			);
		} catch (error) {
			child.kill('SIGKILL');
			throw new Error(`${(error as Error).message}\n${written().slice(-4000)}`);
		}
		const complaint = written().indexOf(NOT_LOADED);
		if (complaint >= 0) throw new Error(written().slice(complaint, complaint + 1000));
	}
}
