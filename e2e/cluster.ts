import { randomBytes } from 'node:crypto';
import { cp, mkdtemp } from 'node:fs/promises';
import path from 'node:path';

import type { Host } from './install';
import { N8n } from './n8n';
import { freePort, N8nProcess, type ProcessOptions } from './n8nProcess';
import { startServices } from './services';

/** The last line that a worker writes when it starts. */
const STARTED = 'n8n worker is now ready';

/** A process that executes what the main process puts into the queue. */
export class Worker extends N8nProcess {
	constructor(options: ProcessOptions, concurrency: number) {
		super(['worker', `--concurrency=${concurrency}`], options);
	}

	/** Ids of the executions that it has begun, in their order. */
	executions(): string[] {
		return [...this.log.matchAll(/Worker started execution (\d+) /g)].map(([, id]) => id);
	}

	/** Whether it is done with an execution. It reports that to the queue right afterwards. */
	hasDone(executionId: string): boolean {
		return this.log.includes(`Worker finished execution ${executionId} `);
	}

	protected hasStarted(written: string): boolean {
		return written.includes(STARTED);
	}
}

export interface ClusterOptions {
	host: Host;
	/** A user folder with the package; only the package is taken from it. */
	template: string;
	/** Where the processes get their user folders. */
	folder: string;
	workers: number;
	/** Executions of each worker at the same time. */
	concurrency: number;
	/** Environment variables of all processes, beside those that they need to find one another. */
	settings?: Record<string, string>;
}

/** An n8n in queue mode: one main process, workers, PostgreSQL and Redis, all of them running. */
export interface Cluster {
	main: N8n;
	workers: Worker[];
	/** Ends everything. */
	stop(): Promise<void>;
}

/** Starts an n8n in queue mode with nothing stored but the owner, who is logged in. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
	const { host, template, folder, concurrency } = options;
	const services = await startServices();
	const settings = {
		...services.settings,
		EXECUTIONS_MODE: 'queue',
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('base64'),
		...options.settings,
	};
	const userFolder = async () => {
		const own = await mkdtemp(path.join(folder, 'user-'));
		const nodes = path.join('.n8n', 'nodes');
		await cp(path.join(template, nodes), path.join(own, nodes), { recursive: true });
		return own;
	};
	const workers: Worker[] = [];
	const main = await N8n.over(host, await userFolder(), { settings });
	const stop = async () => {
		await main.stop();
		await Promise.all(workers.map(async (worker) => await worker.stop()));
		await services.stop();
	};
	try {
		// First and alone: it sets the database up.
		await main.start();
		await main.client.createOwner();
		for (let count = 0; count < options.workers; count++) {
			const own = { host, userFolder: await userFolder(), port: await freePort(), settings };
			workers.push(new Worker(own, concurrency));
		}
		await Promise.all(workers.map(async (worker) => await worker.start()));
		return { main, workers, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
