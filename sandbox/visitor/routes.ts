import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { NextFunction, Request, Response } from 'express';
import express from 'express';

import type { CrispEvent } from '../hub';
import { isObject } from '../json';
import { Refusal } from '../rest/envelope';
import type { World } from '../world';
import type { Visitor } from './visitor';

const PAGE = path.join(__dirname, 'page.html');

/** The page speaks to the sandbox and to nobody else. */
const POLICY =
	"default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'";

/** Events that change what the visitor sees. */
const SHOWN = ['message:send', 'message:received', 'message:updated', 'message:removed'];

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/**
 * The chat page and the channel behind it. It is the sandbox's own and has nothing to do with
 * Crisp's chatbox protocol: JSON requests one way, server-sent events the other.
 */
export function visitorApi(world: World, visitor: Visitor) {
	const streams = new Set<Response>();
	const router = express.Router();
	router.use(express.json());

	const field = (request: Request, name: string): string => {
		const body: unknown = request.body;
		return isObject(body) ? text(body[name]) : '';
	};

	router.get('/', (_request, response) => {
		response.type('html').set('content-security-policy', POLICY).send(readFileSync(PAGE, 'utf8'));
	});

	router.post('/sessions', (request, response) => {
		const identity = { nickname: field(request, 'nickname'), email: field(request, 'email') };
		response.status(201).json({ sessionId: visitor.open(identity) });
	});

	router.get('/sessions/:id/messages', (request, response) => {
		response.json(visitor.sees(request.params.id));
	});

	router.post('/sessions/:id/messages', (request, response) => {
		const said = field(request, 'text');
		if (!said) {
			response.status(400).json({ message: 'A message needs a text.' });
			return;
		}
		response.status(201).json(visitor.say(said, { sessionId: request.params.id }));
	});

	router.patch('/sessions/:id', (request, response) => {
		visitor.identify(request.params.id, {
			nickname: field(request, 'nickname'),
			email: field(request, 'email'),
		});
		response.status(204).end();
	});

	router.post('/sessions/:id/typing', (request, response) => {
		const type = field(request, 'type') === 'start' ? 'start' : 'stop';
		visitor.type(request.params.id, type, field(request, 'excerpt'));
		response.status(204).end();
	});

	router.post('/sessions/:id/messages/:fingerprint/choice', (request, response) => {
		const { id, fingerprint } = request.params;
		visitor.choose(id, Number(fingerprint), field(request, 'value'));
		response.status(204).end();
	});

	router.post('/sessions/:id/read', (request, response) => {
		visitor.read(request.params.id);
		response.status(204).end();
	});

	router.get('/sessions/:id/stream', (request, response) => {
		const { id } = request.params;
		const messages = () => visitor.sees(id);
		const send = (event: string, data: unknown) =>
			response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
		const first = messages();
		response.writeHead(200, {
			'content-type': 'text/event-stream',
			'cache-control': 'no-store',
		});
		send('messages', first);
		streams.add(response);
		const stop = world.hub.listen(({ name, payload }: CrispEvent) => {
			if (payload.session_id !== id) return;
			if (name === 'session:removed') send('removed', {});
			else if (SHOWN.includes(name)) send('messages', messages());
			else if (name === 'message:compose:receive') {
				const { type, user } = payload;
				send('typing', { type, user });
			}
		});
		response.on('close', () => {
			stop();
			streams.delete(response);
		});
	});

	router.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
		if (error instanceof Refusal) {
			response.status(error.status).json({ message: 'You can no longer write here.' });
			return;
		}
		const message = error instanceof Error ? error.message : String(error);
		response.status(404).json({ message });
	});

	return {
		router,
		/** Ends the open streams. */
		close: () => {
			for (const stream of streams) stream.end();
		},
	};
}
