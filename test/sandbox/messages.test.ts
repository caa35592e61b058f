import { api, sandboxForTest } from './support';

const base = { type: 'text', from: 'operator', origin: 'chat', content: 'Hello' };

async function conversation() {
	const sandbox = await sandboxForTest();
	const { sessionId } = sandbox.visitor.say('Hi');
	const call = api(sandbox);
	const path = `{w}/conversation/${sessionId}/message`;
	return { sandbox, sessionId, call, path };
}

describe('Sending a message', () => {
	test('answers 202 with a fingerprint by which the message is read, changed and removed', async () => {
		const { sandbox, sessionId, call, path } = await conversation();
		const sent = await call('POST', path, base);
		expect(sent).toMatchObject({ status: 202, body: { error: false, reason: 'dispatched' } });
		const { fingerprint } = sent.body?.data as { fingerprint: number };
		expect(String(fingerprint)).toHaveLength(15);

		await call('PATCH', `${path}/${fingerprint}`, { content: 'Hello there' });
		expect((await call('GET', `${path}/${fingerprint}`)).body?.data).toMatchObject({
			content: 'Hello there',
			edited: true,
			user: { type: 'website', nickname: 'Acme' },
		});
		expect(await call('DELETE', `${path}/${fingerprint}`)).toMatchObject({ status: 200 });
		expect(await call('GET', `${path}/${fingerprint}`)).toMatchObject({
			status: 404,
			body: { error: true, reason: 'message_not_found' },
		});
		expect(sandbox.messages(sessionId)).toHaveLength(1);
	});

	test('takes the fingerprint of the caller once', async () => {
		const { call, path } = await conversation();
		const message = { ...base, fingerprint: 123_456_789 };
		expect((await call('POST', path, message)).body?.data).toEqual({ fingerprint: 123_456_789 });
		expect(await call('POST', path, message)).toMatchObject({
			status: 409,
			body: { reason: 'message_exists' },
		});
	});

	test.each(['type', 'from', 'origin', 'content'])('is refused without %s', async (name) => {
		const { call, path } = await conversation();
		const { [name]: _left, ...message } = base as Record<string, string>;
		expect(await call('POST', path, message)).toMatchObject({
			status: 400,
			body: {
				error: true,
				reason: 'invalid_data',
				data: { message: `data should have required property '.${name}'` },
			},
		});
	});

	test.each([
		[{ ...base, type: 'letter' }, 'data.type should be equal to one of the allowed values'],
		[{ ...base, from: 'bot' }, 'data.from should be equal to one of the allowed values'],
		[{ ...base, content: { text: 'Hello' } }, 'data.content should be string'],
		[{ ...base, content: '' }, 'data.content should NOT be shorter than 1 characters'],
		[{ ...base, fingerprint: 'abc' }, 'data.fingerprint should be integer'],
		[{ ...base, automated: 'yes' }, 'data.automated should be boolean'],
		[
			{ ...base, type: 'picker', content: { id: 'a', choices: [] } },
			"data.content should have required property 'text'",
		],
		[
			{ ...base, type: 'picker', content: { id: 'a', text: 'b', choices: [{ value: 'c' }] } },
			"data.content.choices[0] should have required property 'label'",
		],
		[
			{ ...base, type: 'file', content: { name: 'a.txt', url: 'http://127.0.0.1/a.txt' } },
			"data.content should have required property 'type'",
		],
		[
			{ ...base, properties: { deep: { er: 1 } } },
			'data.properties.deep should be string,number,boolean',
		],
		[
			{ ...base, type: 'note', from: 'user' },
			'data.from should be equal to one of the allowed values',
		],
	])('is refused with the reason for %j', async (message, reason) => {
		const { sandbox, sessionId, call, path } = await conversation();
		expect(await call('POST', path, message)).toMatchObject({
			status: 400,
			body: { reason: 'invalid_data', data: { message: reason } },
		});
		expect(sandbox.messages(sessionId)).toHaveLength(1);
	});

	test.each([
		['text', 'Hello'],
		['note', 'For us'],
		['file', { name: 'a.png', url: 'http://127.0.0.1/a.png', type: 'image/png' }],
		['animation', { url: 'http://127.0.0.1/a.gif', type: 'image/gif' }],
		['audio', { url: 'http://127.0.0.1/a.mp3', type: 'audio/mp3', duration: 4 }],
		[
			'picker',
			{ id: 'a', text: 'Which?', choices: [{ value: '1', label: 'One', selected: false }] },
		],
		['field', { id: 'a', text: 'Your number?', explain: 'With country code' }],
		[
			'carousel',
			{
				text: 'Look',
				targets: [
					{ title: 'T', description: 'D', actions: [{ label: 'L', url: 'http://127.0.0.1' }] },
				],
			},
		],
		['event', { namespace: 'state:resolved' }],
	])('works for the type %s', async (type, content) => {
		const { sandbox, sessionId, call, path } = await conversation();
		expect((await call('POST', path, { ...base, type, content })).status).toBe(202);
		expect(sandbox.messages(sessionId)[1]).toMatchObject({ type, content });
	});

	test('keeps who sent it, and speaks as the operator with a user token', async () => {
		const { sandbox, sessionId, call, path } = await conversation();
		const user = { type: 'participant', nickname: 'Acme Bot' };
		await call('POST', path, { ...base, user, automated: true });
		await api(sandbox, 'user')('POST', path, base);
		await call('POST', path, { ...base, from: 'user' });
		expect(sandbox.messages(sessionId).slice(1)).toMatchObject([
			{ user, automated: true },
			{ user: { nickname: 'Olivia Owner' }, automated: false },
			{ from: 'user', user: { user_id: sessionId } },
		]);
	});

	test('keeps the raw source of a message under an id of its own', async () => {
		const { sandbox, sessionId, call, path } = await conversation();
		await call('POST', path, {
			...base,
			from: 'user',
			origin: 'email',
			original: { type: 'email', content: 'Raw text' },
		});
		const { original } = sandbox.messages(sessionId)[1];
		const id = original?.original_id;
		expect(
			(await call('GET', `{w}/conversation/${sessionId}/original/${id}`)).body?.data,
		).toMatchObject({ original_id: id, type: 'email', content: 'Raw text' });
	});

	test('ends at 10,000 messages', async () => {
		const { sandbox, sessionId, call, path } = await conversation();
		const { messages } = sandbox.world.websites
			.get(sandbox.websiteId)
			?.conversations.get(sessionId) as { messages: unknown[] };
		messages.push(...Array<unknown>(9_999).fill(messages[0]));
		expect(await call('POST', path, base)).toMatchObject({
			status: 409,
			body: { reason: 'too_many_messages' },
		});
	});
});

describe('Marks of reading', () => {
	test('name the channel, and can be limited to some messages', async () => {
		const { sandbox, sessionId, call } = await conversation();
		const second = sandbox.visitor.say('Second', { sessionId });
		await call('PATCH', `{w}/conversation/${sessionId}/read`, {
			from: 'user',
			origin: 'urn:crisp.im:slack:0',
			fingerprints: [String(second.fingerprint)],
		});
		expect(sandbox.messages(sessionId).map(({ read }) => read)).toEqual([
			'',
			'urn:crisp.im:slack:0',
		]);
		expect(sandbox.conversations()[0].unread.operator).toBe(1);
	});

	test('need from and origin', async () => {
		const { sessionId, call } = await conversation();
		const path = `{w}/conversation/${sessionId}/read`;
		expect((await call('PATCH', path, { from: 'user' })).body?.data).toEqual({
			message: "data should have required property '.origin'",
		});
	});
});
