import { parseArgs } from 'node:util';

import { GUESS_NAMES } from './guesses';
import { seedDemo, startSandbox } from './index';
import { loadReport, type ReportedBehaviour } from './report';

const HOOK_SECRET = 'sandbox-hook-secret';

const USAGE = `Runs a Crisp on this machine.

  npm run sandbox -- [--port N] [--empty] [--json] [--website-hook URL] [--plugin-hook URL]
    [--guess NAME=VALUE] [--report FILE]

  --port N            port on 127.0.0.1 (3310 by default, 0 for a free one)
  --empty             begin without contacts, conversations and campaigns
  --json              print the addresses and tokens as one line of JSON
  --website-hook URL  send events there, with the ?key= that you put at its end
  --plugin-hook URL   send events there, signed
  --hook-secret TEXT  what signs them ('${HOOK_SECRET}' by default)
  --guess NAME=VALUE  behave so where the sources are silent (docs/sandbox.md); as often as needed
  --report FILE       behave as a report of npm run live says; SANDBOX_REPORT does the same
`;

/** @throws Error for what is no pair, and for a name that is no guess */
function readGuesses(pairs: string[]): ReportedBehaviour['guesses'] {
	const entries = pairs.map((pair) => {
		const [name, ...value] = pair.split('=');
		if (!GUESS_NAMES.some((known) => known === name)) {
			throw new Error(`--guess takes NAME=VALUE with a name of docs/sandbox.md, not '${pair}'`);
		}
		return [name, value.join('=')];
	});
	return Object.fromEntries(entries) as ReportedBehaviour['guesses'];
}

const NO_REPORT: ReportedBehaviour = { guesses: {}, notPlayed: [] };

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '3310' },
			empty: { type: 'boolean', default: false },
			json: { type: 'boolean', default: false },
			'website-hook': { type: 'string', multiple: true, default: [] },
			'plugin-hook': { type: 'string', multiple: true, default: [] },
			'hook-secret': { type: 'string', default: HOOK_SECRET },
			guess: { type: 'string', multiple: true, default: [] },
			report: { type: 'string', default: process.env.SANDBOX_REPORT },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	if (values.help) {
		console.log(USAGE);
		return;
	}
	const port = Number(values.port);
	if (!Number.isInteger(port) || port < 0 || port > 65_535) {
		throw new Error(`--port takes a number from 0 to 65535, not '${values.port}'`);
	}
	const { guesses, seen, notPlayed } = values.report ? loadReport(values.report) : NO_REPORT;
	for (const one of notPlayed) console.error(`The sandbox cannot behave so: ${one}`);
	const sandbox = await startSandbox({
		port,
		guesses: { ...guesses, ...readGuesses(values.guess) },
		...(seen ? { seen } : {}),
		...(values.empty ? {} : { seed: seedDemo }),
	});
	try {
		for (const hook of values['website-hook']) sandbox.addHook({ kind: 'website', url: hook });
		for (const hook of values['plugin-hook']) {
			sandbox.addHook({ kind: 'plugin', url: hook, secret: values['hook-secret'] });
		}
	} catch (error) {
		await sandbox.close();
		throw error;
	}
	const { url, apiUrl, visitorPageUrl, websiteId, credentials } = sandbox;
	if (values.json) {
		console.log(JSON.stringify({ url, apiUrl, visitorPageUrl, websiteId, credentials }));
	} else {
		const rows = Object.entries(credentials).map(
			([tier, { identifier, key }]) =>
				`  ${tier.padEnd(8)}  Identifier ${identifier.padEnd(16)}  Key ${key}`,
		);
		console.log(
			[
				'Crisp sandbox',
				'',
				`  API Base URL        ${apiUrl}`,
				`  Default Website ID  ${websiteId}`,
				`  Visitor page        ${visitorPageUrl}`,
				'',
				'Tokens by tier',
				'',
				...rows,
				'',
				'Ctrl+C ends it; nothing is kept.',
			].join('\n'),
		);
	}
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void sandbox.close());
	}
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
