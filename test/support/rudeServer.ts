import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';

import { SOCKET_QUERY } from './crispServer';

/** One connection of the rude server, which does only what its script says. */
export class Peer {
	/** Frames that the client has sent. */
	readonly received: string[] = [];

	private waiting?: () => void;

	private read = 0;

	constructor(
		/** 0 for the first connection to this server. */
		readonly index: number,
		/** As on the request line. */
		readonly url: string,
		private readonly webSocket: WebSocket,
		private readonly tcp: Duplex,
	) {
		webSocket.on('error', () => {});
		webSocket.on('message', (data) => {
			this.received.push(data.toString());
			this.waiting?.();
		});
	}

	/** The next frame that the client sends, or has sent. */
	async next(): Promise<string> {
		while (this.received.length === this.read) {
			await new Promise<void>((resolve) => (this.waiting = resolve));
		}
		return this.received[this.read++];
	}

	send(...frames: Array<string | Buffer>): void {
		for (const frame of frames) this.webSocket.send(frame);
	}

	event(name: string, data?: unknown): void {
		this.send(`42${JSON.stringify(data === undefined ? [name] : [name, data])}`);
	}

	/** Writes bytes that are no frame, or a wrong one. */
	raw(bytes: Buffer): void {
		this.tcp.write(bytes);
	}

	/** Closes the WebSocket, with or without a code. */
	close(code?: number): void {
		this.webSocket.close(code);
	}

	/** Breaks the TCP connection. */
	break(): void {
		this.tcp.destroy();
	}

	/** Reads nothing more and answers nothing, not even a closing frame. */
	goSilent(): void {
		this.webSocket.pause();
		this.tcp.pause();
	}

	/** The server's side of a good beginning, up to the login that the client sends. */
	async welcome(pingInterval = 25_000, pingTimeout = 20_000): Promise<unknown> {
		this.send(
			`0{"sid":"engine","upgrades":[],"pingInterval":${pingInterval},"pingTimeout":${pingTimeout}}`,
		);
		await this.next();
		this.send('40{"sid":"socket"}');
		return JSON.parse((await this.next()).slice(2))[1];
	}

	/** A good beginning with an accepted login. */
	async accept(pingInterval?: number, pingTimeout?: number): Promise<void> {
		await this.welcome(pingInterval, pingTimeout);
		this.event('authenticated', true);
	}
}

export interface RudeServer {
	/** Endpoint as Crisp would advertise it. */
	url: string;
	/** Where to dial. */
	address: string;
	peers: Peer[];
	/** TCP connections that are open now. */
	open(): number;
	close(): Promise<void>;
}

/**
 * A WebSocket server without manners.
 *
 * @param script what it does on each connection
 * @param upgrades `false` leaves the request without an answer, a text is written in its place
 */
export async function startRudeServer(
	script: (peer: Peer) => void | Promise<void>,
	upgrades: (index: number) => boolean | string = () => true,
): Promise<RudeServer> {
	const webSockets = new WebSocketServer({ noServer: true });
	const server = http.createServer();
	const open = new Set<Duplex>();
	const peers: Peer[] = [];
	let requests = 0;
	server.on('connection', (tcp) => {
		open.add(tcp);
		tcp.on('error', () => {});
		tcp.on('close', () => open.delete(tcp));
	});
	server.on('upgrade', (request, tcp, head) => {
		const answer = upgrades(requests++);
		if (typeof answer === 'string') tcp.end(answer);
		if (answer !== true) {
			// Nobody would hear the client leave otherwise.
			tcp.resume().on('end', () => tcp.end());
			return;
		}
		webSockets.handleUpgrade(request, tcp, head, (webSocket) => {
			const peer = new Peer(peers.length, request.url ?? '', webSocket, tcp);
			peers.push(peer);
			void script(peer);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/relay/`;
	return {
		url,
		address: `${url}${SOCKET_QUERY}`,
		peers,
		open: () => open.size,
		close: async () => {
			for (const tcp of open) tcp.destroy();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
