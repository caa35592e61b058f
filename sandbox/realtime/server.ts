import type { Server as HttpServer } from 'node:http';
import { Socket as TcpSocket } from 'node:net';

import { Server, type Socket } from 'socket.io';

import { listOf } from '../guesses';
import { isObject } from '../json';
import type { Caller, Credentials } from '../rest/auth';
import { identify } from '../rest/auth';
import type { World } from '../world';
import type { Subscription } from './audience';
import { isFor, readSubscription } from './audience';
import { RealtimeFaults } from './faults';

export const APP_PATH = '/w/app/';
const RESCUE_PATH = '/w/rescue/';

export interface RealtimeTiming {
	/** Time to authenticate after connecting, in ms. Crisp cuts at about 10 s. */
	authenticationTimeout: number;
	/** Engine.IO heartbeat, in ms. */
	pingInterval: number;
	pingTimeout: number;
}

/** What is known about an open socket. */
export interface SocketInfo {
	authenticated: boolean;
	tier?: string;
	events: string[];
	websites: string[];
}

export interface Realtime {
	faults: RealtimeFaults;
	sockets(): SocketInfo[];
	close(): Promise<void>;
}

interface Options {
	server: HttpServer;
	world: World;
	credentials: Credentials;
	timing: RealtimeTiming;
	/** Called when a socket came, authenticated or went. */
	onChange: () => void;
}

/** The TCP connections under the sockets, for faults that happen below the protocol. */
class Wires {
	private readonly open = new Set<TcpSocket>();
	private silent = false;

	add(wire: TcpSocket): void {
		this.open.add(wire);
		wire.once('close', () => this.open.delete(wire));
		if (this.silent) wire.cork();
	}

	reset(): void {
		for (const wire of this.open) wire.resetAndDestroy();
	}

	goSilent(silent: boolean): void {
		if (silent === this.silent) return;
		this.silent = silent;
		for (const wire of this.open) {
			if (silent) wire.cork();
			else wire.uncork();
		}
	}
}

/**
 * Crisp's RTM: Socket.IO over WebSocket only, one `authentication` event, then the events that were
 * asked for, without an envelope.
 */
export function startRealtime({ server, world, credentials, timing, onChange }: Options): Realtime {
	const wires = new Wires();
	// Before socket.io's own listener, which reads the address and may answer at once.
	server.prependListener('upgrade', (request, wire) => {
		if (wire instanceof TcpSocket) wires.add(wire);
		if (request.url?.startsWith(RESCUE_PATH)) {
			request.url = APP_PATH + request.url.slice(RESCUE_PATH.length);
		}
	});
	const io = new Server(server, {
		path: APP_PATH,
		transports: ['websocket'],
		serveClient: false,
		pingInterval: timing.pingInterval,
		pingTimeout: timing.pingTimeout,
	});
	const subscriptions = new Map<Socket, Subscription>();

	const faults = new RealtimeFaults(
		(how) => {
			if (how === 'reset') wires.reset();
			for (const socket of how === 'reset' ? [] : io.sockets.sockets.values()) {
				if (how === '41') socket.disconnect(true);
				else socket.conn.close();
			}
		},
		(silent) => wires.goSilent(silent),
	);

	const visibleTo = ({ tier }: Caller): string[] =>
		[...world.websites.values()]
			.filter((website) => website.seenBy.has(tier))
			.map((website) => website.website_id);

	io.use((_socket, next) => {
		next(faults.refuseConnections === null ? undefined : new Error(faults.refuseConnections));
	});
	io.on('connection', (socket) => {
		const deadline = setTimeout(() => socket.disconnect(true), timing.authenticationTimeout);
		let login: unknown;

		socket.on('authentication', (payload: unknown) => {
			if (faults.ignoreAuthentication) return;
			const { tier, username, password } = isObject(payload) ? payload : {};
			const caller = identify(credentials, { tier, identifier: username, key: password });
			const isRefused = world.guesses.rtmLogin === 'refused';
			if (!caller || isRefused || faults.refuseAuthentication !== null) {
				socket.emit('unauthorized', { message: faults.refuseAuthentication ?? 'invalid_session' });
				socket.disconnect(true);
				return;
			}
			clearTimeout(deadline);
			login = payload;
			subscriptions.set(socket, readSubscription(payload, caller, visibleTo(caller)));
			socket.emit('authenticated', true);
			onChange();
		});
		// Binds to the websites that the token sees by now.
		socket.on('socket:bind', () => {
			const caller = subscriptions.get(socket);
			if (!caller) return;
			const { tier, identifier } = caller;
			const bound = readSubscription(login, { tier, identifier }, visibleTo(caller));
			subscriptions.set(socket, bound);
			onChange();
		});
		socket.on('disconnect', () => {
			clearTimeout(deadline);
			subscriptions.delete(socket);
			onChange();
		});
		onChange();
	});

	const stopListening = world.hub.listen((event) => {
		for (const [socket, subscription] of subscriptions) {
			if (isFor(subscription, event, listOf(world.guesses.missingEvents)))
				socket.emit(event.name, event.payload);
		}
	});

	return {
		faults,
		sockets: () =>
			[...io.sockets.sockets.values()].map((socket) => {
				const subscription = subscriptions.get(socket);
				return {
					authenticated: subscription !== undefined,
					tier: subscription?.tier,
					events: [...(subscription?.events ?? [])],
					websites: [...(subscription?.websites ?? [])],
				};
			}),
		close: async () => {
			stopListening();
			wires.goSilent(false);
			await io.close();
		},
	};
}

/** Addresses for the `connect/endpoints` routes. */
export const endpointsAt = (origin: string) => {
	const base = origin.replace(/^http/, 'ws');
	return { app: base + APP_PATH, rescue: base + RESCUE_PATH };
};
