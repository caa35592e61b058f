import type { INodeType } from 'n8n-workflow';

import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { CrispAdmin } from '../../nodes/Crisp/CrispAdmin.node';
import { CrispHelpdesk } from '../../nodes/Crisp/CrispHelpdesk.node';
import type { Resource } from '../../nodes/Crisp/engine/spec';
import { actionNodes as nodes } from '../../nodes/Crisp/resources';

/** Resources of all action nodes; one that two nodes divide is there twice. */
export const allResources = nodes.flatMap(({ resources }) => resources);

/** The action nodes by name. */
export const actionNodes: Record<string, INodeType> = {
	crisp: new Crisp(),
	crispAdmin: new CrispAdmin(),
	crispHelpdesk: new CrispHelpdesk(),
};

/** Resources of an action node, by its name. */
export const resourcesOf: Record<string, Resource[]> = Object.fromEntries(
	nodes.map(({ name, resources }) => [name, resources]),
);

/** The action node that has this operation of this resource. */
export function nodeWith(resource: string, operation: string): INodeType {
	const node = nodes.find(({ resources }) =>
		resources.some(
			({ value, operations }) =>
				value === resource && operations.some((one) => one.value === operation),
		),
	);
	if (!node) throw new Error(`no node has ${resource}: ${operation}`);
	return actionNodes[node.name];
}
