import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';

import { merge } from '../nodes/Crisp/objects';
import type { N8nClient, StoredCredential, StoredWorkflow } from './client';

/** The files in examples/, without their ending. */
export const EXAMPLES = [
	'ai-chatbot-with-handoff',
	'approve-in-the-inbox',
	'ask-the-team',
	'ask-with-buttons',
	'conversation-status-and-metadata',
	'crm-sync-both-ways',
	'proactive-message-and-campaign',
	'rating-follow-up',
	'routing-by-content',
	'summary-on-resolve',
] as const;

export type ExampleName = (typeof EXAMPLES)[number];

/** What a person does with an example after importing it. */
export interface Completion {
	/** The credential to choose in a node; none where the node asks for none. */
	credentialOf: (node: INode) => StoredCredential | undefined;
	/** Parameters to fill in, by the name of the node; those beside them stay. */
	fill?: Record<string, IDataObject>;
}

/** Reads the very file that users import. */
export const readExample = async (name: ExampleName) =>
	JSON.parse(
		await readFile(path.join(__dirname, '..', 'examples', `${name}.json`), 'utf8'),
	) as IDataObject & { nodes: INode[] };

/**
 * Imports an example and does what its notes ask for.
 *
 * @throws Error where there is no node of a name in `fill`
 */
export async function importExample(
	client: N8nClient,
	name: ExampleName,
	{ credentialOf, fill = {} }: Completion,
): Promise<StoredWorkflow> {
	const workflow = await readExample(name);
	for (const node of workflow.nodes) {
		const credential = credentialOf(node);
		if (credential) {
			node.credentials = { [credential.type]: { id: credential.id, name: credential.name } };
		}
	}
	for (const [nodeName, parameters] of Object.entries(fill)) {
		const node = workflow.nodes.find((candidate) => candidate.name === nodeName);
		if (!node) throw new Error(`${name} has no node '${nodeName}'`);
		merge(node.parameters as IDataObject, parameters);
	}
	return await client.call('POST', '/workflows', workflow);
}
