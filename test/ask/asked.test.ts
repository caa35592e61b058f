import { freeze, thaw, toJson, type Asked } from '../../nodes/Crisp/ask/asked';
import { toMessage, type QuestionToSend } from '../../nodes/Crisp/ask/message';
import { confirmationPage, messagePage } from '../../nodes/Crisp/ask/page';
import { pauseMs } from '../../nodes/Crisp/ask/progress';
import { properties } from '../../nodes/Crisp/ask/properties';

const ASKED: Asked = {
	item: 0,
	websiteId: 'website-1',
	sessionId: 'session_1',
	whom: 'visitor',
	how: 'freeText',
	choices: [],
	fingerprint: 100,
	askedAt: 1,
};

describe('The item of a question', () => {
	test('says that nobody has answered in time, and an approval then approves nothing', () => {
		expect(toJson(ASKED, 'timedOut')).toMatchObject({
			answered: false,
			timed_out: true,
			text: null,
		});
		expect(toJson({ ...ASKED, whom: 'team', how: 'approval' }, 'timedOut')).toMatchObject({
			approved: false,
			data: { approved: false },
		});
	});

	test('says that the conversation was removed', () => {
		expect(toJson(ASKED, 'removed')).toMatchObject({
			answered: false,
			timed_out: false,
			conversation_removed: true,
		});
	});

	test('carries the wait while the execution waits, beside its JSON', () => {
		const wait = { id: 'ab', until: 5, questions: [ASKED, { ...ASKED, item: 2 }] };
		const failed = new Map([[1, { json: { error: 'x' }, pairedItem: { item: 1 } }]]);
		const frozen = freeze(wait, failed);
		expect(frozen.map(({ json }) => Object.keys(json)[0])).toEqual([
			'answered',
			'answered',
			'error',
		]);
		const stored: unknown = JSON.parse(JSON.stringify(frozen));
		expect(thaw(stored)).toEqual({ wait, failed: [...failed.values()] });
	});

	test.each([undefined, null, 'x', [], [{ json: {} }], [{ crispAsk: {} }]])(
		'of another node carries none: %j',
		(items) => {
			expect(thaw(items)).toBeUndefined();
		},
	);
});

describe('The message that asks', () => {
	const question = (more: Partial<QuestionToSend>): QuestionToSend => ({
		message: 'Refund?',
		whom: 'team',
		how: 'approval',
		choices: [
			{ label: 'Yes', value: 'approve' },
			{ label: 'No', value: 'decline' },
		],
		id: 'ab',
		linkOf: ({ value }) => `https://n8n.example.com/${value}`,
		...more,
	});

	test('is a note with a link for each choice and the words that count', () => {
		expect(toMessage(question({}))).toEqual({
			type: 'note',
			from: 'operator',
			origin: 'chat',
			automated: true,
			content:
				'Refund?\n\nYes: https://n8n.example.com/approve\nNo: https://n8n.example.com/decline\n\nOr write a private note that says just “Yes” or “No”.',
		});
	});

	test('says that links lead nowhere where n8n has no public address', () => {
		const local = toMessage(question({ linkOf: () => 'http://localhost:5678/x' }));
		expect(local.content).toContain('This n8n has no public address');
	});

	test('is a picker for the buttons of a visitor', () => {
		expect(toMessage(question({ whom: 'visitor', how: 'buttons' }))).toMatchObject({
			type: 'picker',
			content: {
				id: 'n8n-ab',
				text: 'Refund?',
				choices: [
					{ label: 'Yes', value: 'approve', selected: false },
					{ label: 'No', value: 'decline', selected: false },
				],
			},
		});
	});
});

test('the page of a link holds one button, and no words of others as HTML', () => {
	const page = confirmationPage('<script>"Yes" & \'no\'');
	expect(page).not.toContain('<script>');
	expect(page.match(/<button/g)).toHaveLength(1);
	expect(page).toContain('<form method="post">');
	expect(messagePage('a < b')).toContain('a &#60; b');
});

test('looks at Crisp that bring nothing become rare', () => {
	expect(pauseMs(undefined, 1_000)).toBe(0);
	const pauses = [0, 1, 2, 3, 10].map((fruitless) => pauseMs({ at: 1_000, fruitless }, 1_500));
	expect(pauses).toEqual([0, 1_500, 3_500, 7_500, 59_500]);
	expect(pauseMs({ at: 1_000, fruitless: 1 }, 5_000)).toBe(0);
});

test('the node has few fields, as n8n copies them for its review of tools', () => {
	expect(properties.length).toBeLessThanOrEqual(25);
	expect(properties.find(({ name }) => name === 'operation')?.options).toMatchObject([
		{ value: 'sendAndWait' },
	]);
});
