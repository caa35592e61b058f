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
	it('has the keys of a web hook of Crisp, then the fields of the event', () => {
		expect(item('session:set_state')).toEqual({
			event: 'session:set_state',
			timestamp: NOW,
			website_id: SAMPLE_WEBSITE,
			session_id: SAMPLE_SESSION,
			recovered: false,
			state: 'resolved',
			inbox_id: null,
		});
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
			from: null,
			type: null,
			nickname: null,
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

	it.each(Object.keys(EVENT_SAMPLES))(
		'has ten flat fields at most and can be stored (%s)',
		(event) => {
			const json = item(event);
			expect(Object.keys(json).length).toBeLessThanOrEqual(10);
			for (const value of Object.values(json)) {
				for (const single of [value].flat()) {
					expect(single === null || typeof single !== 'object').toBe(true);
				}
			}
			expect(JSON.parse(JSON.stringify(json))).toEqual(json);
		},
	);

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
			event: 'plugin:event',
			timestamp: NOW,
			website_id: null,
			session_id: null,
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
		const { json } = toBurstItem(
			[said('Hello'), said('', { recovered: true }), said('A question')],
			true,
		);
		expect(json).toEqual({
			event: 'message:send',
			timestamp: EVENT_SAMPLES['message:send'].timestamp,
			website_id: SAMPLE_WEBSITE,
			session_id: SAMPLE_SESSION,
			recovered: true,
			chatInput: 'Hello\nA question',
			sessionId: SAMPLE_SESSION,
			from: 'user',
			nickname: 'visitor42',
			messages: [
				expect.objectContaining({ type: 'text', text: 'Hello' }),
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
