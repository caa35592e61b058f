import http from 'node:http';
import type { AddressInfo } from 'node:net';

import type Crisp from 'crisp-api';

import type { Sandbox } from '../../sandbox';
import { FOREIGN_WEBSITE_ID, SECOND_WEBSITE_ID } from '../../sandbox';
import { officialVerifier } from '../support/officialVerifier';
import { api, sandboxForTest, standingClock } from './support';

interface Received {
	headers: http.IncomingHttpHeaders;
	url?: string;
	body: Record<string, unknown>;
}

const SECRET = 'hook-secret';
const servers: http.Server[] = [];

/** Somebody whose address is entered in the sandbox. */
async function receiver(status: (index: number) => number = () => 200) {
	const received: Received[] = [];
	const server = http.createServer((request, response) => {
		let text = '';
		request.on('data', (chunk: Buffer) => (text += chunk.toString()));
		request.on('end', () => {
			received.push({ headers: request.headers, url: request.url, body: JSON.parse(text) });
			response.writeHead(status(received.length - 1)).end('answer');
		});
	});
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}/hook`, received };
}

afterEach(() => {
	for (const server of servers.splice(0)) {
		server.closeAllConnections();
		server.close();
	}
});

const delivered = async (sandbox: Sandbox, count: number) =>
	await sandbox.until(() => sandbox.hookDeliveries.length >= count);

const verifiedBy =
	(client: Crisp) =>
	({ headers, body }: Received): boolean =>
		client.verifyHook(
			SECRET,
			body,
			Number(headers['x-crisp-request-timestamp']),
			String(headers['x-crisp-signature']),
		);

test('a plugin hook is signed as the official client verifies it', async () => {
	const isVerified = verifiedBy(await officialVerifier());
	const clock = standingClock();
	const sandbox = await sandboxForTest({ clock });
	const { url, received } = await receiver();
	sandbox.addHook({ kind: 'plugin', url, secret: SECRET, events: ['message:send'] });
	const { sessionId } = sandbox.visitor.say('Hello');
	await delivered(sandbox, 1);
	const [{ headers, body }] = received;
	expect(body).toEqual({
		website_id: sandbox.websiteId,
		event: 'message:send',
		data: expect.objectContaining({ content: 'Hello', session_id: sessionId }),
		timestamp: clock.now(),
	});
	expect(headers).toMatchObject({
		'content-type': 'application/json',
		'x-crisp-hook-origin': expect.stringMatching(/^plugin\/rtm \S+ production$/),
		'x-crisp-request-timestamp': String(clock.now()),
		'x-delivery-attempt-count': '1',
		'x-delivery-attempt-limit': '3',
	});
	expect(isVerified(received[0])).toBe(true);
	expect(sandbox.hookDeliveries).toEqual([
		{ kind: 'plugin', event: 'message:send', attempt: 1, status: 200, answer: 'answer' },
	]);
});

test('a website hook keeps its key in the address and is not signed', async () => {
	const sandbox = await sandboxForTest();
	const { url, received } = await receiver(() => 500);
	sandbox.addHook({ kind: 'website', url: `${url}?key=abc`, events: ['message:send'] });
	sandbox.visitor.say('Hello');
	await delivered(sandbox, 1);
	expect(received).toHaveLength(1);
	expect(received[0].url).toBe('/hook?key=abc');
	expect(received[0].headers).not.toHaveProperty('x-crisp-signature');
	expect(JSON.stringify(sandbox.hookDeliveries)).not.toContain('abc');
});

test('a plugin hook is sent again until it is accepted, and given up in the end', async () => {
	const sandbox = await sandboxForTest({ hookRetryDelay: 1 });
	const twice = await receiver((index) => (index < 2 ? 503 : 204));
	const never = await receiver(() => 401);
	for (const { url } of [twice, never]) {
		sandbox.addHook({ kind: 'plugin', url, secret: SECRET, events: ['message:send'] });
	}
	sandbox.visitor.say('Hello');
	await delivered(sandbox, 6);
	for (const { received } of [twice, never]) {
		expect(received.map(({ headers }) => headers['x-delivery-attempt-count'])).toEqual([
			'1',
			'2',
			'3',
		]);
		expect(new Set(received.map(({ body }) => JSON.stringify(body))).size).toBe(1);
	}
});

test('a hook gets the ticked events of its websites', async () => {
	const sandbox = await sandboxForTest();
	const website = await receiver();
	const plugin = await receiver();
	sandbox.addHook({ kind: 'website', url: website.url });
	sandbox.addHook({ kind: 'plugin', url: plugin.url, secret: SECRET });
	const events = ({ received }: { received: Received[] }) =>
		received.map(({ body }) => [body.event, body.website_id]);
	const { sessionId } = sandbox.visitor.say('Hello');
	const call = api(sandbox, 'user');
	await call('PATCH', `{w}/conversation/${sessionId}/routing`, { assigned: null });
	for (const id of [FOREIGN_WEBSITE_ID, SECOND_WEBSITE_ID]) {
		const { world } = sandbox;
		const other = world.websites.get(id);
		if (other) world.announce(other, 'website:update_visitors_count', { count: 1 });
	}
	await sandbox.until(() => events(plugin).some(([, id]) => id === SECOND_WEBSITE_ID));
	expect(events(plugin)).not.toContainEqual([expect.anything(), FOREIGN_WEBSITE_ID]);
	expect(events(website)).toContainEqual(['message:send', sandbox.websiteId]);
	for (const name of ['session:set_routing', 'session:update_availability']) {
		expect(events(plugin)).toContainEqual([name, sandbox.websiteId]);
		expect(events(website)).not.toContainEqual([name, sandbox.websiteId]);
	}
	expect(events(website)).not.toContainEqual([expect.anything(), SECOND_WEBSITE_ID]);
});

test('an address can be taken out again', async () => {
	const sandbox = await sandboxForTest();
	const gone = await receiver();
	const kept = await receiver();
	const events = ['message:send'];
	sandbox.addHook({ kind: 'website', url: gone.url, events })();
	sandbox.addHook({ kind: 'website', url: kept.url, events });
	sandbox.visitor.say('Hello');
	await delivered(sandbox, 1);
	expect([gone.received.length, kept.received.length]).toEqual([0, 1]);
});

test('faults: sent twice, unsigned, wrongly signed, old', async () => {
	const isVerified = verifiedBy(await officialVerifier());
	const clock = standingClock();
	const sandbox = await sandboxForTest({ clock });
	const { url, received } = await receiver();
	sandbox.addHook({ kind: 'plugin', url, secret: SECRET, events: ['message:send'] });
	sandbox.faults.hooks.twice();
	sandbox.faults.hooks.unsigned();
	sandbox.faults.hooks.wrongSignature();
	sandbox.faults.hooks.old(1_000);
	for (const [index, text] of ['twice', 'unsigned', 'wrong', 'old', 'fine'].entries()) {
		sandbox.visitor.say(text);
		await delivered(sandbox, index + 2);
	}
	const texts = received.map(({ body }) => (body.data as { content: string }).content);
	expect(texts).toEqual(['twice', 'twice', 'unsigned', 'wrong', 'old', 'fine']);
	expect(received.map(isVerified)).toEqual([true, true, false, false, true, true]);
	expect(received[4].headers['x-crisp-request-timestamp']).toBe(String(clock.now() - 1_000));
});

test('an address of another machine is refused', async () => {
	const sandbox = await sandboxForTest();
	const add = (url: string) => () => sandbox.addHook({ kind: 'website', url });
	expect(add('https://example.com/hook')).toThrow('this machine only');
	expect(add('hook')).toThrow('must begin with http://');
});

test('an address where nobody listens is a delivery without an answer', async () => {
	const sandbox = await sandboxForTest();
	const { url } = await receiver();
	servers[0].close();
	sandbox.addHook({ kind: 'website', url, events: ['message:send'] });
	sandbox.visitor.say('Hello');
	await delivered(sandbox, 1);
	expect(sandbox.hookDeliveries).toEqual([{ kind: 'website', event: 'message:send', attempt: 1 }]);
});
