import type { IDataObject } from 'n8n-workflow';

import { senderOf, textOf } from '../nodes/Crisp/message';
import { EVENT_SAMPLES, SAMPLE_SESSION } from '../scripts/eventSamples';

const sample = (event: string) => EVENT_SAMPLES[event];

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
