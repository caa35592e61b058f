import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';

import { N8nClient } from './client';
import { environment } from './environment';
import type { Host } from './install';
import { waitUntil } from './waitUntil';

/** The last line that n8n writes when it starts: after it has asked its triggers to start. */
const STARTED = 'Editor is now accessible';

const START_MS = 180_000;

/** What n8n writes when it goes on without a community package. */
const NOT_LOADED = 'Failed to load package';

/** n8n gives its workflows 15 s (environment.ts) before it leaves them alone. */
const STOP_MS = 25_000;

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

/** An n8n process on this machine, over a user folder of its own. */
export class N8n {
	readonly client: N8nClient;

	/** All that n8n has written, over all its starts. */
	log = '';

	private child?: ChildProcess;

	private constructor(
		private readonly host: Host,
		private readonly userFolder: string,
		private readonly port: number,
	) {
		this.client = new N8nClient(`http://127.0.0.1:${port}`);
	}

	/**
	 * An n8n that is not running yet.
	 *
	 * @param userFolder n8n keeps its data in `.n8n` below it
	 * @param port taken if it is free, else another one
	 */
	static async over(host: Host, userFolder: string, port?: number): Promise<N8n> {
		return new N8n(host, userFolder, await freePort(port));
	}

	/** Address of the editor. */
	get url(): string {
		return this.client.baseUrl;
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
		const child = this.child;
		if (!child) return null;
		this.child = undefined;
		if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
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

	/** The most memory that the process has held at once since its start, in MB. Linux only. */
	async peakMemory(): Promise<number> {
		const status = await readFile(`/proc/${this.child?.pid}/status`, 'utf8');
		return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
	}

	/** CPU time that the process has used since its start, in seconds. Linux only. */
	async cpuSeconds(): Promise<number> {
		const stat = await readFile(`/proc/${this.child?.pid}/stat`, 'utf8');
		// After the name in brackets, which may hold spaces: user and system time in ticks of 10 ms.
		const [user, system] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14);
		return (Number(user) + Number(system)) / 100;
	}

	/** Resolves when n8n's API answers and the published workflows have been told to start. */
	async start(): Promise<void> {
		// Left by an n8n that was killed; it makes the next one wait for 10 s.
		await rm(path.join(this.userFolder, '.n8n', 'crash.journal'), { force: true });
		const script = path.join(this.host.directory, 'node_modules', 'n8n', 'bin', 'n8n');
		const child = spawn(this.host.node, [script, 'start'], {
			cwd: this.userFolder,
			env: environment(this.host, {
				userFolder: this.userFolder,
				port: this.port,
				brokerPort: await freePort(),
			}),
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
					return written().includes(STARTED) && (await this.isReady());
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

	private async isReady(): Promise<boolean> {
		const response = await this.client.fetch('GET', '/healthz/readiness').catch(() => undefined);
		return response?.status === 200;
	}
}
