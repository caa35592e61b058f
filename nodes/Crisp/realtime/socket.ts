import type { WebSocket as WsWebSocket } from 'ws';

/** What is used of an event of a WebSocket; which fields are there depends on its type. */
export interface SocketEvent {
	type: string;
	data?: unknown;
	code?: number;
	reason?: string;
	message?: string;
}

/** What is used of a WebSocket, of the global class and of that of `ws` alike. */
export interface Socket {
	addEventListener(
		type: 'open' | 'message' | 'close' | 'error',
		listener: (event: SocketEvent) => void,
	): void;
	send(data: string): void;
	close(): void;
	/** Ends the TCP connection without asking the other side. The global class lacks it. */
	terminate?(): void;
	/** Frames without an event object around each. The global class lacks it. */
	onFrame?(listener: (frame: unknown) => void): void;
}

export type SocketClass = new (url: string) => Socket;

/** The class of `ws` as it is used here. One of its own because that of `ws` has overloads, which its type cannot shed. */
export const socketClassOf = (WebSocketOfWs: typeof WsWebSocket): SocketClass =>
	class extends WebSocketOfWs {
		constructor(url: string) {
			super(url);
		}

		onFrame(listener: (frame: unknown) => void): void {
			this.on('message', (data, isBinary) => listener(isBinary ? data : data.toString()));
		}
	};

/**
 * The WebSocket class of this host: that of `ws`, which n8n depends on itself, else the global one
 * (Node 22 and later). `ws` goes first because it can let go of a peer that has gone silent: the
 * global class keeps waiting for an answer to its closing frame, and the connection stays open.
 *
 * @returns `undefined` where the host has neither
 */
export async function findSocketClass(): Promise<SocketClass | undefined> {
	try {
		const ws = await import('ws');
		return socketClassOf(ws.WebSocket);
	} catch {
		return typeof WebSocket === 'undefined' ? undefined : WebSocket;
	}
}
