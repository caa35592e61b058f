/**
 * `npm run live`: compares what this project believes about Crisp with a real workspace, see
 * docs/live.md. `npm run live -- --sandbox` compares it with the sandbox.
 */
import 'reflect-metadata';

import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { readAccount, type Account } from '../../nodes/Crisp/client/account';
import { seedDemo, startSandbox } from '../../sandbox';
import { Crisp, need } from './crisp';
import { PREFIX } from './made';
import { Prompt } from './prompt';
import { toMarkdown, type LiveReport } from './report';
import { runLive } from './run';
import { Seen } from './words';

const USAGE = `Compares what this project believes about Crisp with a real workspace (docs/live.md).

  npm run live [-- --out FOLDER]
  npm run live -- --sandbox [--out FOLDER]

  --out FOLDER  where live-report.md and live-report.json are written (here by default)
  --sandbox     against the sandbox of this project instead

The token is asked for, or taken from CRISP_TIER, CRISP_IDENTIFIER, CRISP_KEY and CRISP_WEBSITE_ID;
never from the command line, where other programs could see it.
`;

const LEFTOVERS = path.join(os.homedir(), '.cache', 'n8n-nodes-crisp', 'live-leftovers.json');

const say = (line: string) => console.log(line);

const progress = (line: string) => say(`· ${line}`);

const interruption = new AbortController();

function interrupt(): void {
	if (interruption.signal.aborted) {
		say('Ended at once. The next run removes what is left.');
		process.exit(130);
	}
	say('\nEnding: what was made is being removed. Ctrl+C once more ends at once.');
	interruption.abort();
}

/** Asks for what the environment does not hold. @throws UserError for what is no token */
async function askForAccount(prompt: Prompt): Promise<Account> {
	const { CRISP_TIER, CRISP_IDENTIFIER, CRISP_KEY, CRISP_WEBSITE_ID, CRISP_BASE_URL } = process.env;
	const tier = CRISP_TIER ?? (await prompt.ask('Token tier (website, plugin or user) [website]: '));
	const identifier = CRISP_IDENTIFIER ?? (await prompt.ask('Identifier: '));
	const key = CRISP_KEY ?? (await prompt.ask('Key (does not show): ', { hidden: true }));
	const websiteId = CRISP_WEBSITE_ID ?? (await prompt.ask('Website ID: '));
	const account = readAccount({
		tier,
		identifier,
		key,
		websiteId,
		baseUrl: CRISP_BASE_URL ?? '',
	});
	if (account.websiteId === '') throw new Error('A website ID is needed');
	return account;
}

const plan = (name: string, { baseUrl, tier }: Account): string => `
Workspace  ${name}
Server     ${baseUrl}
Token      ${tier}

This will take a few minutes and about 400 requests of the token's daily quota. It will
  - create about 25 conversations and 25 contacts, all named ${PREFIX}…, with addresses at example.com
  - write about 100 messages in those conversations, as visitor and as operator, and change them
  - read lists of the workspace, and look at names of fields and kinds of values
  - remove what it has created
It changes nothing else. It sends no email of its own. Bots, workflows and notifications of the
workspace may react to the messages, as they would to a visitor: use a workspace for tests if you can.
`;

/** @returns undefined where the user does not want it */
async function prepare(): Promise<Account | undefined> {
	const prompt = new Prompt(process.stdin, process.stdout, () => process.exit(130));
	try {
		const account = await askForAccount(prompt);
		const seen = new Seen(account, account.websiteId);
		const crisp = await Crisp.open(account, seen);
		const { name } = need(await crisp.ask('GET', '{w}'), 'The workspace cannot be read');
		say(plan(String(name), account));
		const isWanted = (await prompt.ask("Type 'yes' to go on: ")) === 'yes';
		return isWanted ? account : undefined;
	} finally {
		prompt.close();
	}
}

function write(folder: string, report: LiveReport): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(path.join(folder, 'live-report.md'), `${toMarkdown(report)}\n`);
	writeFileSync(
		path.join(folder, 'live-report.json'),
		`${JSON.stringify(report, undefined, '\t')}\n`,
	);
	const count = (verdict: string) =>
		Object.values(report.guesses).filter((one) => one.verdict === verdict).length;
	say(
		`${count('confirmed')} guesses confirmed, ${count('refuted')} refuted, ${count('not answered')} not answered: ${path.join(folder, 'live-report.md')}`,
	);
	if (report.ended) say(`The run ended before its end: ${report.ended}`);
	if (report.left > 0) say(`${report.left} things could not be removed. The next run tries again.`);
}

async function runInSandbox(folder: string): Promise<LiveReport> {
	let now = Date.now();
	const sandbox = await startSandbox({ seed: seedDemo, clock: { now: () => now } });
	const tier = (['plugin', 'user'] as const).find((one) => one === process.env.CRISP_TIER);
	const account = readAccount({
		tier: tier ?? 'website',
		...sandbox.credentials[tier ?? 'website'],
		websiteId: sandbox.websiteId,
		baseUrl: sandbox.apiUrl,
	});
	try {
		return await runLive({
			account,
			leftoversFile: path.join(folder, 'live-leftovers.json'),
			server: 'sandbox',
			// The sandbox's time goes on; nobody has to wait for it.
			pause: async (ms) => {
				now += ms;
				await sleep(5);
			},
			signal: interruption.signal,
			progress,
		});
	} finally {
		await sandbox.close();
	}
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			out: { type: 'string', default: '.' },
			sandbox: { type: 'boolean', default: false },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	if (values.help) {
		say(USAGE);
		return;
	}
	if (values.sandbox) {
		const report = await runInSandbox(values.out);
		write(values.out, report);
		const isRefuted = Object.values(report.guesses).some(({ verdict }) => verdict === 'refuted');
		if (isRefuted || report.ended || report.left > 0) process.exitCode = 1;
		return;
	}
	const account = await prepare();
	if (!account) {
		say('Nothing was done.');
		return;
	}
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt);
	// The nodes' timers do not keep a process alive.
	const alive = setInterval(() => {}, 60_000);
	try {
		const report = await runLive({
			account,
			leftoversFile: LEFTOVERS,
			pause: async (ms) => {
				const { signal } = interruption;
				await sleep(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
			},
			signal: interruption.signal,
			progress,
		});
		write(values.out, report);
		say('Read the report, and send it in as an issue of this project, with both files.');
	} finally {
		clearInterval(alive);
	}
}

main().then(
	() => process.exit(),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : 'It did not work');
		process.exit(1);
	},
);
