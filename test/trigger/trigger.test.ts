import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INodeParameters,
} from 'n8n-workflow';

import { CrispTrigger } from '../../nodes/Crisp/CrispTrigger.node';
import { runTrigger } from '../../nodes/Crisp/trigger/run';
import { EVENT_SAMPLES, SAMPLE_SESSION, SAMPLE_WEBSITE } from '../../scripts/eventSamples';
import { credential, triggerContext } from '../support/n8n';
import { envelope, refusal, startServer, type Reply, type TestServer } from '../support/server';
import { startCrispServer, type CrispServer } from '../support/crispServer';
import { counting, socketClasses } from '../support/sockets';
import { FakeClock, settle, until } from '../support/time';

const KEY = 'very-secret-key';
const visitor = EVENT_SAMPLES['message:send'];
const operator = EVENT_SAMPLES['message:received'];

describe('Crisp Trigger', () => {
	let rtm: CrispServer;
	let rest: TestServer;
	/** What the API answers to the look-up; the local real-time server by default. */
	let lookUp: (index: number) => Reply | Promise<Reply>;
	let clock: FakeClock;
	let items: IDataObject[];
	let errors: Error[];
	let log: Array<[level: string, text: string]>;
	let closers: Array<() => Promise<void>>;
	let fingerprint = 1;
	let count: ReturnType<typeof counting>['count'];

	beforeEach(async () => {
		rtm = await startCrispServer();
		lookUp = () => ({ body: envelope({ socket: { app: rtm.url } }) });
		rest = await startServer((_request, index) => lookUp(index));
		clock = new FakeClock();
		items = [];
		errors = [];
		log = [];
		closers = [];
	});

	afterEach(async () => {
		await Promise.all(closers.map(async (close) => await close()));
		expect(clock.pending).toBe(0);
		if (count) await until(() => count.open === 0, 'all sockets to be closed');
		await rtm.close();
		await rest.close();
		expect(JSON.stringify([items, log, errors.map(textsOf)])).not.toContain(KEY);
	});

	const textsOf = (error: Error) => [error.message, (error as NodeApiError).description];

	interface Settings {
		parameters?: INodeParameters;
		credential?: IDataObject;
		mode?: 'manual' | 'trigger';
	}

	/** The trigger in n8n-core's own context, on a clock that stands still. */
	function prepare({ parameters = {}, credential: changes, mode = 'trigger' }: Settings = {}) {
		const { context } = triggerContext(new CrispTrigger(), {
			// Most of these tests send the same events again and again, and are not about gaps.
			parameters: { ...parameters, options: { catchUp: false, ...(parameters.options as object) } },
			credential: credential(rest.url, {
				key: KEY,
				websiteId: SAMPLE_WEBSITE,
				...changes,
			}),
			mode,
			activation: mode === 'manual' ? 'manual' : 'activate',
			emit(data, _response, done) {
				items.push(...data[0].map(({ json }) => json));
				done?.resolve(undefined as never);
			},
			emitError: (error) => errors.push(error),
		});
		const write = (level: string) => (text: string) => void log.push([level, text]);
		Object.defineProperty(context, 'logger', {
			value: { warn: write('warn'), info: write('info'), debug: write('debug') },
		});
		const counted = counting(socketClasses[0][1]);
		count = counted.count;
		const surroundings = {
			clock,
			today: Date.now,
			findSocketClass: async () => counted.socketClass,
			random: () => 0.5,
		};
		return { context, surroundings };
	}

	async function activate(settings?: Settings) {
		const { context, surroundings } = prepare(settings);
		const response = await runTrigger(context, surroundings);
		closers.push(async () => await response.closeFunction?.());
		return { context, response };
	}

	async function failingActivation(settings?: Settings): Promise<NodeApiError> {
		const { context, surroundings } = prepare(settings);
		const error: unknown = await runTrigger(context, surroundings).then(
			() => new Error('The activation did not fail'),
			(reason: unknown) => reason,
		);
		errors.push(error as Error);
		return error as NodeApiError;
	}

	/** Sends an event and one more that passes every filter, and returns what became of the first. */
	async function sendAndSee(event: string, data: IDataObject): Promise<IDataObject[]> {
		const before = items.length;
		rtm.send(event, { ...data, fingerprint: fingerprint++ });
		rtm.send('session:removed', { end: true });
		await until(() => items.slice(before).some(({ end }) => end === true));
		return items.slice(before, -1);
	}

	const levels = () => log.map(([level]) => level);

	it('runs with n8n, real time and the WebSocket class of this host', async () => {
		const { context } = triggerContext(new CrispTrigger(), {
			parameters: {},
			credential: credential(rest.url, { key: KEY, websiteId: SAMPLE_WEBSITE }),
			emit: (data) => items.push(data[0][0].json),
		});
		const response = await new CrispTrigger().trigger.call(context);
		rtm.send('message:send', visitor);
		await until(() => items.length === 1);
		await response.closeFunction?.();
		await until(() => rtm.io.engine.clientsCount === 0);
		expect(items[0]).toMatchObject({ event: 'message:send', chatInput: 'Where is my order 1042?' });
	});

	describe('its login', () => {
		it('carries the token, its tier and the chosen events', async () => {
			await activate({ parameters: { events: ['message:send', 'session:set_state'] } });
			expect(rtm.logins).toEqual([
				{
					tier: 'website',
					username: 'test-identifier',
					password: KEY,
					events: ['message:send', 'session:set_state'],
				},
			]);
		});

		it.each([
			['website', SAMPLE_WEBSITE, `/website/${SAMPLE_WEBSITE}/connect/endpoints`],
			['website', '', '/website/connect/endpoints'],
			['plugin', SAMPLE_WEBSITE, '/plugin/connect/endpoints'],
			['user', SAMPLE_WEBSITE, '/user/connect/endpoints'],
		])('of a %s token with website %j asks %s for the endpoint', async (tier, websiteId, path) => {
			await activate({ credential: { tier, websiteId } });
			expect(rest.seen.map(({ url }) => url)).toEqual([path]);
			expect(rest.seen[0].headers['x-crisp-tier']).toBe(tier);
			expect(rtm.logins[0].tier).toBe(tier);
		});

		it('narrows the stream of a plugin token to the website', async () => {
			await activate({ credential: { tier: 'plugin' } });
			expect(rtm.logins[0].rooms).toEqual([SAMPLE_WEBSITE]);
		});

		it('leaves the stream of a plugin token as it is for all websites', async () => {
			await activate({ parameters: { listenTo: 'all' }, credential: { tier: 'plugin' } });
			expect(rtm.logins[0]).not.toHaveProperty('rooms');
			expect(await sendAndSeeFirst({ ...visitor, website_id: 'another' })).toMatchObject({
				website_id: 'another',
			});
		});

		it('takes the rescue endpoint where the first one does not answer', async () => {
			const gone = await startCrispServer();
			await gone.close();
			lookUp = () => ({
				body: envelope({ socket: { app: gone.url }, rescue: { socket: { app: rtm.url } } }),
			});
			await activate();
			expect(rtm.clients.size).toBe(1);
		});
	});

	async function sendAndSeeFirst(data: unknown): Promise<IDataObject> {
		rtm.send('message:send', data);
		await until(() => items.length === 1);
		return items[0];
	}

	describe('its items', () => {
		it('hold the event, its time, website, conversation and payload, and the text for an AI agent', async () => {
			await activate();
			expect(await sendAndSeeFirst(visitor)).toMatchObject({
				chatInput: 'Where is my order 1042?',
				nickname: 'visitor42',
				session_id: SAMPLE_SESSION,
				sender: 'visitor',
				fingerprint: visitor.fingerprint,
				timestamp: visitor.timestamp,
				website_id: SAMPLE_WEBSITE,
				event: 'message:send',
				recovered: false,
				sessionId: SAMPLE_SESSION,
			});
		});

		it('come one by one and in order', async () => {
			await activate({ parameters: { simplify: false } });
			for (let index = 0; index < 100; index++) {
				rtm.send('message:send', { ...visitor, fingerprint: index });
			}
			await until(() => items.length === 100);
			expect(items.map(({ data }) => (data as IDataObject).fingerprint)).toEqual(
				Array.from({ length: 100 }, (_, index) => index),
			);
		});

		it('are not made of events that nobody asked for', async () => {
			await activate({ parameters: { events: ['session:removed'] } });
			expect(await sendAndSee('message:send', visitor)).toEqual([]);
		});
	});

	describe('its filters', () => {
		const EVENTS = ['message:send', 'message:received', 'message:updated', 'session:removed'];

		const bot = { ...operator, automated: true };
		const integration = { ...operator, user: { type: 'participant', nickname: 'Bot' } };

		it('keep the replies of bots and of the workflow itself from starting it', async () => {
			await activate({ parameters: { events: EVENTS } });
			expect(await sendAndSee('message:received', bot)).toEqual([]);
			expect(await sendAndSee('message:received', integration)).toEqual([]);
			expect(await sendAndSee('message:received', operator)).toHaveLength(1);
			expect(await sendAndSee('message:send', visitor)).toHaveLength(1);
		});

		it('let the replies of bots through where that is wanted', async () => {
			await activate({ parameters: { events: EVENTS, ignoreAutomated: false } });
			expect(await sendAndSee('message:received', bot)).toHaveLength(1);
		});

		it('leave out other websites than the chosen one', async () => {
			await activate({
				parameters: { events: EVENTS, websiteId: { mode: 'id', value: 'chosen', __rl: true } },
			});
			expect(rest.seen[0].url).toBe('/website/chosen/connect/endpoints');
			expect(await sendAndSee('message:send', visitor)).toEqual([]);
			expect(await sendAndSee('message:send', { ...visitor, website_id: 'chosen' })).toHaveLength(
				1,
			);
		});

		it('let through changes to the states that were chosen', async () => {
			await activate({
				parameters: { events: [...EVENTS, 'session:set_state'], filters: { states: ['resolved'] } },
			});
			const state = (value: string) => ({ ...visitor, state: value });
			expect(await sendAndSee('session:set_state', state('resolved'))).toHaveLength(1);
			expect(await sendAndSee('session:set_state', state('unresolved'))).toEqual([]);
		});

		it('can be combined', async () => {
			await activate({
				parameters: {
					events: EVENTS,
					filters: {
						inboxes: ['main'],
						messageTypes: ['text', 'file'],
						senders: ['visitor'],
						origins: 'chat, urn:crisp.im:whatsapp',
					},
				},
			});
			const cases: Array<[IDataObject, number]> = [
				[visitor, 1],
				[{ ...visitor, origin: 'urn:crisp.im:whatsapp:0' }, 1],
				[{ ...visitor, origin: 'email' }, 0],
				[{ ...visitor, type: 'audio' }, 0],
				[{ ...visitor, inbox_id: 'another' }, 0],
				[{ ...visitor, from: 'operator' }, 0],
			];
			for (const [data, expected] of cases) {
				expect(await sendAndSee('message:send', data)).toHaveLength(expected);
			}
		});
	});

	describe('an activation', () => {
		it.each([401, 403])('is refused with words where the API answers %i', async (status) => {
			lookUp = () => ({ status, body: refusal('invalid_session') });
			const error = await failingActivation();
			expect(error).toBeInstanceOf(NodeApiError);
			expect(error.httpCode).toBe(String(status));
			expect(error.message).toMatch(/token/);
			expect(error.description).toBeTruthy();
			expect(errors).toHaveLength(1);
		});

		it('is refused where the website is not one of the token', async () => {
			lookUp = () => ({ status: 404, body: refusal('website_not_found') });
			const error = await failingActivation();
			expect(error.message).toContain('Workspace');
		});

		it.each([
			['another service', { body: '<html>hello</html>' }],
			['an answer without an address', { body: envelope({ socket: {} }) }],
			[
				'an answer with an address that is not safe',
				{ body: envelope({ socket: { app: 'ws://relay.example/' } }) },
			],
		])('is refused for %s', async (_what, reply) => {
			lookUp = () => reply;
			const error = await failingActivation();
			expect(error.description).toContain('API Base URL');
		});

		it('is refused with words where the real-time API does not accept the token', async () => {
			rtm.verdict = 'unauthorized';
			const error = await failingActivation();
			expect(error).toBeInstanceOf(NodeOperationError);
			expect(error.message).toBe(
				'Crisp does not accept the token for real-time events: invalid_session',
			);
			expect(error.description).toContain('Website');
			await until(() => rtm.io.engine.clientsCount === 0);
		});

		it('is refused where no event is chosen', async () => {
			const error = await failingActivation({ parameters: { events: [] } });
			expect(error.message).toContain('Events');
			expect(rest.seen).toEqual([]);
		});

		it('is refused where a plugin token has no website and is not to listen to all', async () => {
			const error = await failingActivation({ credential: { tier: 'plugin', websiteId: '' } });
			expect(error.message).toContain('website');
			expect(error.description).toContain('All Workspaces');
		});

		it('is refused where the credential is not usable', async () => {
			const error = await failingActivation({ credential: { identifier: '' } });
			expect(error.message).toContain('Identifier');
		});

		it('is refused where the host has no WebSocket', async () => {
			const { context, surroundings } = prepare();
			await expect(
				runTrigger(context, { ...surroundings, findSocketClass: async () => undefined }),
			).rejects.toThrow(NodeOperationError);
		});

		it.each([
			['is busy', { status: 503, body: 'busy' }],
			['asks to slow down', { status: 429, body: refusal('too_many_requests') }],
			['has a quota that is used up', { status: 423, body: refusal('quota_limit_exceeded') }],
			['drops the connection', { drop: true }],
		])('succeeds where the API %s, and connects later', async (_what, reply) => {
			lookUp = (index) => (index === 0 ? reply : { body: envelope({ socket: { app: rtm.url } }) });
			await activate();
			expect(rtm.logins).toEqual([]);
			expect(levels()).toEqual(['warn']);
			await clock.advance(2_000);
			await until(() => rtm.clients.size === 1);
			rtm.send('message:send', visitor);
			await until(() => items.length === 1);
			expect(levels()).toEqual(['warn', 'info']);
			expect(errors).toEqual([]);
		});

		it.each([
			['website', 'campaign:progress', 'Campaign Progress', 'User'],
			['plugin', 'spam:message', 'Spam Held', 'User'],
			['website', 'identity:verify:request', 'Identity Verification Requested', 'Plugin'],
		])(
			'of a %s token is refused for %s, which never comes, and says which token would do',
			async (tier, event, name, needed) => {
				const events = ['message:send', event];
				const error = await failingActivation({ credential: { tier }, parameters: { events } });
				expect(error.message).toContain(`'${name}' to ${needed} tokens only`);
				expect(error.description).toContain(`a ${needed.toLowerCase()} token is`);
				expect(rest.seen).toEqual([]);
			},
		);

		it('is refused for an event that never comes under its own name, too', async () => {
			const options = { otherEvents: 'people:import:done' };
			const error = await failingActivation({ parameters: { options } });
			expect(error.message).toContain("'Contact Import Done' to User tokens only");
			expect(error.description).not.toContain('Hooks');
		});

		it('is refused in a manual run as well', async () => {
			const parameters = { events: ['campaign:dispatched'] };
			const error = await failingActivation({ mode: 'manual', parameters });
			expect(error.message).toContain("'Campaign Dispatched'");
			expect(error.description).toContain('Plugin Hooks may carry it');
		});
	});

	describe('once active', () => {
		/** Lets time pass until something has happened, in steps that give sockets a chance. */
		async function pass(condition: () => boolean): Promise<void> {
			for (let step = 0; step < 400 && !condition(); step++) {
				await clock.advance(500);
				await settle(10);
			}
			expect(condition()).toBe(true);
		}

		it('comes back after a cut with one warning and one line, however often it has to try', async () => {
			await activate();
			lookUp = (index) =>
				index < 4
					? { status: 502, body: 'bad gateway' }
					: { body: envelope({ socket: { app: rtm.url } }) };
			for (const client of rtm.clients) client.conn.close();
			await pass(() => rtm.logins.length === 2);
			await pass(() => log.length === 2);
			expect(log[0][0]).toBe('warn');
			expect(log[0][1]).toMatch(/'Crisp Trigger' of workflow 'test' has no connection to Crisp/);
			expect(log[1][0]).toBe('info');
			expect(log[1][1]).toMatch(/connected to Crisp again after \d+ s \(attempts: 4\)/);
			expect(errors).toEqual([]);
			expect(count.most).toBe(1);
			rtm.send('message:send', visitor);
			await until(() => items.length === 1);
		});

		it('warns again of another outage', async () => {
			await activate();
			for (let outage = 1; outage <= 2; outage++) {
				for (const client of rtm.clients) client.disconnect();
				await pass(() => rtm.logins.length === outage + 1 && log.length === outage * 2);
			}
			expect(levels()).toEqual(['warn', 'info', 'warn', 'info']);
		});

		it('reports once that the token was rolled, and makes no further attempt', async () => {
			await activate();
			rtm.verdict = 'unauthorized';
			for (const client of rtm.clients) client.disconnect();
			await pass(() => errors.length > 0);
			const { length } = rest.seen;
			await clock.advance(3_600_000);
			expect(errors).toHaveLength(1);
			expect(errors[0]).toBeInstanceOf(NodeOperationError);
			expect(errors[0].message).toContain('token');
			expect(rest.seen).toHaveLength(length);
			await until(() => count.open === 0);
		});

		it('reports once that the look-up is refused for good', async () => {
			await activate();
			lookUp = () => ({ status: 401, body: refusal('invalid_session') });
			for (const client of rtm.clients) client.disconnect();
			await pass(() => errors.length > 0);
			expect(errors).toHaveLength(1);
			expect((errors[0] as NodeApiError).httpCode).toBe('401');
		});

		it('goes on after a workflow could not be started', async () => {
			const { context } = await activate();
			const { emit } = context;
			Object.assign(context, {
				emit() {
					Object.assign(context, { emit });
					throw new Error('database is locked');
				},
			});
			rtm.send('message:send', visitor);
			rtm.send('message:send', { ...visitor, session_id: 'another', fingerprint: 2 });
			await until(() => items.length === 1);
			expect(items[0].session_id).toBe('another');
			await clock.advance(1_000);
			expect(items[1].session_id).toBe(SAMPLE_SESSION);
			expect(log).toEqual([]);
		});

		it('leaves out an event that cannot start the workflow for an hour, and says so', async () => {
			const { context } = await activate();
			Object.assign(context, {
				emit() {
					throw new Error('database is locked');
				},
			});
			rtm.send('message:send', visitor);
			await until(() => clock.pending > 1);
			const told = () => log.filter(([, text]) => text.includes('database is locked'));
			await clock.advance(1_800_000);
			expect(told()).toEqual([['warn', expect.stringContaining('keeps trying')]]);
			await clock.advance(1_800_000);
			expect(told().slice(1)).toEqual([['warn', expect.stringContaining('leaves it out')]]);
		});

		it('keeps the words of a server from carrying the key into the log', async () => {
			rtm.io.use((_socket, next) => next(new Error(`bad login test-identifier:${KEY}`)));
			await activate();
			expect(log).toEqual([['warn', expect.stringContaining('bad login test-identifier:***')]]);
		});
	});

	describe('closing', () => {
		it('leaves nothing open, may be done again, and never throws', async () => {
			const { response } = await activate();
			await response.closeFunction?.();
			await response.closeFunction?.();
			await until(() => rtm.io.engine.clientsCount === 0);
			expect(clock.pending).toBe(0);
			expect(count.open).toBe(0);
			expect(errors).toEqual([]);
			expect(log).toEqual([]);
		});

		it('ends a trigger that is waiting for another attempt', async () => {
			lookUp = () => ({ status: 503, body: 'busy' });
			const { response } = await activate();
			await response.closeFunction?.();
			await clock.advance(3_600_000);
			expect(rest.seen).toHaveLength(1);
		});

		it('ends a trigger in the midst of a look-up', async () => {
			const { response } = await activate();
			let asked = false;
			lookUp = async () => {
				asked = true;
				return await new Promise(() => {});
			};
			for (const client of rtm.clients) client.disconnect();
			await until(() => log.length === 1);
			await clock.advance(2_000);
			await until(() => asked);
			await response.closeFunction?.();
			expect(clock.pending).toBe(0);
		});
	});

	describe('a manual run', () => {
		/** As n8n does it: `emit` and `emitError` are put into the context after trigger(). */
		async function listen(settings?: Settings) {
			const { context, surroundings } = prepare({ ...settings, mode: 'manual' });
			const tooEarly = () => {
				throw new Error('not yet');
			};
			Object.assign(context, { emit: tooEarly, emitError: tooEarly });
			const response = await runTrigger(context, surroundings);
			closers.push(async () => await response.closeFunction?.());
			const first = new Promise<IDataObject>((resolve, reject) => {
				const emit: typeof context.emit = (data) => resolve(data[0][0].json);
				Object.assign(context, { emit, emitError: reject });
			});
			return { response, first, begin: async () => await response.manualTriggerFunction?.() };
		}

		it('waits for the first event and can then be closed', async () => {
			const { response, first, begin } = await listen();
			expect(rest.seen).toEqual([]);
			await begin();
			rtm.send('message:send', visitor);
			expect(await first).toMatchObject({ event: 'message:send', sessionId: SAMPLE_SESSION });
			await response.closeFunction?.();
			await until(() => rtm.io.engine.clientsCount === 0);
		});

		it('can be stopped while it waits', async () => {
			const { response, begin } = await listen();
			await begin();
			await response.closeFunction?.();
			await until(() => rtm.io.engine.clientsCount === 0);
		});

		it('can be stopped while it connects', async () => {
			lookUp = async () => await new Promise(() => {});
			const { response, begin } = await listen();
			const beginning = begin();
			await until(() => rest.seen.length === 1);
			await response.closeFunction?.();
			await expect(beginning).resolves.toBeUndefined();
		});

		it.each([
			['does not accept the token', { status: 401, body: refusal('invalid_session') }, /token/],
			['cannot be reached', { drop: true }, /could not be (looked up|reached)/],
		])(
			'says at once that Crisp %s, and closes the connection itself',
			async (_what, reply, words) => {
				lookUp = () => reply;
				const { begin } = await listen();
				await expect(begin()).rejects.toThrow(words);
				expect(clock.pending).toBe(0);
				await clock.advance(3_600_000);
				expect(rest.seen).toHaveLength(1);
			},
		);

		it('says that the token was rolled while it waited', async () => {
			const { first, begin } = await listen();
			await begin();
			rtm.verdict = 'unauthorized';
			for (const client of rtm.clients) client.emit('unauthorized', { message: 'rolled' });
			await expect(first).rejects.toThrow('Crisp does not accept the token');
			await until(() => count.open === 0);
		});
	});
});
