/**
 * A process that plays Crisp's real-time server: `server.ts <events> <per second>`. Tells its parent its
 * port, when a client has logged in, and how many sockets it has when asked.
 *
 * With a rate it sends so many events to the first client, half a second after its login. Without one it
 * sends them when its parent asks for them, other ones each time, encoded beforehand and no faster than
 * the socket takes them.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';

import { eventFrame, webSocketFrame } from './frames';

/** What a parent may ask for. */
export type Request = 'pour' | 'sockets';

/** What it is told. */
type Report = { port: number } | { loggedIn: true } | { sockets: number };

const [amount, rate] = process.argv.slice(2).map(Number);

const TICK_MS = 10;
const CHUNK = 64;
const HEAD_START_MS = 500;

/** Nobody waits for a ping in the time that a benchmark takes. */
const QUIET_MS = 10_000_000;

const tell = (report: Report) => process.send?.(report);

let poured = 0;

/** As few and large writes as a busy server would make. */
function nextChunks(): Buffer[] {
	const frames = Array.from({ length: amount }, () => webSocketFrame(eventFrame(poured++)));
	return Array.from({ length: Math.ceil(amount / CHUNK) }, (_, index) =>
		Buffer.concat(frames.slice(index * CHUNK, (index + 1) * CHUNK)),
	);
}

async function pour(tcp: Duplex): Promise<void> {
	for (const chunk of nextChunks()) {
		if (!tcp.write(chunk)) await new Promise((resolve) => tcp.once('drain', resolve));
	}
}

function drip(tcp: Duplex): void {
	const frames = Array.from({ length: amount }, (_, index) => webSocketFrame(eventFrame(index)));
	let sent = 0;
	const began = performance.now();
	const timer = setInterval(() => {
		const due = Math.min(((performance.now() - began) / 1_000) * rate, amount);
		while (sent < due) tcp.write(frames[sent++]);
		if (sent === amount) clearInterval(timer);
	}, TICK_MS);
}

const server = http.createServer();
const webSockets = new WebSocketServer({ noServer: true });
let sockets = 0;
let client: Duplex | undefined;

server.on('upgrade', (request, tcp, head) => {
	webSockets.handleUpgrade(request, tcp, head, (webSocket) => {
		sockets++;
		webSocket.on('close', () => sockets--);
		webSocket.on('error', () => {});
		const open = { sid: 'e', upgrades: [], pingInterval: QUIET_MS, pingTimeout: QUIET_MS };
		webSocket.send(`0${JSON.stringify(open)}`);
		webSocket.on('message', (data) => {
			const text = data.toString();
			if (text === '40') webSocket.send('40{"sid":"s"}');
			if (!text.startsWith('42["authentication"')) return;
			webSocket.send('42["authenticated",true]');
			if (client) return;
			client = tcp;
			tell({ loggedIn: true });
			if (rate > 0) setTimeout(drip, HEAD_START_MS, tcp);
		});
	});
});

server.listen(0, '127.0.0.1', () => tell({ port: (server.address() as AddressInfo).port }));

process.on('message', (request: Request) => {
	if (request === 'sockets') tell({ sockets });
	else if (client) void pour(client);
});
process.on('disconnect', () => process.exit());
