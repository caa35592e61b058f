import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { INodeProperties } from 'n8n-workflow';

import { actionNodes, resourcesOf } from '../support/nodes';

const ROOT = path.join(__dirname, '..', '..');

const { properties } = actionNodes.crisp.description;

/** Names of the actions as n8n lists them, which goes by the options of 'Resource' and 'Operation'. */
const actionsOf = (all: INodeProperties[]): string[] => {
	const [{ options: resources = [] }, ...others] = all;
	return resources.flatMap((resource) => {
		const value = 'value' in resource ? String(resource.value) : '';
		const operations = others.find(
			({ name, displayOptions }) =>
				name === 'operation' && displayOptions?.show?.resource?.includes(value),
		);
		return (operations?.options ?? []).map((option) =>
			'action' in option ? String(option.action) : '',
		);
	});
};

describe('the Crisp node', () => {
	// n8n walks all properties twice for each node of a workflow in every execution, lists all actions
	// without a search, and sends the description to every editor.
	test('stays small: at most 90 actions, 120 properties and 120 KB of description', () => {
		expect(actionsOf(properties).length).toBeLessThanOrEqual(90);
		expect(properties.length).toBeLessThanOrEqual(120);
		const { description } = actionNodes.crisp;
		expect(Buffer.byteLength(JSON.stringify(description))).toBeLessThanOrEqual(120 * 1024);
	});

	test('lists messages and conversations first, and Send among the first twelve actions', () => {
		const [message, conversation] = resourcesOf.crisp;
		expect([message.value, conversation.value]).toEqual(['message', 'conversation']);
		expect(actionsOf(properties).slice(0, 12)).toContain('Send message');
	});
});

describe('a resource that is in two nodes', () => {
	test('has each operation in one of them', () => {
		const places = Object.values(resourcesOf)
			.flat()
			.flatMap(({ value, operations }) => operations.map((one) => `${value}: ${one.value}`));
		expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
	});

	test('has the same name in both', () => {
		const names = new Map<string, Set<string>>();
		for (const { value, name } of Object.values(resourcesOf).flat()) {
			names.set(value, (names.get(value) ?? new Set()).add(name));
		}
		expect([...names].filter(([, different]) => different.size > 1)).toEqual([]);
	});
});

test('docs/operations.json says for each operation in which node it is', () => {
	const rows = JSON.parse(
		readFileSync(path.join(ROOT, 'docs', 'operations.json'), 'utf8'),
	) as Array<{ node: string; resource: string; operation: string }>;
	const told = rows.map(({ node, resource, operation }) => [node, resource, operation].join(' '));
	const held = Object.entries(resourcesOf).flatMap(([node, resources]) =>
		resources.flatMap(({ value, operations }) =>
			operations.map((operation) => [node, value, operation.value].join(' ')),
		),
	);
	expect(told.sort()).toEqual(held.sort());
});
