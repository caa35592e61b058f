/**
 * Runs everything that must hold before a change is taken: `npm run check`, and CI after its
 * `npm ci`. All steps run even if one fails; the exit code is 0 only if none did.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { olderHosts } from '../e2e/hosts';
import { root } from './command';

interface Step {
	name: string;
	/** Run by the shell, in the checkout. */
	line: string;
	/** Whether the line ends with a run of Jest, whose tests are counted. */
	tests?: boolean;
}

interface Result {
	step: Step;
	passed: number;
	failed: number;
	skipped: number;
}

/** The command by which the README tells people to run the tests. */
function readmeTestCommand(): string {
	const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
	const line = /^(?:.*&& *)?npm test$/m.exec(readme)?.[0];
	if (!line) throw new Error('README.md has no line that is a command and ends with "npm test"');
	return line;
}

const listSteps = (): Step[] => [
	{ name: "lint (n8n's rules)", line: 'npm run --silent lint' },
	{ name: 'lint (our rules)', line: 'npm run --silent lint:own' },
	{ name: 'format', line: 'npm run --silent format:check' },
	{ name: 'types', line: 'npm run --silent typecheck' },
	// Before the build, which would write them.
	{ name: 'generated files are up to date', line: 'npm run --silent generate -- --check' },
	{ name: 'build', line: 'npm run --silent build' },
	{ name: "tests (the README's command)", line: readmeTestCommand(), tests: true },
	{
		name: 'live run against the sandbox',
		line: 'npm run --silent live -- --sandbox --out live-report',
	},
	{
		// Others than the 2,000 of the step before.
		name: 'random histories of the trigger',
		line: 'HISTORIES=8000 FIRST_SEED=2000 npm run --silent test:histories',
		tests: true,
	},
	{ name: 'package', line: 'npm run --silent package:check' },
	{ name: "n8n's scanner", line: 'npm run --silent scan' },
	{ name: 'tests in a real n8n', line: 'npm run --silent e2e', tests: true },
	...olderHosts().map((version) => ({
		name: `tests in a real n8n ${version}`,
		line: `npx tsx e2e/versions.ts ${version}`,
		tests: true,
	})),
	{ name: 'demo', line: 'npm run --silent demo -- --headless' },
];

/** The parts of Jest's JSON report that are summed up. */
interface JestReport {
	numPassedTests: number;
	numFailedTests: number;
	/** Test files that could not even be run. */
	numRuntimeErrorTestSuites: number;
	numPendingTests: number;
}

async function run(step: Step, report: string): Promise<Result> {
	const line = step.tests ? `${step.line} -- --json --outputFile='${report}'` : step.line;
	const child = spawn(line, {
		cwd: root,
		shell: true,
		// Jest writes its report to its standard output too unless it is told a file.
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	const [code] = (await once(child, 'exit')) as [number | null];
	const result: Result = { step, passed: 0, failed: 0, skipped: 0 };
	if (step.tests && existsSync(report)) {
		const json = JSON.parse(readFileSync(report, 'utf8')) as JestReport;
		result.passed = json.numPassedTests;
		result.failed = json.numFailedTests + json.numRuntimeErrorTestSuites;
		result.skipped = json.numPendingTests;
	}
	// A step without tests, or one that died on the way, counts as one.
	if (code !== 0) result.failed = Math.max(result.failed, 1);
	return result;
}

async function main(): Promise<void> {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'n8n-nodes-crisp-check-'));
	const results: Result[] = [];
	try {
		for (const [index, step] of listSteps().entries()) {
			console.log(`\n=== ${step.name}: ${step.line}`);
			const start = Date.now();
			const result = await run(step, path.join(folder, `${index}.json`));
			results.push(result);
			const seconds = ((Date.now() - start) / 1000).toFixed(1);
			console.log(`=== ${step.name}: ${result.failed ? 'FAILED' : 'ok'} after ${seconds} s`);
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	const sum = (key: 'passed' | 'failed' | 'skipped') =>
		results.reduce((total, result) => total + result[key], 0);
	console.log('');
	for (const { step, failed } of results) if (failed) console.log(`Failed: ${step.name}`);
	console.log(
		`${sum('passed')} passed, ${sum('failed')} failed` +
			(sum('skipped') ? `, ${sum('skipped')} skipped` : ''),
	);
	process.exitCode = sum('failed') ? 1 : 0;
}

void main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
