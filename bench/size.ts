/**
 * `npm run bench:size`: what the package costs before it does anything. Needs `npm run build`.
 *
 * - KB of each description that n8n sends to the editor;
 * - CPU time of loading a class and making it, and the files of this package that are read for it,
 *   each alone and all of them together, as n8n does at each of its starts. Median, least and most of
 *   fresh processes, without n8n-workflow, which the host has loaded long before;
 * - KB of the packed tarball.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { root } from '../scripts/command';
import { MAX_TARBALL, readManifest } from '../scripts/tarball';
import { median, precise, range } from './figures';

const RUNS = 15;

/** Name of the row for all classes in one process. */
const TOGETHER = 'all together';

interface Budget {
	descriptionKb?: number;
	loadMs: number;
	files: number;
}

const BUDGETS: Record<string, Budget> = {
	Crisp: { descriptionKb: 120, loadMs: 20, files: 3 },
	CrispAdmin: { descriptionKb: 130, loadMs: 20, files: 3 },
	CrispHelpdesk: { descriptionKb: 40, loadMs: 10, files: 3 },
	CrispTrigger: { descriptionKb: 40, loadMs: 10, files: 3 },
	CrispWebhookTrigger: { descriptionKb: 40, loadMs: 10, files: 3 },
	CrispApi: { loadMs: 10, files: 3 },
	[TOGETHER]: { loadMs: 40, files: 14 },
};

interface Load {
	ms: number;
	files: number;
	/** Of the first class; 0 for a credential. */
	descriptionKb: number;
}

/** Runs in a process of its own; prints a `Load`. */
const LOADER = `
	require('n8n-workflow');
	const path = require('node:path');
	const dist = path.resolve('dist') + path.sep;
	const files = process.argv.slice(1).map((file) => path.resolve(file));
	const start = process.cpuUsage();
	const made = files.map((file) => new (require(file)[path.basename(file).split('.')[0]])());
	const { user, system } = process.cpuUsage(start);
	const text = JSON.stringify(made[0].description);
	console.log(
		JSON.stringify({
			ms: (user + system) / 1000,
			files: Object.keys(require.cache).filter((file) => file.startsWith(dist)).length,
			descriptionKb: text ? Buffer.byteLength(text) / 1024 : 0,
		}),
	);
`;

const load = (classes: string[]): Load =>
	JSON.parse(
		execFileSync(process.execPath, ['-e', LOADER, ...classes], { cwd: root, encoding: 'utf8' }),
	) as Load;

/** What n8n loads, by the name of its class: paths of compiled files. */
const { nodes, credentials } = readManifest().n8n;
const files = [...nodes, ...credentials];
const subjects = new Map<string, string[]>([
	...files.map((file): [string, string[]] => [path.basename(file).split('.')[0], [file]]),
	[TOGETHER, files],
]);

const overBudget: string[] = [];

/** A figure and its budget as cells of a table; notes where it is over. */
function cells(what: string, value: number, budget: number, text = String(value)): string[] {
	if (value > budget) overBudget.push(`${what}: ${text}, over the budget of ${budget}`);
	return [text, String(budget)];
}

function row(name: string, loads: Load[]): string[] {
	const budget = BUDGETS[name];
	if (budget === undefined) throw new Error(`bench/size.ts has no budget for ${name}`);
	const times = loads.map(({ ms }) => ms);
	const [{ files: read, descriptionKb: kb }] = loads;
	return [
		name,
		...cells(`CPU of ${name}`, median(times), budget.loadMs, range(times, precise(1))),
		...cells(`files of ${name}`, read, budget.files),
		...(budget.descriptionKb === undefined
			? ['', '']
			: cells(`description of ${name}`, kb, budget.descriptionKb, precise(1)(kb))),
	];
}

function tarballKb(): number {
	const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--silent'];
	const output = execFileSync('npm', args, { cwd: root, encoding: 'utf8' });
	const [{ size }] = JSON.parse(output) as Array<{ size: number }>;
	return size / 1024;
}

function main(): void {
	const loads = new Map([...subjects.keys()].map((name): [string, Load[]] => [name, []]));
	// In turns, so that a machine that is busy for a while is so for all of them.
	for (let run = 0; run < RUNS; run++) {
		for (const [name, list] of loads) list.push(load(subjects.get(name) ?? []));
	}
	const head = ['class', 'CPU ms', 'budget', 'files', 'budget', 'description KB', 'budget'];
	const rows = [...loads].map(([name, list]) => row(name, list));
	const lines = [head, head.map(() => '---'), ...rows].map((line) => `| ${line.join(' | ')} |`);
	console.log(lines.join('\n'));

	const kb = tarballKb();
	const [text, budget] = cells('tarball', kb, MAX_TARBALL / 1024, precise(1)(kb));
	console.log(`\nPacked tarball: ${text} KB, budget ${budget}`);
	for (const line of overBudget) console.error(line);
	if (overBudget.length > 0) process.exitCode = 1;
}

main();
