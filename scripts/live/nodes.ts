/**
 * The action nodes without their classes: the name of the classes' files, `*.node.ts`, is one that the
 * runner of the scripts takes for something else.
 */
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeProperties,
	type INodeType,
} from 'n8n-workflow';

import { runOperations } from '../../nodes/Crisp/engine/run';
import type { Resource } from '../../nodes/Crisp/engine/spec';
import crispProperties from '../../nodes/Crisp/properties/crisp.json';
import adminProperties from '../../nodes/Crisp/properties/crispAdmin.json';
import helpdeskProperties from '../../nodes/Crisp/properties/crispHelpdesk.json';
import { adminResources, helpdeskResources, resources } from '../../nodes/Crisp/resources';

const nodeOf = (name: string, properties: unknown, own: Resource[]): INodeType => ({
	description: {
		displayName: name,
		name,
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'crispApi', required: true }],
		properties: properties as INodeProperties[],
	},
	async execute(this: IExecuteFunctions) {
		return await runOperations(this, own);
	},
});

export const crispNode = nodeOf('crisp', crispProperties, resources);

const withNode = (own: Resource[], node: INodeType) => own.map((resource) => ({ resource, node }));

/** Resources of all action nodes, each with the node that has it. */
export const resourcesAndNodes = [
	...withNode(resources, crispNode),
	...withNode(adminResources, nodeOf('crispAdmin', adminProperties, adminResources)),
	...withNode(helpdeskResources, nodeOf('crispHelpdesk', helpdeskProperties, helpdeskResources)),
];
