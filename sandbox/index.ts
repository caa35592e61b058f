import http from 'node:http';
import type { AddressInfo } from 'node:net';

import express from 'express';

import { Bucket } from './bucket';
import { conversationView } from './domain/conversations';
import { RestFaults } from './faults';
import { completeGuesses, type Guesses } from './guesses';
import { WebHooks, type HookTiming, type WebHook } from './hooks';
import { inspectApi } from './inspect';
import { copy } from './json';
import { endpointsAt, startRealtime } from './realtime/server';
import type { RealtimeTiming } from './realtime/server';
import { restApi } from './rest/app';
import type { Credentials } from './rest/auth';
import { Journal } from './rest/journal';
import { allRoutes } from './rest/routes';
import { seedWorld, WEBSITE_ID } from './seed';
import { visitorApi } from './visitor/routes';
import { Visitor } from './visitor/visitor';
import type { Behaviour, Clock } from './world';
import { World } from './world';

/** The tokens of the sandbox. They open nothing else, so they may stand here. */
export const SANDBOX_CREDENTIALS: Credentials = {
	website: { identifier: 'sandbox-website', key: 'sandbox-website-key' },
	plugin: { identifier: 'sandbox-plugin', key: 'sandbox-plugin-key' },
	user: { identifier: 'sandbox-user', key: 'sandbox-user-key' },
};

export interface SandboxOptions
	extends
		Pick<Behaviour, 'seen' | 'scopes' | 'withoutNotes'>,
		Partial<RealtimeTiming>,
		Partial<HookTiming> {
	/** Where it shall guess otherwise, by the names in sandbox/guesses.ts. */
	guesses?: Partial<Guesses>;
	/** Port on 127.0.0.1; a free one where it is left out. */
	port?: number;
	/** Fills the sandbox; by default websites, operators, an inbox and a team, and nothing else. */
	seed?: (world: World) => void;
	/** Largest file that an upload takes, in bytes; 10 MB where it is left out. */
	uploadLimit?: number;
	/** Time in ms; the real one where it is left out. */
	clock?: Clock;
}

export { seedDemo } from './demo';
export { FOREIGN_WEBSITE_ID, INBOX_ID, OPERATOR_IDS, SECOND_WEBSITE_ID, TEAM_ID } from './seed';

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** Everything that waits for a change of the sandbox. */
class Watchers {
	private readonly all = new Set<() => void>();

	readonly notify = (): void => {
		for (const watcher of [...this.all]) watcher();
	};

	/** Resolves when the condition holds; rejects after `timeout` ms. */
	async until(condition: () => boolean, timeout: number): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			const end = (settle: () => void) => {
				clearTimeout(timer);
				this.all.delete(look);
				settle();
			};
			const look = () => {
				if (condition()) end(resolve);
			};
			const timer = setTimeout(
				() => end(() => reject(new Error(`Not so after ${timeout} ms: ${String(condition)}`))),
				timeout,
			);
			this.all.add(look);
			look();
		});
	}
}

/**
 * Starts a Crisp on this machine: REST, RTM and a visitor's chat page on one port of 127.0.0.1, and
 * web hooks to other ports of it.
 *
 * @throws the server's error where the port is taken
 */
export async function startSandbox(options: SandboxOptions = {}) {
	const world = new World(options.clock ?? Date, {
		guesses: completeGuesses(options.guesses),
		seen: options.seen,
		scopes: options.scopes,
		withoutNotes: options.withoutNotes,
	});
	(options.seed ?? seedWorld)(world);

	const watchers = new Watchers();
	const journal = new Journal();
	const restFaults = new RestFaults();
	const visitor = new Visitor(world, WEBSITE_ID);
	const hooks = new WebHooks(
		world,
		{
			hookAttempts: options.hookAttempts ?? 3,
			hookRetryDelay: options.hookRetryDelay ?? 1_000,
		},
		watchers.notify,
	);
	const app = express();
	app.disable('x-powered-by');
	const server = http.createServer(app);
	const realtime = startRealtime({
		server,
		world,
		credentials: SANDBOX_CREDENTIALS,
		timing: {
			authenticationTimeout: options.authenticationTimeout ?? 10_000,
			pingInterval: options.pingInterval ?? 25_000,
			pingTimeout: options.pingTimeout ?? 20_000,
		},
		onChange: watchers.notify,
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, '127.0.0.1', resolve);
	});
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

	const bucket = new Bucket(world, url, options.uploadLimit);
	app.use('/bucket', bucket.router);
	app.use(
		'/sandbox',
		inspectApi(() => ({ sockets: realtime.sockets(), requests: journal.records })),
	);
	app.use(
		'/v1',
		restApi({
			world,
			credentials: SANDBOX_CREDENTIALS,
			faults: restFaults,
			journal,
			...allRoutes({ world, bucket, endpoints: endpointsAt(url) }),
			onDone: watchers.notify,
		}),
	);
	const visitors = visitorApi(world, visitor);
	app.use('/visitor', visitors.router);
	world.hub.listen(watchers.notify);

	const website = (websiteId: string) => {
		const found = world.websites.get(websiteId);
		if (!found) throw new Error(`The sandbox has no website ${websiteId}`);
		return found;
	};

	return {
		/** Without a slash at the end. */
		url,
		/** What goes into the credential's 'API Base URL'. */
		apiUrl: `${url}/v1`,
		visitorPageUrl: `${url}/visitor`,
		credentials: SANDBOX_CREDENTIALS,
		/** The website that all tokens see. */
		websiteId: WEBSITE_ID,
		world,
		/** What was told at the start; `scopes` and `withoutNotes` may change on the way. */
		behaviour: world.behaviour,
		visitor,
		/** Keeps a file as if it had been uploaded, for `visitor.share`. @returns its address */
		keepFile: (file: { name: string; type: string }, content: Buffer) => bucket.keep(file, content),
		/** Enters the address of a web hook; returns what takes it out again. */
		addHook: (hook: WebHook) => hooks.add(hook),
		/** Requests of web hooks that were answered, or not, oldest first. */
		hookDeliveries: hooks.deliveries,
		faults: {
			rest: restFaults,
			realtime: realtime.faults,
			hooks: hooks.faults,
			clear: () => {
				restFaults.clear();
				realtime.faults.clear();
				hooks.faults.clear();
			},
		},
		conversations: (websiteId = WEBSITE_ID) =>
			[...website(websiteId).conversations.values()].map((conversation) =>
				conversationView(world, conversation),
			),
		messages: (sessionId: string) => {
			for (const { conversations } of world.websites.values()) {
				const conversation = conversations.get(sessionId);
				if (conversation) return copy(conversation.messages);
			}
			throw new Error(`The sandbox has no conversation ${sessionId}`);
		},
		contacts: (websiteId = WEBSITE_ID) => copy([...website(websiteId).people.values()]),
		campaigns: (websiteId = WEBSITE_ID) => copy([...website(websiteId).campaigns.values()]),
		/** Requests received on `/v1`, oldest first; never with their headers. */
		requests: journal.records,
		clearRequests: () => journal.clear(),
		/** Open RTM sockets. */
		sockets: realtime.sockets,
		/**
		 * Resolves when the condition holds. It is looked at after every request, event, web hook and
		 * change of a socket.
		 *
		 * @throws Error after `timeout` ms, 5,000 by default
		 */
		until: (condition: () => boolean, { timeout = 5_000 } = {}) =>
			watchers.until(condition, timeout),
		/** Ends all connections and frees the port. */
		close: async () => {
			visitors.close();
			hooks.close();
			server.closeAllConnections();
			await realtime.close();
		},
	};
}
