import { LookUps } from '../../nodes/Crisp/engine/lookUps';

describe('a look-up', () => {
	test('is done once, also by items that ask at the same time', async () => {
		const lookUps = new LookUps();
		const lookUp = jest.fn(async () => 'people-1');
		const both = await Promise.all([lookUps.once('jane', lookUp), lookUps.once('jane', lookUp)]);
		expect([...both, await lookUps.once('jane', lookUp)]).toEqual([
			'people-1',
			'people-1',
			'people-1',
		]);
		expect(lookUp).toHaveBeenCalledTimes(1);
	});

	test('is another one for another key', async () => {
		const lookUps = new LookUps();
		expect(await lookUps.once('jane', async () => 1)).toBe(1);
		expect(await lookUps.once('john', async () => 2)).toBe(2);
	});

	test('that was refused is done again by the next item', async () => {
		const lookUps = new LookUps();
		const refused = lookUps.once('jane', async () => await Promise.reject(new Error('503')));
		await expect(refused).rejects.toThrow('503');
		expect(await lookUps.once('jane', async () => 'people-1')).toBe('people-1');
	});
});
