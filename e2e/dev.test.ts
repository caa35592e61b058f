import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { root } from '../scripts/command';
import { N8nClient } from './client';
import { CRISP, CRISP_TRIGGER } from './nodes';
import { currentRun } from './run';
import { waitUntil } from './waitUntil';

/** What `npm run dev` needs of a checkout. */
const PARTS = [
	...['nodes', 'credentials', 'scripts', 'sandbox', 'e2e'],
	...['package.json', 'tsconfig.json'],
];

/** Longer than n8n and a compiler need on a busy machine. */
const PATIENCE_MS = 200_000;

let checkout: string;
let dev: ChildProcess;
let printed = '';

const isRunning = () => dev.exitCode === null && dev.signalCode === null;

/** Waits until it has printed a line, after so many characters; resolves with the line. */
async function line(pattern: RegExp, after = 0): Promise<string> {
	return await waitUntil(
		`${pattern} is printed`,
		() => {
			if (!isRunning()) throw new Error(`it has ended:\n${printed}`);
			return pattern.exec(printed.slice(after))?.[0];
		},
		PATIENCE_MS,
	);
}

beforeAll(async () => {
	// A copy, as the test edits sources.
	checkout = await mkdtemp(path.join(currentRun().folder, 'checkout-'));
	for (const part of PARTS) {
		await cp(path.join(root, part), path.join(checkout, part), { recursive: true });
	}
	await symlink(path.join(root, 'node_modules'), path.join(checkout, 'node_modules'));
	dev = spawn(process.execPath, ['--import', 'tsx', 'scripts/dev.ts'], { cwd: checkout });
	const collect = (data: Buffer) => (printed += data);
	dev.stdout?.on('data', collect);
	dev.stderr?.on('data', collect);
	await line(/Ctrl\+C ends it/);
});

afterAll(async () => {
	if (!isRunning()) return;
	dev.kill('SIGTERM');
	await once(dev, 'exit');
});

/** Saves a file of the copy with the first match replaced; resolves with the line that says what came of it. */
async function save(file: string, from: RegExp, to: string, outcome: string): Promise<string> {
	const full = path.join(checkout, file);
	const text = await readFile(full, 'utf8');
	expect(text).toMatch(from);
	const before = printed.length;
	await writeFile(full, text.replace(from, to));
	return await line(new RegExp(`${file}: built after [\\d.]+ s, ${outcome}(\\n.*)?`), before);
}

async function loggedIn(): Promise<N8nClient> {
	const [, url = ''] = /The workflow +(http\S+)\/workflow\//.exec(printed) ?? [];
	const client = new N8nClient(url);
	await client.login();
	return client;
}

/** The description of a node as the editor gets it, as text; n8n lists it twice after a reload. */
const describe = async (client: N8nClient, node: string): Promise<string> =>
	JSON.stringify((await client.nodeTypes()).filter(({ name }) => name === node));

test(
	'npm run dev brings a saved change into n8n, says what cannot be compiled or loaded, and ends with Ctrl+C',
	async () => {
		const client = await loggedIn();
		const [record, literal] = [
			'nodes/Crisp/resources/message/records.ts',
			'nodes/Crisp/trigger/options.ts',
		];

		await save(record, /action: '[^']+'/, "action: 'Changed record'", 'in n8n after');
		expect(await describe(client, CRISP)).toContain('"action":"Changed record"');

		const label = "displayName: 'Changed Literal'";
		await save(literal, /displayName: '[^']+'/, label, 'in n8n after');
		expect(await describe(client, CRISP_TRIGGER)).toContain('"displayName":"Changed Literal"');

		const complaint = await save(literal, /;/, '; = ', 'nothing changes in n8n');
		expect(complaint).toMatch(/options\.ts:1: .* expected/);
		await save(literal, /; = /, ';', 'nothing changes in n8n');

		const node = 'nodes/Crisp/Crisp.node.ts';
		await save(node, /^/, "throw new Error('broken');\n", 'but n8n cannot load it');
		await save(node, /^throw .*\n/, '', 'in n8n after');
		expect(await describe(client, CRISP)).toContain('"action":"Changed record"');

		const ended = once(dev, 'exit');
		dev.kill('SIGINT');
		expect(await ended).toEqual([0, null]);
		await expect(client.fetch('GET', '/healthz')).rejects.toThrow('fetch failed');
	},
	2 * PATIENCE_MS,
);
