/**
 * The action nodes without their classes: the name of the classes' files, `*.node.ts`, is one that the
 * runner of the scripts takes for something else.
 */
import { NodeConnectionTypes, type IExecuteFunctions, type INodeType } from 'n8n-workflow';

import { describeResources } from '../../nodes/Crisp/engine/describe';
import { runOperations } from '../../nodes/Crisp/engine/run';
import { actionNodes } from '../../nodes/Crisp/resources';

const nodeOf = ({ name, displayName, resources }: (typeof actionNodes)[number]): INodeType => ({
	description: {
		displayName,
		name,
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: displayName },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'crispApi', required: true }],
		properties: describeResources(resources),
	},
	async execute(this: IExecuteFunctions) {
		return await runOperations(this, resources);
	},
});

const nodes = actionNodes.map((one) => ({ node: nodeOf(one), resources: one.resources }));

/** Any of them, for requests outside an operation. */
export const [{ node: anyNode }] = nodes;

/** Resources of all nodes, each with its node. */
export const resourcesAndNodes = nodes.flatMap(({ node, resources }) =>
	resources.map((resource) => ({ resource, node })),
);
