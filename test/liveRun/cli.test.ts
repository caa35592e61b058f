import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

import { completeGuesses, isPossible } from '../../sandbox/guesses';
import { readReport } from '../../sandbox/report';
import { liveTest } from '../support/live';

const ROOT = path.join(__dirname, '../..');

const PROCESS_MS = 60_000;

/** The command, with answers to what it asks. */
async function run(options: string[], env: Record<string, string>, answers: string) {
	const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/live/cli.ts', ...options], {
		cwd: ROOT,
		env: { ...process.env, ...env },
	});
	child.stdin.end(answers);
	const [out, err, [code]] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		once(child, 'exit') as Promise<[number]>,
	]);
	return { out, err, code };
}

describe('npm run live', () => {
	let folder = '';

	beforeEach(() => {
		folder = mkdtempSync(path.join(os.tmpdir(), 'n8n-nodes-crisp-live-'));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	test(
		'asks for the token, says what it will do and where, and does nothing without a yes',
		async () => {
			const { sandbox, close } = await liveTest();
			try {
				const { identifier, key } = sandbox.credentials.website;
				const { out, code } = await run(
					['--out', folder],
					{ CRISP_BASE_URL: sandbox.apiUrl, HOME: folder },
					['', identifier, key, sandbox.websiteId, 'y', ''].join('\n'),
				);
				expect(out).toContain('Workspace  Acme\n');
				expect(out).toContain(`Server     ${sandbox.apiUrl}\n`);
				expect(out).toContain('Nothing was done.');
				expect(out).not.toContain(key);
				expect(code).toBe(0);
				expect(sandbox.requests.map(({ verb }) => verb)).toEqual(['GET']);
				expect(existsSync(path.join(folder, 'live-report.md'))).toBe(false);
			} finally {
				await close();
			}
		},
		PROCESS_MS,
	);

	test(
		'goes on with a yes, takes the token from the environment, and writes a report that can be loaded',
		async () => {
			const { sandbox, made, close } = await liveTest({
				guesses: { newState: 'unresolved', rtmLogin: 'refused' },
			});
			try {
				const before = made();
				const { identifier, key } = sandbox.credentials.website;
				// Ends the run before the experiments that wait.
				sandbox.world.hub.listen(({ name }) => {
					if (name === 'session:set_state') {
						sandbox.faults.rest.answer({ status: 401, verb: 'GET', times: 20 });
					}
				});
				const { out, code } = await run(
					['--out', folder],
					{
						CRISP_TIER: 'website',
						CRISP_IDENTIFIER: identifier,
						CRISP_KEY: key,
						CRISP_WEBSITE_ID: sandbox.websiteId,
						CRISP_BASE_URL: sandbox.apiUrl,
						HOME: folder,
					},
					'yes\n',
				);
				expect(out).not.toContain(key);
				expect(code).toBe(0);
				const report = readFileSync(path.join(folder, 'live-report.json'), 'utf8');
				expect(readReport(report).guesses).toMatchObject({
					newState: 'unresolved',
					rtmLogin: 'refused',
				});
				expect(readFileSync(path.join(folder, 'live-report.md'), 'utf8')).toContain(
					'| `newState` |',
				);
				expect(made()).toEqual(before);
			} finally {
				await close();
			}
		},
		PROCESS_MS,
	);

	test(
		'takes no token from the command line',
		async () => {
			const { err, code } = await run(['--key', 'a-key'], {}, '');
			expect(err).toContain("Unknown option '--key'");
			expect(code).toBe(1);
		},
		PROCESS_MS,
	);
});

describe('a report', () => {
	test('that is none is refused', () => {
		expect(() => readReport('no JSON')).toThrow('The report is not JSON');
		for (const text of ['[]', '{}', '{"format":2,"tier":"website","guesses":{}}']) {
			expect(() => readReport(text)).toThrow('This is no report of npm run live');
		}
	});

	test('with what the sandbox cannot play is loaded without it, and says so', () => {
		const report = {
			format: 1,
			tier: 'plugin',
			guesses: {
				metaData: { seen: 'merged' },
				typing: { seen: 'vanishes' },
				unknownTeam: { seen: '410 gone_for_good' },
				newState: { verdict: 'not answered' },
				invented: { seen: 'x' },
			},
			routes: { 'GET website/{website_id}/campaigns/tags': 'allowed', 'GET x': 'perhaps' },
		};
		expect(readReport(JSON.stringify(report))).toEqual({
			guesses: { metaData: 'merged', unknownTeam: '410 gone_for_good' },
			seen: { plugin: { 'GET website/{website_id}/campaigns/tags': 'allowed' } },
			notPlayed: ['typing: vanishes'],
		});
	});

	test.each([
		['unknownTeam', '200 fine', false],
		['unknownTeam', '404 x; rm', false],
		['missingEvents', 'session:set_state,', false],
		['missingEvents', 'session:set_state', true],
		['messageBatch', '41', true],
		['messageBatch', '0', false],
	] as const)('can say of %s that it is %s: %s', (name, value, can) => {
		expect(isPossible(name, value)).toBe(can);
		if (!can) expect(() => completeGuesses({ [name]: value })).toThrow('cannot behave as');
	});
});
