import { Memo } from '../../nodes/Crisp/engine/memo';

describe('a look-up', () => {
	test('is done once, also by items that ask at the same time', async () => {
		const memo = new Memo();
		const lookUp = jest.fn(async () => 'people-1');
		const both = await Promise.all([memo.once('jane', lookUp), memo.once('jane', lookUp)]);
		expect([...both, await memo.once('jane', lookUp)]).toEqual([
			'people-1',
			'people-1',
			'people-1',
		]);
		expect(lookUp).toHaveBeenCalledTimes(1);
	});

	test('is another one for another key', async () => {
		const memo = new Memo();
		expect(await memo.once('jane', async () => 1)).toBe(1);
		expect(await memo.once('john', async () => 2)).toBe(2);
	});

	test('that was refused is done again by the next item', async () => {
		const memo = new Memo();
		const refused = memo.once('jane', async () => await Promise.reject(new Error('503')));
		await expect(refused).rejects.toThrow('503');
		expect(await memo.once('jane', async () => 'people-1')).toBe('people-1');
	});
});
