import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { type Import } from '../../scripts/imports';
import { drawRooms } from '../../scripts/importsPicture';

const ROOT = path.join(__dirname, '..', '..');

const imports = (from: string, to: string, lazy = false): Import => ({ from, to, lazy });

const arrows = (list: Import[]) =>
	drawRooms(list)
		.split('\n')
		.filter((line) => line.includes('>') && !line.includes('['))
		.map((line) => line.trim());

describe('The picture of the imports', () => {
	test('has one arrow from room to room, however many files import each other', () => {
		const list = [
			imports('resources/message/records.ts', 'engine/define.ts'),
			imports('resources/contact/records.ts', 'engine/spec.ts'),
			imports('engine/run.ts', 'engine/pool.ts'),
			imports('engine/run.ts', 'client/request.ts'),
		];
		expect(arrows(list)).toEqual(['resources --> engine', 'engine --> client']);
	});

	test('has one box for the action nodes and one for the triggers, with the names of the classes', () => {
		const list = [
			imports('CrispHelpdesk.node.ts', 'listSearch/index.ts'),
			imports('Crisp.node.ts', 'listSearch/index.ts'),
			imports('CrispTrigger.node.ts', 'listSearch/index.ts'),
		];
		expect(drawRooms(list).split('\n').slice(1, 3)).toEqual([
			'\tactions["Crisp<br>CrispHelpdesk"]',
			'\ttriggers["CrispTrigger"]',
		]);
		expect(arrows(list)).toEqual(['actions --> listSearch', 'triggers --> listSearch']);
	});

	test('dots an arrow only where nothing is imported before it is needed', () => {
		const later = imports('Crisp.node.ts', 'engine/run.ts', true);
		expect(arrows([later])).toEqual(['actions -.-> engine']);
		const atOnce = imports('CrispHelpdesk.node.ts', 'engine/run.ts');
		expect(arrows([later, atOnce])).toEqual(['actions --> engine']);
		expect(arrows([atOnce, later])).toEqual(['actions --> engine']);
	});

	test('leaves out the leaves and the generated properties', () => {
		const list = [
			imports('Crisp.node.ts', 'properties/crisp.json'),
			imports('client/gate.ts', 'clock.ts'),
		];
		expect(arrows(list)).toEqual([]);
	});

	test.each([
		['engine/run.ts', 'resources/index.ts', "from 'engine' up to 'resources'"],
		['clock.ts', 'client/retry.ts', "from 'leaves' up to 'client'"],
		['trigger/run.ts', 'CrispTrigger.node.ts', "from 'trigger' up to 'triggers'"],
	])('is not drawn while %s imports %s', (from, to, words) => {
		expect(() => drawRooms([imports(from, to)])).toThrow(
			`nodes/Crisp/${from} imports nodes/Crisp/${to}, ${words}`,
		);
	});

	test.each([
		['attic/run.ts', 'attic'],
		['colours.ts', 'colours'],
	])('is not drawn while %s is in no room', (file, missing) => {
		expect(() => drawRooms([imports(file, 'clock.ts')])).toThrow(
			`nodes/Crisp/${file} is in no room: add '${missing}' to scripts/rooms.json`,
		);
	});
});

describe('The imports of a checkout', () => {
	let checkout: string;
	beforeEach(() => (checkout = mkdtempSync(path.join(os.tmpdir(), 'imports-'))));
	afterEach(() => rmSync(checkout, { recursive: true, force: true }));

	/** What is read of these files, or why not. In a process of its own, as Jest cannot load what reads them. */
	function read(files: Record<string, string>): { imports?: Import[]; error: string } {
		for (const [file, content] of Object.entries(files)) {
			const full = path.join(checkout, 'nodes/Crisp', file);
			mkdirSync(path.dirname(full), { recursive: true });
			writeFileSync(full, content);
		}
		const script = `require('./scripts/imports.ts').readImports(process.argv[1]).then(
			(imports) => console.log(JSON.stringify(imports)),
			(error) => console.error(error.message),
		)`;
		const { stdout, stderr } = spawnSync(
			process.execPath,
			['--import', 'tsx', '--eval', script, checkout],
			{ cwd: ROOT, encoding: 'utf8' },
		);
		return { imports: stdout ? (JSON.parse(stdout) as Import[]) : undefined, error: stderr.trim() };
	}

	test('are read with those of types, and with those that are made when they are needed', () => {
		const { imports: found, error } = read({
			'a/one.ts':
				"import type { Two } from '../b/two';\nexport const later = async (): Promise<Two> => (await import('../c/three')).three;\n",
			'b/two.ts': 'export type Two = number;\n',
			'c/three.ts': 'export const three = 3;\n',
		});
		expect(error).toBe('');
		expect(found).toHaveLength(2);
		expect(found).toEqual(
			expect.arrayContaining([
				imports('a/one.ts', 'b/two.ts'),
				imports('a/one.ts', 'c/three.ts', true),
			]),
		);
	}, 30_000);

	test('are refused when they go in a circle, even of types alone', () => {
		const { imports: found, error } = read({
			'a/one.ts': "import type { Two } from './two';\nexport interface One { two?: Two }\n",
			'a/two.ts': "import type { One } from './one';\nexport interface Two { one?: One }\n",
		});
		expect(found).toBeUndefined();
		expect(error).toMatch(/^Imports go in a circle: a\/(one|two)\.ts → a\/(one|two)\.ts/);
	}, 30_000);
});
