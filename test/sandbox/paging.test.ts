import { api, sandboxForTest, standingClock } from './support';

const list = (body?: { data: unknown }) => body?.data as Array<Record<string, unknown>>;

describe('Pages of conversations and contacts', () => {
	test('hold 20 by default, up to 50 on request, and end with an empty one', async () => {
		const sandbox = await sandboxForTest();
		for (let index = 0; index < 41; index += 1) {
			sandbox.visitor.say(`Message ${index}`, { email: `visitor${index}@example.com` });
		}
		const call = api(sandbox);
		for (const path of ['{w}/conversations', '{w}/people/profiles']) {
			const sizes = async (query: string, pages: number[]) =>
				await Promise.all(
					pages.map(
						async (page) => list((await call('GET', `${path}/${page}${query}`)).body).length,
					),
				);
			expect(await sizes('', [1, 2, 3, 4])).toEqual([20, 20, 1, 0]);
			expect(await sizes('?per_page=41', [1, 2])).toEqual([41, 0]);
			expect(await sizes('?per_page=50', [1])).toEqual([41]);
		}
	});

	test('hold each item once', async () => {
		const sandbox = await sandboxForTest({ clock: standingClock() });
		for (let index = 0; index < 45; index += 1) sandbox.visitor.say(`Message ${index}`);
		const call = api(sandbox);
		const pages = await Promise.all(
			[1, 2, 3].map((page) => call('GET', `{w}/conversations/${page}`)),
		);
		const ids = pages.flatMap(({ body }) => list(body).map(({ session_id }) => session_id));
		expect(new Set(ids).size).toBe(45);
	});

	test.each(['0', '-1', 'x', '1.5'])('are refused under the number %s', async (page) => {
		const call = api(await sandboxForTest());
		expect(await call('GET', `{w}/conversations/${page}`)).toMatchObject({
			status: 400,
			body: { reason: 'invalid_data' },
		});
	});

	test.each(['19', '51', 'x'])('are refused with a size of %s', async (size) => {
		const call = api(await sandboxForTest());
		expect(await call('GET', `{w}/people/profiles/1?per_page=${size}`)).toMatchObject({
			status: 400,
			body: { reason: 'invalid_data' },
		});
	});
});

describe('Batches of messages', () => {
	/** A conversation with messages '0' to '89', one a second, whose times are returned. */
	async function ninety() {
		const clock = standingClock();
		const sandbox = await sandboxForTest({ clock });
		const { sessionId } = sandbox.visitor.say('0');
		for (let index = 1; index < 90; index += 1) {
			clock.move(1_000);
			sandbox.visitor.say(String(index), { sessionId });
		}
		const call = api(sandbox);
		const batch = async (query: string) => {
			const { body } = await call('GET', `{w}/conversation/${sessionId}/messages?${query}`);
			return list(body).map(({ content, timestamp }) => ({ content, timestamp }));
		};
		return { batch, call, sessionId };
	}
	const ends = (batch: Array<{ content: unknown }>) => [
		batch[0]?.content,
		batch.at(-1)?.content,
		batch.length,
	];

	test('are the newest 40 in ascending order, and go back by the time of the first', async () => {
		const { batch } = await ninety();
		const newest = await batch('');
		expect(ends(newest)).toEqual(['50', '89', 40]);
		const older = await batch(`timestamp_before=${newest[0].timestamp}`);
		expect(ends(older)).toEqual(['10', '49', 40]);
		const oldest = await batch(`timestamp_before=${older[0].timestamp}`);
		expect(ends(oldest)).toEqual(['0', '9', 10]);
		expect(await batch(`timestamp_before=${oldest[0].timestamp}`)).toEqual([]);
	});

	test('go forward from a time, and stand around one', async () => {
		const { batch } = await ninety();
		const start = 1_700_000_000_000;
		expect(ends(await batch(`timestamp_after=${start}`))).toEqual(['1', '40', 40]);
		expect(ends(await batch(`timestamp_after=${start + 88_000}`))).toEqual(['89', '89', 1]);
		expect(ends(await batch(`timestamp_around=${start + 45_000}`))).toEqual(['25', '64', 40]);
	});

	test('are refused for two times at once, and for a time that is none', async () => {
		const { call, sessionId } = await ninety();
		const path = `{w}/conversation/${sessionId}/messages`;
		for (const query of ['timestamp_before=1&timestamp_after=2', 'timestamp_before=yesterday']) {
			expect(await call('GET', `${path}?${query}`)).toMatchObject({ status: 400 });
		}
	});

	test('have no two messages of one time, even while the clock stands still', async () => {
		const sandbox = await sandboxForTest({ clock: standingClock() });
		const { sessionId } = sandbox.visitor.say('One');
		sandbox.visitor.say('Two', { sessionId });
		const times = sandbox.messages(sessionId).map(({ timestamp }) => timestamp);
		expect(times).toEqual([1_700_000_000_000, 1_700_000_000_001]);
	});

	test('hold a message with a time of its own where it belongs', async () => {
		const sandbox = await sandboxForTest({ clock: standingClock() });
		const { sessionId } = sandbox.visitor.say('Now');
		await api(sandbox)('POST', `{w}/conversation/${sessionId}/message`, {
			type: 'text',
			from: 'operator',
			origin: 'chat',
			content: 'Before',
			timestamp: 1_600_000_000_000,
			stealth: true,
		});
		expect(sandbox.messages(sessionId).map(({ content }) => content)).toEqual(['Before', 'Now']);
	});
});
