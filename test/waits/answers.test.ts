import { findAnswer, keyOfEvent, type Question } from '../../nodes/Crisp/waits/answers';

const QUESTION = 100;

const asked = (question: Partial<Question>): Question => ({
	whom: 'visitor',
	how: 'freeText',
	choices: [],
	fingerprint: QUESTION,
	...question,
});

const question = {
	fingerprint: QUESTION,
	timestamp: 10,
	from: 'operator',
	type: 'text',
	content: '?',
};

const said = (fingerprint: number, content: unknown, more: object = {}) => ({
	fingerprint,
	timestamp: fingerprint,
	from: 'user',
	type: 'text',
	content,
	user: { user_id: 'session_1', nickname: 'Vera' },
	...more,
});

const noted = (fingerprint: number, content: string, more: object = {}) =>
	said(fingerprint, content, {
		from: 'operator',
		type: 'note',
		user: { user_id: 'operator-1', nickname: 'Olivia' },
		...more,
	});

const APPROVAL = asked({
	whom: 'team',
	how: 'approval',
	choices: [
		{ label: 'Yes', value: 'approve' },
		{ label: 'No', value: 'decline' },
	],
});

describe('The answer to a question', () => {
	test('is the next message of the visitor, not one before it, of the bot or of an operator', () => {
		const messages = [
			said(5, 'Before'),
			question,
			said(101, 'Automated', { automated: true }),
			said(102, 'Of the team', { from: 'operator', user: { user_id: 'operator-1' } }),
			said(103, 'Mine'),
			said(104, 'Second'),
		];
		expect(findAnswer(messages, asked({}), 0)).toEqual({
			key: '103',
			text: 'Mine',
			value: null,
			fingerprint: 103,
			by: 'visitor',
		});
	});

	test('is looked for by time where the question itself was removed', () => {
		const messages = [said(5, 'Before'), said(103, 'Mine')];
		expect(findAnswer(messages, asked({}), 50)?.text).toBe('Mine');
		expect(findAnswer(messages, asked({}), 200)).toBeUndefined();
	});

	test('is the button that is pressed, in the words of the offer', () => {
		const choices = [
			{ label: 'Track', value: 'track' },
			{ label: 'Talk', value: 'talk' },
		];
		const picker = (selected: string) => ({
			...question,
			type: 'picker',
			content: {
				id: 'n8n-1',
				choices: ['track', 'talk', 'forged'].map((value) => ({
					value,
					label: `Forged ${value}`,
					selected: value === selected,
				})),
			},
		});
		const wanted = asked({ how: 'buttons', choices });
		expect(findAnswer([picker('talk')], wanted, 0)).toMatchObject({
			key: `${QUESTION}#talk`,
			text: 'Talk',
			value: 'talk',
			by: 'visitor',
		});
		expect(findAnswer([picker('none'), said(101, 'talk')], wanted, 0)).toBeUndefined();
		expect(findAnswer([picker('forged')], wanted, 0)).toBeUndefined();
	});

	test("is a note that says just the team's word, in any case; everything else decides nothing", () => {
		const others = [
			said(101, 'approve'),
			noted(102, 'approve it please'),
			noted(103, 'approve', { automated: true }),
			noted(104, 'approve', { user: { nickname: 'Bot' } }),
			noted(105, 'approve', { type: 'text' }),
		];
		expect(findAnswer([question, ...others], APPROVAL, 0)).toBeUndefined();
		expect(findAnswer([question, ...others, noted(106, ' APPROVE ')], APPROVAL, 0)).toEqual({
			key: '106',
			text: 'Yes',
			value: 'approve',
			fingerprint: 106,
			by: { id: 'operator-1', name: 'Olivia' },
		});
		expect(findAnswer([question, noted(107, 'no')], APPROVAL, 0)?.value).toBe('decline');
	});

	test('is any note of an operator where the team answers freely', () => {
		const wanted = asked({ whom: 'team' });
		const messages = [noted(5, 'Before'), question, said(101, 'I wait'), noted(102, 'Use form 7')];
		expect(findAnswer(messages, wanted, 0)).toMatchObject({ text: 'Use form 7', value: null });
	});
});

describe('An event that may be an answer', () => {
	test.each([
		['message:send', said(7, 'x'), 'visitor', 'freeText', '7'],
		['message:send', said(7, 'x'), 'visitor', 'buttons', undefined],
		['message:send', said(7, 'x'), 'team', 'freeText', undefined],
		['message:send', said(7, 'x', { automated: true }), 'visitor', 'freeText', undefined],
		['message:received', noted(7, 'x'), 'team', 'approval', '7'],
		['message:received', noted(7, 'x', { automated: true }), 'team', 'approval', undefined],
		['message:updated', { fingerprint: 7, content: {} }, 'visitor', 'buttons', undefined],
		[
			'message:updated',
			{ fingerprint: 7, content: { choices: [{ value: 'a', selected: true }] } },
			'visitor',
			'buttons',
			'7#a',
		],
	] as const)('%s %j to %s by %s has the key %s', (event, payload, whom, how, key) => {
		expect(keyOfEvent(event, payload, whom, how)).toBe(key);
	});
});
