/**
 * `npm run bench:size`: what the Crisp node costs before it does anything. Needs `npm run build`.
 *
 * - bytes of the description that n8n sends to the editor, beside n8n's largest built-in node;
 * - CPU time of loading the class, median and spread of fresh processes, less that of n8n-workflow,
 *   which the host has loaded long before;
 * - bytes of the packed tarball.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(__dirname, '..');
const RUNS = 15;

const BUDGET = { descriptionKb: 200, loadMs: 30, tarballKb: 250 };

const node = (script: string): string =>
	execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' });

const nodeClass = "require('./dist/nodes/Crisp/Crisp.node.js').Crisp";

const descriptionKb =
	Number(node(`console.log(Buffer.byteLength(JSON.stringify(new (${nodeClass})().description)))`)) /
	1024;

const times = Array.from({ length: RUNS }, () =>
	Number(
		node(
			`require('n8n-workflow'); const t = process.cpuUsage(); new (${nodeClass})(); const { user, system } = process.cpuUsage(t); console.log((user + system) / 1000)`,
		),
	),
).sort((a, b) => a - b);
const loadMs = times[Math.floor(RUNS / 2)];

const [{ size }] = JSON.parse(
	execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--silent'], {
		cwd: root,
		encoding: 'utf8',
	}),
) as Array<{ size: number }>;
const tarballKb = size / 1024;

const lines: Array<[string, number, number, string]> = [
	['description', descriptionKb, BUDGET.descriptionKb, 'KB'],
	[
		'loading the class',
		loadMs,
		BUDGET.loadMs,
		`ms of CPU (${times[0].toFixed(1)} to ${times[RUNS - 1].toFixed(1)})`,
	],
	['tarball', tarballKb, BUDGET.tarballKb, 'KB'],
];
for (const [what, value, budget, unit] of lines) {
	const verdict = value <= budget ? 'within' : 'OVER';
	console.log(`${what}: ${value.toFixed(1)} ${unit}, ${verdict} the budget of ${budget}`);
	if (value > budget) process.exitCode = 1;
}
