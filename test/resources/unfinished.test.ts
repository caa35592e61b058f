import { Unfinished } from '../../nodes/Crisp/resources/message/unfinished';

describe('conversations that wait for their message', () => {
	test('are handed out once each, the oldest first, to whoever names what they were made for', () => {
		const unfinished = new Unfinished();
		unfinished.keep('jane', 'session_1');
		unfinished.keep('john', 'session_2');
		unfinished.keep('jane', 'session_3');
		const taken = ['jane', 'jane', 'jane', 'john', 'nobody'].map((key) => unfinished.take(key));
		expect(taken).toEqual(['session_1', 'session_3', undefined, 'session_2', undefined]);
	});

	test('are a thousand at most; the oldest are forgotten', () => {
		const unfinished = new Unfinished();
		for (let index = 0; index <= 1_000; index++) unfinished.keep(`key ${index}`, `s ${index}`);
		expect(unfinished.take('key 0')).toBeUndefined();
		expect(unfinished.take('key 1')).toBe('s 1');
		expect(unfinished.take('key 1000')).toBe('s 1000');
	});
});
