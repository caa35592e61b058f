import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodeType,
} from 'n8n-workflow';

import { CrispAsk } from '../nodes/Crisp/CrispAsk.node';
import { CrispChatMemory } from '../nodes/Crisp/CrispChatMemory.node';
import { CrispTrigger } from '../nodes/Crisp/CrispTrigger.node';
import { CrispWebhookTrigger } from '../nodes/Crisp/CrispWebhookTrigger.node';
import { actionNodes } from './support/nodes';

interface Example {
	name: string;
	nodes: INode[];
	connections: Record<string, Record<string, Array<Array<{ node: string }>>>>;
	settings: object;
}

const folder = path.join(__dirname, '..', 'examples');
const PACKAGE = 'n8n-nodes-crisp.';
const NOTE = 'n8n-nodes-base.stickyNote';

/** Nodes of n8n itself, with versions that n8n 2.8 and later have. */
const NODES_OF_N8N: Record<string, number> = {
	'@n8n/n8n-nodes-langchain.agent': 3.1,
	'@n8n/n8n-nodes-langchain.chainLlm': 1.9,
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 1.2,
	'@n8n/n8n-nodes-langchain.memoryBufferWindow': 1.3,
	'n8n-nodes-base.filter': 2.2,
	'n8n-nodes-base.httpRequest': 4.2,
	'n8n-nodes-base.httpRequestTool': 4.2,
	'n8n-nodes-base.if': 2.2,
	'n8n-nodes-base.manualTrigger': 1,
	'n8n-nodes-base.scheduleTrigger': 1.2,
	'n8n-nodes-base.set': 3.4,
	[NOTE]: 1,
	'n8n-nodes-base.stopAndError': 1,
	'n8n-nodes-base.switch': 3.2,
	'n8n-nodes-base.webhook': 2,
};

/** What n8n adds to a node that it makes a tool or a review of tools of. */
const TOOL = /(Hitl)?Tool$/;

const ours: Record<string, INodeType> = {
	...actionNodes,
	crispAsk: new CrispAsk(),
	crispChatMemory: new CrispChatMemory(),
	crispTrigger: new CrispTrigger(),
	crispWebhookTrigger: new CrispWebhookTrigger(),
};

/** The node of this package that a node of a workflow is, if it is one. */
function nodeTypeOf({ type }: INode): INodeType | undefined {
	if (!type.startsWith(PACKAGE)) return undefined;
	const name = type.slice(PACKAGE.length);
	const found = ours[name] ?? ours[name.replace(TOOL, '')];
	if (!found) throw new Error(`This package has no node ${type}`);
	return found;
}

const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const examples = files.map((file): [file: string, text: string, example: Example] => {
	const text = readFileSync(path.join(folder, file), 'utf8');
	return [file, text, JSON.parse(text) as Example];
});

const crispNodes = ({ nodes }: Example) => nodes.filter(({ type }) => type.startsWith(PACKAGE));

const notesOf = ({ nodes }: Example) =>
	nodes
		.filter(({ type }) => type === NOTE)
		.map(({ parameters }) => String(parameters.content))
		.join('\n');

/** The parameters of a node with the defaults of those that are left out. */
function complete(node: INode, { description }: INodeType): INodeParameters {
	const all = NodeHelpers.getNodeParameters(
		description.properties,
		node.parameters,
		true,
		false,
		node,
		description,
	);
	if (!all) throw new Error(`${node.name} has no parameters`);
	return all;
}

/** The properties that n8n shows for these values, by name. */
function shownProperties(values: INodeParameters, node: INode, { description }: INodeType) {
	const shown = description.properties.filter((property) =>
		NodeHelpers.displayParameter(values, property, node, description),
	);
	return Object.fromEntries(shown.map((property) => [property.name, property]));
}

const isExpression = (value: unknown) => typeof value === 'string' && value.startsWith('=');

/** The rows of a group of fields, of which there may be one or several. */
const rowsOf = (value: unknown) => [value].flat() as INodeParameters[];

/** Names, from the top, of values that the properties do not have or do not allow. */
function unknownValues(
	values: INodeParameters,
	properties: Record<string, INodeProperties>,
	at = '',
): string[] {
	return Object.entries(values).flatMap(([name, value]) => {
		const place = `${at}${name}`;
		if (!Object.hasOwn(properties, name)) return [place];
		const { type, typeOptions, options = [], modes = [] } = properties[name];
		const byName = Object.fromEntries(options.map((option) => [option.name, option]));
		if (type === 'collection') {
			const inner = byName as Record<string, INodeProperties>;
			return unknownValues(value as INodeParameters, inner, `${place}.`);
		}
		if (type === 'fixedCollection') {
			return Object.entries(value as INodeParameters).flatMap(([group, rows]) => {
				const found = byName[group];
				if (!found || !('values' in found)) return [`${place}.${group}`];
				const inner = Object.fromEntries(found.values.map((field) => [field.name, field]));
				return rowsOf(rows).flatMap((row) => unknownValues(row, inner, `${place}.${group}.`));
			});
		}
		if (type === 'resourceLocator') {
			const { mode } = value as { mode: string };
			return modes.some((known) => known.name === mode) ? [] : [`${place} by ${mode}`];
		}
		// What is loaded from Crisp can be any value.
		const isChosen = type === 'options' || type === 'multiOptions';
		if (isChosen && !typeOptions?.loadOptionsMethod && !isExpression(value)) {
			const allowed = options.map((option) => ('value' in option ? option.value : undefined));
			const wrong = [value].flat().filter((one) => !allowed.some((known) => known === one));
			return wrong.map((one) => `${place}: ${String(one)}`);
		}
		return [];
	});
}

/** Locators, at any depth, in which nothing is chosen. */
const emptyLocators = (value: unknown): object[] => {
	if (typeof value !== 'object' || value === null) return [];
	if ('__rl' in value) return 'value' in value && value.value === '' ? [value] : [];
	return Object.values(value).flatMap(emptyLocators);
};

test('there is an example for each of the use cases', () => {
	expect(files.sort()).toEqual([
		'ai-chatbot-with-handoff.json',
		'approve-in-the-inbox.json',
		'ask-the-team.json',
		'ask-with-buttons.json',
		'conversation-status-and-metadata.json',
		'crm-sync-both-ways.json',
		'proactive-message-and-campaign.json',
		'rating-follow-up.json',
		'routing-by-content.json',
		'summary-on-resolve.json',
	]);
});

describe.each(examples)('%s', (_file, text, example) => {
	test('uses nodes that this package and n8n 2.8 have', () => {
		for (const node of example.nodes) {
			const known = nodeTypeOf(node)?.description.version ?? NODES_OF_N8N[node.type];
			expect([node.name, node.typeVersion]).toEqual([node.name, known]);
		}
	});

	test('uses operations, parameters and choices that the nodes have', () => {
		for (const node of crispNodes(example)) {
			const type = nodeTypeOf(node)!;
			const values = complete(node, type);
			const shown = shownProperties(values, node, type);
			expect([node.name, unknownValues(node.parameters, shown)]).toEqual([node.name, []]);
		}
	});

	test('names every field that is to be filled in in its notes', () => {
		for (const node of crispNodes(example)) {
			const type = nodeTypeOf(node)!;
			const parameters = complete(node, type);
			const issues = NodeHelpers.getNodeParametersIssues(
				type.description.properties,
				{ ...node, parameters },
				type.description,
			);
			const empty = emptyLocators(node.parameters);
			if (issues?.parameters || empty.length > 0)
				expect(notesOf(example)).toContain(`'${node.name}'`);
		}
	});

	test('names in its notes only nodes and fields that are there', () => {
		const labels = crispNodes(example).flatMap((node) =>
			nodeTypeOf(node)!.description.properties.flatMap(({ displayName, options = [] }) => [
				displayName,
				...options.map((option) => ('displayName' in option ? option.displayName : '')),
			]),
		);
		const known = [...example.nodes.map(({ name }) => name), ...labels];
		const named = [...notesOf(example).matchAll(/'([A-Z][^']+)'/g)].map(([, name]) => name);
		expect(named.filter((name) => !known.includes(name))).toEqual([]);
	});

	test('reads only nodes that are there, and connects them', () => {
		const names = example.nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		const read = [...text.matchAll(/\$\('([^']+)'\)/g)].map(([, name]) => name);
		const targets = Object.values(example.connections).flatMap((kinds) =>
			Object.values(kinds).flatMap((outputs) => outputs.flat().map(({ node }) => node)),
		);
		const used = [...read, ...Object.keys(example.connections), ...targets];
		expect(used.filter((name) => !names.includes(name))).toEqual([]);
		const loose = example.nodes.filter(
			({ name, type }) =>
				type !== NOTE && ![...Object.keys(example.connections), ...targets].includes(name),
		);
		expect(loose).toEqual([]);
	});

	test('carries no credential, no data of an execution and nothing of a machine', () => {
		expect(Object.keys(example).sort()).toEqual(['connections', 'name', 'nodes', 'settings']);
		expect(example.nodes.filter((node) => 'credentials' in node)).toEqual([]);
		expect(text).not.toMatch(/instanceId|pinData|versionId|cachedResult|localhost|127\.0\.0\.1/);
		const secrets = /\b(session_[0-9a-f-]{8,}|sk-\w+|Bearer |Basic )|[\w.]+@[\w.]+\.\w+/;
		expect(text).not.toMatch(secrets);
	});

	test('has nodes on the grid of the editor and none on top of another', () => {
		const places = example.nodes
			.filter(({ type }) => type !== NOTE)
			.map(({ position }) => position);
		expect(places.flat().filter((place) => place % 16 !== 0)).toEqual([]);
		const tooClose = places.filter(([x, y], index) =>
			places.slice(0, index).some(([a, b]) => Math.abs(x - a) < 112 && Math.abs(y - b) < 112),
		);
		expect(tooClose).toEqual([]);
	});
});
