import type { Arrival } from '../../nodes/Crisp/events/item';
import { Stages, type Stage } from '../../nodes/Crisp/trigger/stages';
import { settle } from '../support/time';

const said = (session_id: string | null, content: string): Arrival => ({
	event: 'message:send',
	payload: { website_id: 'w', content, ...(session_id === null ? {} : { session_id }) },
	receivedAt: 0,
	recovered: false,
});

interface Question {
	content: unknown;
	answer(passes: boolean): void;
	fail(error: Error): void;
}

describe('the stages between an event and its execution', () => {
	let passed: unknown[];
	let dropped: unknown[];
	let failures: string[];
	let questions: Question[];

	const slow: Stage = {
		judge: async ({ payload }) =>
			await new Promise((resolve, reject) => {
				questions.push({ content: payload.content, answer: resolve, fail: reject });
			}),
	};

	const make = (...stages: Stage[]) =>
		new Stages(stages, {
			pass: ({ payload }) => passed.push(payload.content),
			drop: ({ payload }) => dropped.push(payload.content),
			onFailure: ({ message }) => failures.push(message),
		});

	beforeEach(() => {
		passed = [];
		dropped = [];
		failures = [];
		questions = [];
	});

	it('pass events at once where there is none, or none takes time', () => {
		make().judge(said('a', 'one'));
		make({ judge: () => true }).judge(said('a', 'two'));
		expect(passed).toEqual(['one', 'two']);
	});

	it('drop what one of them does not pass, and ask no further', () => {
		const second = jest.fn(() => true);
		make({ judge: ({ payload }) => payload.content === 'yes' }, { judge: second }).judge(
			said('a', 'no'),
		);
		expect(dropped).toEqual(['no']);
		expect(second).not.toHaveBeenCalled();
	});

	it('keep the order of a conversation, and let others by', async () => {
		const stages = make({
			judge: (arrival) => arrival.payload.session_id !== 'a' || slow.judge(arrival),
		});
		for (const content of ['one', 'two', 'three']) stages.judge(said('a', content));
		stages.judge(said('b', 'other'));
		stages.judge(said(null, 'of no conversation'));
		expect(passed).toEqual(['other', 'of no conversation']);
		expect(questions.map(({ content }) => content)).toEqual(['one']);
		questions[0].answer(true);
		await settle();
		questions[1].answer(false);
		await settle();
		questions[2].answer(true);
		await settle();
		expect(passed).toEqual(['other', 'of no conversation', 'one', 'three']);
		expect(dropped).toEqual(['two']);
	});

	it('ask the next one when one that takes time has passed an event', async () => {
		const second = jest.fn(() => false);
		make(slow, { judge: second }).judge(said('a', 'one'));
		expect(second).not.toHaveBeenCalled();
		questions[0].answer(true);
		await settle();
		expect(dropped).toEqual(['one']);
	});

	it('pass an event that one of them fails to judge, and say so', async () => {
		const broken: Stage = {
			judge() {
				throw new Error('broken');
			},
		};
		make(broken, slow).judge(said('a', 'one'));
		questions[0].fail(new Error('cut'));
		await settle();
		expect(failures).toEqual(['broken', 'cut']);
		expect(passed).toEqual(['one']);
	});

	it('neither pass nor drop anything after the end, nor judge what has waited', async () => {
		const close = jest.fn();
		const stages = make({ ...slow, close });
		stages.judge(said('a', 'one'));
		stages.judge(said('a', 'two'));
		stages.close();
		questions[0].answer(true);
		await settle();
		expect([passed, dropped, questions.length]).toEqual([[], [], 1]);
		expect(close).toHaveBeenCalledTimes(1);
	});

	it('learn of every event and of a lost connection', () => {
		const learn = jest.fn();
		const lost = jest.fn();
		const stages = make({ judge: () => true, learn, lost }, { judge: () => true });
		const arrival = said('a', 'one');
		stages.learn(arrival);
		stages.lost();
		expect(learn).toHaveBeenCalledWith(arrival);
		expect(lost).toHaveBeenCalledTimes(1);
	});
});
