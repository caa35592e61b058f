import { GUESS_NAMES, GUESSES, type GuessName, type Guesses } from '../../sandbox/guesses';
import { readReport } from '../../sandbox/report';
import type { LiveReport } from '../../scripts/live/report';
import { liveTest, type LiveTest } from '../support/live';

const RUN_MS = 120_000;

let open: LiveTest[] = [];

afterEach(async () => {
	await Promise.all(open.map(async (one) => await one.close()));
	open = [];
});

async function start(...options: Parameters<typeof liveTest>): Promise<LiveTest> {
	const one = await liveTest(...options);
	open.push(one);
	return one;
}

const named = ({ guesses }: LiveReport, verdict: string): GuessName[] =>
	GUESS_NAMES.filter((name) => guesses[name].verdict === verdict);

const seenIn = ({ guesses }: LiveReport): Partial<Guesses> =>
	Object.fromEntries(GUESS_NAMES.map((name) => [name, guesses[name].seen]));

/** Something else than each guess. */
const FLIPPED = Object.fromEntries(
	GUESS_NAMES.map((name): [GuessName, string] => {
		const lists: Partial<Guesses> = {
			contactFilters: 'eq,has',
			// The first and the third follow from `unreadFrom` and `emailBinding`.
			missingEvents:
				'message:acknowledge:unread:send,message:updated,people:bind:session,session:set_state',
		};
		return [name, lists[name] ?? [...GUESSES[name].others, '404 gone'][0]];
	}),
) as Guesses;

/** Without it there are no events to hear. */
const { rtmLogin: _rtmLogin, ...FLIPPED_BUT_LOGIN } = FLIPPED;

describe('a run against the sandbox', () => {
	test(
		'confirms each guess with one token or another, parses all reads and leaves nothing',
		async () => {
			const confirmed = new Set<GuessName>();
			for (const tier of ['website', 'user'] as const) {
				const { run, made } = await start();
				const before = made();
				const report = await run(tier);
				expect(report).toMatchObject({ tier, left: 0 });
				expect(report.ended).toBeUndefined();
				expect(named(report, 'refuted')).toEqual([]);
				expect(made()).toEqual(before);
				expect(report.reads.filter(({ outcome }) => outcome.includes('parse'))).toEqual([]);
				expect(report.reads.filter(({ outcome }) => outcome === 'ok').length).toBeGreaterThan(40);
				expect(report.events.filter(({ heard }) => !heard)).toEqual([]);
				for (const name of named(report, 'confirmed')) confirmed.add(name);
			}
			expect(GUESS_NAMES.filter((name) => !confirmed.has(name))).toEqual([]);
		},
		RUN_MS,
	);

	test(
		'sees each guess that is flipped, and a sandbox that loads its report behaves the same',
		async () => {
			const flipped = await start({ guesses: FLIPPED_BUT_LOGIN });
			const report = await flipped.run();
			expect(seenIn(report)).toEqual({ ...FLIPPED_BUT_LOGIN, rtmLogin: 'accepted' });
			expect(named(report, 'refuted')).toHaveLength(GUESS_NAMES.length - 1);

			const { guesses, seen, notPlayed } = readReport(JSON.stringify(report));
			expect(notPlayed).toEqual([]);
			const loaded = await start({ guesses, seen });
			expect(seenIn(await loaded.run())).toEqual(seenIn(report));
		},
		RUN_MS,
	);

	test(
		'sees that no log-in is accepted, and then leaves what needs events without an answer',
		async () => {
			const { run } = await start({ guesses: { rtmLogin: 'refused' } });
			const report = await run();
			expect(named(report, 'refuted')).toEqual(['rtmLogin']);
			expect(report.guesses.missingEvents).toMatchObject({
				verdict: 'not answered',
				why: 'there is no real-time connection',
			});
		},
		RUN_MS,
	);

	test(
		'sees the other ways of guesses that have several',
		async () => {
			const others: Partial<Guesses> = {
				reopening: 'pending',
				aroundBatch: 'before',
				messageBatch: '50',
				takenFingerprint: 'doubled',
				emptyConversations: 'none',
				textLimit: '5000',
				unknownInbox: 'accepted',
			};
			const { run } = await start({ guesses: others });
			const report = await run();
			expect(seenIn(report)).toMatchObject(others);
			expect(named(report, 'refuted').sort()).toEqual(Object.keys(others).sort());
		},
		RUN_MS,
	);
});
