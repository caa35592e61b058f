import type { IDataObject } from 'n8n-workflow';

import { isFromVisitor } from '../../message';
import { asObject } from '../../objects';
import { DEFAULT_FLAG } from '../../takeover';
import type { OperationContext } from '../../engine/spec';
import { factsOf, readVerdict } from '../conversation/handoff';

/**
 * Looks right before a message is sent whether a human has the conversation by now. One request; a
 * second one for its messages where your side has written last, as the conversation does not say whether
 * a human did, and where it is handed off or assigned, which can outlast its resolution.
 *
 * @returns what the item says in place of Crisp's answer; `undefined` where it may be sent
 */
export async function heldBack(
	context: OperationContext,
	sessionId: string,
): Promise<IDataObject | undefined> {
	const values = { sessionId };
	const conversation = await context.read({
		path: '/website/{websiteId}/conversation/{sessionId}',
		values,
	});
	const facts = factsOf(context, conversation, DEFAULT_FLAG, true);
	const isFree = facts.verdict
		? facts.verdict.botMayAnswer
		: isFromVisitor(asObject(conversation.preview_message));
	if (isFree) return undefined;
	const { verdict } = await readVerdict(context, values, facts);
	return verdict.botMayAnswer ? undefined : { sent: false, reason: verdict.reason };
}
