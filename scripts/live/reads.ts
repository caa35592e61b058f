/** Runs the read-only operations of the nodes and looks at what Crisp answers. */
import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';

import { refusalOf } from '../../nodes/Crisp/client/errors';
import { isObject } from '../../nodes/Crisp/objects';
import { pathNames } from '../../nodes/Crisp/client/path';
import { sdkMethods, type Operation } from '../../nodes/Crisp/engine/spec';
import type { Tier } from '../../sandbox/model';
import { catalogue, routeKey } from '../../sandbox/rest/catalogue';
import { executeNode } from '../../test/support/n8n';
import answers from '../answers.json';
import { tokenCredential, type Crisp } from './crisp';
import { resourcesAndNodes } from './nodes';
import { compare } from './shapes';
import type { Seen } from './words';

/** Results of a list that are looked at. */
const LIMIT = 20;

/** Not run: what they read is secret or somebody else's, or has to be made up. */
const LEFT_OUT = [
	'verification.getKey',
	'spam.getContent',
	'apiRequest.send',
	'plan.checkCoupon',
	'website.checkExists',
];

/** Values of parameters that have no value of their own. */
const VALUES: INodeParameters = {
	centerLongitude: 0,
	centerLatitude: 0,
	centerRadius: 1,
	pageNumber: '1',
	listId: 'trending',
	searchQuery: 'hello',
	dateSince: '2026-01-01T00:00:00.000Z',
};

export interface ReadResult {
	/** `resource: operation`. */
	operation: string;
	/** `ok`, `404 reason`, what was wrong with the answer, or `not run`. */
	outcome: string;
	/** What is not known of the answer. */
	unknown: string[];
}

/** Names of the operations' IDs and what Crisp calls them. */
const IDS: Record<string, string> = {
	userId: 'user_id',
	inboxId: 'inbox_id',
	teamId: 'team_id',
	campaignId: 'campaign_id',
	templateId: 'template_id',
	pluginId: 'plugin_id',
	locale: 'locale',
	treePath: 'path',
	entityId: 'entity_id',
	redirectionId: 'redirection_id',
	changeId: 'change_id',
};

interface Read {
	node: INodeType;
	resource: string;
	operation: Operation;
}

const isList = ({ operation }: Pick<Read, 'operation'>): boolean => operation.output === 'items';

const reads: Read[] = resourcesAndNodes
	.flatMap(({ resource, node }) =>
		resource.operations.map((operation) => ({ node, resource: resource.value, operation })),
	)
	.filter(({ operation }) => ['GET', 'HEAD'].includes(operation.request.method))
	.filter(({ resource, operation }) => !LEFT_OUT.includes(`${resource}.${operation.value}`));

/** Lists first: they bring the IDs that the others need. */
const inOrder = [...reads].sort((a, b) => Number(isList(b)) - Number(isList(a)));

const pattern = (path: string): string => path.replace(/\{[^}]+\}/g, '{}').replace(/^\//, '');

/** The operation's route in the sandbox's catalogue, as `VERB path`. */
export function routeOf({ request }: Pick<Operation, 'request'>): string | undefined {
	const route = catalogue.find(
		({ verb, path }) => verb === request.method && pattern(path) === pattern(request.path),
	);
	return route && routeKey(route);
}

const shapeOf = (operation: Operation): unknown => {
	const [shape] = sdkMethods(operation).map((sdk) => (answers as Record<string, unknown>)[sdk]);
	return Array.isArray(shape) && isList({ operation }) ? shape[0] : shape;
};

const locator = (value: string) => ({ __rl: true, mode: 'id', value });

/** @returns undefined where an ID is needed that is not known */
function parametersOf(
	{ resource, operation }: Read,
	websiteId: string,
	ids: Record<string, string>,
): INodeParameters | undefined {
	const parameters: INodeParameters = {
		...VALUES,
		resource,
		operation: operation.value,
		websiteId: locator(websiteId),
		output: 'raw',
		limit: LIMIT,
	};
	const names = pathNames(operation.request.path).map((name) => name.replace('+', ''));
	for (const name of names) {
		const field = operation.fields.find((one) => one.name === name);
		if (!field || name in VALUES || field.type === 'options') continue;
		const value = ids[name];
		if (value === undefined) return undefined;
		parameters[name] = field.type === 'resourceLocator' ? locator(value) : value;
	}
	return parameters;
}

/** Takes note of the IDs in the first entry of a list. */
function learn(ids: Record<string, string>, { resource }: Read, entry: IDataObject): void {
	const flat = { ...entry, ...(isObject(entry.details) ? entry.details : {}) };
	for (const [name, wire] of Object.entries(IDS)) {
		const value =
			flat[wire] ?? (name === 'pluginId' && resource === 'plugin' ? flat.id : undefined);
		if (ids[name] === undefined && typeof value === 'string' && value !== '') ids[name] = value;
	}
}

/**
 * @param ids of a conversation, message and contact of one's own, by the names of the parameters
 * @param signal ends it
 */
export async function runReads(
	crisp: Crisp,
	seen: Seen,
	ids: Record<string, string>,
	signal?: AbortSignal,
): Promise<{ reads: ReadResult[]; routes: Record<string, 'allowed' | 'refused'> }> {
	const results: ReadResult[] = [];
	const routes: Record<string, 'allowed' | 'refused'> = {};
	const known = { ...ids };
	for (const read of inOrder) {
		signal?.throwIfAborted();
		const { resource, operation } = read;
		const name = `${resource}: ${operation.value}`;
		const parameters = parametersOf(read, crisp.websiteId, known);
		if (!parameters) {
			results.push({ operation: name, outcome: 'not run', unknown: [] });
			continue;
		}
		const { outcome, items } = await runOne(read, parameters, crisp, seen, signal);
		const shape = shapeOf(operation);
		const isAnswer = operation.output === 'item' || isList(read);
		const unknown =
			shape === undefined || operation.finish || operation.run || !isAnswer
				? []
				: items.flatMap((item) => compare(item, shape, (word) => seen.word(word)));
		if (isList(read) && items.length > 0) learn(known, read, items[0]);
		results.push({ operation: name, outcome, unknown: [...new Set(unknown)].sort() });
		const route = routeOf(operation);
		if (route && outcome === 'ok') routes[route] = 'allowed';
		if (route && outcome.startsWith('403')) routes[route] = 'refused';
	}
	results.sort((a, b) => a.operation.localeCompare(b.operation));
	return { reads: results, routes };
}

async function runOne(
	{ node, operation }: Read,
	parameters: INodeParameters,
	crisp: Crisp,
	seen: Seen,
	signal?: AbortSignal,
): Promise<{ outcome: string; items: IDataObject[] }> {
	try {
		const [items] = await executeNode(node, {
			parameters,
			credential: tokenCredential({ ...crisp.account, websiteId: crisp.websiteId }),
			signal,
		});
		const data = items.map(({ json }) => json);
		seen.note(data);
		// Bare texts become items with this key, which Crisp does not send.
		const isBare = (shape: unknown) => typeof shape === 'string';
		const items0 = isBare(shapeOf(operation)) ? [] : data;
		return { outcome: 'ok', items: items0 };
	} catch (error) {
		signal?.throwIfAborted();
		const refusal = refusalOf(error);
		if (refusal === undefined)
			return { outcome: 'not run: the node refuses its values', items: [] };
		const { kind, status, reason = 'none' } = refusal;
		const outcome =
			kind === 'refused'
				? `${status} ${seen.word(reason)}`
				: `does not parse: ${kind} ${status ?? ''}`;
		return { outcome: outcome.trim(), items: [] };
	}
}

/** What the labels of the routes are worth for a token, see the guess `tiers`. */
export function judgeLabels(
	tier: Tier,
	routes: Record<string, 'allowed' | 'refused'>,
): string | undefined {
	const labelled = new Map(catalogue.map((route) => [routeKey(route), route.tiers]));
	const closed = Object.keys(routes).filter((route) => !labelled.get(route)?.includes(tier));
	const open = Object.keys(routes).filter((route) => labelled.get(route)?.includes(tier));
	if (closed.length === 0) return undefined;
	const isOpen = (route: string) => routes[route] === 'allowed';
	if (closed.every((route) => !isOpen(route)) && open.every(isOpen)) return 'refused';
	return closed.every(isOpen) && open.every(isOpen) ? 'open' : 'mixed';
}
