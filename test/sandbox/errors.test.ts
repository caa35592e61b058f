import http from 'node:http';

import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { FOREIGN_WEBSITE_ID, SECOND_WEBSITE_ID } from '../../sandbox';
import { credential, executeNode } from '../support/n8n';
import { api, sandboxForTest } from './support';

const refusal = (status: number, reason: string) => ({
	status,
	body: { error: true, reason },
});

describe('A token', () => {
	test.each([
		['no Authorization', {}],
		['a key that is wrong', { authorization: basic('sandbox-website', 'x'), tier: 'website' }],
		['no tier', { authorization: basic('sandbox-website', 'sandbox-website-key') }],
		[
			'the tier of another token',
			{ authorization: basic('sandbox-website', 'sandbox-website-key'), tier: 'plugin' },
		],
		['a tier that does not exist', { authorization: basic('a', 'b'), tier: 'admin' }],
		['a token that is not base64', { authorization: 'Basic %%%', tier: 'website' }],
	])('is refused with %s', async (_title, { authorization, tier }: Given) => {
		const sandbox = await sandboxForTest();
		const response = await fetch(`${sandbox.apiUrl}/website/${sandbox.websiteId}`, {
			headers: {
				...(authorization ? { authorization } : {}),
				...(tier ? { 'x-crisp-tier': tier } : {}),
			},
		});
		expect(response.status).toBe(401);
		expect(await response.json()).toEqual({ error: true, reason: 'invalid_session', data: {} });
	});

	test('of a plugin may do what its scopes cover, and routes of which no scope is known', async () => {
		const sandbox = await sandboxForTest({ scopes: ['website:conversation:messages read'] });
		const { sessionId } = sandbox.visitor.say('Hello');
		const conversation = `{w}/conversation/${sessionId}`;
		const plugin = api(sandbox, 'plugin');
		const message = { type: 'text', from: 'operator', origin: 'chat', content: 'Hi' };
		expect(await plugin('GET', `${conversation}/messages`)).toMatchObject({ status: 200 });
		expect(await plugin('GET', '{w}')).toMatchObject({ status: 200 });
		const forbidden = refusal(403, 'not_allowed');
		expect(await plugin('POST', `${conversation}/message`, message)).toMatchObject(forbidden);
		expect(await plugin('PATCH', `${conversation}/meta`, {})).toMatchObject(forbidden);
		expect(await api(sandbox)('POST', `${conversation}/message`, message)).toMatchObject({
			status: 202,
		});
		expect(sandbox.messages(sessionId)).toHaveLength(2);
	});

	test('may write private notes only where the plan has them', async () => {
		const sandbox = await sandboxForTest({ withoutNotes: true });
		const { sessionId } = sandbox.visitor.say('Hello');
		const write = async (type: string) =>
			await api(sandbox)('POST', `{w}/conversation/${sessionId}/message`, {
				type,
				from: 'operator',
				origin: 'chat',
				content: 'Hi',
			});
		expect(await write('note')).toMatchObject(refusal(402, 'subscription_upgrade_required'));
		expect(await write('text')).toMatchObject({ status: 202 });
		sandbox.behaviour.withoutNotes = false;
		expect(await write('note')).toMatchObject({ status: 202 });
	});

	test('sees its own websites only', async () => {
		const sandbox = await sandboxForTest();
		const get = (tier: 'website' | 'plugin' | 'user', id: string) =>
			api(sandbox, tier)('GET', `website/${id}`);
		expect(await get('website', SECOND_WEBSITE_ID)).toMatchObject(refusal(403, 'not_allowed'));
		expect(await get('plugin', SECOND_WEBSITE_ID)).toMatchObject({ status: 200 });
		expect(await get('plugin', FOREIGN_WEBSITE_ID)).toMatchObject(refusal(404, 'not_subscribed'));
		expect(await get('user', FOREIGN_WEBSITE_ID)).toMatchObject(refusal(403, 'not_allowed'));
		expect(await get('user', 'nowhere')).toMatchObject(refusal(404, 'website_not_found'));
	});

	test.each([
		['website', 'GET', '{w}/campaigns/list/1', 403],
		['plugin', 'POST', '{w}/campaign', 403],
		['user', 'GET', '{w}/campaigns/list/1', 200],
		['website', 'GET', '{w}/campaigns/templates/1', 200],
		['website', 'GET', 'plugin/connect/account', 403],
		['user', 'GET', 'plugin/connect/account', 403],
		['plugin', 'GET', 'plugin/connect/account', 200],
		['plugin', 'GET', 'user/connect/endpoints', 403],
		['website', 'POST', '{w}/inbox', 403],
		['website', 'GET', '{w}/teams/list/1', 200],
	] as const)('of tier %s asking %s %s gets %i', async (tier, verb, path, status) => {
		const sandbox = await sandboxForTest();
		const reply = await api(sandbox, tier)(verb, path);
		expect(reply.status).toBe(status);
		if (status === 403) expect(reply.body?.reason).toBe('not_allowed');
	});

	test('may call every route where the tiers are not told apart', async () => {
		const sandbox = await sandboxForTest({ guesses: { tiers: 'open' } });
		expect(await api(sandbox)('GET', '{w}/campaigns/list/1')).toMatchObject({ status: 200 });
	});
});

interface Given {
	authorization?: string;
	tier?: string;
}

function basic(identifier: string, key: string): string {
	return `Basic ${Buffer.from(`${identifier}:${key}`).toString('base64')}`;
}

describe('A request', () => {
	test.each([
		['GET', 'nowhere'],
		['GET', '{w}/nowhere'],
		['PUT', '{w}/people/profiles/1'],
		['HEAD', '{w}/people/profiles/1'],
		['GET', '{w}/conversation//state'],
		['GET', '{w}/conversations/1/'],
	])('%s %s has no route', async (verb, path) => {
		const reply = await api(await sandboxForTest())(verb, path);
		expect(reply.status).toBe(404);
		expect(reply.body).toEqual(
			verb === 'HEAD'
				? undefined
				: { error: true, reason: 'not_found', data: { message: 'the route does not exist' } },
		);
	});

	test.each([
		['GET', '{w}/conversation/session_0', 'session_not_found'],
		['GET', '{w}/conversation/session_0/messages', 'session_not_found'],
		['POST', '{w}/conversation/session_0/transcript', 'session_not_found'],
		['GET', '{w}/conversation/a%2Fb/state', 'session_not_found'],
		['GET', '{w}/people/profile/nobody%40example.com', 'people_not_found'],
		['GET', '{w}/operator/nobody', 'operator_not_found'],
		['GET', '{w}/inbox/none', 'inbox_not_found'],
		['GET', '{w}/team/none', 'team_not_found'],
		['GET', '{w}/campaigns/template/none', 'template_not_found'],
	])('%s %s names nothing that exists', async (verb, path, reason) => {
		expect(await api(await sandboxForTest())(verb, path)).toMatchObject(refusal(404, reason));
	});

	test('HEAD answers a status without a body', async () => {
		const sandbox = await sandboxForTest();
		const { sessionId } = sandbox.visitor.say('Hello');
		const call = api(sandbox);
		const statuses = await Promise.all(
			[
				`{w}/conversation/${sessionId}`,
				'{w}/conversation/other',
				'website?domain=acme.example',
				'website?domain=other.example',
			].map(async (path) => (await call('HEAD', path)).status),
		);
		expect(statuses).toEqual([200, 404, 200, 404]);
	});

	test('finds an id with every character that a path must encode', async () => {
		const sandbox = await sandboxForTest();
		const email = 'a/b?c#d é+%@example.com';
		await api(sandbox)('POST', '{w}/people/profile', { email, person: { nickname: 'Odd' } });
		// The check of emails is as loose as it must be for this one, but for the space.
		expect(sandbox.contacts()).toEqual([]);
		const fitting = email.replace(' ', '');
		await api(sandbox)('POST', '{w}/people/profile', {
			email: fitting,
			person: { nickname: 'Odd' },
		});
		const path = `{w}/people/profile/${encodeURIComponent(fitting)}`;
		expect(await api(sandbox)('GET', path)).toMatchObject({
			status: 200,
			body: { data: { email: fitting } },
		});
	});

	test.each([
		['{"state":', 'data should be JSON'],
		['"resolved"', 'data should be JSON'],
		['["resolved"]', 'data should be object'],
	])('with the body %s is refused', async (body, message) => {
		const sandbox = await sandboxForTest();
		const { sessionId } = sandbox.visitor.say('Hello');
		const response = await fetch(
			`${sandbox.apiUrl}/website/${sandbox.websiteId}/conversation/${sessionId}/state`,
			{
				method: 'PATCH',
				body,
				headers: {
					'content-type': 'application/json',
					authorization: basic('sandbox-website', 'sandbox-website-key'),
					'x-crisp-tier': 'website',
				},
			},
		);
		expect(response.status).toBe(400);
		expect(await response.json()).toEqual({
			error: true,
			reason: 'invalid_data',
			data: { message },
		});
	});

	test('with a path that is not UTF-8 is refused', async () => {
		expect(await api(await sandboxForTest())('GET', '{w}/conversation/%E0%A4%A')).toMatchObject(
			refusal(400, 'invalid_data'),
		);
	});

	test('reads the body of a DELETE', async () => {
		const sandbox = await sandboxForTest();
		const call = api(sandbox, 'user');
		expect(await call('DELETE', '{w}')).toMatchObject(refusal(400, 'invalid_data'));
		const verify = { method: 'password', secret: 'secret' };
		expect(await call('DELETE', '{w}', { verify })).toMatchObject({ status: 200 });
		expect(await call('GET', '{w}')).toMatchObject(refusal(404, 'website_not_found'));
	});

	test('is noted without its headers', async () => {
		const sandbox = await sandboxForTest();
		await api(sandbox)('PATCH', '{w}/conversation/session_0/state?x=1', { state: 'resolved' });
		expect(sandbox.requests).toEqual([
			{
				verb: 'PATCH',
				path: `/v1/website/${sandbox.websiteId}/conversation/session_0/state`,
				query: { x: '1' },
				body: { state: 'resolved' },
				tier: 'website',
				status: 404,
			},
		]);
		const { identifier, key } = sandbox.credentials.website;
		const noted = JSON.stringify(sandbox.requests);
		expect(noted).not.toContain(key);
		expect(noted).not.toContain(Buffer.from(`${identifier}:${key}`).toString('base64'));
		sandbox.clearRequests();
		expect(sandbox.requests).toEqual([]);
	});
});

describe('The sandbox', () => {
	test('listens on this machine only', async () => {
		const sandbox = await sandboxForTest();
		expect(new URL(sandbox.url).hostname).toBe('127.0.0.1');
	});

	test('says so when its port is taken', async () => {
		const server = http.createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as { port: number };
		await expect(sandboxForTest({ port })).rejects.toThrow('EADDRINUSE');
		await new Promise((resolve) => server.close(resolve));
	});
});

test("a route that does not exist is told by the node in Crisp's words", async () => {
	const { apiUrl, credentials, websiteId } = await sandboxForTest();
	const sent = executeNode(new Crisp(), {
		parameters: {
			resource: 'apiRequest',
			operation: 'send',
			method: 'GET',
			path: '/website/{websiteId}/nowhere',
		},
		credential: credential(apiUrl, { ...credentials.website, websiteId }),
	});
	await expect(sent).rejects.toMatchObject({
		message: 'Crisp found nothing under this address: the route does not exist',
		httpCode: '404',
	});
});
