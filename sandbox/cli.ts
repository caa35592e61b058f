import { parseArgs } from 'node:util';

import { seedDemo, startSandbox } from './index';

const USAGE = `Runs a Crisp on this machine.

  npm run sandbox -- [--port N] [--empty] [--json]

  --port N   port on 127.0.0.1 (3310 unless told, 0 for a free one)
  --empty    begin without contacts, conversations and campaigns
  --json     print the addresses and tokens as one line of JSON
`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '3310' },
			empty: { type: 'boolean', default: false },
			json: { type: 'boolean', default: false },
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
	const sandbox = await startSandbox({ port, ...(values.empty ? {} : { seed: seedDemo }) });
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
