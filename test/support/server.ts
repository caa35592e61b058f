import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
	method: string;
	/** Path and query as they came over the wire. */
	url: string;
	headers: http.IncomingHttpHeaders;
	/** Raw text. */
	body: string;
}

export interface Reply {
	status?: number;
	headers?: Record<string, string>;
	/** A string or Buffer is sent as it is, everything else as JSON. */
	body?: unknown;
	/** Cuts the connection instead of answering. */
	drop?: boolean;
	/** Cuts the connection in the middle of the body. */
	cut?: boolean;
}

export interface TestServer {
	/** Address without a slash at the end. */
	url: string;
	seen: Seen[];
	close: () => Promise<void>;
}

/** Crisp's envelope around `data`. */
export const envelope = (data: unknown, reason = 'resolved') => ({ error: false, reason, data });

/** Crisp's envelope of a refusal. */
export const refusal = (reason: string, data: unknown = {}) => ({ error: true, reason, data });

/** A local HTTP server whose answer to the n-th request (from 0) is what `answer` returns. */
export async function startServer(
	answer: (request: Seen, index: number) => Reply | Promise<Reply>,
): Promise<TestServer> {
	const seen: Seen[] = [];
	const server = http.createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const entry: Seen = {
				method: request.method ?? '',
				url: request.url ?? '',
				headers: request.headers,
				body: Buffer.concat(chunks).toString(),
			};
			seen.push(entry);
			void Promise.resolve(answer(entry, seen.length - 1)).then((reply) => {
				if (reply.drop) {
					request.socket.destroy();
					return;
				}
				const raw = typeof reply.body === 'string' || Buffer.isBuffer(reply.body);
				response.writeHead(reply.status ?? 200, {
					'content-type': raw ? 'text/plain' : 'application/json',
					...reply.headers,
				});
				const body = raw ? (reply.body as string | Buffer) : JSON.stringify(reply.body);
				if (reply.cut) {
					response.write(body.slice(0, body.length / 2), () => request.socket.destroy());
				} else if (reply.body === undefined || request.method === 'HEAD') response.end();
				else response.end(body);
			});
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		seen,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
