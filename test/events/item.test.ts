import { asObject } from '../../nodes/Crisp/objects';
import { toBurstItem, toItem, type Arrival } from '../../nodes/Crisp/events/item';
import { EVENT_SAMPLES, SAMPLE_SESSION, SAMPLE_WEBSITE } from '../../scripts/eventSamples';

const NOW = 1_800_000_000_000;

const arrival = (event: string, changes: Partial<Arrival> = {}): Arrival => ({
	event,
	payload: EVENT_SAMPLES[event],
	receivedAt: NOW,
	recovered: false,
	...changes,
});

const item = (event: string, simplify = true) => toItem(arrival(event), simplify).json;

describe('the item of an event', () => {
	it('has the fields of the event, then those that every item has', () => {
		expect(Object.entries(item('session:set_state'))).toEqual([
			['state', 'resolved'],
			['previous_state', null],
			['inbox_id', null],
			['session_id', SAMPLE_SESSION],
			['time', new Date(NOW).toISOString()],
			['timestamp', NOW],
			['website_id', SAMPLE_WEBSITE],
			['event', 'session:set_state'],
			['recovered', false],
		]);
	});

	it('of a message has its text and its sender first, and IDs after them', () => {
		const { timestamp, fingerprint } = EVENT_SAMPLES['message:send'];
		expect(Object.entries(item('message:send'))).toEqual([
			['chatInput', expect.any(String)],
			['nickname', 'visitor42'],
			['email', null],
			['session_id', SAMPLE_SESSION],
			['type', 'text'],
			['origin', 'chat'],
			['sender', 'visitor'],
			['fingerprint', fingerprint],
			['time', new Date(Number(timestamp)).toISOString()],
			['timestamp', timestamp],
			['website_id', SAMPLE_WEBSITE],
			['event', 'message:send'],
			['recovered', false],
			['sessionId', SAMPLE_SESSION],
		]);
	});

	it('of a message has the email of the visitor where the payload has it', () => {
		const sample = EVENT_SAMPLES['message:send'];
		const payload = { ...sample, user: { nickname: 'Jane', email: 'jane@example.com' } };
		expect(toItem(arrival('message:send', { payload }), true).json.email).toBe('jane@example.com');
	});

	it('of an answer has the question, the value and the label', () => {
		const { fingerprint } = EVENT_SAMPLES['message:updated'];
		expect(item('message:updated')).toMatchObject({
			chatInput: 'Yes, thanks',
			question_id: expect.any(String),
			value: 'yes',
			label: 'Yes, thanks',
			fingerprint,
			sessionId: SAMPLE_SESSION,
		});
	});

	it('of an answer to a field has what was written, and of another change nothing', () => {
		const updated = (content: unknown) =>
			toItem(arrival('message:updated', { payload: { content } as never }), true).json;
		expect(updated({ id: 'email', text: 'Your email?', value: 'a@b.c' })).toMatchObject({
			question_id: 'email',
			value: 'a@b.c',
			label: 'a@b.c',
		});
		expect(updated('Corrected')).toMatchObject({
			chatInput: 'Corrected',
			question_id: null,
			value: null,
			label: null,
		});
	});

	it('has no readable time where the number is none of any calendar', () => {
		const payload = { ...EVENT_SAMPLES['message:send'], timestamp: 1e300 };
		const { json } = toItem(arrival('message:send', { payload }), true);
		expect(json).toMatchObject({ timestamp: 1e300, time: null });
	});

	it('has the payload untouched and the same keys besides where it is not simplified', () => {
		expect(item('session:set_state', false)).toEqual({
			...item('session:set_state'),
			data: EVENT_SAMPLES['session:set_state'],
		});
	});

	it('tells the time of the event where it has one, and else that of its receipt', () => {
		expect(item('message:send').timestamp).toBe(EVENT_SAMPLES['message:send'].timestamp);
		expect(item('session:removed').timestamp).toBe(NOW);
	});

	it('has null for what a message does not say', () => {
		const bare = { website_id: 'w', session_id: 's', fingerprint: 1 };
		expect(toItem(arrival('message:send', { payload: bare }), true).json).toMatchObject({
			chatInput: '',
			nickname: null,
			email: null,
			type: null,
			origin: null,
		});
	});

	it('tells whether it was fetched', () => {
		expect(toItem(arrival('message:send', { recovered: true }), true).json.recovered).toBe(true);
	});

	it.each(['message:send', 'message:received', 'message:updated'])(
		'has what an AI agent looks for (%s)',
		(event) => {
			const { chatInput, sessionId } = item(event);
			expect(chatInput).toMatch(/\w/);
			expect(sessionId).toBe(SAMPLE_SESSION);
		},
	);

	it('gives the choice of a visitor as the input of a chat', () => {
		expect(item('message:updated').chatInput).toBe('Yes, thanks');
	});

	it('has no input of a chat where nobody has written', () => {
		expect(item('message:compose:send')).not.toHaveProperty('chatInput');
		expect(item('session:set_state')).not.toHaveProperty('sessionId');
	});

	it.each(Object.keys(EVENT_SAMPLES))('has few flat fields and can be stored (%s)', (event) => {
		const json = item(event);
		expect(Object.keys(json).length).toBeLessThanOrEqual(14);
		for (const value of Object.values(json)) {
			for (const single of [value].flat()) {
				expect(single === null || typeof single !== 'object').toBe(true);
			}
		}
		expect(JSON.parse(JSON.stringify(json))).toEqual(json);
	});

	it('flattens what is nested', () => {
		const payload = { user: { nickname: 'Sam', roles: ['a'] }, tags: ['x'], deep: [{ a: 1 }] };
		expect(toItem(arrival('plugin:event', { payload }), true).json).toMatchObject({
			user_nickname: 'Sam',
			tags: ['x'],
		});
	});

	it('is not overwritten by fields of the payload', () => {
		const payload = { event: 'other', recovered: 'yes' };
		const { event, recovered } = toItem(arrival('plugin:event', { payload }), true).json;
		expect([event, recovered]).toEqual(['plugin:event', false]);
	});

	it('is made of a payload that is none as well', () => {
		const payload = asObject(undefined);
		expect(toItem(arrival('plugin:event', { payload }), false).json).toEqual({
			session_id: null,
			time: new Date(NOW).toISOString(),
			timestamp: NOW,
			website_id: null,
			event: 'plugin:event',
			recovered: false,
			data: {},
		});
	});
});

describe('the item of several messages', () => {
	const said = (content: string, changes: Partial<Arrival> = {}) =>
		arrival('message:send', {
			...changes,
			payload: { ...EVENT_SAMPLES['message:send'], content },
		});

	it('joins their texts and keeps each', () => {
		const { fingerprint } = EVENT_SAMPLES['message:send'];
		const { json } = toBurstItem(
			[said('Hello'), said('', { recovered: true }), said('A question')],
			true,
		);
		expect(json).toEqual({
			...item('message:send'),
			recovered: true,
			chatInput: 'Hello\nA question',
			messages: [
				expect.objectContaining({ type: 'text', fingerprint, text: 'Hello' }),
				expect.objectContaining({ text: '' }),
				expect.objectContaining({ text: 'A question' }),
			],
		});
	});

	it('has their payloads where it is not simplified', () => {
		const burst = [said('Hello'), said('Bye')];
		expect(toBurstItem(burst, false).json.messages).toEqual(burst.map(({ payload }) => payload));
	});
});
