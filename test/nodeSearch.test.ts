import { readFileSync } from 'node:fs';
import path from 'node:path';

import { sublimeSearch } from '@n8n/utils/search/sublime-search';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';

import { readManifest } from '../scripts/tarball';

const ROOT = path.join(__dirname, '..');

interface Entry {
	key: string;
	properties: { displayName: string; codex: { alias: string[] } };
}

/** A node with the search words of its codex file. */
function read(file: string): { description: INodeTypeDescription; entry: Entry } {
	const source = path.join(ROOT, file.replace(/^dist\//, '').replace(/\.js$/, ''));
	const className = path.basename(source).split('.')[0];
	// n8n loads by the name of the file, too.
	const loaded = jest.requireActual<Record<string, new () => INodeType>>(source);
	const { description } = new loaded[className]();
	const { name, displayName } = description;
	const { alias } = JSON.parse(readFileSync(`${source}.json`, 'utf8')) as { alias: string[] };
	return { description, entry: { key: name, properties: { displayName, codex: { alias } } } };
}

/**
 * The entries of n8n's node panel: the triggers come after the other nodes, and one that is named after
 * another node is an action of that node's entry, so that its own search words do not count.
 */
const entries: Entry[] = (() => {
	const nodes = readManifest(ROOT).n8n.nodes.map(read);
	const isTrigger = ({ description }: (typeof nodes)[number]) =>
		description.group.includes('trigger');
	const others = nodes.filter((node) => !isTrigger(node)).map(({ entry }) => entry);
	const triggers = nodes.filter(isTrigger).map(({ entry }) => entry);
	const lone = triggers.filter(
		({ key }) => !others.some((other) => other.key === key.replace('Trigger', '')),
	);
	return [...others, ...lone];
})();

/** Names of the nodes that n8n's own search finds, the best one first. */
const find = (words: string): string[] =>
	sublimeSearch(words, entries).map(({ item }) => (item as Entry).key);

describe("n8n's search among nodes", () => {
	test('has the Crisp Trigger in the entry of the Crisp node', () => {
		expect(entries.map(({ key }) => key)).not.toContain('crispTrigger');
		expect(entries.map(({ key }) => key)).toContain('crisp');
	});

	test.each(['c', 'cr', 'cri', 'cris', 'crisp'])(
		"shows both triggers before Crisp Admin and Crisp Helpdesk for '%s'",
		(words) => {
			const [first, ...rest] = find(words).filter((key) =>
				['crisp', 'crispWebhookTrigger', 'crispAdmin', 'crispHelpdesk'].includes(key),
			);
			expect(first).toBe('crisp');
			expect(rest[0]).toBe('crispWebhookTrigger');
			expect(rest.slice(1).sort()).toEqual(['crispAdmin', 'crispHelpdesk']);
		},
	);

	test.each([
		['campaign', 'crisp'],
		['conversation', 'crisp'],
		['create contact', 'crisp'],
		['handoff', 'crisp'],
		['reply', 'crisp'],
		['send message', 'crisp'],
		['visitor', 'crisp'],
		['approval', 'crispAsk'],
		['send and wait', 'crispAsk'],
		['crisp admin', 'crispAdmin'],
		['bulk', 'crispAdmin'],
		['crisp helpdesk', 'crispHelpdesk'],
		['helpdesk', 'crispHelpdesk'],
		['knowledge base', 'crispHelpdesk'],
		['crisp webhook', 'crispWebhookTrigger'],
		['webhook', 'crispWebhookTrigger'],
		['chat memory', 'crispChatMemory'],
	])("finds for '%s' the node %s first", (words, key) => {
		expect(find(words)[0]).toBe(key);
	});
});
