/**
 * Writes the properties of the action nodes as the editor gets them. They are derived from the
 * records here and not when n8n loads the class: n8n would pay for it at every start, and as a file
 * every change of a text or a field shows in a review.
 */
import { describeResources } from '../nodes/Crisp/engine/describe';
import { helpdeskResources, resources } from '../nodes/Crisp/resources';
import { writeOrCheck } from './generated';

const print = (given: typeof resources): string =>
	`${JSON.stringify(describeResources(given), null, '\t')}\n`;

writeOrCheck({
	'nodes/Crisp/properties/crisp.json': print(resources),
	'nodes/Crisp/properties/crispHelpdesk.json': print(helpdeskResources),
});
