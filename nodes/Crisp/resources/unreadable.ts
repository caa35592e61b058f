import { NodeOperationError } from 'n8n-workflow';

import type { OperationContext } from '../engine/spec';

/**
 * The error for an answer in a form that Crisp does not document, where something is decided by it:
 * what cannot be read must not be taken for "nothing there" or "nobody".
 *
 * @param what came, as the end of "Crisp answered with …"
 */
export const unreadable = (
	{ execution, itemIndex }: Pick<OperationContext, 'execution' | 'itemIndex'>,
	what: string,
): NodeOperationError =>
	new NodeOperationError(execution.getNode(), `Crisp answered with ${what}`, {
		itemIndex,
		description:
			"This answer cannot be used, so nothing was decided by it. Run this again later, or look at the answer with 'API Request'.",
	});
