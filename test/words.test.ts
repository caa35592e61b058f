import { readFileSync } from 'node:fs';
import path from 'node:path';

import { EVENTS_FOR_EDITOR } from '../nodes/Crisp/events/table';
import { readManifest } from '../scripts/tarball';

const ROOT = path.join(__dirname, '..');

/** What a person reads in the form of a node. */
const SHOWN = ['name', 'displayName', 'description', 'action', 'placeholder', 'hint'];

/** Phrases that are no English that a technical writer would use, or that say nothing to a person. */
const AWKWARD = [
	/label (a|the) \w+ further/i,
	/\banew\b/i,
	/of late\b/i,
	/begin of/i,
	/it was asked/i,
	/taken back/i,
	/takes? the place of all/i,
	/\bof (your|yours|its) own (for|to)\b/i,
	/not any more/i,
	/in the words of/i,
	/as Crisp names it/i,
	/in the (form|unit) of the Crisp API/i,
	/may need an? \w+ token/i,
	/recognise/i,
];

function textsIn(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap(textsIn);
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) =>
		typeof inner === 'string' ? (SHOWN.includes(key) ? [inner] : []) : textsIn(inner),
	);
}

const nodes = readManifest(ROOT).n8n.nodes.map((file) => {
	const name = path.basename(file).split('.')[0];
	const properties = `${name[0].toLowerCase()}${name.slice(1)}.json`;
	const text = readFileSync(path.join(ROOT, 'nodes/Crisp/properties', properties), 'utf8');
	return [name, textsIn(JSON.parse(text))] as const;
});

describe('the texts of the forms', () => {
	test.each(nodes)('of %s are plain English', (_name, texts) => {
		expect(texts.length).toBeGreaterThan(0);
		expect(texts.filter((text) => AWKWARD.some((phrase) => phrase.test(text)))).toEqual([]);
	});

	test('describe events without the names that Crisp sends', () => {
		const wire = EVENTS_FOR_EDITOR.filter(({ description }) =>
			EVENTS_FOR_EDITOR.some(({ event }) => description.includes(event)),
		);
		expect(wire).toEqual([]);
	});

	test.each(nodes)('of %s name a token at most once per operation', (_name, texts) => {
		const often = texts.filter(
			(text) => (text.match(/\b(needs|works with) an? /gi) ?? []).length > 1,
		);
		expect(often).toEqual([]);
	});
});
