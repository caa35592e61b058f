import { spawnSync } from 'node:child_process';
import path from 'node:path';

import type { INodeProperties } from 'n8n-workflow';

const root = path.join(__dirname, '..', '..');

/**
 * What n8n's rules complain about in properties, when they are printed as a file. The rules read
 * literals; what is put together they see only so.
 */
export function lintPrinted(properties: INodeProperties[]): string[] {
	// The rules look at bare keys and single quotes, as a person would write them.
	const literal = JSON.stringify(properties, null, '\t').replace(/^(\t*)"(\w+)": /gm, '$1$2: ');
	const source = `import type { INodeProperties } from 'n8n-workflow';\n\nexport const properties: INodeProperties[] = ${literal};\n`;
	const { stdout, stderr } = spawnSync(
		process.execPath,
		[
			'node_modules/eslint/bin/eslint.js',
			'--stdin',
			'--stdin-filename',
			'nodes/Crisp/Derived.ts',
			'--format',
			'json',
		],
		{ cwd: root, input: source, encoding: 'utf8', maxBuffer: 100_000_000 },
	);
	if (!stdout) throw new Error(stderr);
	const [{ messages }] = JSON.parse(stdout) as Array<{
		messages: Array<{ ruleId: string; message: string; line: number }>;
	}>;
	const lines = source.split('\n');
	return messages.map(
		({ ruleId, message, line }) => `${ruleId}: ${message} ${lines[line - 1].trim()}`,
	);
}
