import { Overlap, overlapKey } from '../../nodes/Crisp/realtime/overlap';

describe('events of two connections', () => {
	test('are taken once, from whichever brings them first', () => {
		const overlap = new Overlap();
		expect([overlap.fromOlder('a'), overlap.fromNewer('a')]).toEqual([true, false]);
		expect([overlap.fromNewer('b'), overlap.fromOlder('b')]).toEqual([true, false]);
	});

	test('that equal each other are taken as often as the one with more of them brings them', () => {
		const overlap = new Overlap();
		const older = [overlap.fromOlder('a'), overlap.fromOlder('a')];
		const newer = [1, 2, 3].map(() => overlap.fromNewer('a'));
		expect([...older, ...newer]).toEqual([true, true, false, false, true]);
	});

	test('are forgotten when both have brought them', () => {
		const overlap = new Overlap();
		for (let index = 0; index < 1_000; index++) {
			overlap.fromOlder(`${index}`);
			overlap.fromNewer(`${index}`);
		}
		overlap.fromOlder('only here');
		expect(overlap.size).toBe(1);
	});

	test('are told apart by name and data', () => {
		expect(overlapKey('a', { b: 1 })).toBe(overlapKey('a', { b: 1 }));
		expect(overlapKey('a', { b: 1 })).not.toBe(overlapKey('a', { b: 2 }));
		expect(overlapKey('a', { b: 1 })).not.toBe(overlapKey('b', { b: 1 }));
	});
});
