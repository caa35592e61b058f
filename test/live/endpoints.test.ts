import type { ITriggerFunctions } from 'n8n-workflow';

import { CrispTrigger } from '../../nodes/Crisp/CrispTrigger.node';
import { readCredential } from '../../nodes/Crisp/client/request';
import { LookUpError } from '../../nodes/Crisp/realtime/session';
import { makeEndpoints } from '../../nodes/Crisp/live/endpoints';
import { credential, triggerContext } from '../support/n8n';
import { envelope, refusal, startServer, type Reply, type TestServer } from '../support/server';

describe('the look-up of endpoints', () => {
	let server: TestServer;
	let reply: Reply;

	beforeEach(async () => {
		server = await startServer(() => reply);
	});

	afterEach(async () => {
		await server.close();
	});

	async function lookUp({ websiteId = '', signal = new AbortController().signal } = {}) {
		const { context } = triggerContext(new CrispTrigger(), {
			parameters: {},
			credential: credential(server.url),
		});
		const account = await readCredential(context as ITriggerFunctions);
		return await makeEndpoints(context, account, websiteId || undefined).lookUp(signal);
	}

	const dialled = (...hosts: string[]) =>
		hosts.map((host) => `wss://${host}/?EIO=4&transport=websocket`);

	it('gives the address of the endpoint, then that of the rescue', async () => {
		reply = {
			body: envelope({
				socket: { app: 'wss://one.example/', stream: 'wss://other.example/' },
				rescue: { socket: { app: 'wss://two.example/' } },
			}),
		};
		expect(await lookUp()).toEqual(dialled('one.example', 'two.example'));
	});

	it.each([
		['no rescue', { socket: { app: 'wss://one.example/' } }, ['one.example']],
		['a rescue only', { rescue: { socket: { app: 'wss://two.example/' } } }, ['two.example']],
		[
			'parts of another form',
			{ socket: { app: 'wss://one.example/' }, rescue: [{ socket: 7 }] },
			['one.example'],
		],
		[
			'an endpoint where the key must not go',
			{
				socket: { app: 'ws://one.example/' },
				rescue: { socket: { app: 'wss://two.example/' } },
			},
			['two.example'],
		],
	])('copes with %s', async (_what, data, hosts) => {
		reply = { body: envelope(data) };
		expect(await lookUp()).toEqual(dialled(...hosts));
	});

	it('keeps an odd website ID within its part of the path', async () => {
		reply = { body: envelope({ socket: { app: 'wss://one.example/' } }) };
		await lookUp({ websiteId: 'a/b?c#d e' });
		expect(server.seen[0].url).toBe('/website/a%2Fb%3Fc%23d%20e/connect/endpoints');
	});

	it.each(['..', '.'])(
		'sends nothing for a website ID that would change the path: %s',
		async (id) => {
			await expect(lookUp({ websiteId: id })).rejects.toThrow("The ID in 'Workspace'");
			expect(server.seen).toEqual([]);
		},
	);

	it.each(['ws://relay.example/w/', 'nonsense'])(
		'gives up at the start where the key must not go anywhere: %s',
		async (app) => {
			reply = { body: envelope({ socket: { app } }) };
			await expect(lookUp()).rejects.toMatchObject({
				permanence: 'atStart',
				message: 'Crisp named an address for its real-time API that cannot be used safely',
			});
		},
	);

	it.each<[string, Reply, string]>([
		['401', { status: 401, body: refusal('invalid_session') }, 'always'],
		['403', { status: 403, body: refusal('not_allowed') }, 'always'],
		['400', { status: 400, body: refusal('invalid_data') }, 'atStart'],
		['402', { status: 402, body: refusal('subscription_upgrade_required') }, 'atStart'],
		['404', { status: 404, body: refusal('not_found') }, 'atStart'],
		['a redirect', { status: 302, headers: { location: 'https://else.example' } }, 'atStart'],
		['a page', { body: '<html></html>' }, 'atStart'],
		['nothing', { status: 204 }, 'atStart'],
		['nothing of use', { body: envelope(['x']) }, 'atStart'],
		['a refusal within a 200', { body: refusal('resolved_nothing') }, 'atStart'],
		['408', { status: 408, body: '' }, 'never'],
		['420', { status: 420, body: refusal('slow_down') }, 'never'],
		['423', { status: 423, body: refusal('quota_limit_exceeded') }, 'never'],
		['429', { status: 429, body: refusal('too_many_requests') }, 'never'],
		['500', { status: 500, body: refusal('server_error') }, 'never'],
		['a page of a proxy', { status: 502, body: '<html></html>' }, 'never'],
		['503', { status: 503, body: '' }, 'never'],
		['a cut connection', { drop: true }, 'never'],
	])('calls %s lasting: %s', async (_what, given, permanence) => {
		reply = given;
		const error: LookUpError = await lookUp().then(
			() => new LookUpError('never', new Error('no failure')),
			(reason) => reason,
		);
		expect(error).toBeInstanceOf(LookUpError);
		expect(error.permanence).toBe(permanence);
		expect(server.seen.length).toBeLessThanOrEqual(status401(given) ? 2 : 1);
	});

	// n8n itself sends a request again that was answered with a 401.
	const status401 = ({ status }: Reply) => status === 401;

	it('logs in with the credential as it is at the latest look-up', async () => {
		reply = { body: envelope({ socket: { app: 'wss://one.example/' } }) };
		const values = credential(server.url);
		const { context } = triggerContext(new CrispTrigger(), { parameters: {}, credential: values });
		const account = await readCredential(context as ITriggerFunctions);
		const { lookUp: ask, login } = makeEndpoints(context, account, undefined);
		expect(login().password).toBe('test-key');
		values.key = 'rolled-key';
		await ask(new AbortController().signal);
		expect(login()).toEqual({
			tier: 'website',
			username: 'test-identifier',
			password: 'rolled-key',
		});
	});

	it('ends with its signal', async () => {
		const controller = new AbortController();
		const hanging = await startServer(async () => await new Promise(() => {}));
		const { url } = server;
		server.url = hanging.url;
		const result = lookUp({ signal: controller.signal });
		setTimeout(() => controller.abort(), 20);
		await expect(result).rejects.toThrow();
		server.url = url;
		await hanging.close();
	});
});
