import { maskSecrets } from '../mask';
import type { Clock } from '../clock';
import { CONNECT, decode, DISCONNECT, encodeEvent, PONG } from './packets';
import type { Socket, SocketClass, SocketEvent } from './socket';

/** What Crisp wants to know before it sends events. */
export interface Login {
	tier: 'website' | 'plugin' | 'user';
	/** The identifier of the token. */
	username: string;
	/** The key of the token. */
	password: string;
	/** Names of the events to send; Crisp sends no others. */
	events: string[];
	/** Website IDs to narrow the stream to. Source: guide "RTM API / Authentication". */
	rooms?: string[];
}

export type EndCode =
	/** Closed from this side. */
	| 'stopped'
	/** The socket ended before the server had opened the engine. */
	| 'unreachable'
	/** No upgrade, or no handshake after it, in time. */
	| 'handshakeTimeout'
	/** The namespace was not joined in time. */
	| 'joinTimeout'
	/** The server did not let this client into the namespace. */
	| 'refused'
	/** Neither accepted nor refused in time. */
	| 'loginTimeout'
	/** The answer to the login was neither a yes nor a reason. */
	| 'loginDeclined'
	/** Crisp does not accept the token. */
	| 'unauthorized'
	/** The server said goodbye. */
	| 'disconnected'
	/** The socket ended, with whatever code. */
	| 'closed'
	/** No ping in time. */
	| 'silence';

export interface ConnectionEnd {
	code: EndCode;
	/** Words of the server or of the WebSocket, where there are any. */
	detail?: string;
}

export interface ConnectionHandlers {
	/** May throw, which is reported to `onOddity`; the connection goes on. */
	onEvent(name: string, data: unknown): void;
	/** Something was left out: a frame that could not be read, or an event whose handler threw. */
	onOddity?(what: string, error?: unknown): void;
}

export interface ConnectionOptions extends ConnectionHandlers {
	socketClass: SocketClass;
	clock: Clock;
	/** Where to dial, as a WebSocket URL. Whoever gives it answers for it that the key may travel there. */
	address: string;
	/** A function is asked at the moment of the login. */
	login: Login | (() => Login);
}

type Phase = 'opening' | 'joining' | 'loggingIn' | 'live' | 'ended';

/** The official client gives up after 10 s without a handshake; it waits forever for the others. */
const LIMIT_MS = 10_000;

/** How long a closed socket may take to be gone before it is cut. */
const HANG_UP_MS = 1_000;

/** A watchdog later than this was held up by this process, and the pings wait to be read. */
const HELD_UP_MS = 1_000;

interface Deferred<T> {
	promise: Promise<T>;
	resolve: (value: T) => void;
}

function deferred<T>(): Deferred<T> {
	let resolve: (value: T) => void = () => {};
	const promise = new Promise<T>((settle) => {
		resolve = settle;
	});
	return { promise, resolve };
}

/**
 * One attempt to be connected to Crisp, from dialling to the end of the socket. It begins at once
 * and is never used again. Nothing here rejects or throws.
 */
export class Connection {
	private stage: Phase = 'opening';

	private socket?: Socket;

	private readonly answered = deferred<boolean>();

	private readonly socketGone = deferred<void>();

	private readonly ended = deferred<ConnectionEnd>();

	/** Milliseconds without a ping that mean silence. */
	private patience = 0;

	private lastPing = 0;

	/** Keeps the token that was sent out of what the server says. */
	private mask = (text: string): string => text;

	private cancelLimit = () => {};

	private cancelWatchdog = () => {};

	constructor(private readonly options: ConnectionOptions) {
		this.dial();
	}

	/** Resolves with `true` when Crisp has accepted the login, with `false` when it came to an end before. */
	get authenticated(): Promise<boolean> {
		return this.answered.promise;
	}

	/** Resolves once, when the connection has ended and its socket is gone. */
	get closed(): Promise<ConnectionEnd> {
		return this.ended.promise;
	}

	/** Ends the connection; no event arrives after this. Resolves as `closed` does, within a second. */
	async close(): Promise<void> {
		this.end('stopped');
		await this.closed;
	}

	private dial(): void {
		const { socketClass, address } = this.options;
		this.limit('handshakeTimeout');
		try {
			this.socket = new socketClass(address);
		} catch (error) {
			this.end('unreachable', (error as Error).message);
			return;
		}
		// All four stay until the socket is gone: `ws` throws where nobody listens to an error.
		if (this.socket.onFrame) this.socket.onFrame((frame) => this.receive(frame));
		else this.socket.addEventListener('message', ({ data }) => this.receive(data));
		this.socket.addEventListener('error', (event) => this.socketFailed(event));
		this.socket.addEventListener('close', (event) => this.socketClosed(event));
	}

	private socketFailed({ message }: SocketEvent): void {
		this.end(this.stage === 'opening' ? 'unreachable' : 'closed', message);
	}

	private socketClosed({ code, reason }: SocketEvent): void {
		const detail = [`code ${code}`, reason].filter(Boolean).join(', ');
		this.end(this.stage === 'opening' ? 'unreachable' : 'closed', detail);
		this.socketGone.resolve();
	}

	private receive(frame: unknown): void {
		if (this.stage === 'ended') return;
		const packet = decode(frame);
		switch (packet.type) {
			case 'open':
				this.opened(packet.pingInterval, packet.pingTimeout);
				break;
			case 'ping':
				this.lastPing = this.options.clock.now();
				this.send(PONG);
				break;
			case 'connect':
				this.joined();
				break;
			case 'event':
				this.eventReceived(packet.name, packet.data);
				break;
			case 'refused':
				this.end('refused', packet.message);
				break;
			case 'close':
			case 'disconnect':
				this.end('disconnected');
				break;
			case 'unreadable':
				this.options.onOddity?.(`Left out ${packet.reason}`);
				break;
			case 'nothing':
				break;
		}
	}

	/** A second handshake on one connection only brings new heartbeat times. */
	private opened(pingInterval: number, pingTimeout: number): void {
		this.patience = pingInterval + pingTimeout;
		this.lastPing = this.options.clock.now();
		this.watch(this.patience);
		if (this.stage !== 'opening') return;
		this.stage = 'joining';
		this.limit('joinTimeout');
		this.send(CONNECT);
	}

	private joined(): void {
		if (this.stage !== 'joining') return;
		this.stage = 'loggingIn';
		this.limit('loginTimeout');
		const { login } = this.options;
		const sent = typeof login === 'function' ? login() : login;
		this.mask = maskSecrets({ identifier: sent.username, key: sent.password });
		this.send(encodeEvent('authentication', sent));
	}

	private eventReceived(name: string, data: unknown): void {
		if (name === 'authenticated') this.loginAnswered(data);
		else if (name === 'unauthorized') this.end('unauthorized', messageOf(data));
		else if (this.stage === 'live' || this.stage === 'loggingIn') this.deliver(name, data);
	}

	private loginAnswered(accepted: unknown): void {
		if (this.stage !== 'loggingIn') return;
		if (accepted === false) {
			this.end('loginDeclined');
			return;
		}
		this.stage = 'live';
		this.cancelLimit();
		this.answered.resolve(true);
	}

	private deliver(name: string, data: unknown): void {
		try {
			this.options.onEvent(name, data);
		} catch (error) {
			this.options.onOddity?.(this.mask(`Left out an event '${name}'`), error);
		}
	}

	private send(frame: string): void {
		try {
			this.socket?.send(frame);
		} catch (error) {
			this.end('closed', (error as Error).message);
		}
	}

	private limit(code: EndCode): void {
		this.cancelLimit();
		this.cancelLimit = this.options.clock.after(LIMIT_MS, () => this.end(code));
	}

	/**
	 * Looks after `ms` milliseconds whether pings still come. One call is outstanding at a time, and
	 * a ping only notes its time: a timer per ping would pile up (see `systemClock`).
	 */
	private watch(ms: number): void {
		this.cancelWatchdog();
		const due = this.options.clock.now() + ms;
		this.cancelWatchdog = this.options.clock.after(ms, () => {
			const now = this.options.clock.now();
			const left = this.lastPing + this.patience - now;
			if (left > 0) this.watch(left);
			else if (now - due > HELD_UP_MS) this.watch(HELD_UP_MS);
			else this.end('silence');
		});
	}

	private end(code: EndCode, detail?: string): void {
		if (this.stage === 'ended') return;
		const joined = this.stage === 'loggingIn' || this.stage === 'live';
		this.stage = 'ended';
		if (joined && code === 'stopped') this.send(DISCONNECT);
		this.cancelLimit();
		this.cancelWatchdog();
		this.answered.resolve(false);
		const end = detail ? { code, detail: this.mask(detail) } : { code };
		void this.hangUp().then(() => this.ended.resolve(end));
	}

	private async hangUp(): Promise<void> {
		if (!this.socket) return;
		const { socket, socketGone, options } = this;
		const cut = options.clock.after(HANG_UP_MS, () => {
			socket.terminate?.();
			socketGone.resolve();
		});
		socket.close();
		await socketGone.promise;
		cut();
	}
}

function messageOf(data: unknown): string | undefined {
	if (typeof data === 'string') return data;
	if (typeof data !== 'object' || data === null) return undefined;
	const { message } = data as { message?: unknown };
	return typeof message === 'string' ? message : undefined;
}
