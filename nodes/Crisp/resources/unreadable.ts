import { NodeOperationError } from 'n8n-workflow';

import type { OperationContext } from '../engine/spec';

/**
 * The error for an answer that is of another form than Crisp documents, where something is decided
 * by it: what cannot be read must be taken neither for "nothing there" nor for "nobody".
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
			"It is not known how things are, so nothing was made of this answer. Run this again later, or look at the answer with 'API Request'.",
	});
