/**
 * Answers every request like a conversation of Crisp, after as long as it is told; over TLS where it is
 * given the files of a key and a certificate.
 */
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';

const [delay, key, certificate] = process.argv.slice(2);
const delayMs = Number(delay);

const answer: http.RequestListener = (request, response) => {
	const id = (request.url ?? '').split('/').at(-1);
	const body = JSON.stringify({
		error: false,
		reason: 'resolved',
		data: {
			session_id: id,
			state: 'unresolved',
			is_verified: false,
			availability: 'offline',
			meta: { nickname: 'Jane Doe', email: 'jane@example.com', segments: ['customer'], data: {} },
			last_message: 'Where is my order? I have been waiting for it since last week.',
			created_at: 1_700_000_000_000,
			updated_at: 1_700_000_100_000,
		},
	});
	setTimeout(() => {
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(body);
	}, delayMs);
};
const server =
	key && certificate
		? https.createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, answer)
		: http.createServer(answer);
// A connection that a client keeps must not be closed under its next request.
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () =>
	process.send?.({ port: (server.address() as AddressInfo).port }),
);
