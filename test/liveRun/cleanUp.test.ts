import { existsSync, readFileSync } from 'node:fs';

import { createConversation, patchMeta } from '../../sandbox/domain/conversations';
import { createPerson } from '../../sandbox/domain/people';
import { liveTest, type LiveTest } from '../support/live';

const RUN_MS = 120_000;

let test0: LiveTest;

beforeEach(async () => {
	test0 = await liveTest();
});
afterEach(async () => await test0.close());

const acme = ({ sandbox }: LiveTest) => {
	const website = sandbox.world.websites.get(sandbox.websiteId);
	if (!website) throw new Error('no website');
	return website;
};

describe('what a run has made', () => {
	test(
		'is removed when the run is ended half way',
		async () => {
			const before = test0.made();
			const ending = new AbortController();
			const steps: string[] = [];
			let most = 0;
			const report = await test0.run('website', {
				signal: ending.signal,
				progress(line) {
					steps.push(line);
					most = Math.max(most, test0.made().length);
					if (line.startsWith('contactPageSize')) ending.abort();
				},
			});
			expect(report).toMatchObject({ ended: 'it was ended by hand.', left: 0 });
			expect(steps.at(-1)).toBe('Removing what this run has made');
			expect(most).toBeGreaterThan(before.length + 5);
			expect(test0.made()).toEqual(before);
			expect(existsSync(test0.leftoversFile)).toBe(false);
			expect(report.guesses.newState.verdict).toBe('confirmed');
			expect(report.guesses.textLimit).toMatchObject({
				verdict: 'not answered',
				why: 'not tried',
			});
		},
		RUN_MS,
	);

	test(
		'is removed by the next run where the quota ends before it can be',
		async () => {
			const before = test0.made();
			const { rest } = test0.sandbox.faults;
			const report = await test0.run('website', {
				progress(line) {
					if (line.startsWith('typing')) rest.answer({ status: 423, times: 1_000 });
				},
			});
			expect(report.ended).toMatch(/^Crisp answers 423 quota_limit_exceeded/);
			expect(report.left).toBeGreaterThan(5);
			expect(test0.made().length).toBeGreaterThan(before.length + 5);
			const kept = readFileSync(test0.leftoversFile, 'utf8');
			expect(kept).not.toContain(test0.sandbox.credentials.website.key);

			rest.clear();
			expect(await test0.run()).toMatchObject({ left: 0 });
			expect(test0.made()).toEqual(before);
			expect(existsSync(test0.leftoversFile)).toBe(false);
		},
		RUN_MS,
	);

	test(
		'is found by its name where nothing was noted, and nothing else is touched',
		async () => {
			const { world } = test0.sandbox;
			const website = acme(test0);
			const kept = ['n8n-live-fan', 'n8n-live-0123456', 'Re: n8n-live-01234567'];
			for (const nickname of [...kept, 'n8n-live-01234567']) {
				patchMeta(world, website, createConversation(world, website), { nickname });
			}
			const keptEmails = ['n8n-live-01234567-1@example.org', 'n8n-live-me@example.com'];
			for (const email of [...keptEmails, 'n8n-live-01234567-1@example.com']) {
				createPerson(world, website, { email, person: { nickname: 'n8n-live-01234567' } });
			}
			const ending = new AbortController();
			const report = await test0.run('website', {
				signal: ending.signal,
				progress(line) {
					if (line.startsWith('Real-time')) ending.abort();
				},
			});
			expect(report.left).toBe(0);
			expect(test0.made()).toEqual(expect.arrayContaining([...kept, ...keptEmails]));
			expect(test0.made()).not.toContain('n8n-live-01234567');
			expect(test0.made()).not.toContain('n8n-live-01234567-1@example.com');
		},
		RUN_MS,
	);

	test(
		'is all that a run changes',
		async () => {
			const { sandbox } = test0;
			const others = new Set([
				...sandbox.conversations().map(({ session_id: id }) => id),
				...sandbox.contacts().flatMap(({ people_id: id, email }) => [id, email]),
			]);
			await test0.run('user');
			const changes = sandbox.requests.filter(({ verb }) => !['GET', 'HEAD'].includes(verb));
			expect(changes.length).toBeGreaterThan(150);
			const touched = changes.filter(({ path, body }) =>
				[...others].some((id) =>
					decodeURIComponent(path + JSON.stringify(body ?? '')).includes(id),
				),
			);
			expect(touched).toEqual([]);
			const routes = new Set(
				changes.map(({ verb, path }) =>
					`${verb} ${path}`.replace(/\/(?:session_)?[0-9a-f-]{36}/g, '').replace(/\/\d+$/, ''),
				),
			);
			expect(
				[...routes].filter((route) => /campaign|operator|inbox\/|settings/.test(route)),
			).toEqual([]);
		},
		RUN_MS,
	);
});
