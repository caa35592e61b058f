import { poke, type Post } from '../../nodes/Crisp/waits/poke';
import { FakeClock } from '../support/time';

const HINT = { session_id: 'session_1', website_id: 'website-1' };

const ask = (state: string, taken: unknown = []) => ({ crispAsk: { state, taken } });

/** Answers in turn; the last one again and again. */
function answering(...answers: Array<[status: number, body?: unknown] | Error>) {
	let calls = 0;
	const post: Post = async () => {
		const answer = answers[Math.min(calls++, answers.length - 1)];
		if (answer instanceof Error) throw answer;
		return { status: answer[0], body: answer[1] };
	};
	return { post, calls: () => calls };
}

const RUNNING = { message: 'The execution "7" is running already.' };
const FINISHED = { message: 'The execution "7 has finished already.' };

describe('What becomes of a poke', () => {
	test.each([
		[[200, ask('taken', ['5', 7])], { state: 'taken', taken: ['5'] }],
		[[200, ask('waiting')], { state: 'waiting', taken: [] }],
		[[200, '<p>No action required</p>'], { state: 'over', taken: [] }],
		[[200, ask('unheard of')], { state: 'over', taken: [] }],
		[[401, {}], { state: 'foreign', taken: [] }],
		[[404, {}], { state: 'over', taken: [] }],
		[[409, FINISHED], { state: 'over', taken: [] }],
	] as const)('%j is %j, without another try', async ([status, body], result) => {
		const { post, calls } = answering([status, body]);
		expect(await poke(post, 'http://n8n', HINT, new FakeClock())).toEqual(result);
		expect(calls()).toBe(1);
	});

	test('is tried again while the execution is not stored yet, and while n8n does not answer', async () => {
		const clock = new FakeClock();
		const { post, calls } = answering(
			[409, RUNNING],
			new Error('connect ECONNREFUSED'),
			[503],
			[200, ask('taken', ['5'])],
		);
		const result = poke(post, 'http://n8n', HINT, clock);
		await clock.advance(10_000);
		expect(await result).toEqual({ state: 'taken', taken: ['5'] });
		expect(calls()).toBe(4);
	});

	test('is that n8n does not reach itself, with the reason, after a minute', async () => {
		const clock = new FakeClock();
		const { post } = answering(new Error('connect ECONNREFUSED'));
		const result = poke(post, 'http://n8n', HINT, clock);
		await clock.advance(60_000);
		expect(await result).toEqual({
			state: 'unreachable',
			taken: [],
			why: 'connect ECONNREFUSED',
		});
	});
});
