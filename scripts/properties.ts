import type { INodeProperties } from 'n8n-workflow';

import { describeResources } from '../nodes/Crisp/engine/describe';
import { actionNodes } from '../nodes/Crisp/resources';
import { properties as triggerProperties } from '../nodes/Crisp/trigger/properties';
import { properties as webhookTriggerProperties } from '../nodes/Crisp/webhook/properties';
import type { Files } from './generated';

/** Holds what `propertyFiles` makes and nothing else. */
export const PROPERTIES_FOLDER = 'nodes/Crisp/properties';

const print = (properties: INodeProperties[]): string =>
	`${JSON.stringify(properties, null, '\t')}\n`;

/**
 * The properties of every node as the editor gets them, one file per node. They are put together here
 * and not when n8n loads the class: n8n would pay for it at every start, and as a file every change of
 * a text or a field shows in a review.
 */
export function propertyFiles(): Files {
	const nodes: Record<string, INodeProperties[]> = {
		...Object.fromEntries(
			actionNodes.map(({ name, resources }) => [name, describeResources(resources)]),
		),
		crispTrigger: triggerProperties,
		crispWebhookTrigger: webhookTriggerProperties,
	};
	return Object.fromEntries(
		Object.entries(nodes).map(([node, properties]) => [
			`${PROPERTIES_FOLDER}/${node}.json`,
			print(properties),
		]),
	);
}
