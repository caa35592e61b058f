import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';

/** Of an Engine.IO client that speaks WebSocket only. */
export const SOCKET_QUERY = '?EIO=4&transport=websocket';

export interface Login {
	tier: string;
	username: string;
	password: string;
	events: string[];
	rooms?: string[];
}

/** How a login is answered. */
export type Verdict = 'authenticated' | 'unauthorized' | 'declined' | 'nothing';

export interface CrispServer {
	/** Endpoint as Crisp would advertise it. */
	url: string;
	/** Where to dial. */
	address: string;
	/** What clients have sent to authenticate, in order. */
	logins: Login[];
	/** Clients that are logged in now. */
	clients: Set<Socket>;
	io: Server;
	/** The answer to the next logins. */
	verdict: Verdict;
	send(event: string, data: unknown): void;
	close(): Promise<void>;
}

export interface CrispServerSettings {
	pingInterval?: number;
	pingTimeout?: number;
	/** 0 for any free port. */
	port?: number;
}

/** Crisp's RTM as its official client sees it, on the real server library. */
export async function startCrispServer({
	port = 0,
	...settings
}: CrispServerSettings = {}): Promise<CrispServer> {
	const httpServer = http.createServer();
	const io = new Server(httpServer, {
		path: '/relay/',
		transports: ['websocket'],
		serveClient: false,
		...settings,
	});
	const clients = new Set<Socket>();
	const server: CrispServer = {
		url: '',
		address: '',
		logins: [],
		clients,
		io,
		verdict: 'authenticated',
		send(event, data) {
			for (const client of clients) client.emit(event, data);
		},
		close: async () => {
			await io.close();
		},
	};
	io.on('connection', (socket) => {
		socket.on('disconnect', () => clients.delete(socket));
		socket.on('authentication', (login: Login) => {
			server.logins.push(login);
			switch (server.verdict) {
				case 'authenticated':
					clients.add(socket);
					socket.emit('authenticated', true);
					break;
				case 'declined':
					socket.emit('authenticated', false);
					break;
				case 'unauthorized':
					socket.emit('unauthorized', { message: 'invalid_session' });
					socket.disconnect();
					break;
				case 'nothing':
					break;
			}
		});
	});
	await new Promise<void>((resolve) => httpServer.listen(port, '127.0.0.1', resolve));
	server.url = `ws://127.0.0.1:${(httpServer.address() as AddressInfo).port}/relay/`;
	server.address = `${server.url}${SOCKET_QUERY}`;
	return server;
}
