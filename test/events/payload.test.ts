import type { IDataObject } from 'n8n-workflow';

import {
	asPayload,
	senderOf,
	sessionOf,
	textOf,
	websiteOf,
} from '../../nodes/Crisp/events/payload';
import { EVENT_SAMPLES, SAMPLE_SESSION, SAMPLE_WEBSITE } from '../../scripts/eventSamples';

const sample = (event: string) => EVENT_SAMPLES[event];

describe('the payload of an event', () => {
	it.each([undefined, null, 'text', 7, [1]])('counts as empty when it is %p', (data) => {
		expect(asPayload(data)).toEqual({});
	});

	it.each(Object.keys(EVENT_SAMPLES).filter((event) => event !== 'media:animation:listed'))(
		'names its website (%s)',
		(event) => {
			expect(websiteOf(sample(event))).toBe(SAMPLE_WEBSITE);
		},
	);

	it('has no website where it names none', () => {
		expect(websiteOf(sample('media:animation:listed'))).toBeNull();
		expect(websiteOf({ resource: { type: 'plugin', id: 'p' } })).toBeNull();
	});

	it('names its conversation, as an identifier where that is how Crisp does it', () => {
		expect(sessionOf(sample('message:send'))).toBe(SAMPLE_SESSION);
		expect(sessionOf(sample('email:track:view'))).toBe(SAMPLE_SESSION);
		expect(sessionOf({ type: 'campaign', identifier: 'c' })).toBeNull();
		expect(sessionOf(sample('people:profile:created'))).toBeNull();
	});
});

describe('the sender of a message', () => {
	const operator = sample('message:received');

	it.each<[string, IDataObject, string]>([
		['visitor, for what comes from the user', sample('message:send'), 'visitor'],
		['operator, where the message carries an operator', operator, 'operator'],
		['bot, for what is marked as automated', { ...operator, automated: true }, 'bot'],
		[
			'bot, for what is automated on the side of the visitor',
			{ ...sample('message:send'), automated: true },
			'bot',
		],
		[
			'bot, where your side has written without an operator',
			{ ...operator, user: { type: 'participant', nickname: 'Bot' } },
			'bot',
		],
		['bot, where nobody is named', { ...operator, user: undefined }, 'bot'],
		[
			'bot, where a conversation stands in for an operator',
			{ ...operator, user: { user_id: SAMPLE_SESSION } },
			'bot',
		],
	])('is %s', (_what, payload, sender) => {
		expect(senderOf(payload)).toBe(sender);
	});
});

describe('the text of a message', () => {
	it.each<[string, unknown, string]>([
		['a text', 'Hello', 'Hello'],
		['a picker without a choice', { text: 'Which?', choices: [{ label: 'A' }] }, 'Which?'],
		[
			'a picker with choices',
			{
				text: 'Which?',
				choices: [
					{ value: 'a', label: 'A', selected: true },
					{ value: 'b', selected: true },
					{ value: 'c', label: 'C', selected: false },
				],
			},
			'A, b',
		],
		['a field that was filled in', { text: 'Your name?', value: 'Alex' }, 'Alex'],
		['a field that is empty', { text: 'Your name?', value: '' }, 'Your name?'],
		['a file', { name: 'a.pdf', url: 'https://example.com/a.pdf' }, 'https://example.com/a.pdf'],
		['an event', { namespace: 'state:resolved', text: 'Resolved' }, 'Resolved'],
		['nothing', undefined, ''],
		['choices that are no list', { text: 'Which?', choices: 'none' }, 'Which?'],
		['choices that are no objects', { text: 'Which?', choices: [null, 'x'] }, 'Which?'],
	])('of %s', (_what, content, text) => {
		expect(textOf(content)).toBe(text);
	});
});
