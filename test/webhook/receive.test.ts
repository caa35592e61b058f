import type { IDataObject } from 'n8n-workflow';

import { toItem } from '../../nodes/Crisp/events/item';
import { startSandbox } from '../../sandbox';
import { EVENT_SAMPLES, SAMPLE_SESSION, SAMPLE_WEBSITE } from '../../scripts/eventSamples';
import { startServer } from '../support/server';
import { until } from '../support/time';
import { SECRET, WebhookHost, type HostSettings } from './support/host';
import { bodyOf, post, postSigned } from './support/requests';

const hosts: WebhookHost[] = [];

async function hostWith(settings: HostSettings = {}): Promise<WebhookHost> {
	const host = await WebhookHost.start(settings);
	hosts.push(host);
	return host;
}

/** A trigger for plugin hooks. */
const pluginHost = async ({ parameters, ...others }: HostSettings = {}) =>
	await hostWith({ parameters: { hookType: 'plugin', ...parameters }, ...others });

afterEach(async () => {
	for (const host of hosts) {
		expect(host.traces).not.toContain(SECRET);
		expect(host.traces).not.toMatch(/signature"|x-crisp/);
	}
	await Promise.all(hosts.splice(0).map(async (host) => await host.close()));
});

const message = bodyOf('message:send');
const state = bodyOf('session:set_state');
const EVERY_EVENT = { events: Object.keys(EVENT_SAMPLES), ignoreAutomated: false };
const NOW = 1_763_803_214_900;
const MINUTE = 60_000;

describe('plugin hooks', () => {
	it('start the workflow when they are signed, and are answered with 200', async () => {
		const host = await pluginHost();
		expect(await postSigned(host.url, message)).toMatchObject({ status: 200 });
		expect(host.items).toEqual([
			expect.objectContaining({
				event: 'message:send',
				website_id: SAMPLE_WEBSITE,
				session_id: SAMPLE_SESSION,
				chatInput: 'Where is my order 1042?',
				recovered: false,
			}),
		]);
		expect(host.log).toEqual([]);
	});

	it('are verified over the bytes as they were sent', async () => {
		const host = await pluginHost();
		const spaced = JSON.stringify(JSON.parse(message), null, '\t').replace('Where', '\\u0057here');
		expect(await postSigned(host.url, spaced)).toMatchObject({ status: 200 });
		expect(host.items).toHaveLength(1);
	});

	it('are verified in the form in which Node.js writes the body, too', async () => {
		const host = await pluginHost();
		const spaced = JSON.stringify(JSON.parse(message), null, '\t');
		expect(await postSigned(host.url, spaced, { signed: message })).toMatchObject({ status: 200 });
		expect(host.items).toHaveLength(1);
	});

	it('are verified where n8n keeps no raw body', async () => {
		const host = await pluginHost({ rawBody: 'none' });
		expect(await postSigned(host.url, message)).toMatchObject({ status: 200 });
		expect(await postSigned(host.url, message, { secret: 'other' })).toMatchObject({ status: 401 });
		expect(host.items).toHaveLength(1);
	});

	it.each([
		['the signature is that of another secret', { secret: 'other' }, 'The signature does not fit.'],
		['the body was changed', { signed: state }, 'The signature does not fit.'],
		[
			'the signature is missing',
			{ headers: { 'x-crisp-signature': '' } },
			'The request is not signed.',
		],
		[
			'the timestamp is missing',
			{ headers: { 'x-crisp-request-timestamp': '' } },
			'The request is not signed.',
		],
		[
			'the timestamp is not the signed one',
			{ headers: { 'x-crisp-request-timestamp': String(Date.now()) }, timestamp: '1763803214900' },
			'The signature does not fit.',
		],
	])('are refused with 401 when %s', async (_when, settings, text) => {
		const host = await pluginHost({ parameters: EVERY_EVENT });
		expect(await postSigned(host.url, message, settings)).toEqual({
			status: 401,
			text,
			type: 'text/plain; charset=utf-8',
		});
		expect(host.executions).toEqual([]);
		expect(host.log).toEqual([expect.stringContaining(text)]);
	});

	it('are not let in by the secret in the address', async () => {
		const host = await pluginHost();
		expect(await post(`${host.url}?key=${SECRET}`, message)).toMatchObject({ status: 401 });
		expect(host.executions).toEqual([]);
	});

	it.each([
		['milliseconds', (at: number) => String(at)],
		['seconds', (at: number) => String(Math.round(at / 1_000))],
	])('may be as old as Max Age says, with a timestamp in %s', async (_unit, write) => {
		const host = await pluginHost({
			today: () => NOW,
			parameters: { options: { maxAge: 2 } },
		});
		const status = async (at: number) =>
			(await postSigned(host.url, message, { timestamp: write(at) })).status;
		expect(await status(NOW - 3 * MINUTE)).toBe(403);
		expect(await status(NOW + 3 * MINUTE)).toBe(403);
		expect(host.executions).toEqual([]);
		expect(await status(NOW + MINUTE)).toBe(200);
		expect(await status(NOW - MINUTE)).toBe(200);
		expect(host.executions).toHaveLength(1);
	});

	it('may be five minutes old unless told, or of any age if told so', async () => {
		const old = { timestamp: String(NOW - 6 * MINUTE) };
		const usual = await pluginHost({ today: () => NOW });
		expect(await postSigned(usual.url, message, old)).toMatchObject({
			status: 403,
			text: 'The request is too old.',
		});
		expect(usual.log).toEqual([expect.stringContaining('6 min in the past. Check the clock of')]);
		const open = await pluginHost({ today: () => NOW, parameters: { options: { maxAge: 0 } } });
		expect(await postSigned(open.url, message, old)).toMatchObject({ status: 200 });
	});

	it('are refused when their signed timestamp is no number', async () => {
		const host = await pluginHost();
		expect(await postSigned(host.url, message, { timestamp: 'yesterday' })).toMatchObject({
			status: 400,
		});
		expect(host.executions).toEqual([]);
	});
});

describe('website hooks', () => {
	it('start the workflow when the address has the key', async () => {
		const host = await hostWith();
		expect(await post(`${host.url}?key=${SECRET}`, message)).toMatchObject({ status: 200 });
		expect(host.items).toEqual([expect.objectContaining({ event: 'message:send' })]);
	});

	it.each([
		['no key', '', 'The address has no key.'],
		['an empty key', '?key=', 'The address has no key.'],
		['another key', '?key=a-very-secret-signing-secreT', 'The key does not fit.'],
		['the beginning of the key', `?key=${SECRET.slice(0, -1)}`, 'The key does not fit.'],
		['the key twice', `?key=${SECRET}&key=${SECRET}`, 'The address has no key.'],
		['the key as an object', `?key[a]=${SECRET}`, 'The address has no key.'],
	])('are refused with 401 when the address has %s', async (_what, query, text) => {
		const host = await hostWith();
		expect(await post(`${host.url}${query}`, message)).toMatchObject({ status: 401, text });
		expect(host.executions).toEqual([]);
	});

	it('are not let in by a signature', async () => {
		const host = await hostWith();
		expect(await postSigned(host.url, message)).toMatchObject({ status: 401 });
		expect(host.executions).toEqual([]);
	});

	it('have a key with characters that an address writes in another way', async () => {
		const secret = 'ü & +/=#?';
		const host = await hostWith({ credential: { webhookSecret: secret } });
		const query = `?key=${encodeURIComponent(secret)}`;
		expect(await post(`${host.url}${query}`, message)).toMatchObject({ status: 200 });
	});
});

describe('the body', () => {
	it.each([
		['no JSON', '{"event":', 'The body is not JSON.'],
		['no object', '"message:send"', "The body has no 'event'."],
		['a list', `[${message}]`, "The body has no 'event'."],
		['nothing', '', 'The body is not JSON.'],
		['no event', '{"data":{}}', "The body has no 'event'."],
		['an event that is no text', '{"event":1,"data":{}}', "The body has no 'event'."],
		['no data', '{"event":"message:send"}', "The body has no object in 'data'."],
		['a list of data', '{"event":"message:send","data":[]}', "The body has no object in 'data'."],
	])('is refused with 400 when it is %s', async (_what, body, text) => {
		const host = await pluginHost();
		const headers = { 'content-type': 'text/plain' };
		expect(await postSigned(host.url, body, { headers })).toMatchObject({ status: 400, text });
		expect(host.executions).toEqual([]);
	});

	it('is not looked at before its sender is known', async () => {
		const host = await hostWith();
		const headers = { 'content-type': 'text/plain' };
		expect(await post(host.url, '{', headers)).toMatchObject({ status: 401 });
	});

	const nested = (depth: number) =>
		message.replace('"timestamp"', `"deep":${'['.repeat(depth)}${']'.repeat(depth)},"timestamp"`);
	const large = (bytes: number) =>
		message.replace('"timestamp"', `"x":"${'x'.repeat(bytes)}","timestamp"`);

	it.each([
		['a forged one', { secret: 'other' }, 401],
		['one that is not signed', { headers: { 'x-crisp-signature': '' } }, 401],
		['a signed one', {}, 400],
	])('nested 5,000 deep is refused, be it %s', async (_what, settings, status) => {
		for (const rawBody of [undefined, 'none'] as const) {
			const host = await pluginHost({ rawBody, parameters: EVERY_EVENT });
			for (const depth of [5_000, 100_000]) {
				const refusal = rawBody === 'none' && status === 401 && 'secret' in settings ? 400 : status;
				expect(await postSigned(host.url, nested(depth), settings)).toMatchObject({
					status: refusal,
				});
			}
			expect(host.executions).toEqual([]);
		}
	});

	it.each([
		['a forged one', { secret: 'other' }, 413],
		['one that is not signed', { headers: { 'x-crisp-signature': '' } }, 401],
		['a signed one', {}, 413],
	])('of more than 1 MB is refused, be it %s', async (_what, settings, status) => {
		for (const rawBody of [undefined, 'none'] as const) {
			const host = await pluginHost({ rawBody });
			expect(await postSigned(host.url, large(1_000_000), settings)).toMatchObject({ status });
			expect(host.executions).toEqual([]);
		}
	});

	it('of a website hook is refused where it is too deep or too large, in plain words', async () => {
		const host = await hostWith();
		const address = `${host.url}?key=${SECRET}`;
		expect(await post(address, nested(5_000))).toMatchObject({
			status: 400,
			text: 'The body is nested too deep.',
		});
		expect(await post(address, large(1_000_000))).toMatchObject({
			status: 413,
			text: 'The body is larger than 1 MB.',
		});
		expect(host.executions).toEqual([]);
	});

	it('that is deep and large within bounds is taken', async () => {
		const host = await pluginHost();
		expect(await postSigned(host.url, nested(90))).toMatchObject({ status: 200 });
		const other = bodyOf('message:send', { ...EVENT_SAMPLES['message:send'], fingerprint: 8 });
		const body = other.replace('"timestamp"', `"x":"${'x'.repeat(900_000)}","timestamp"`);
		expect(await postSigned(host.url, body)).toMatchObject({ status: 200 });
		expect(host.executions).toHaveLength(2);
	});

	it('that n8n has not read is not read for a stranger, and may break off', async () => {
		const host = await pluginHost({ rawBody: 'breaksOff' });
		const unsigned = { headers: { 'x-crisp-signature': '' } };
		expect(await postSigned(host.url, message, unsigned)).toMatchObject({ status: 401 });
		expect(host.reads).toBe(0);
		expect(await postSigned(host.url, message)).toMatchObject({ status: 400 });
		expect(host.executions).toEqual([]);
	});

	it('that n8n has not read is read where it may be signed', async () => {
		const host = await pluginHost({ rawBody: 'whenAsked' });
		const spaced = JSON.stringify(JSON.parse(message), null, '\t');
		expect(await postSigned(host.url, spaced)).toMatchObject({ status: 200 });
		expect(host.reads).toBe(1);
		expect(host.executions).toHaveLength(1);
	});
});

describe('a credential without a secret', () => {
	const parameters = { hookType: 'plugin' };

	it.each(['plugin', 'website'])(
		'lets no workflow with %s hooks be activated',
		async (hookType) => {
			const host = await hostWith({
				parameters: { hookType },
				credential: { webhookSecret: ' ' },
			});
			await expect(host.activate()).rejects.toMatchObject({
				message: expect.stringContaining("The credential has no 'Web Hook Secret'"),
				description: expect.stringContaining(hookType === 'plugin' ? 'Marketplace' : '?key='),
			});
		},
	);

	it('lets nothing in, should it lose the secret later', async () => {
		const host = await hostWith({ parameters, credential: { webhookSecret: '' } });
		expect(await postSigned(host.url, message, { secret: '' })).toMatchObject({ status: 403 });
		expect(await post(`${host.url}?key=`, message)).toMatchObject({ status: 403 });
		expect(host.executions).toEqual([]);
		expect(host.log).toHaveLength(1);
		expect(host.log[0]).toContain("The credential has no 'Web Hook Secret'");
	});
});

describe('activation', () => {
	it('needs a secret and no token', async () => {
		const host = await hostWith({ credential: { identifier: '', key: '' } });
		await expect(host.activate()).resolves.toBeUndefined();
		expect(await post(`${host.url}?key=${SECRET}`, message)).toMatchObject({ status: 200 });
	});

	it('tells that no event is chosen', async () => {
		const host = await hostWith({ parameters: { events: [] } });
		await expect(host.activate()).rejects.toThrow("No event is chosen in 'Events'");
	});

	it('tells that no website is chosen where the token may have several', async () => {
		const host = await hostWith({
			parameters: { listenTo: 'website' },
			credential: { tier: 'plugin', websiteId: '' },
		});
		await expect(host.activate()).rejects.toThrow('No website is chosen');
	});
});

describe('what starts the workflow', () => {
	it.each(Object.keys(EVENT_SAMPLES))(
		'is the item that the Crisp Trigger gives for %s, simplified and not',
		async (event) => {
			for (const simplify of [true, false]) {
				const host = await pluginHost({ parameters: { ...EVERY_EVENT, simplify } });
				await postSigned(host.url, bodyOf(event));
				const { json } = toItem(
					{
						event,
						payload: EVENT_SAMPLES[event] as IDataObject,
						receivedAt: NOW,
						recovered: false,
					},
					simplify,
				);
				json.website_id ??= SAMPLE_WEBSITE;
				expect(host.items).toEqual([json]);
			}
		},
	);

	it('is what was asked for; the rest is answered with 200 and ignored', async () => {
		const host = await pluginHost({ parameters: { events: ['session:set_state'] } });
		expect(await postSigned(host.url, message)).toMatchObject({
			status: 200,
			text: 'Not asked for.',
		});
		expect(host.executions).toEqual([]);
		await postSigned(host.url, state);
		expect(host.executions).toHaveLength(1);
	});

	it('is any event by its name', async () => {
		const host = await pluginHost({
			parameters: { events: [], options: { otherEvents: 'session:set_mood' } },
		});
		await postSigned(host.url, bodyOf('session:set_mood', { session_id: SAMPLE_SESSION }));
		expect(host.items).toEqual([expect.objectContaining({ event: 'session:set_mood' })]);
	});

	it('passes the filters of the Crisp Trigger', async () => {
		const host = await pluginHost({
			parameters: { events: ['message:received'], filters: { messageTypes: ['note'] } },
		});
		const send = async (type: string, fingerprint: number, automated = false) =>
			await postSigned(
				host.url,
				bodyOf('message:received', {
					...EVENT_SAMPLES['message:received'],
					type,
					fingerprint,
					automated,
				}),
			);
		await send('text', 1);
		await send('note', 2);
		await send('note', 3, true);
		expect(host.items.map(({ type }) => type)).toEqual(['note']);
	});

	it('is of the website that the payload names where the body names none', async () => {
		const host = await pluginHost({
			parameters: { listenTo: 'website', websiteId: { __rl: true, mode: 'id', value: 'w1' } },
		});
		const from = async (website_id: string, fingerprint: number) =>
			await postSigned(
				host.url,
				bodyOf(
					'message:send',
					{ ...EVENT_SAMPLES['message:send'], website_id, fingerprint },
					{ website_id: undefined },
				),
			);
		await from('w2', 1);
		await from('w1', 2);
		expect(host.items.map(({ website_id: id }) => id)).toEqual(['w1']);
	});

	it.each([
		['the chosen website', { websiteId: { __rl: true, mode: 'id', value: 'other' } }, 0],
		['the chosen website', { websiteId: { __rl: true, mode: 'id', value: SAMPLE_WEBSITE } }, 1],
		["the credential's default website", {}, 1],
	])('is of %s only', async (_which, parameters, executions) => {
		const host = await pluginHost({
			parameters: { listenTo: 'website', ...parameters },
			credential: { websiteId: SAMPLE_WEBSITE },
		});
		expect(await postSigned(host.url, message)).toMatchObject({ status: 200 });
		const { website_id: _own, ...data } = EVENT_SAMPLES['message:send'] as IDataObject;
		await postSigned(host.url, bodyOf('message:send', data));
		await postSigned(host.url, bodyOf('message:send', data, { website_id: 'another' }));
		expect(host.items.map(({ website_id: id }) => id)).toEqual(
			// The same message twice, once without its website in the payload.
			executions === 0 ? [] : [SAMPLE_WEBSITE, SAMPLE_WEBSITE],
		);
	});
});

describe('a repeat', () => {
	const again = { status: 200, text: 'Received before.' };

	it('of a message starts nothing, also when Crisp stamps and numbers it anew', async () => {
		const host = await pluginHost();
		await postSigned(host.url, message);
		expect(await postSigned(host.url, message)).toMatchObject(again);
		const stamped = bodyOf('message:send', undefined, { timestamp: NOW + MINUTE });
		const headers = { 'x-delivery-attempt-count': '2' };
		expect(await postSigned(host.url, stamped, { headers })).toMatchObject(again);
		expect(host.executions).toHaveLength(1);
	});

	it('of another event is the same body; a later event that looks alike is another one', async () => {
		const host = await pluginHost({ parameters: EVERY_EVENT });
		await postSigned(host.url, state);
		expect(await postSigned(host.url, state)).toMatchObject(again);
		await postSigned(host.url, bodyOf('session:set_state', undefined, { timestamp: NOW + 1 }));
		expect(host.executions).toHaveLength(2);
	});

	it('of a website hook starts nothing either', async () => {
		const host = await hostWith();
		await post(`${host.url}?key=${SECRET}`, message);
		expect(await post(`${host.url}?key=${SECRET}`, message)).toMatchObject(again);
		expect(host.executions).toHaveLength(1);
	});

	it('is known after a restart', async () => {
		const host = await pluginHost();
		await postSigned(host.url, message);
		host.forget();
		expect(await postSigned(host.url, message)).toMatchObject(again);
		expect(await postSigned(host.url, message)).toMatchObject(again);
		expect(host.executions).toHaveLength(1);
	});

	it('is known after a restart although requests at the same time overwrote what n8n stores', async () => {
		const host = await pluginHost();
		await postSigned(host.url, message);
		host.stored = {};
		await postSigned(
			host.url,
			bodyOf('message:send', { ...EVENT_SAMPLES['message:send'], fingerprint: 7 }),
		);
		host.forget();
		expect(await postSigned(host.url, message)).toMatchObject(again);
	});

	it('takes the place of the first one where n8n could not start that', async () => {
		const host = await pluginHost();
		host.failures = 1;
		expect(await postSigned(host.url, message)).toMatchObject({ status: 500 });
		expect(await postSigned(host.url, message)).toMatchObject({ status: 200 });
		expect(await postSigned(host.url, message)).toMatchObject(again);
		expect(host.executions).toHaveLength(1);
	});

	it.each([
		[0, ['Received before.', '{"message":"Workflow was started"}']],
		[
			1,
			[
				'{"message":"There was a problem executing the workflow"}',
				'{"message":"Workflow was started"}',
			],
		],
	])(
		'at the same moment waits for what becomes of the first (%i failures)',
		async (failures, texts) => {
			const host = await pluginHost();
			let open = () => {};
			host.gate = new Promise((resolve) => (open = resolve));
			host.failures = failures;
			const answers = [postSigned(host.url, message), postSigned(host.url, message)];
			setTimeout(open, 20);
			expect((await Promise.all(answers)).map(({ text }) => text).sort()).toEqual(texts.sort());
			expect(host.executions).toHaveLength(1);
		},
	);

	describe('where the sender does not wait for the answer', () => {
		/** Posts, and leaves as soon as n8n works at it. */
		async function knockAndLeave(host: WebhookHost): Promise<void> {
			const closed = host.closed + 1;
			const leaving = new AbortController();
			const answer = postSigned(host.url, message, { signal: leaving.signal }).catch(() => 'left');
			await until(() => host.begun === closed);
			leaving.abort();
			expect(await answer).toBe('left');
			await until(() => host.closed === closed);
		}

		it('is let in again where n8n could not start the first one', async () => {
			const host = await pluginHost();
			let open = () => {};
			host.gate = new Promise((resolve) => (open = resolve));
			host.failures = 1;
			await knockAndLeave(host);
			open();
			await until(() => host.failures === 0);
			await postSigned(host.url, message);
			expect(host.executions).toHaveLength(1);
			expect(await postSigned(host.url, message)).toMatchObject(again);
		});

		it('leaves nobody waiting, should the one that left have been let in', async () => {
			const host = await pluginHost();
			let open = () => {};
			host.gate = new Promise((resolve) => (open = resolve));
			host.failures = 1;
			const first = postSigned(host.url, message);
			await until(() => host.begun === 1);
			const second = new AbortController();
			const left = postSigned(host.url, message, { signal: second.signal }).catch(() => 'left');
			await until(() => host.begun === 2);
			second.abort();
			expect(await left).toBe('left');
			await until(() => host.closed === 1);
			open();
			expect(await first).toMatchObject({ status: 500 });
			await until(() => host.executions.length === 1);
			expect(await postSigned(host.url, message)).toMatchObject(again);
			expect(host.executions).toHaveLength(1);
		});
	});

	const numbered = (fingerprint: number) =>
		bodyOf('message:send', { ...(EVENT_SAMPLES['message:send'] as IDataObject), fingerprint });

	const NODE = 'node:Crisp Webhook Trigger';
	/** Keys of other deliveries, as n8n stores them. */
	const others = (count: number) =>
		Array.from({ length: count }, (_, index) => String(index).padStart(10, '-')).join('');
	/** Adds other deliveries to what n8n has stored. */
	function storeOthers(host: WebhookHost, count: number, at: number): void {
		const { deliveries = {} } = (host.stored[NODE] ?? {}) as { deliveries?: IDataObject };
		const minute = Math.floor(at / MINUTE).toString(36);
		host.stored = {
			[NODE]: {
				deliveries: { ...deliveries, [minute]: `${deliveries[minute] ?? ''}${others(count)}` },
			},
		};
	}

	it('within Max Age is known however many came after it, also after a restart', async () => {
		let now = NOW;
		const host = await pluginHost({ today: () => now });
		const send = async (index: number) =>
			await postSigned(host.url, numbered(index), { timestamp: String(NOW) });
		await send(0);
		storeOthers(host, 4_000, NOW + MINUTE);
		now += MINUTE;
		await send(1);
		host.forget();
		now += 3.9 * MINUTE;
		for (const index of [0, 1]) expect(await send(index)).toMatchObject(again);
		now += 0.2 * MINUTE;
		expect(await send(0)).toMatchObject({ status: 403 });
		expect(host.executions).toHaveLength(2);
	});

	it('is known after a restart whichever of several it repeats', async () => {
		const host = await pluginHost();
		for (const index of [1, 2, 3]) await postSigned(host.url, numbered(index));
		host.forget();
		for (const index of [1, 2, 3]) {
			expect(await postSigned(host.url, numbered(index))).toMatchObject(again);
		}
		expect(host.executions).toHaveLength(3);
	});

	it('of any of many that came at the same time is known after a restart', async () => {
		const host = await pluginHost();
		const timestamp = String(Date.now());
		const sendAll = async () =>
			await Promise.all(
				Array.from(
					{ length: 150 },
					async (_, index) => await postSigned(host.url, numbered(index), { timestamp }),
				),
			);
		await sendAll();
		expect(host.executions).toHaveLength(150);
		host.forget();
		for (const answer of await sendAll()) expect(answer).toMatchObject(again);
		expect(host.executions).toHaveLength(150);
	});

	it('is known as long as a request from the future can be repeated', async () => {
		let now = NOW;
		const host = await pluginHost({ today: () => now });
		const timestamp = String(NOW + 4 * MINUTE);
		expect(await postSigned(host.url, message, { timestamp })).toMatchObject({ status: 200 });
		storeOthers(host, 300, NOW + 8 * MINUTE);
		now += 8.9 * MINUTE;
		host.forget();
		expect(await postSigned(host.url, message, { timestamp })).toMatchObject(again);
	});

	it('is not let in where there are too many to remember: Crisp is asked to come back', async () => {
		let now = NOW;
		const host = await pluginHost({ today: () => now });
		storeOthers(host, 10_000, NOW);
		const send = async (index: number) =>
			await postSigned(host.url, numbered(index), { timestamp: String(now) });
		expect(await send(1)).toMatchObject({
			status: 503,
			text: 'Too many web hooks arrived to tell repeats apart. Send this again later.',
		});
		expect(host.executions).toEqual([]);
		expect(host.log).toEqual([expect.stringContaining("'Max Age'")]);
		now += 6 * MINUTE;
		expect(await send(1)).toMatchObject({ status: 200 });
		expect(host.executions).toHaveLength(1);
	});

	it('of a website hook is known by number, and nothing new is refused', async () => {
		const host = await hostWith();
		const send = async (index: number) => await post(`${host.url}?key=${SECRET}`, numbered(index));
		for (const index of [1, 2]) await send(index);
		storeOthers(host, 20_000, Date.now() + MINUTE);
		expect(await send(1)).toMatchObject(again);
		expect(await send(3)).toMatchObject({ status: 200 });
		host.forget();
		expect(await send(1)).toMatchObject({ status: 200, text: expect.stringContaining('started') });
		expect(host.executions).toHaveLength(4);
	});

	it('is known although a file was downloaded meanwhile', async () => {
		let open = () => {};
		const opened = new Promise<void>((resolve) => (open = resolve));
		const slow = await startServer(async () => {
			await opened;
			return { body: 'pixels' };
		});
		try {
			const host = await pluginHost({
				parameters: { options: { downloadAttachments: true } },
				credential: { baseUrl: slow.url },
			});
			const content = { name: 'a.png', type: 'image/png', url: `${slow.url}/a.png` };
			const sent = { ...(EVENT_SAMPLES['message:send'] as IDataObject), type: 'file', content };
			const file = bodyOf('message:send', { ...sent, fingerprint: 1 });
			expect(await postSigned(host.url, file)).toMatchObject({ text: 'Received.' });
			expect(await postSigned(host.url, numbered(2))).toMatchObject({ status: 200 });
			open();
			await until(() => host.executions.length === 2);
			host.forget();
			expect(await postSigned(host.url, file)).toMatchObject(again);
			expect(await postSigned(host.url, numbered(2))).toMatchObject(again);
		} finally {
			await slow.close();
		}
	});

	it('of an event that was not asked for leaves nothing behind', async () => {
		const host = await pluginHost({ parameters: { events: ['session:set_state'] } });
		await postSigned(host.url, message);
		expect(host.stored).toEqual({});
	});

	it('is taken in a test by hand, which ends with the first event', async () => {
		const host = await pluginHost({ mode: 'manual' });
		await postSigned(host.url, message);
		await postSigned(host.url, message);
		expect(host.executions).toHaveLength(2);
	});
});

describe('the log', () => {
	it('tells a cause once in ten minutes, whoever keeps sending', async () => {
		let now = NOW;
		const host = await hostWith({ today: () => now });
		const knock = async () => await post(`${host.url}?key=wrong`, message);
		await knock();
		now += 9 * MINUTE;
		await knock();
		expect(host.log).toEqual([
			"warn 'Crisp Webhook Trigger' of workflow 'test' refuses what is sent to its address. The key does not fit. The address that is entered in Crisp must end with ?key= and the 'Web Hook Secret' of the credential.",
		]);
		now += 2 * MINUTE;
		await knock();
		expect(host.log).toHaveLength(2);
	});
});

describe('a file in a message', () => {
	const PICTURE = { name: 'parcel.png', type: 'image/png' };

	it('is downloaded where that is asked for, after Crisp has its answer', async () => {
		const sandbox = await startSandbox();
		try {
			const host = await pluginHost({
				parameters: { options: { downloadAttachments: true } },
				credential: { baseUrl: sandbox.apiUrl },
			});
			const url = sandbox.keepFile(PICTURE, Buffer.from('pixels'));
			const sent = { ...(EVENT_SAMPLES['message:send'] as IDataObject), type: 'file' };
			const body = bodyOf('message:send', { ...sent, content: { ...PICTURE, url } });
			expect(await postSigned(host.url, body)).toMatchObject({ status: 200, text: 'Received.' });
			await until(() => host.executions.length > 0);
			expect(host.files).toEqual([['attachment_0']]);
			expect(await postSigned(host.url, body)).toMatchObject({ text: 'Received before.' });
			expect(host.executions).toHaveLength(1);
		} finally {
			await sandbox.close();
		}
	});

	it('is what keeps the answer from waiting for n8n, and nothing else', async () => {
		const host = await pluginHost({ parameters: { options: { downloadAttachments: true } } });
		expect(await postSigned(host.url, message)).toMatchObject({
			text: '{"message":"Workflow was started"}',
		});
	});

	it('stays where it is otherwise', async () => {
		const host = await pluginHost();
		const sent = { ...(EVENT_SAMPLES['message:send'] as IDataObject), type: 'file' };
		const content = { ...PICTURE, url: 'https://storage.crisp.chat/parcel.png' };
		await postSigned(host.url, bodyOf('message:send', { ...sent, content }));
		expect(host.files).toEqual([[]]);
		expect(host.items).toMatchObject([{ chatInput: content.url }]);
	});
});
