/**
 * Runs the scanner that n8n runs on community packages, without its parts that need the network
 * (npm provenance, the source on GitHub): on the sources and on the packed tarball.
 * Errors end with exit code 1; warnings are only shown.
 */
import { ESLint } from 'eslint';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { command, root } from './command';
import { pack } from './tarball';

/** What the scanner's module exports, as far as it is used here; it has no types of its own. */
interface Scanner {
	SOURCE_FILE_PATTERNS: string[];
	buildScanConfig(): Promise<ESLint.Options['overrideConfig']>;
	analyzePackage(
		folder: string,
		patterns: string[],
	): Promise<{ passed: boolean; message?: string; details?: string }>;
}

/** What the scanner lints in a published tarball. */
const PACKED_FILE_PATTERNS = ['**/*.js', 'package.json'];

/** The scanner's verdict leaves out warnings: the same rules once more, for those. */
async function warnings(scanner: Scanner, folder: string, patterns: string[]): Promise<string> {
	const eslint = new ESLint({
		cwd: folder,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: await scanner.buildScanConfig(),
	});
	const results = await eslint.lintFiles(patterns);
	return await (await eslint.loadFormatter('stylish')).format(results);
}

async function main(): Promise<void> {
	const file = require.resolve('@n8n/scan-community-package/scanner/scanner.mjs');
	const scanner = (await import(file)) as Scanner;
	const temporary = await mkdtemp(path.join(os.tmpdir(), 'n8n-nodes-crisp-scan-'));
	try {
		const unpacked = path.join(temporary, 'package');
		await mkdir(unpacked);
		await command('tar', ['-xzf', await pack(temporary), '-C', unpacked, '--strip-components=1']);

		for (const [name, folder, patterns] of [
			['sources', root, scanner.SOURCE_FILE_PATTERNS],
			['tarball', unpacked, PACKED_FILE_PATTERNS],
		] as const) {
			const {
				passed,
				message = '',
				details = '',
			} = await scanner.analyzePackage(folder, [...patterns]);
			const text = passed ? await warnings(scanner, folder, [...patterns]) : details;
			console.log(`n8n's scanner on the ${name}: ${passed ? 'passed' : `failed. ${message}`}`);
			if (text) console.log(text.trimEnd());
			if (!passed) process.exitCode = 1;
		}
	} finally {
		await rm(temporary, { recursive: true, force: true });
	}
}

void main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
