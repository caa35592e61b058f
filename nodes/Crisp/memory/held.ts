import type { Message as Said } from '@n8n/ai-node-sdk';

import type { Message } from '../message';

/** What a memory knows of a conversation for as long as an execution runs. */
export interface Held {
	/** As Crisp had them when they were first needed. */
	read?: Promise<Message[]>;
	/** Turns of agents in this execution: what was asked, tool calls with their results, the answer. */
	turns: Said[][];
}

const executions = new WeakMap<AbortSignal, Map<string, Held>>();

/**
 * What is known of a conversation in this execution. n8n asks for a memory again in each round of an
 * agent, such as after a tool call, and Crisp is to be asked once.
 *
 * @param execution n8n has one signal for each execution; without one, nothing is shared
 * @param key equal for the same memory of the same conversation
 */
export function heldFor(execution: AbortSignal | undefined, key: string): Held {
	const known = (execution && executions.get(execution)) ?? new Map<string, Held>();
	if (execution) executions.set(execution, known);
	const held = known.get(key) ?? { turns: [] };
	known.set(key, held);
	return held;
}
