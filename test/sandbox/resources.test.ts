import { INBOX_ID, OPERATOR_IDS, SECOND_WEBSITE_ID, seedDemo, TEAM_ID } from '../../sandbox';
import { PLUGIN_ID } from '../../sandbox/rest/routes/connect';
import type { Reply } from './support';
import { api, listenTo, sandboxForTest, standingClock } from './support';

const data = <T>({ body }: Reply): T => body?.data as T;

describe('Contacts', () => {
	const jane = {
		email: 'jane@example.com',
		person: { nickname: 'Jane', employment: { title: 'CTO', name: 'Acme' } },
		company: { name: 'Acme' },
		segments: ['customer'],
		notepad: 'Met at the fair',
	};

	async function withJane() {
		const clock = standingClock();
		const sandbox = await sandboxForTest({ clock });
		const call = api(sandbox);
		const created = await call('POST', '{w}/people/profile', jane);
		expect(created).toMatchObject({ status: 201, body: { reason: 'added' } });
		const { people_id: id } = data<{ people_id: string }>(created);
		return { clock, sandbox, call, id, at: `{w}/people/profile/${id}` };
	}

	test('PATCH changes what is sent at every depth, PUT empties the rest', async () => {
		const { clock, call, at } = await withJane();
		clock.move(1_000);
		await call('PATCH', at, { person: { employment: { title: 'CEO' } }, segments: ['vip'] });
		expect(data(await call('GET', at))).toMatchObject({
			person: { nickname: 'Jane', employment: { title: 'CEO', name: 'Acme' } },
			segments: ['vip'],
			notepad: 'Met at the fair',
			active: { now: true, last: 1_700_000_000_000 },
			created_at: 1_700_000_000_000,
			updated_at: 1_700_000_001_000,
		});
		await call('PUT', at, { person: { nickname: 'J' } });
		expect(data(await call('GET', at))).toMatchObject({
			email: 'jane@example.com',
			person: { nickname: 'J' },
			company: {},
			segments: [],
			notepad: '',
		});
	});

	test('are found by id and by email on every route, whatever its case', async () => {
		const { call, id } = await withJane();
		for (const name of [id, 'jane@example.com', 'JANE%40example.com']) {
			expect((await call('HEAD', `{w}/people/profile/${name}`)).status).toBe(200);
			expect((await call('GET', `{w}/people/data/${name}`)).status).toBe(200);
			expect((await call('GET', `{w}/people/conversations/${name}/list/1`)).status).toBe(200);
		}
		expect((await call('HEAD', '{w}/people/profile/other')).status).toBe(404);
	});

	test.each([
		[{ person: { nickname: 'J' } }, "data should have required property '.email'"],
		[{ email: 'a@b.c' }, "data should have required property '.person'"],
		[{ email: 'a@b.c', person: {} }, "data.person should have required property 'nickname'"],
		[{ email: 'a', person: { nickname: 'J' } }, 'data.email should match format "email"'],
	])('are not created from %j', async (body, message) => {
		const { call } = await withJane();
		expect(await call('POST', '{w}/people/profile', body)).toMatchObject({
			status: 400,
			body: { reason: 'invalid_data', data: { message } },
		});
	});

	test('keep one email each', async () => {
		const { call } = await withJane();
		const tom = { email: 'tom@example.com', person: { nickname: 'Tom' } };
		const { people_id: id } = data<{ people_id: string }>(
			await call('POST', '{w}/people/profile', tom),
		);
		expect(
			await call('PATCH', `{w}/people/profile/${id}`, { email: 'jane@example.com' }),
		).toMatchObject({ status: 409, body: { reason: 'people_exists' } });
		expect(
			await call('PATCH', `{w}/people/profile/${id}`, { email: 'Tom@example.com' }),
		).toMatchObject({ status: 200 });
	});

	test('have data that PATCH adds to and PUT replaces', async () => {
		const { call, id } = await withJane();
		const path = `{w}/people/data/${id}`;
		await call('PATCH', path, { data: { a: 1 } });
		await call('PATCH', path, { data: { b: 'two' } });
		expect(data(await call('GET', path))).toEqual({ data: { a: 1, b: 'two' } });
		await call('PUT', path, { data: { c: true } });
		expect(data(await call('GET', path))).toEqual({ data: { c: true } });
		expect((await call('PATCH', path, { data: { d: { e: 1 } } })).status).toBe(400);
		expect((await call('PATCH', path, { c: 1 })).status).toBe(400);
		expect(data(await call('GET', '{w}/people/suggest/data/1'))).toEqual([{ key: 'c', count: 1 }]);
	});

	test('have events, the newest first, and a subscription', async () => {
		const { clock, call, id } = await withJane();
		const path = `{w}/people/events/${id}`;
		await call('POST', path, { text: 'Signed up' });
		clock.move(1_000);
		await call('POST', path, { text: 'Renewed', data: { amount: 490 }, color: 'green' });
		expect(data(await call('GET', `${path}/list/1`))).toEqual([
			{ text: 'Renewed', data: { amount: 490 }, color: 'green', timestamp: 1_700_000_001_000 },
			{ text: 'Signed up', data: {}, color: 'black', timestamp: 1_700_000_000_000 },
		]);
		expect((await call('POST', path, { data: {} })).status).toBe(400);
		await call('PATCH', `{w}/people/subscription/${id}`, { email: false });
		expect(data(await call('GET', `{w}/people/subscription/${id}`))).toEqual({ email: false });
	});

	test('are listed by text, condition and order', async () => {
		const { clock, call } = await withJane();
		clock.move(1_000);
		await call('POST', '{w}/people/profile', {
			email: 'tom@example.com',
			person: { nickname: 'Tom' },
			segments: ['lead', 'vip'],
		});
		const found = async (query: string) =>
			data<Array<{ email: string }>>(await call('GET', `{w}/people/profiles/1?${query}`)).map(
				({ email }) => email.split('@')[0],
			);
		const filter = (criterion: string, operator: string, ...query: string[]) =>
			`search_filter=${encodeURIComponent(
				JSON.stringify([{ model: 'people', criterion, operator, query }]),
			)}`;
		expect(await found('')).toEqual(['tom', 'jane']);
		expect(await found('sort_field=email&sort_order=ascending')).toEqual(['jane', 'tom']);
		expect(await found('search_text=FAIR')).toEqual(['jane']);
		expect(await found(filter('email', 'eq', 'jane@example.com'))).toEqual(['jane']);
		expect(await found(filter('segments', 'eq', 'vip'))).toEqual(['tom']);
		expect(await found(filter('person.employment.title', 'has', 'ct'))).toEqual(['jane']);
		expect(await found(filter('segments', 'neq', 'vip'))).toEqual(['jane']);
		expect((await call('GET', '{w}/people/profiles/1?search_filter=x')).status).toBe(400);
		expect(data(await call('GET', '{w}/people/stats'))).toEqual({ total: 2 });
		expect(data(await call('GET', '{w}/people/suggest/segments/1'))).toEqual([
			{ segment: 'customer', count: 1 },
			{ segment: 'lead', count: 1 },
			{ segment: 'vip', count: 1 },
		]);
	});

	test('leave their conversations behind when they are removed', async () => {
		const { sandbox, call, at } = await withJane();
		sandbox.visitor.say('Hello', { email: 'jane@example.com' });
		expect((await call('DELETE', at)).body).toMatchObject({ error: false, reason: 'deleted' });
		expect(sandbox.conversations()).toMatchObject([{ people_id: null }]);
		expect((await call('GET', at)).status).toBe(404);
	});
});

describe('Campaigns', () => {
	const complete = {
		subject: 'News',
		message: 'Hello',
		sender: { user_id: OPERATOR_IDS.owner },
		recipients: { type: 'all' },
	};

	async function withCampaign(type: 'one-shot' | 'automated') {
		const sandbox = await sandboxForTest();
		const call = api(sandbox, 'user');
		const created = await call('POST', '{w}/campaign', { type, name: 'News' });
		expect(created.status).toBe(201);
		const { campaign_id: id } = data<{ campaign_id: string }>(created);
		return { sandbox, call, id, at: `{w}/campaign/${id}` };
	}

	test('run until they are paused where they are automated', async () => {
		const { call, at } = await withCampaign('automated');
		await call('PATCH', at, complete);
		expect((await call('POST', `${at}/dispatch`)).body?.reason).toBe('campaign_not_ready');
		await call('PATCH', at, { flow: { launch_event: 'people:event' } });
		expect((await call('POST', `${at}/pause`)).body?.reason).toBe('campaign_not_running');
		expect((await call('POST', `${at}/dispatch`)).status).toBe(200);
		expect(data(await call('GET', at))).toMatchObject({ running: true, dispatched: true });
		expect((await call('POST', `${at}/resume`)).body?.reason).toBe('campaign_not_paused');
		expect((await call('POST', `${at}/pause`)).status).toBe(200);
		expect(data(await call('GET', at))).toMatchObject({ running: false });
		expect((await call('POST', `${at}/resume`)).status).toBe(200);
	});

	test('reach those who subscribed and are addressed', async () => {
		const { call, at, id } = await withCampaign('one-shot');
		const people = await Promise.all(
			['a', 'b', 'c'].map(async (name) => {
				const body = { email: `${name}@example.com`, person: { nickname: name } };
				return data<{ people_id: string }>(await call('POST', '{w}/people/profile', body))
					.people_id;
			}),
		);
		await call('PATCH', `{w}/people/subscription/${people[0]}`, { email: false });
		const recipients = { type: 'people', people: people.slice(0, 2) };
		await call('PUT', at, { ...complete, recipients });
		expect(data(await call('GET', `${at}/recipients/1`))).toMatchObject([{ people_id: people[1] }]);
		await call('POST', `${at}/dispatch`);
		expect(data(await call('GET', at))).toMatchObject({ reached: 1, progress: 100 });
		expect(data(await call('GET', `{w}/people/campaigns/${people[1]}/list/1`))).toMatchObject([
			{ campaign_id: id, name: 'News' },
		]);
		expect((await call('POST', `${at}/pause`)).body?.reason).toBe('campaign_not_running');
	});

	test('are overwritten by PUT and changed by PATCH', async () => {
		const { call, at } = await withCampaign('one-shot');
		await call('PUT', at, { ...complete, tag: 'news', options: { tracking: true } });
		await call('PATCH', at, { options: { deliver_to_email: true } });
		expect(data(await call('GET', at))).toMatchObject({
			tag: 'news',
			ready: true,
			options: { tracking: true, deliver_to_email: true },
		});
		await call('PUT', at, { subject: 'Only this' });
		expect(data(await call('GET', at))).toMatchObject({
			name: 'News',
			subject: 'Only this',
			tag: '',
			message: '',
			options: {},
			ready: false,
		});
		expect((await call('PATCH', at, { format: 'word' })).status).toBe(400);
	});

	test('are listed by name, tag, type and status, without their texts', async () => {
		const { call, at } = await withCampaign('one-shot');
		await call('POST', '{w}/campaign', { type: 'automated', name: 'Welcome' });
		await call('PATCH', at, { ...complete, tag: 'spring' });
		const names = async (query: string) =>
			data<Array<{ name: string }>>(await call('GET', `{w}/campaigns/list/1?${query}`)).map(
				({ name }) => name,
			);
		expect(await names('')).toEqual(['Welcome', 'News']);
		expect(await names('search_name=new')).toEqual(['News']);
		expect(await names('filter_tag=spring')).toEqual(['News']);
		expect(await names('filter_type_automated=1')).toEqual(['Welcome']);
		expect(await names('filter_status_ready=1')).toEqual(['News']);
		expect(await names('filter_status_ready=1&filter_status_not_configured=1')).toHaveLength(2);
		await call('POST', `${at}/dispatch`);
		expect(await names('filter_status_done=1')).toEqual(['News']);
		expect(data(await call('GET', '{w}/campaigns/tags'))).toEqual(['spring']);
		expect(data<object[]>(await call('GET', '{w}/campaigns/list/1'))[0]).not.toHaveProperty(
			'message',
		);
	});

	test('are tested when ready, and removed', async () => {
		const { call, at } = await withCampaign('one-shot');
		expect((await call('POST', `${at}/test`)).status).toBe(409);
		await call('PATCH', at, complete);
		expect((await call('POST', `${at}/test`)).status).toBe(200);
		expect((await call('HEAD', at)).status).toBe(200);
		expect((await call('DELETE', at)).body?.reason).toBe('deleted');
		expect((await call('HEAD', at)).status).toBe(404);
	});

	test('have templates', async () => {
		const sandbox = await sandboxForTest();
		const call = api(sandbox);
		const created = await call('POST', '{w}/campaigns/template', { format: 'html', name: 'Basic' });
		const at = `{w}/campaigns/template/${data<{ template_id: string }>(created).template_id}`;
		await call('PATCH', at, { content: '<p>{{url.unsubscribe}}</p>' });
		expect(data(await call('GET', at))).toMatchObject({
			type: 'custom',
			name: 'Basic',
			content: '<p>{{url.unsubscribe}}</p>',
		});
		expect(data(await call('GET', '{w}/campaigns/templates/1?filter_type_custom=1'))).toHaveLength(
			1,
		);
		expect(data(await call('GET', '{w}/campaigns/templates/1?filter_type_static=1'))).toEqual([]);
		await call('PUT', at, { name: 'Plain' });
		expect(data(await call('GET', at))).toMatchObject({ name: 'Plain', content: '' });
		await call('DELETE', at);
		expect((await call('HEAD', at)).status).toBe(404);
	});
});

describe('Operators, inboxes and teams', () => {
	test('operators are listed, and those online are active', async () => {
		const clock = standingClock();
		const sandbox = await sandboxForTest({ clock });
		clock.move(60_000);
		const call = api(sandbox);
		expect(data(await call('GET', '{w}/operators/list'))).toMatchObject([
			{ type: 'operator', details: { user_id: OPERATOR_IDS.owner, role: 'owner' } },
			{ type: 'operator', details: { user_id: OPERATOR_IDS.member, role: 'member' } },
		]);
		expect(data(await call('GET', '{w}/operators/active'))).toEqual([
			{
				user_id: OPERATOR_IDS.owner,
				avatar: null,
				nickname: 'Olivia Owner',
				timestamp: 1_700_000_000_000,
			},
		]);
		expect(data(await call('GET', '{w}/availability/status'))).toEqual({
			status: 'online',
			since: 1_700_000_000_000,
		});
		expect(data<object[]>(await call('GET', '{w}/availability/operators'))[1]).toEqual({
			user_id: OPERATOR_IDS.member,
			type: 'offline',
			time: { for: 60, since: 1_700_000_000_000 },
		});
		expect(data(await call('GET', `{w}/operator/${OPERATOR_IDS.member}`))).toMatchObject({
			email: 'marc@acme.example',
		});
	});

	test('an operator changes role and goes', async () => {
		const call = api(await sandboxForTest(), 'user');
		const at = `{w}/operator/${OPERATOR_IDS.member}`;
		await call('PATCH', at, { role: 'owner', title: 'Boss' });
		expect(data(await call('GET', at))).toMatchObject({ role: 'owner', title: 'Boss' });
		await call('DELETE', at);
		expect((await call('GET', at)).status).toBe(404);
	});

	test('an inbox names the operators of its teams, is created, ordered, changed, removed', async () => {
		const sandbox = await sandboxForTest();
		const call = api(sandbox, 'user');
		expect(data(await call('GET', `{w}/inbox/${INBOX_ID}`))).toMatchObject({
			name: 'Billing',
			teams: [TEAM_ID],
			team_operators: [OPERATOR_IDS.owner],
		});
		const created = await call('POST', '{w}/inbox', {
			name: 'VIP',
			conditions: [{ model: 'session', criterion: 'segments', operator: 'eq', query: ['vip'] }],
		});
		const { inbox_id: id } = data<{ inbox_id: string }>(created);
		const names = async () =>
			data<Array<{ name: string }>>(await call('GET', '{w}/inboxes/list/1')).map(
				({ name }) => name,
			);
		expect(await names()).toEqual(['VIP', 'Billing']);
		await call('PATCH', '{w}/inboxes/batch/order', { orders: [{ inbox_id: id, order: 9 }] });
		expect(await names()).toEqual(['Billing', 'VIP']);
		await call('PUT', `{w}/inbox/${id}`, { name: 'Very important' });
		expect(data(await call('GET', `{w}/inbox/${id}`))).toMatchObject({
			name: 'Very important',
			conditions: [],
		});

		const { sessionId } = sandbox.visitor.say('Hello');
		await call('PATCH', `{w}/conversation/${sessionId}/inbox`, { inbox_id: id });
		await call('DELETE', `{w}/inbox/${id}`);
		expect((await call('HEAD', `{w}/inbox/${id}`)).status).toBe(404);
		expect(sandbox.conversations()).toMatchObject([{ inbox_id: null }]);
	});

	test('a team is created, changed and removed', async () => {
		const call = api(await sandboxForTest());
		const created = await call('POST', '{w}/team', {
			name: 'Night',
			operators: [OPERATOR_IDS.owner],
		});
		const at = `{w}/team/${data<{ team_id: string }>(created).team_id}`;
		await call('PUT', at, { name: 'Day' });
		expect(data(await call('GET', at))).toMatchObject({ name: 'Day', operators: [] });
		expect(data(await call('GET', '{w}/teams/list/1'))).toHaveLength(2);
		await call('DELETE', at);
		expect((await call('HEAD', at)).status).toBe(404);
	});
});

describe('The website', () => {
	test('has settings that are merged', async () => {
		const call = api(await sandboxForTest());
		await call('PATCH', '{w}/settings', { chatbox: { tile: 'a' }, name: 'Acme Inc' });
		await call('PATCH', '{w}/settings', { chatbox: { locale: 'fr' } });
		expect(data(await call('GET', '{w}/settings'))).toMatchObject({
			name: 'Acme Inc',
			chatbox: { tile: 'a', locale: 'fr' },
		});
		expect(data(await call('GET', '{w}'))).toMatchObject({ name: 'Acme Inc' });
	});

	test('suggests the segments and data keys that its conversations use', async () => {
		const sandbox = await sandboxForTest();
		const call = api(sandbox);
		for (const segments of [['vip', 'lead'], ['vip']]) {
			const { sessionId } = sandbox.visitor.say('Hello');
			await call('PATCH', `{w}/conversation/${sessionId}/meta`, { segments, data: { plan: 'a' } });
		}
		expect(data(await call('GET', '{w}/conversations/suggest/segments/1'))).toEqual([
			{ segment: 'vip', count: 2 },
			{ segment: 'lead', count: 1 },
		]);
		expect(data(await call('GET', '{w}/conversations/suggest/data/1'))).toEqual([
			{ key: 'plan', count: 2 },
		]);
	});
});

describe('The plugin', () => {
	test('knows itself and the websites that installed it', async () => {
		const sandbox = await sandboxForTest();
		const call = api(sandbox, 'plugin');
		expect(data(await call('GET', 'plugin/connect/account'))).toEqual({ plugin_id: PLUGIN_ID });
		expect((await call('HEAD', 'plugin/connect/session')).status).toBe(200);
		const ids = async () =>
			data<Array<{ website_id: string }>>(await call('GET', 'plugin/connect/websites/all/1')).map(
				({ website_id }) => website_id,
			);
		expect(await ids()).toEqual([sandbox.websiteId, SECOND_WEBSITE_ID]);
		const user = api(sandbox, 'user');
		const at = `plugins/subscription/${SECOND_WEBSITE_ID}`;
		await user('DELETE', `${at}/${PLUGIN_ID}`);
		expect(await ids()).toEqual([sandbox.websiteId]);
		expect(await call('GET', `website/${SECOND_WEBSITE_ID}`)).toMatchObject({
			status: 404,
			body: { reason: 'not_subscribed' },
		});
		await user('POST', at, { plugin_id: PLUGIN_ID });
		expect(await ids()).toHaveLength(2);
	});

	test('saves settings and speaks to other plugins', async () => {
		const sandbox = await sandboxForTest();
		const socket = await listenTo(sandbox, [
			'plugin:settings:saved',
			'plugin:channel',
			'plugin:event',
		]);
		const call = api(sandbox, 'plugin');
		const at = `plugins/subscription/${sandbox.websiteId}/${PLUGIN_ID}`;
		await call('PUT', `${at}/settings`, { a: 1 });
		await call('PATCH', `${at}/settings`, { b: 2 });
		await call('POST', `${at}/channel`, { namespace: 'n', payload: { x: 1 } });
		await call('POST', `${at}/event`, { name: 'done' });
		await socket.first('plugin:event');
		expect(data(await call('GET', `${at}/settings`))).toMatchObject({ settings: { a: 1, b: 2 } });
		expect(socket.events.slice(1)).toMatchObject([
			{ payload: { plugin_id: PLUGIN_ID, settings: { a: 1 } } },
			{ payload: { settings: { a: 1, b: 2 } } },
			{ name: 'plugin:channel', payload: { namespace: 'n', payload: { x: 1 } } },
			{ name: 'plugin:event', payload: { name: 'done' } },
		]);
	});
});

describe('Batches', () => {
	test('change many conversations with one request', async () => {
		const sandbox = await sandboxForTest();
		const call = api(sandbox, 'user');
		const sessions = ['One', 'Two', 'Three'].map((text) => sandbox.visitor.say(text).sessionId);
		const two = sessions.slice(0, 2);
		const run = async (name: string, body: object) => {
			expect((await call('PATCH', `{w}/batch/${name}`, body)).status).toBe(200);
		};
		await run('resolve', { sessions: two });
		await run('read', { sessions: two });
		await run('routing', { sessions: two, assigned: { user_id: OPERATOR_IDS.owner } });
		await run('inbox', { sessions: two, inbox_id: INBOX_ID });
		await run('segments', { sessions: two, segments: ['vip'] });
		await run('data', { sessions: two, data: { plan: 'pro' } });
		await run('block', { sessions: two, blocked: true });
		const changed = {
			state: 'resolved',
			unread: { operator: 0 },
			assigned: { user_id: OPERATOR_IDS.owner },
			inbox_id: INBOX_ID,
			is_blocked: true,
			meta: { segments: ['vip'], data: { plan: 'pro' } },
		};
		const untouched = { state: 'pending', unread: { operator: 1 }, is_blocked: false };
		expect(sandbox.conversations()).toMatchObject([changed, changed, untouched]);

		await run('unresolve', { sessions: [sessions[0]] });
		await run('unread', { sessions: [sessions[0]] });
		expect(sandbox.conversations()[0]).toMatchObject({
			state: 'unresolved',
			unread: { operator: 1 },
		});
		await run('remove', { sessions: two });
		expect(sandbox.conversations()).toHaveLength(1);
	});

	test('resolve and read all conversations, of one inbox, where none is named', async () => {
		const sandbox = await sandboxForTest();
		const call = api(sandbox, 'user');
		const [first] = ['One', 'Two'].map((text) => sandbox.visitor.say(text).sessionId);
		await call('PATCH', `{w}/conversation/${first}/inbox`, { inbox_id: INBOX_ID });
		await call('PATCH', '{w}/batch/resolve', { inbox_id: INBOX_ID });
		expect(sandbox.conversations().map(({ state }) => state)).toEqual(['resolved', 'pending']);
		await call('PATCH', '{w}/batch/resolve', {});
		expect(sandbox.conversations().map(({ state }) => state)).toEqual(['resolved', 'resolved']);
		expect((await call('PATCH', '{w}/batch/unresolve', {})).status).toBe(400);
	});

	test('change many contacts, named or found', async () => {
		const sandbox = await sandboxForTest();
		const call = api(sandbox, 'user');
		for (const name of ['a', 'b']) {
			await call('POST', '{w}/people/profile', {
				email: `${name}@example.com`,
				person: { nickname: name },
			});
		}
		const [a] = sandbox.contacts();
		const filter = [{ model: 'people', criterion: 'email', operator: 'has', query: ['b@'] }];
		await call('PATCH', '{w}/batch/segments', {
			people: { search: { filter, operator: 'and' } },
			segments: ['found'],
		});
		await call('PATCH', '{w}/batch/data', {
			people: { profiles: [a.people_id] },
			data: { plan: 'pro' },
		});
		expect(sandbox.contacts()).toMatchObject([
			{ segments: [], data: { plan: 'pro' } },
			{ segments: ['found'], data: {} },
		]);
		await call('PATCH', '{w}/batch/remove', { people: { profiles: [a.people_id] } });
		expect(sandbox.contacts()).toHaveLength(1);
	});
});

describe('An upload', () => {
	test('gets its address by an event, takes the file and gives it back', async () => {
		const sandbox = await sandboxForTest();
		const name = 'bucket:url:upload:generated';
		const own = await listenTo(sandbox, [name]);
		const other = await listenTo(sandbox, [name, 'message:send'], { tier: 'plugin' });
		const asked = await api(sandbox)('POST', 'bucket/url/generate', {
			namespace: 'upload',
			id: 'my-upload',
			file: { name: 'a b.txt', type: 'text/plain' },
			resource: { type: 'website', id: sandbox.websiteId },
		});
		expect(asked).toMatchObject({ status: 200, body: { data: {} } });
		const event = await own.first<{
			id: string;
			url: { signed: string; resource: string };
			policy: { size_limit: number };
		}>(name);
		expect(event).toMatchObject({
			id: 'my-upload',
			type: 'upload',
			resource: { type: 'website', id: sandbox.websiteId },
			policy: { size_limit: 10_000_000 },
		});

		const put = async (url: string, type: string, body = 'Hello') =>
			(await fetch(url, { method: 'PUT', headers: { 'content-type': type }, body })).status;
		expect((await fetch(event.url.resource)).status).toBe(404);
		expect(await put(event.url.signed, 'image/png')).toBe(403);
		expect(await put(event.url.resource, 'text/plain')).toBe(403);
		expect(await put(event.url.signed, 'text/plain', 'x'.repeat(10_000_001))).toBe(413);
		expect(await put(event.url.signed, 'text/plain')).toBe(200);
		const stored = await fetch(event.url.resource);
		expect(stored.headers.get('content-type')).toContain('text/plain');
		expect(await stored.text()).toBe('Hello');

		sandbox.visitor.say('Hello');
		await other.first('message:send');
		expect(other.named(name)).toEqual([]);
	});

	test('needs a namespace that exists and a file with name and type', async () => {
		const call = api(await sandboxForTest());
		for (const body of [
			{ namespace: 'cellar', id: 'a', file: { name: 'a', type: 'b' } },
			{ namespace: 'upload', id: 'a', file: { name: 'a' } },
			{ namespace: 'upload', file: { name: 'a', type: 'b' } },
		]) {
			expect((await call('POST', 'bucket/url/generate', body)).status).toBe(400);
		}
	});
});

test('The demo begins with contacts, conversations of every state and a campaign that is ready', async () => {
	const sandbox = await sandboxForTest({ seed: seedDemo });
	expect(sandbox.contacts()).toHaveLength(3);
	expect(
		sandbox
			.conversations()
			.map(({ state }) => state)
			.sort(),
	).toEqual(['pending', 'resolved', 'unresolved']);
	expect(data(await api(sandbox, 'user')('GET', '{w}/campaigns/list/1'))).toMatchObject([
		{ name: 'Spring newsletter', ready: true },
	]);
});
