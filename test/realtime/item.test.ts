import { asPayload } from '../../nodes/Crisp/trigger/payload';
import { toItem } from '../../nodes/Crisp/trigger/item';
import { EVENT_SAMPLES, SAMPLE_SESSION, SAMPLE_WEBSITE } from '../../scripts/eventSamples';

const NOW = 1_800_000_000_000;
const item = (event: string) => toItem(event, EVENT_SAMPLES[event], NOW).json;

describe('the item of an event', () => {
	it('has the keys of a web hook of Crisp, and the payload untouched', () => {
		expect(item('session:set_state')).toEqual({
			event: 'session:set_state',
			timestamp: NOW,
			website_id: SAMPLE_WEBSITE,
			session_id: SAMPLE_SESSION,
			recovered: false,
			data: EVENT_SAMPLES['session:set_state'],
		});
	});

	it('tells the time of the event where it has one, and else that of its receipt', () => {
		expect(item('message:send').timestamp).toBe(EVENT_SAMPLES['message:send'].timestamp);
		expect(item('session:removed').timestamp).toBe(NOW);
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

	it.each(Object.keys(EVENT_SAMPLES))('can be stored by n8n (%s)', (event) => {
		expect(JSON.parse(JSON.stringify(item(event)))).toEqual(item(event));
	});

	it('is made of a payload that is none as well', () => {
		expect(toItem('plugin:event', asPayload(undefined), NOW).json).toEqual({
			event: 'plugin:event',
			timestamp: NOW,
			website_id: null,
			session_id: null,
			recovered: false,
			data: {},
		});
	});
});
