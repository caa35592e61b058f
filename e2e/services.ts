import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { command } from '../scripts/command';
import { freePort } from './n8nProcess';
import { waitUntil } from './waitUntil';

/** Who a program runs as; this process's user unless told. */
interface User {
	uid?: number;
	gid?: number;
}

/** A PostgreSQL and a Redis of their own for one n8n in queue mode. */
export interface Services {
	/** The settings with which main and workers find them. */
	settings: Record<string, string>;
	/** Ends both and removes what they have stored. */
	stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const START_MS = 60_000;
const STOP_MS = 15_000;

const DATABASE = 'postgres';
const DATABASE_USER = 'n8n';

/** Where Debian and Ubuntu keep the servers, by version; not in the PATH. */
const DEBIAN = '/usr/lib/postgresql';

/** PostgreSQL's programs: the newest of Debian's packages, else those in the PATH. */
function postgresProgram(name: string): string {
	const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
	const paths = versions
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => path.join(DEBIAN, version, 'bin', name));
	return paths.find((file) => existsSync(file)) ?? name;
}

/** PostgreSQL refuses to run as root; its Debian package brings a user for it. */
async function postgresUser(): Promise<User> {
	if (process.getuid?.() !== 0) return {};
	const id = async (flag: string) => Number(await command('id', [flag, 'postgres']));
	return { uid: await id('-u'), gid: await id('-g') };
}

/** A server of another project, as long as it runs. */
class Server {
	private log = '';

	private readonly child: ChildProcess;

	private failure?: Error;

	/** @param stopSignal ends it without waiting for those who use it */
	constructor(
		private readonly program: string,
		args: string[],
		private readonly stopSignal: NodeJS.Signals,
		options: User & { cwd: string },
	) {
		this.child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
		const collect = (data: Buffer) => (this.log = (this.log + data).slice(-4000));
		this.child.stdout?.on('data', collect);
		this.child.stderr?.on('data', collect);
		this.child.on('error', (error) => (this.failure = error));
	}

	/** Resolves when it accepts connections. */
	async listens(port: number): Promise<void> {
		await waitUntil(
			`${this.program} listens`,
			async () => {
				if (this.failure) throw this.failure;
				if (this.hasEnded()) throw new Error(`${this.program} ended:\n${this.log}`);
				return await connects(port);
			},
			START_MS,
		);
	}

	async stop(): Promise<void> {
		if (this.failure || this.hasEnded()) return;
		const exited = once(this.child, 'exit');
		this.child.kill(this.stopSignal);
		const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
		await exited;
		clearTimeout(timer);
	}

	private hasEnded(): boolean {
		return this.child.exitCode !== null || this.child.signalCode !== null;
	}
}

async function connects(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = net.connect(port, HOST);
		socket.once('error', () => resolve(false));
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
	});
}

async function startPostgres(folder: string, port: number, password: string): Promise<Server> {
	const user = await postgresUser();
	const data = path.join(folder, 'postgres');
	const passwordFile = path.join(folder, 'password');
	await writeFile(passwordFile, password);
	if (user.uid !== undefined && user.gid !== undefined) {
		for (const file of [folder, passwordFile]) await chown(file, user.uid, user.gid);
	}
	await command(
		postgresProgram('initdb'),
		[
			`--pgdata=${data}`,
			`--username=${DATABASE_USER}`,
			`--pwfile=${passwordFile}`,
			'--auth=scram-sha-256',
			'--encoding=UTF8',
			'--no-locale',
			'--no-sync',
		],
		{ cwd: folder, ...user },
	);
	const settings = {
		listen_addresses: HOST,
		port,
		unix_socket_directories: '',
		// Nothing here must survive a power cut.
		fsync: 'off',
	};
	const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	return new Server(postgresProgram('postgres'), ['-D', data, ...args], 'SIGINT', {
		cwd: folder,
		...user,
	});
}

const startRedis = (folder: string, port: number): Server =>
	new Server(
		'redis-server',
		['--bind', HOST, '--port', `${port}`, '--save', '', '--appendonly', 'no', '--dir', folder],
		'SIGTERM',
		{ cwd: folder },
	);

/**
 * Starts a PostgreSQL and a Redis on free ports of this machine, with their data in a temporary folder.
 * Rejects where they are not installed (Debian: `apt-get install postgresql redis-server`).
 */
export async function startServices(): Promise<Services> {
	const redisFolder = await mkdtemp(path.join(os.tmpdir(), 'n8n-nodes-crisp-redis-'));
	const postgresFolder = await mkdtemp(path.join(os.tmpdir(), 'n8n-nodes-crisp-postgres-'));
	const servers: Server[] = [];
	const stop = async () => {
		for (const server of servers) await server.stop();
		for (const folder of [redisFolder, postgresFolder]) {
			await rm(folder, { recursive: true, force: true });
		}
	};
	try {
		const [redisPort, postgresPort] = [await freePort(), await freePort()];
		const password = randomBytes(16).toString('hex');
		servers.push(startRedis(redisFolder, redisPort));
		servers.push(await startPostgres(postgresFolder, postgresPort, password));
		await servers[0].listens(redisPort);
		await servers[1].listens(postgresPort);
		return {
			settings: {
				QUEUE_BULL_REDIS_HOST: HOST,
				QUEUE_BULL_REDIS_PORT: String(redisPort),
				DB_TYPE: 'postgresdb',
				DB_POSTGRESDB_HOST: HOST,
				DB_POSTGRESDB_PORT: String(postgresPort),
				DB_POSTGRESDB_DATABASE: DATABASE,
				DB_POSTGRESDB_USER: DATABASE_USER,
				DB_POSTGRESDB_PASSWORD: password,
			},
			stop,
		};
	} catch (error) {
		await stop();
		throw new Error(
			`PostgreSQL and Redis did not start; both must be installed (Debian: apt-get install postgresql redis-server). ${(error as Error).message}`,
		);
	}
}
