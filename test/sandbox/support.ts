import WebSocket from 'ws';

import type { Sandbox, SandboxOptions } from '../../sandbox';
import { startSandbox } from '../../sandbox';

const open: Sandbox[] = [];

/** A sandbox that ends with the test. */
export async function sandboxForTest(options?: SandboxOptions): Promise<Sandbox> {
	const sandbox = await startSandbox(options);
	open.push(sandbox);
	return sandbox;
}

afterEach(async () => {
	await Promise.all(open.splice(0).map(async (sandbox) => await sandbox.close()));
});

/** A clock that stands still until it is moved. */
export function standingClock(start = 1_700_000_000_000) {
	let now = start;
	return {
		now: () => now,
		move: (milliseconds: number) => {
			now += milliseconds;
		},
	};
}

export interface Reply {
	status: number;
	headers: Headers;
	/** Parsed envelope; undefined where the body is empty. */
	body?: { error: boolean; reason: string; data: unknown };
}

/** Requests with the token of a tier; paths relative to `/v1/`, `{w}` is the website. */
export function api(sandbox: Sandbox, tier: 'website' | 'plugin' | 'user' = 'website') {
	const { identifier, key } = sandbox.credentials[tier];
	return async (verb: string, path: string, body?: unknown): Promise<Reply> => {
		const response = await fetch(
			`${sandbox.apiUrl}/${path.replace('{w}', `website/${sandbox.websiteId}`)}`,
			{
				method: verb,
				headers: {
					authorization: `Basic ${Buffer.from(`${identifier}:${key}`).toString('base64')}`,
					'x-crisp-tier': tier,
					...(body === undefined ? {} : { 'content-type': 'application/json' }),
				},
				body: body === undefined ? undefined : JSON.stringify(body),
			},
		);
		const text = await response.text();
		return {
			status: response.status,
			headers: response.headers,
			body: text === '' ? undefined : (JSON.parse(text) as Reply['body']),
		};
	};
}

export interface Frame {
	name: string;
	payload: unknown;
}

/** A socket that speaks Socket.IO by hand, so that the wire is seen as it is. */
export class RawSocket {
	readonly packets: string[] = [];
	closed = false;
	private readonly watchers = new Set<() => void>();

	private constructor(private readonly socket: WebSocket) {
		const notify = () => {
			for (const watcher of [...this.watchers]) watcher();
		};
		socket.on('message', (data: Buffer) => {
			const packet = data.toString();
			if (packet === '2') socket.send('3');
			this.packets.push(packet);
			notify();
		});
		socket.on('error', () => {});
		socket.on('close', () => {
			this.closed = true;
			notify();
		});
	}

	/** Connects to the Socket.IO level; the address is that of the endpoints route. */
	static async connect(url: string): Promise<RawSocket> {
		const raw = new RawSocket(new WebSocket(`${url}?EIO=4&transport=websocket`));
		await raw.until(() => raw.packets.some((packet) => packet.startsWith('0')) || raw.closed);
		if (!raw.closed) raw.send('40');
		await raw.until(() => raw.packets.some((packet) => /^4[04]/.test(packet)) || raw.closed);
		return raw;
	}

	send(packet: string): void {
		this.socket.send(packet);
	}

	emit(name: string, payload: unknown): void {
		this.send(`42${JSON.stringify([name, payload])}`);
	}

	/** Events received, in order. */
	get events(): Frame[] {
		return this.packets
			.filter((packet) => packet.startsWith('42'))
			.map((packet) => {
				const [name, payload] = JSON.parse(packet.slice(2)) as [string, unknown];
				return { name, payload };
			});
	}

	named(name: string): unknown[] {
		return this.events.filter((event) => event.name === name).map(({ payload }) => payload);
	}

	async until(condition: () => boolean): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			const timer = setTimeout(() => {
				this.watchers.delete(look);
				reject(new Error(`Not so after 4 s. Packets: ${this.packets.join('\n')}`));
			}, 4_000);
			const look = () => {
				if (!condition()) return;
				clearTimeout(timer);
				this.watchers.delete(look);
				resolve();
			};
			this.watchers.add(look);
			look();
		});
	}

	/** Resolves when the first event of that name has come. */
	async first<T = Record<string, unknown>>(name: string): Promise<T> {
		await this.until(() => this.named(name).length > 0);
		return this.named(name)[0] as T;
	}

	close(): void {
		this.socket.terminate();
	}
}

const sockets: RawSocket[] = [];

afterEach(() => {
	for (const socket of sockets.splice(0)) socket.close();
});

/** A connected socket that has not authenticated and ends with the test. */
export async function connectSocket(sandbox: Sandbox, path = '/w/app/'): Promise<RawSocket> {
	const socket = await RawSocket.connect(sandbox.url.replace('http', 'ws') + path);
	sockets.push(socket);
	return socket;
}

/** A socket that listens to events with the token of a tier. */
export async function listenTo(
	sandbox: Sandbox,
	events: string[],
	{
		tier = 'website',
		...others
	}: { tier?: 'website' | 'plugin' | 'user'; rooms?: string[]; inboxes?: string[] } = {},
): Promise<RawSocket> {
	const socket = await connectSocket(sandbox);
	const { identifier, key } = sandbox.credentials[tier];
	socket.emit('authentication', {
		username: identifier,
		password: key,
		tier,
		events,
		...others,
	});
	await socket.first('authenticated');
	return socket;
}
