import { N8nClient } from './client';
import type { Host } from './install';
import { freePort, N8nProcess, type ProcessOptions } from './n8nProcess';

/** The last line that n8n writes when it starts: after it has asked its triggers to start. */
const STARTED = 'Editor is now accessible';

/** A whole n8n, or the main process of one in queue mode. */
export class N8n extends N8nProcess {
	readonly client: N8nClient;

	private constructor(options: ProcessOptions) {
		super(['start'], options);
		this.client = new N8nClient(`http://127.0.0.1:${options.port}`);
	}

	/**
	 * An n8n that is not running yet.
	 *
	 * @param userFolder n8n keeps its data in `.n8n` below it
	 * @param port taken if it is free, else another one
	 * @param settings environment variables beside those that every n8n here gets
	 */
	static async over(
		host: Host,
		userFolder: string,
		{ port, settings }: Partial<Pick<ProcessOptions, 'port' | 'settings'>> = {},
	): Promise<N8n> {
		return new N8n({ host, userFolder, port: await freePort(port), settings });
	}

	/** Address of the editor. */
	get url(): string {
		return this.client.baseUrl;
	}

	/** Whether n8n's API answers and the published workflows have been told to start. */
	protected async hasStarted(written: string): Promise<boolean> {
		if (!written.includes(STARTED)) return false;
		const response = await this.client.fetch('GET', '/healthz/readiness').catch(() => undefined);
		return response?.status === 200;
	}
}
