import type { INodeExecutionData, NodeApiError } from 'n8n-workflow';

import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { credential, executeNode } from '../support/n8n';
import { envelope, startServer } from '../support/server';

const EMAIL = 'jane.doe@example.com';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(async () => await sandbox.close());

const run = async (parameters: object, settings: object = {}): Promise<INodeExecutionData[]> => {
	const [items] = await executeNode(new Crisp(), {
		parameters: {
			resource: 'message',
			operation: 'send',
			sendTo: 'email',
			email: EMAIL,
			text: 'Hello',
			...parameters,
		},
		credential: credential(sandbox.apiUrl, {
			...sandbox.credentials.website,
			websiteId: sandbox.websiteId,
		}),
		...settings,
	});
	return items;
};

/** Verb and path below the website of all requests since the last call. */
function requests(): string[] {
	const seen = sandbox.requests.map(({ verb, path }) =>
		`${verb} ${path}`
			.replace(/\/v1\/website\/[^/]+\//, '')
			.replace(/session_[0-9a-f-]+/, '{s}')
			.replace(/[0-9a-f-]{36}/, '{p}'),
	);
	sandbox.clearRequests();
	return seen;
}

/** A conversation with this email that was changed last at `updatedAt`. */
function converse({ email = EMAIL, state = 'unresolved', updatedAt = 1_000 } = {}): string {
	const { sessionId } = sandbox.visitor.say('Hi', { email });
	const website = sandbox.world.websites.get(sandbox.websiteId);
	Object.assign(website?.conversations.get(sessionId) ?? {}, { state, updated_at: updatedAt });
	return sessionId;
}

const view = (sessionId: unknown) =>
	sandbox.conversations().find(({ session_id: id }) => id === sessionId);

const texts = (sessionId: unknown) =>
	sandbox.messages(String(sessionId)).map(({ content }) => content);

const LIST = `GET people/conversations/${encodeURIComponent(EMAIL)}/list/1`;
const MAKE = ['POST conversation', 'PATCH conversation/{s}/meta', 'POST conversation/{s}/message'];

describe('a message to an email', () => {
	test('goes into the open conversation with it, in three requests', async () => {
		const sessionId = converse();
		const [{ json }] = await run({});
		expect(texts(sessionId)).toEqual(['Hi', 'Hello']);
		expect(json).toEqual({
			success: true,
			website_id: sandbox.websiteId,
			session_id: sessionId,
			people_id: view(sessionId)?.people_id,
			conversation: 'existing',
			fingerprint: sandbox.messages(sessionId)[1].fingerprint,
		});
		expect(requests()).toEqual([LIST, 'GET conversation/{s}', 'POST conversation/{s}/message']);
	});

	test('goes into the one of several open ones that was changed last', async () => {
		converse({ updatedAt: 5_000 });
		const latest = converse({ updatedAt: 9_000 });
		converse({ updatedAt: 7_000 });
		converse({ updatedAt: 99_000, state: 'resolved' });
		converse({ updatedAt: 99_000, email: 'john@example.com' });
		const [{ json }] = await run({});
		expect(json.session_id).toBe(latest);
		expect(requests()).toHaveLength(5);
	});

	test('begins a conversation that has its metas before the message, where there is none', async () => {
		const metas: unknown[] = [];
		sandbox.world.hub.listen(({ name, payload }) => {
			if (name === 'message:received') metas.push(view(payload.session_id)?.meta);
		});
		const [{ json }] = await run({
			conversationOptions: {
				nickname: 'Jane',
				phone: '+33612345678',
				subject: 'Renewal',
				segments: 'renewal, vip',
				data: { entry: [{ name: 'crm_id', value: '0031' }] },
			},
		});
		expect(json).toMatchObject({ success: true, conversation: 'created' });
		expect(json.fingerprint).toEqual(expect.any(Number));
		expect(texts(json.session_id)).toEqual(['Hello']);
		expect(metas).toEqual([
			expect.objectContaining({
				email: EMAIL,
				nickname: 'Jane',
				phone: '+33612345678',
				subject: 'Renewal',
				segments: ['renewal', 'vip'],
				data: { crm_id: '0031' },
			}),
		]);
		expect(requests()).toEqual([LIST, ...MAKE]);
	});

	test('begins one where the last is resolved, unless resolved ones count', async () => {
		const resolved = converse({ state: 'resolved' });
		const [first] = await run({ conversationOptions: { includeResolved: true } });
		expect(first.json).toMatchObject({ session_id: resolved, conversation: 'existing' });
		Object.assign(
			sandbox.world.websites.get(sandbox.websiteId)?.conversations.get(resolved) ?? {},
			{ state: 'resolved' },
		);
		const [second] = await run({});
		expect(second.json.conversation).toBe('created');
		expect(second.json.session_id).not.toBe(resolved);
	});

	test('always begins one where that is wanted, without looking for others', async () => {
		converse();
		const [{ json }] = await run({ useConversation: 'new' });
		expect(json.conversation).toBe('created');
		expect(requests()).toEqual(MAKE);
	});

	test('makes nothing where only an open one is wanted and there is none', async () => {
		await expect(run({ useConversation: 'open' })).rejects.toThrow(
			"'Email' has no open conversation",
		);
		expect(requests()).toEqual([LIST]);
	});

	test.each(['', 'jane', 'jane doe@example.com', '@', 'a@b@c'])(
		'sends nothing where %j is given',
		async (email) => {
			await expect(run({ email })).rejects.toThrow("'Email'");
			expect(requests()).toEqual([]);
		},
	);

	test('shares one conversation with the other items of the execution', async () => {
		const items = [
			{ json: { text: 'One', email: EMAIL } },
			{ json: { text: 'Two', email: 'JANE.DOE@example.com' } },
			{ json: { text: 'Three', email: 'john@example.com' } },
		];
		const out = await run({ email: '={{ $json.email }}', text: '={{ $json.text }}' }, { items });
		const [one, two, three] = out.map(({ json }) => json);
		expect(one.conversation).toBe('created');
		expect(two).toMatchObject({ conversation: 'existing', session_id: one.session_id });
		expect(three.conversation).toBe('created');
		expect(texts(one.session_id)).toEqual(['One', 'Two']);
		expect(sandbox.conversations()).toHaveLength(2);
	});
});

describe('a message to a contact', () => {
	const contact = (email = EMAIL) => {
		const { sessionId } = sandbox.visitor.say('Hi', { email, nickname: 'Jane' });
		return { sessionId, peopleId: String(view(sessionId)?.people_id) };
	};
	const to = (value: string, mode = 'id') => ({
		sendTo: 'contact',
		peopleId: { __rl: true, mode, value },
	});

	test('goes into the open conversation with them', async () => {
		const { sessionId, peopleId } = contact();
		const [{ json }] = await run(to(peopleId));
		expect(json).toMatchObject({
			session_id: sessionId,
			people_id: peopleId,
			conversation: 'existing',
		});
		expect(requests()).toHaveLength(3);
	});

	test('begins a conversation that is bound to them by their email', async () => {
		const { peopleId } = contact();
		const [{ json }] = await run({
			...to(peopleId),
			useConversation: 'new',
			conversationOptions: { subject: 'Renewal' },
		});
		expect(json).toMatchObject({ people_id: peopleId, conversation: 'created' });
		expect(view(json.session_id)).toMatchObject({
			people_id: peopleId,
			meta: { email: EMAIL, nickname: 'Jane', subject: 'Renewal' },
		});
		expect(requests()).toEqual(['GET people/profile/{p}', ...MAKE]);
	});

	test('makes nothing for one who does not exist', async () => {
		await expect(run(to('nobody@example.com', 'email'))).rejects.toThrow('no contact');
		expect(sandbox.conversations()).toEqual([]);
	});

	test('makes nothing for one without an email, to whom it could not be bound', async () => {
		const { peopleId } = contact();
		const person = sandbox.world.websites.get(sandbox.websiteId)?.people.get(peopleId);
		Object.assign(person ?? {}, { email: '' });
		await expect(run({ ...to(peopleId), useConversation: 'new' })).rejects.toThrow('has no email');
		expect(sandbox.conversations()).toHaveLength(1);
	});
});

describe('a message that fails on the way', () => {
	test('names the conversation that was made for it, and a retry goes on with that', async () => {
		for (const path of [/\/meta$/, /\/message$/]) {
			sandbox.faults.rest.answer({ path, status: 400, data: { message: 'not so' } });
			const before = sandbox.conversations().length;
			const email = `${String(path).length}@example.com`;
			const error = await run({ email, useConversation: 'new' }).catch((caught: unknown) => caught);
			const made = sandbox.conversations()[before].session_id;
			expect((error as NodeApiError).message).toContain('not so');
			expect((error as NodeApiError).message).toContain(made);
			expect((error as NodeApiError).httpCode).toBe('400');
			expect((error as NodeApiError).context.itemIndex).toBe(0);

			const [{ json }] = await run({ email, useConversation: 'new' });
			expect(json).toMatchObject({ session_id: made, conversation: 'created' });
			expect(sandbox.conversations()).toHaveLength(before + 1);
			expect(texts(made)).toEqual(['Hello']);

			const [next] = await run({ email, useConversation: 'new' });
			expect(next.json.session_id).not.toBe(made);
		}
	});

	test('blames no conversation where it had been there before', async () => {
		const sessionId = converse();
		sandbox.faults.rest.answer({ path: /\/message$/, status: 400, data: { message: 'not so' } });
		const error = (await run({}).catch((caught: unknown) => caught)) as NodeApiError;
		expect(`${error.message} ${error.description}`).not.toContain(sessionId);
	});
});

test('a conversation is written in directly, as before, in one request', async () => {
	const { sessionId } = sandbox.visitor.say('Hi');
	const [{ json }] = await run({
		sendTo: 'conversation',
		sessionId: { __rl: true, mode: 'id', value: sessionId },
	});
	expect(json).toEqual({
		success: true,
		website_id: sandbox.websiteId,
		session_id: sessionId,
		fingerprint: expect.any(Number),
	});
	expect(requests()).toEqual(['POST conversation/{s}/message']);
});

test.each(['oldest', 'newest'])(
	'of many conversations, listed with the %s first, the latest is found in twelve requests',
	async (first) => {
		const times = Array.from({ length: 30 }, (_, index) => index);
		if (first === 'newest') times.reverse();
		const server = await startServer(({ url }) => {
			const id = /conversation\/session_(\d+)$/.exec(url)?.[1];
			if (url.includes('/list/')) return { body: envelope(times.map((time) => `session_${time}`)) };
			if (id === undefined) return { body: envelope({ fingerprint: 1 }) };
			return {
				body: envelope({ session_id: `session_${id}`, state: 'pending', updated_at: Number(id) }),
			};
		});
		try {
			const [{ json }] = await run({}, { credential: credential(`${server.url}/v1`) });
			expect(json.session_id).toBe('session_29');
			expect(server.seen).toHaveLength(12);
		} finally {
			await server.close();
		}
	},
);
