import type { ChatMemory } from '@n8n/ai-node-sdk';
import { NodeOperationError, type ISupplyDataFunctions, type SupplyData } from 'n8n-workflow';

import { plainError } from '../client/errors';
import { toSessionId } from '../message';
import { numberOption } from '../numberOption';
import { withoutAsked } from './asked';
import { readConversation, requestsFor } from './conversation';
import { heldFor } from './held';
import { ConversationMemory } from './history';
import { askingItems } from './items';
import { withPlainTexts } from './plainTexts';
import { contextWindowLength } from './properties';

/** As the SDK has it. Its own type wants the contexts of exactly its own `n8n-workflow`. */
type SupplyMemory = (context: ISupplyDataFunctions, memory: ChatMemory) => SupplyData;

const isMissing = (error: unknown): boolean =>
	error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';

/**
 * n8n's own copy of its SDK: n8n lets packages find it, and it is imported no earlier than here, as older
 * ones have none.
 *
 * @throws NodeOperationError where n8n has no SDK, or one that knows no memories
 */
async function loadSdk(context: ISupplyDataFunctions): Promise<SupplyMemory> {
	let sdk: { supplyMemory?: unknown } = {};
	try {
		sdk = await import('@n8n/ai-node-sdk');
	} catch (error) {
		if (!isMissing(error)) throw plainError(context.getNode(), error);
	}
	const { supplyMemory } = sdk;
	if (typeof supplyMemory === 'function') return supplyMemory as SupplyMemory;
	throw new NodeOperationError(
		context.getNode(),
		'This n8n is too old for Crisp Chat Memory: n8n 2.20 or later is needed',
		{
			description:
				"Update n8n, or connect another memory, such as Simple Memory. What was said in Crisp can also be read before the agent: 'Get Many' of messages with the output 'Chat Messages' in the Crisp node.",
			functionality: 'configuration-node',
		},
	);
}

const textOf = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

const sessionIdOf = (context: ISupplyDataFunctions, itemIndex: number): string =>
	toSessionId(textOf(context.getNodeParameter('sessionId', itemIndex, '')));

/**
 * Throws where the items belong to several conversations: n8n's agents ask for a memory once, for their
 * first item, and would show one visitor what another one has written.
 */
function checkItems(context: ISupplyDataFunctions): void {
	const { length } = context.getInputData(0, 'main');
	const sessions = new Set(Array.from({ length }, (_, index) => sessionIdOf(context, index)));
	if (sessions.size < 2) return;
	throw new NodeOperationError(
		context.getNode(),
		'The items belong to several conversations, and an agent remembers one at a time',
		{
			description:
				"Put 'Loop Over Items' with a batch size of 1 before the agent, or let the trigger start an execution for each message ('Batch Size' 1).",
		},
	);
}

const refuseToClear = (context: ISupplyDataFunctions): Error =>
	new NodeOperationError(
		context.getNode(),
		'Crisp Chat Memory deletes nothing: its messages are those of the conversation in Crisp',
		{
			description:
				"To take a message back for good, use 'Delete' of the resource 'Message' in the Crisp node. To show an agent fewer messages, lower 'Context Window Length'.",
		},
	);

/**
 * The memory of the node for an agent or another node that uses memories.
 *
 * @param itemIndex n8n's agents ask for that of their first item only
 * @throws NodeOperationError where n8n is too old for it
 */
export async function supplyConversation(
	context: ISupplyDataFunctions,
	itemIndex: number,
): Promise<SupplyData> {
	const supplyMemory = await loadSdk(context);
	const node = context.getNode();
	const parameter = (name: string) => context.getNodeParameter(name, itemIndex, '');

	const sessionId = sessionIdOf(context, itemIndex);
	const website = context.getNodeParameter('websiteId', itemIndex, '', { extractValue: true });
	const window = Math.floor(
		numberOption(
			[contextWindowLength],
			{ contextWindowLength: parameter('contextWindowLength') },
			'contextWindowLength',
		),
	);
	const includeCurrent = parameter('includeCurrent') === true;
	const reading = {
		sessionId,
		websiteId: textOf(website),
		requests: requestsFor(window),
		itemIndex,
	};
	const key = JSON.stringify([node.id, reading.websiteId, sessionId, reading.requests]);
	const memory = new ConversationMemory({
		held: heldFor(context.getExecutionCancelSignal(), key),
		read: async () => await readConversation(context, reading),
		withoutAsked: (messages) =>
			includeCurrent
				? messages
				: withoutAsked(messages, askingItems(context, itemIndex, node.parameters.sessionId)),
		window,
		includeNotes: parameter('includeNotes') === true,
		checkItems: () => checkItems(context),
		refuseToClear: () => refuseToClear(context),
	});
	const supplied = supplyMemory(context, memory);
	return { ...supplied, response: withPlainTexts(supplied.response) };
}
