import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { readManifest } from '../scripts/tarball';

const ROOT = path.join(__dirname, '..');

const { nodes, credentials } = readManifest(ROOT).n8n;

/** Source of a compiled file that package.json lists. */
const sourceOf = (file: string) => file.replace(/^dist\//, '').replace(/\.js$/, '.ts');

/** Loads sources as n8n loads what is compiled of them and returns what was read of this package. */
function load(sources: string[]): string[] {
	const script = `
		for (const source of process.argv.slice(1)) {
			const file = require('node:path').resolve(source);
			new (require(file)[require('node:path').basename(file).split('.')[0]])();
		}
		console.log(JSON.stringify(Object.keys(require.cache)));
	`;
	const output = execFileSync(
		process.execPath,
		['--import', 'tsx', '--eval', script, '--', ...sources],
		{ cwd: ROOT, encoding: 'utf8' },
	);
	return (JSON.parse(output) as string[])
		.map((file) => path.relative(ROOT, file).replaceAll(path.sep, '/'))
		.filter((file) => !file.startsWith('node_modules/') && !file.startsWith('..'))
		.sort();
}

describe('The classes that n8n loads at each of its starts', () => {
	test.each(nodes)(
		'%s reads its properties and the names of the lists, nothing else',
		(file) => {
			const source = sourceOf(file);
			const name = path.basename(source).split('.')[0];
			const properties = `${name[0].toLowerCase()}${name.slice(1)}.json`;
			expect(load([source])).toEqual(
				[source, `nodes/Crisp/properties/${properties}`, 'nodes/Crisp/listSearch/index.ts'].sort(),
			);
		},
		30_000,
	);

	test('the credential reads what it needs to sign a request and to state its limits, nothing else', () => {
		expect(load(credentials.map(sourceOf))).toEqual([
			'credentials/CrispApi.credentials.ts',
			'nodes/Crisp/client/account.ts',
			'nodes/Crisp/client/limits.ts',
			'nodes/Crisp/client/loopback.ts',
			'nodes/Crisp/numberOption.ts',
		]);
	}, 30_000);
});
