import type { OperationContext, Parts } from '../../engine/spec';
import { sendTo } from './recipient';

/** Sends the message whose body the fields have made; see `sendTo` for where it goes. */
export const runSend = async (parts: Parts, context: OperationContext): Promise<unknown> =>
	await sendTo(parts, context, parts.body);
