import type { Sandbox } from '../../sandbox';
import { api, sandboxForTest } from './support';

/** Requests as the page makes them. */
function page(sandbox: Sandbox) {
	return async (verb: string, path: string, body?: unknown) => {
		const response = await fetch(`${sandbox.visitorPageUrl}/sessions${path}`, {
			method: verb,
			headers: { 'content-type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const text = await response.text();
		return {
			status: response.status,
			body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
		};
	};
}

/** The page's live channel, event by event. */
async function stream(sandbox: Sandbox, sessionId: string) {
	const ended = new AbortController();
	const response = await fetch(`${sandbox.visitorPageUrl}/sessions/${sessionId}/stream`, {
		signal: ended.signal,
	});
	if (!response.body) throw new Error('The stream has no body');
	const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
	let text = '';
	return {
		next: async (): Promise<{ event: string; data: unknown }> => {
			while (!text.includes('\n\n')) {
				const { value, done } = await reader.read();
				if (done) throw new Error('The stream has ended');
				text += value;
			}
			const [block, ...rest] = text.split('\n\n');
			text = rest.join('\n\n');
			const [event, data] = block.split('\n').map((line) => line.replace(/^\w+: /, ''));
			return { event, data: JSON.parse(data) as unknown };
		},
		end: () => ended.abort(),
	};
}

const picker = {
	type: 'picker',
	from: 'operator',
	origin: 'chat',
	content: {
		id: 'handoff',
		text: 'Did this help?',
		choices: [
			{ value: 'yes', label: 'Yes', selected: false },
			{ value: 'no', label: 'No', selected: false },
		],
	},
};

describe('The visitor page', () => {
	test('is one file that asks nobody but the sandbox', async () => {
		const sandbox = await sandboxForTest();
		const response = await fetch(sandbox.visitorPageUrl);
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toContain('text/html');
		expect(response.headers.get('content-security-policy')).toMatch(
			/^default-src 'none';.*connect-src 'self'$/,
		);
		const html = await response.text();
		for (const name of ['input', 'send', 'messages', 'new-conversation', 'nickname', 'email']) {
			expect(html).toContain(`data-test="${name}"`);
		}
		expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
		expect(html).not.toMatch(/https?:\/\//);
	});

	test('begins a conversation, and speaks in it', async () => {
		const sandbox = await sandboxForTest();
		const ask = page(sandbox);
		const started = await ask('POST', '', { nickname: 'Jane', email: 'jane@example.com' });
		expect(started.status).toBe(201);
		const id = String(started.body.sessionId);
		expect(await ask('POST', `/${id}/messages`, { text: ' Hello ' })).toMatchObject({
			status: 201,
		});
		expect(await ask('POST', `/${id}/messages`, { text: ' ' })).toMatchObject({ status: 400 });
		expect(sandbox.messages(id)).toMatchObject([{ content: 'Hello', from: 'user' }]);
		expect(sandbox.conversations()[0]).toMatchObject({
			availability: 'online',
			meta: { nickname: 'Jane', email: 'jane@example.com' },
		});
		await ask('PATCH', `/${id}`, { nickname: 'Jane Doe' });
		expect(sandbox.conversations()[0].meta.nickname).toBe('Jane Doe');
		await ask('POST', `/${id}/typing`, { type: 'start', excerpt: 'And' });
		expect(sandbox.conversations()[0].compose.visitor).toMatchObject({ excerpt: 'And' });
	});

	test('is told at once what operators write and that they type, but no notes', async () => {
		const sandbox = await sandboxForTest();
		const { sessionId } = sandbox.visitor.say('Hello');
		const live = await stream(sandbox, sessionId);
		expect(await live.next()).toMatchObject({ event: 'messages', data: [{ content: 'Hello' }] });

		const call = api(sandbox);
		const at = `{w}/conversation/${sessionId}`;
		const message = { type: 'text', from: 'operator', origin: 'chat', content: 'Hi' };
		await call('PATCH', `${at}/compose`, { type: 'start', from: 'operator' });
		expect(await live.next()).toMatchObject({
			event: 'typing',
			data: { type: 'start', user: { nickname: 'Acme' } },
		});
		await call('POST', `${at}/message`, { ...message, type: 'note', content: 'Secret' });
		await call('POST', `${at}/message`, message);
		expect(await live.next()).toMatchObject({ event: 'messages', data: [{}] });
		expect(await live.next()).toMatchObject({ data: [{ content: 'Hello' }, { content: 'Hi' }] });
		await call('DELETE', at);
		expect(await live.next()).toEqual({ event: 'removed', data: {} });
		live.end();
	});

	test('answers a picker, which changes the message', async () => {
		const sandbox = await sandboxForTest();
		const { sessionId } = sandbox.visitor.say('Hello');
		const sent = await api(sandbox)('POST', `{w}/conversation/${sessionId}/message`, picker);
		const { fingerprint } = sent.body?.data as { fingerprint: number };
		const ask = page(sandbox);
		const path = `/${sessionId}/messages/${fingerprint}/choice`;
		expect(await ask('POST', path, { value: 'no' })).toMatchObject({ status: 204 });
		expect(sandbox.messages(sessionId)[1].content).toMatchObject({
			choices: [
				{ value: 'yes', selected: false },
				{ value: 'no', selected: true },
			],
		});
		expect(await ask('POST', path, { value: 'perhaps' })).toMatchObject({
			status: 404,
			body: { message: 'The picker has no choice perhaps' },
		});
	});

	test.each([0, 6, 2.5])('rates nothing with %d stars', async (stars) => {
		const sandbox = await sandboxForTest();
		const { sessionId } = sandbox.visitor.say('Hello');
		expect(() => sandbox.visitor.rate(sessionId, stars)).toThrow('1 to 5 stars');
	});

	test('marks as read what it has shown', async () => {
		const sandbox = await sandboxForTest();
		const { sessionId } = sandbox.visitor.say('Hello');
		await api(sandbox)('POST', `{w}/conversation/${sessionId}/message`, picker);
		expect(sandbox.conversations()[0].unread.visitor).toBe(1);
		await page(sandbox)('POST', `/${sessionId}/read`);
		expect(sandbox.conversations()[0].unread.visitor).toBe(0);
	});

	test('is told that a conversation is gone, or that it may no longer write', async () => {
		const sandbox = await sandboxForTest();
		const ask = page(sandbox);
		expect(await ask('GET', '/session_0/messages')).toMatchObject({ status: 404 });
		expect((await fetch(`${sandbox.visitorPageUrl}/sessions/session_0/stream`)).status).toBe(404);
		const { sessionId } = sandbox.visitor.say('Hello');
		await api(sandbox)('PATCH', `{w}/conversation/${sessionId}/block`, { blocked: true });
		expect(await ask('POST', `/${sessionId}/messages`, { text: 'Hello?' })).toEqual({
			status: 403,
			body: { message: 'You can no longer write here.' },
		});
	});
});

describe('A visitor in a test', () => {
	test('is one of those on the website until they leave', async () => {
		const sandbox = await sandboxForTest();
		const call = api(sandbox);
		const { sessionId } = sandbox.visitor.say('Hello', { nickname: 'Jane' });
		sandbox.visitor.open({ nickname: 'Tom' });
		const visitors = async () =>
			((await call('GET', '{w}/visitors/list/1')).body?.data as Array<{ nickname: string }>).map(
				({ nickname }) => nickname,
			);
		expect(await visitors()).toEqual(['Jane', 'Tom']);
		sandbox.visitor.leave(sessionId);
		expect(await visitors()).toEqual(['Tom']);
		expect((await call('GET', '{w}/visitors/count')).body?.data).toEqual({
			count: 1,
			active: 1,
			limited: false,
		});
	});

	test('cannot speak in a conversation or at a website that does not exist', async () => {
		const { visitor } = await sandboxForTest();
		expect(() => visitor.say('Hello', { sessionId: 'session_0' })).toThrow('no conversation');
		expect(() => visitor.say('Hello', { websiteId: 'nowhere' })).toThrow('no website');
	});
});
