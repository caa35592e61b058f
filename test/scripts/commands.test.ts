import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** Names of the commands in a text, as people type them. */
const commandsIn = (text: string) =>
	[...text.matchAll(/`npm (?:run )?(?:--silent )?([a-z][\w:]*)[^`]*`/g)].map(([, name]) => name);

/** Commands of npm itself. */
const OF_NPM = ['install', 'ci', 'publish', 'i'];

describe('The table of commands in docs/development.md', () => {
	test('has every command of package.json', () => {
		const rows = read('docs/development.md')
			.split('\n')
			.filter((line) => line.startsWith('| '));
		const named = commandsIn(rows.join('\n'));
		expect(Object.keys(scripts).filter((name) => !named.includes(name))).toEqual([]);
	});
});

describe('Documents for developers', () => {
	test.each([
		'README.md',
		'CONTRIBUTING.md',
		'SECURITY.md',
		'docs/architecture.md',
		'docs/development.md',
		'docs/performance.md',
		'docs/sandbox.md',
		'.github/pull_request_template.md',
	])('%s names only commands that there are', (file) => {
		const unknown = commandsIn(read(file)).filter(
			(name) => !(name in scripts) && !OF_NPM.includes(name),
		);
		expect(unknown).toEqual([]);
	});
});
