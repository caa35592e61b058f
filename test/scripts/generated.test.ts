import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { EVENTS } from '../../nodes/Crisp/events/table';
import { EVENT_SAMPLES } from '../../scripts/eventSamples';
import { eventsDocs } from '../../scripts/eventsDocs';
import { applyChanges, findChanges, nameFiles, type Files } from '../../scripts/generated';

const ROOT = path.join(__dirname, '..', '..');

let checkout: string;
beforeEach(() => (checkout = mkdtempSync(path.join(os.tmpdir(), 'generated-'))));
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

const changes = (files: Files, folders: string[] = []) =>
	findChanges(files, folders, checkout).map(({ file }) => file);
const write = (files: Files, folders: string[] = []) =>
	applyChanges(findChanges(files, folders, checkout), checkout);
const read = (file: string) => readFileSync(path.join(checkout, file), 'utf8');

describe('Generated files', () => {
	test('are written where they are missing or out of date', () => {
		write({ 'docs/a.md': 'old', 'docs/b.md': 'same' });
		const files = { 'docs/a.md': 'new', 'docs/b.md': 'same', 'nodes/deep/c.json': '{}' };
		expect(changes(files)).toEqual(['docs/a.md', 'nodes/deep/c.json']);
		write(files);
		expect(read('docs/a.md')).toBe('new');
		expect(read('nodes/deep/c.json')).toBe('{}');
		expect(changes(files)).toEqual([]);
	});

	test('are not touched by looking for changes', () => {
		write({ 'a.md': 'old' });
		changes({ 'a.md': 'new', 'b.md': 'new' });
		expect(read('a.md')).toBe('old');
		expect(existsSync(path.join(checkout, 'b.md'))).toBe(false);
	});

	test('disappear from a folder of their own when nothing makes them any longer', () => {
		write({ 'schemas/v1/get.json': '1', 'schemas/v1/old/gone.json': '2', 'docs/by-hand.md': '3' });
		const files = { 'schemas/v1/get.json': '1' };
		expect(changes(files, ['schemas'])).toEqual(['schemas/v1/old/gone.json']);
		write(files, ['schemas']);
		expect(existsSync(path.join(checkout, 'schemas/v1/old/gone.json'))).toBe(false);
		expect(read('docs/by-hand.md')).toBe('3');
	});

	test('are named one by one while they are few', () => {
		const five = ['a', 'b', 'c', 'd', 'e'].map((file) => ({ file }));
		expect(nameFiles(five)).toBe('a, b, c, d, e');
		expect(nameFiles([...five, { file: 'f' }])).toBe('6 files, such as a');
	});
});

describe('docs/events.md', () => {
	test('shows a payload for every event', () => {
		const text = eventsDocs()['docs/events.md'];
		for (const { event } of EVENTS) {
			expect(text).toContain(`// ${event}\n${JSON.stringify(EVENT_SAMPLES[event])}\n`);
		}
	});

	test('is not made while an event has no payload to show, and the reason says where to add one', () => {
		const { 'session:set_state': _, ...others } = EVENT_SAMPLES;
		expect(() => eventsDocs(EVENTS, others)).toThrow(
			"The event 'session:set_state' has no payload to show in docs/events.md: add one to scripts/eventSamples.ts.",
		);
	});
});

describe('The generated files of this checkout', () => {
	test('are what `npm run generate` writes', () => {
		// A process of its own, as it loads modules that Jest cannot.
		const { stderr } = spawnSync(
			process.execPath,
			['--import', 'tsx', 'scripts/generate.ts', '--check'],
			{ cwd: ROOT, encoding: 'utf8' },
		);
		expect(stderr).toBe('');
	}, 60_000);
});
