import { setTimeout as sleep } from 'node:timers/promises';

import type { NextFunction, Request, Response, Router } from 'express';
import express from 'express';

import type { RestFaults } from '../faults';
import { usualReason } from '../faults';
import { isObject } from '../json';
import type { World } from '../world';
import type { Caller, Credentials } from './auth';
import { authenticate, checkSees } from './auth';
import type { Call, Routes, WebsiteCall } from './call';
import { conversationOf } from './call';
import type { CatalogueRoute } from './catalogue';
import { catalogue, routeKey } from './catalogue';
import type { Answer } from './envelope';
import { invalidData, Refusal } from './envelope';
import type { Journal, RequestRecord } from './journal';
import { Query } from './query';
import { notModelled } from './notModelled';

export interface RestOptions {
	world: World;
	credentials: Credentials;
	faults: RestFaults;
	journal: Journal;
	/** Handlers of routes without a website in their path. */
	routes: Routes;
	websiteRoutes: Routes<WebsiteCall>;
	/** Called when a request has been dealt with. */
	onDone: () => void;
}

/** What the middlewares tell each other about one request. */
interface Notes {
	record: RequestRecord;
	/** The connection breaks in place of the answer. */
	dropAnswer: boolean;
}

const notesOf = (response: Response): Notes => response.locals as Notes;

function send(request: Request, response: Response, status: number, body: unknown): void {
	const notes = notesOf(response);
	if (notes.dropAnswer) {
		request.socket.destroy();
		return;
	}
	notes.record.status = status;
	response.status(status);
	if (request.method === 'HEAD') response.end();
	else if (typeof body === 'string') response.type('text/html').send(body);
	else response.json(body);
}

/** A query parameter that is given twice counts as given once, with its last value. */
function flatQuery(query: Request['query']): Record<string, string> {
	return Object.fromEntries(
		Object.entries(query).map(([name, value]) => [name, String([value].flat().at(-1) ?? '')]),
	);
}

function expressPath(path: string): string {
	// A tree path of the helpdesk may hold slashes.
	return `/${path.replace('{path}', '*path').replace(/\{(\w+)\}/g, ':$1')}`;
}

function readParams(request: Request): Record<string, string> {
	return Object.fromEntries(
		Object.entries(request.params).map(([name, value]) => [name, [value].flat().join('/')]),
	);
}

/** The REST API under `/v1`, ready to be mounted. */
export function restApi(options: RestOptions): Router {
	const { world, credentials, faults, journal, onDone } = options;
	const router = express.Router({ strict: true, caseSensitive: true });

	router.use(async (request, response, next) => {
		const record = journal.add({
			verb: request.method,
			path: request.originalUrl.split('?')[0],
			query: flatQuery(request.query),
			tier: request.get('x-crisp-tier'),
		});
		Object.assign(response.locals, { record, dropAnswer: false } satisfies Notes);
		response.on('close', onDone);
		if (faults.latency > 0) await sleep(faults.latency);
		next();
	});
	router.use(express.json({ limit: '10mb' }));
	router.use((request, response, next) => {
		const { record } = notesOf(response);
		if (request.body !== undefined) record.body = request.body as unknown;
		const fault = faults.take(record.verb, record.path);
		if (fault?.kind === 'drop') {
			if (fault.when === 'before') {
				request.socket.destroy();
				return;
			}
			notesOf(response).dropAnswer = true;
		}
		if (fault?.kind === 'answer') {
			response.set(fault.headers ?? {});
			if (fault.retryAfter !== undefined) response.set('Retry-After', String(fault.retryAfter));
			const error = fault.error ?? fault.status >= 400;
			const reason = fault.reason ?? usualReason(fault.status);
			const envelope = { error, reason, data: fault.data ?? {} };
			send(request, response, fault.status, fault.raw ?? envelope);
			return;
		}
		next();
	});

	const mayCall = (route: CatalogueRoute, { tier }: Caller): boolean => {
		const seen = world.behaviour.seen?.[tier]?.[routeKey(route)];
		if (seen !== undefined) return seen === 'allowed';
		const { scopes } = world.behaviour;
		if (tier === 'plugin' && scopes && route.scope && !scopes.includes(route.scope)) return false;
		return world.guesses.tiers === 'open' || route.tiers.includes(tier);
	};

	const handle = (route: CatalogueRoute) => (request: Request, response: Response) => {
		const caller = authenticate(credentials, request.headers);
		if (!mayCall(route, caller)) throw new Refusal(403, 'not_allowed');
		const body: unknown = request.body ?? {};
		if (!isObject(body)) throw invalidData('data should be object');
		const call: Call = {
			caller,
			params: readParams(request),
			query: new Query(flatQuery(request.query), world.guesses),
			body,
		};
		const answer = answerTo(route, call, options, response);
		send(request, response, answer.status ?? route.status, {
			error: false,
			reason: answer.reason,
			data: answer.data,
		});
	};

	for (const route of catalogue) {
		const path = expressPath(route.path);
		if (route.verb !== 'GET') {
			router[route.verb.toLowerCase() as 'head'](path, handle(route));
			continue;
		}
		const handler = handle(route);
		router.get(path, (request, response, next) => {
			// Express would answer HEAD by a GET route; Crisp has HEAD only where it says so.
			if (request.method === 'HEAD') next();
			else handler(request, response);
		});
	}

	router.use(() => {
		throw new Refusal(404, 'not_found', { message: 'the route does not exist' });
	});
	router.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
		const refusal = toRefusal(error).by(world.guesses);
		send(request, response, refusal.status, {
			error: true,
			reason: refusal.reason,
			data: refusal.data,
		});
	});
	return router;
}

function answerTo(
	route: CatalogueRoute,
	call: Call,
	{ world, routes, websiteRoutes }: RestOptions,
	response: Response,
): Answer {
	const key = routeKey(route);
	if (route.path.includes('{website_id}')) {
		const website = checkSees(call.caller, world.websites.get(call.params.website_id));
		const websiteCall = { ...call, website };
		if (websiteRoutes[key]) return websiteRoutes[key](websiteCall);
		if (route.path.includes('{session_id}')) conversationOf(websiteCall);
	}
	if (routes[key]) return routes[key](call);
	response.set('x-sandbox', 'not-modelled');
	return notModelled(route);
}

/** Express's own errors (a body that is not JSON, a path that is not UTF-8) become Crisp's words. */
function toRefusal(error: unknown): Refusal {
	if (error instanceof Refusal) return error;
	const status = isObject(error) || error instanceof Error ? Reflect.get(error, 'status') : 500;
	if (typeof status === 'number' && status >= 400 && status < 500) {
		return new Refusal(400, 'invalid_data', { message: 'data should be JSON' });
	}
	throw error;
}
