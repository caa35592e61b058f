import { QUIET_MS, Rebuilds, type Saved } from '../../scripts/rebuilds';
import { FakeClock, settle } from '../support/time';

function setUp() {
	const clock = new FakeClock();
	const begun: Saved[] = [];
	const ends: Array<() => void> = [];
	const rebuilds = new Rebuilds(clock, async (saved) => {
		begun.push(saved);
		await new Promise<void>((resolve) => ends.push(resolve));
	});
	const end = async () => {
		ends.shift()?.();
		await settle();
	};
	return { clock, begun, note: rebuilds.note, end };
}

describe('Rebuilds', () => {
	test('wait until nothing has been saved for a moment, and take all files at once', async () => {
		const { clock, begun, note } = setUp();
		const since = clock.now();
		note('b.ts');
		await clock.advance(QUIET_MS - 1);
		note('a.ts');
		note('b.ts');
		await clock.advance(QUIET_MS - 1);
		expect(begun).toEqual([]);
		await clock.advance(1);
		expect(begun).toEqual([{ files: ['a.ts', 'b.ts'], since }]);
	});

	test('go one after another, the next with what was saved meanwhile', async () => {
		const { clock, begun, note, end } = setUp();
		note('a.ts');
		await clock.advance(QUIET_MS);
		note('b.ts');
		const since = clock.now();
		note('c.ts');
		await clock.advance(10 * QUIET_MS);
		expect(begun.map(({ files }) => files)).toEqual([['a.ts']]);
		await end();
		expect(begun[1]).toEqual({ files: ['b.ts', 'c.ts'], since });
		await end();
		expect(begun).toHaveLength(2);
	});

	test('go on after a pause', async () => {
		const { clock, begun, note, end } = setUp();
		for (const file of ['a.ts', 'b.ts']) {
			note(file);
			await clock.advance(QUIET_MS);
			await end();
		}
		expect(begun.map(({ files }) => files)).toEqual([['a.ts'], ['b.ts']]);
	});
});
