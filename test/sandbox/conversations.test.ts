import { INBOX_ID, OPERATOR_IDS } from '../../sandbox';
import { api, sandboxForTest, standingClock } from './support';

const text = (content: string, from = 'operator') => ({
	type: 'text',
	from,
	origin: 'chat',
	content,
});

describe('A conversation', () => {
	test('is created pending and stays out of the list until its visitor has written', async () => {
		const sandbox = await sandboxForTest();
		const call = api(sandbox);
		const created = await call('POST', '{w}/conversation');
		expect(created).toMatchObject({ status: 201, body: { error: false, reason: 'added' } });
		const { session_id: id } = created.body?.data as { session_id: string };
		expect(id).toMatch(/^session_[0-9a-f-]{36}$/);
		expect(await call('GET', `{w}/conversation/${id}/state`)).toMatchObject({
			body: { data: { state: 'pending' } },
		});
		const lengths = async () => [
			((await call('GET', '{w}/conversations/1')).body?.data as unknown[]).length,
			((await call('GET', '{w}/conversations/1?include_empty=1')).body?.data as unknown[]).length,
		];
		expect(await lengths()).toEqual([0, 1]);
		await call('POST', `{w}/conversation/${id}/message`, text('Hello'));
		expect(await lengths()).toEqual([0, 1]);
		await call('POST', `{w}/conversation/${id}/message`, text('Hello', 'user'));
		expect(await lengths()).toEqual([1, 1]);
	});

	test('is opened again by its visitor when it was resolved, and only then', async () => {
		const sandbox = await sandboxForTest();
		const call = api(sandbox);
		const { sessionId } = sandbox.visitor.say('Hello');
		const state = () => sandbox.conversations()[0].state;
		expect(state()).toBe('pending');

		await call('PATCH', `{w}/conversation/${sessionId}/state`, { state: 'resolved' });
		await call('POST', `{w}/conversation/${sessionId}/message`, text('Anything else?'));
		expect(state()).toBe('resolved');
		sandbox.visitor.say('Yes', { sessionId });
		expect(state()).toBe('unresolved');
	});

	test('counts what each side has not read, and shows the last message', async () => {
		const clock = standingClock();
		const sandbox = await sandboxForTest({ clock });
		const call = api(sandbox);
		const { sessionId } = sandbox.visitor.say('One');
		clock.move(1_000);
		sandbox.visitor.say('Two', { sessionId });
		const one = () => sandbox.conversations()[0];
		expect(one()).toMatchObject({
			unread: { operator: 2, visitor: 0 },
			waiting_since: 1_700_000_000_000,
			updated_at: 1_700_000_001_000,
			last_message: 'Two',
			active: { now: true },
		});

		await call('PATCH', `{w}/conversation/${sessionId}/read`, { from: 'user', origin: 'chat' });
		await call('POST', `{w}/conversation/${sessionId}/message`, text('Three'));
		expect(one()).toMatchObject({
			unread: { operator: 0, visitor: 1 },
			waiting_since: null,
			preview_message: { from: 'operator', excerpt: 'Three' },
		});
		sandbox.visitor.read(sessionId);
		expect(one().unread).toEqual({ operator: 0, visitor: 0 });
		await call('PATCH', `{w}/conversation/${sessionId}/unread`, { from: 'operator' });
		expect(one().unread).toEqual({ operator: 1, visitor: 0 });
	});

	test('does not count notes, show them as last message or show them to the visitor', async () => {
		const sandbox = await sandboxForTest();
		const { sessionId } = sandbox.visitor.say('Hello');
		const note = {
			...text('He was rude before'),
			type: 'note',
			mentions: [OPERATOR_IDS.member],
		};
		const sent = await api(sandbox)('POST', `{w}/conversation/${sessionId}/message`, note);
		expect(sent.status).toBe(202);
		expect(sandbox.conversations()[0]).toMatchObject({
			last_message: 'Hello',
			unread: { visitor: 0 },
			mentions: [OPERATOR_IDS.member],
		});
		expect(sandbox.visitor.sees(sessionId).map(({ content }) => content)).toEqual(['Hello']);
		expect(sandbox.messages(sessionId)).toHaveLength(2);
	});

	test('replaces the segments and the data that a PATCH of its metas sends', async () => {
		const sandbox = await sandboxForTest();
		const call = api(sandbox);
		const { sessionId } = sandbox.visitor.say('Hello', { nickname: 'Jane' });
		const path = `{w}/conversation/${sessionId}/meta`;
		await call('PATCH', path, { segments: ['a', 'b'], data: { x: 1, y: true } });
		await call('PATCH', path, { segments: ['c'], data: { z: 'three' } });
		expect(await call('GET', path)).toMatchObject({
			body: { data: { nickname: 'Jane', segments: ['c'], data: { z: 'three' } } },
		});
		expect(sandbox.conversations()[0].meta.data).toEqual({ z: 'three' });
	});

	test('takes the metas that Crisp has and passes over others', async () => {
		const sandbox = await sandboxForTest();
		const { sessionId } = sandbox.visitor.say('Hello');
		await api(sandbox)('PATCH', `{w}/conversation/${sessionId}/meta`, {
			phone: '+33612345678',
			shoe_size: 43,
			constructor: 'x',
		});
		const { meta } = sandbox.conversations()[0];
		expect(meta.phone).toBe('+33612345678');
		expect(Object.keys(meta)).not.toContain('shoe_size');
		expect(Object.keys(meta)).not.toContain('constructor');
	});

	test('merges the data where the sandbox is told to', async () => {
		const sandbox = await sandboxForTest({ guesses: { metaData: 'merged' } });
		const { sessionId } = sandbox.visitor.say('Hello');
		const path = `{w}/conversation/${sessionId}/meta`;
		await api(sandbox)('PATCH', path, { data: { x: 1 } });
		await api(sandbox)('PATCH', path, { data: { y: 2 } });
		expect(sandbox.conversations()[0].meta.data).toEqual({ x: 1, y: 2 });
	});

	test('is bound to the contact with its email, who is created where there is none', async () => {
		const sandbox = await sandboxForTest();
		const first = sandbox.visitor.say('Hello', { nickname: 'Jane', email: 'jane@example.com' });
		expect(sandbox.contacts()).toMatchObject([
			{ email: 'jane@example.com', person: { nickname: 'Jane' } },
		]);
		const [{ people_id: peopleId }] = sandbox.contacts();
		const second = sandbox.visitor.say('Me again', { email: 'Jane@Example.com' });
		expect(sandbox.contacts()).toHaveLength(1);
		expect(sandbox.conversations().map(({ people_id }) => people_id)).toEqual([peopleId, peopleId]);

		const { body } = await api(sandbox)('GET', `{w}/people/conversations/${peopleId}/list/1`);
		expect((body?.data as string[]).sort()).toEqual([first.sessionId, second.sessionId].sort());
	});

	test('is assigned, moved to an inbox, blocked, verified and given participants', async () => {
		const sandbox = await sandboxForTest();
		const call = api(sandbox);
		const { sessionId } = sandbox.visitor.say('Hello');
		const path = `{w}/conversation/${sessionId}`;
		const participants = [{ type: 'email', target: 'boss@example.com' }];
		await call('PATCH', `${path}/routing`, { assigned: { user_id: OPERATOR_IDS.member } });
		await call('PATCH', `${path}/inbox`, { inbox_id: INBOX_ID });
		await call('PATCH', `${path}/block`, { blocked: true });
		await call('PATCH', `${path}/verify`, { verified: true });
		await call('PUT', `${path}/participants`, { participants });

		expect(sandbox.conversations()[0]).toMatchObject({
			assigned: { user_id: OPERATOR_IDS.member },
			inbox_id: INBOX_ID,
			is_blocked: true,
			is_verified: true,
			participants,
		});
		expect((await call('GET', `${path}/participants`)).body?.data).toEqual({ participants });
		expect((await call('GET', `${path}/block`)).body?.data).toEqual({ blocked: true });
		expect(() => sandbox.visitor.say('Let me in', { sessionId })).toThrow('not_allowed');

		await call('PATCH', `${path}/routing`, { assigned: null });
		await call('PATCH', `${path}/inbox`, { inbox_id: null });
		expect(sandbox.conversations()[0]).toMatchObject({ assigned: null, inbox_id: null });
	});
});

describe('The list of conversations', () => {
	async function three() {
		const clock = standingClock(Date.parse('2026-03-01T12:00:00Z'));
		const sandbox = await sandboxForTest({ clock });
		const sessions = ['Refund please', 'Login fails', 'Refund again'].map((line, index) => {
			clock.move(3_600_000);
			const { sessionId } = sandbox.visitor.say(line, { nickname: `Visitor ${index}` });
			return sessionId;
		});
		const call = api(sandbox);
		const found = async (query: string) => {
			const reply = await call('GET', `{w}/conversations/1?${query}`);
			expect(reply.status).toBe(206);
			const items = reply.body?.data as Array<{ session_id: string }>;
			return items.map(({ session_id }) => sessions.indexOf(session_id));
		};
		return { clock, sandbox, sessions, call, found };
	}
	const filter = (...conditions: object[]) =>
		`search_type=filter&search_query=${encodeURIComponent(JSON.stringify(conditions))}`;

	test('shows the one that changed last first, or the order that is asked for', async () => {
		const { clock, sessions, found, call } = await three();
		expect(await found('')).toEqual([2, 1, 0]);
		clock.move(1_000);
		await call('POST', `{w}/conversation/${sessions[0]}/message`, text('Sure'));
		expect(await found('')).toEqual([0, 2, 1]);
		expect(await found('order_date_created=1')).toEqual([2, 1, 0]);
		expect(await found('order_date_waiting=1')).toEqual([1, 2, 0]);
	});

	test('narrows by state, reading, assignment, inbox, mention and date', async () => {
		const { sessions, found, call } = await three();
		await call('PATCH', `{w}/conversation/${sessions[0]}/state`, { state: 'resolved' });
		await call('PATCH', `{w}/conversation/${sessions[1]}/read`, { from: 'user', origin: 'chat' });
		await call('PATCH', `{w}/conversation/${sessions[1]}/routing`, {
			assigned: { user_id: OPERATOR_IDS.owner },
		});
		await call('PATCH', `{w}/conversation/${sessions[2]}/inbox`, { inbox_id: INBOX_ID });
		await call('POST', `{w}/conversation/${sessions[2]}/message`, {
			...text('Look at this'),
			type: 'note',
			mentions: [OPERATOR_IDS.owner],
		});

		expect(await found('filter_resolved=1')).toEqual([0]);
		expect((await found('filter_not_resolved=1')).sort()).toEqual([1, 2]);
		expect((await found('filter_unread=1')).sort()).toEqual([0, 2]);
		expect(await found(`filter_assigned=${OPERATOR_IDS.owner}`)).toEqual([1]);
		expect(await found(`filter_assigned=${OPERATOR_IDS.member}`)).toEqual([]);
		expect((await found('filter_unassigned=1')).sort()).toEqual([0, 2]);
		expect(await found(`filter_inbox_id=${INBOX_ID}`)).toEqual([2]);
		expect(await found(`filter_mention=${OPERATOR_IDS.owner}`)).toEqual([2]);
		expect(
			await found(
				'filter_date_start=2026-03-01T13:30:00.000Z&filter_date_end=2026-03-01T14:30:00.000Z',
			),
		).toEqual([1]);
	});

	test('searches texts, segments and conditions', async () => {
		const { sessions, found, call } = await three();
		await call('PATCH', `{w}/conversation/${sessions[1]}/meta`, {
			segments: ['vip'],
			data: { seats: 12 },
		});
		expect((await found('search_query=refund')).sort()).toEqual([0, 2]);
		expect(await found('search_type=segment&search_query=vip')).toEqual([1]);
		const seats = { model: 'session', criterion: 'data.seats', operator: 'gte', query: ['10'] };
		const name = { model: 'session', criterion: 'nickname', operator: 'eq', query: ['Visitor 2'] };
		expect(await found(filter(seats))).toEqual([1]);
		expect(await found(filter(seats, name))).toEqual([]);
		expect((await found(`${filter(seats, name)}&search_operator=or`)).sort()).toEqual([1, 2]);
	});

	test('refuses a search that is too long and a filter that it cannot read', async () => {
		const { call } = await three();
		expect(await call('GET', `{w}/conversations/1?search_query=${'x'.repeat(501)}`)).toMatchObject({
			status: 400,
			body: { error: true, reason: 'search_query_too_long' },
		});
		for (const query of ['search_type=filter&search_query=x', filter({ criterion: 'email' })]) {
			expect(await call('GET', `{w}/conversations/1?${query}`)).toMatchObject({
				status: 400,
				body: { reason: 'invalid_data' },
			});
		}
	});
});
