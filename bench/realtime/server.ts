/**
 * A process that plays Crisp's real-time server: `server.ts <events> <per second, 0 for all at once>`.
 * Tells its parent its port, and how many sockets it has when asked. Events go, encoded beforehand
 * and no faster than the socket takes them, to the first client, half a second after its login.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';

import { eventFrame, webSocketFrame } from './frames';

const [amount, rate] = process.argv.slice(2).map(Number);

const TICK_MS = 10;
const CHUNK = 64;
const HEAD_START_MS = 500;

const frames = Array.from({ length: amount }, (_, index) => webSocketFrame(eventFrame(index)));

/** As few and large writes as a busy server would make. */
const chunks = Array.from({ length: Math.ceil(amount / CHUNK) }, (_, index) =>
	Buffer.concat(frames.slice(index * CHUNK, (index + 1) * CHUNK)),
);

async function pour(tcp: Duplex): Promise<void> {
	for (const chunk of chunks) {
		if (!tcp.write(chunk)) await new Promise((resolve) => tcp.once('drain', resolve));
	}
}

function drip(tcp: Duplex): void {
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
let begun = false;

server.on('upgrade', (request, tcp, head) => {
	webSockets.handleUpgrade(request, tcp, head, (webSocket) => {
		sockets++;
		webSocket.on('close', () => sockets--);
		webSocket.on('error', () => {});
		webSocket.send('0{"sid":"e","upgrades":[],"pingInterval":25000,"pingTimeout":60000}');
		webSocket.on('message', (data) => {
			const text = data.toString();
			if (text === '40') webSocket.send('40{"sid":"s"}');
			if (!text.startsWith('42["authentication"')) return;
			webSocket.send('42["authenticated",true]');
			if (begun || amount === 0) return;
			begun = true;
			setTimeout(() => (rate > 0 ? drip(tcp) : void pour(tcp)), HEAD_START_MS);
		});
	});
});

server.listen(0, '127.0.0.1', () =>
	process.send?.({ port: (server.address() as AddressInfo).port }),
);

process.on('message', () => process.send?.({ sockets }));
process.on('disconnect', () => process.exit());
