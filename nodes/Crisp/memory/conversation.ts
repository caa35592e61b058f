import { NodeOperationError, type IDataObject, type ISupplyDataFunctions } from 'n8n-workflow';

import { plainError, type Advice, type Needs } from '../client/errors';
import { buildPath, PathValueError, pathValueWords } from '../client/path';
import { openClient } from '../client/request';
import { fetchPages } from '../engine/pages';
import { maskSecrets } from '../mask';
import type { Message } from '../message';
import { isObject } from '../objects';

/** What is read of a conversation. */
export interface Extent {
	sessionId: string;
	/** Empty for the credential's default website. */
	websiteId: string;
	/** How many requests may be sent, each of which brings a batch of messages. */
	requests: number;
	itemIndex: number;
}

/**
 * How many messages a request brings, as far as known: Crisp's official export example takes a batch of
 * fewer for the last one. Where Crisp gives fewer, a memory shows fewer; it costs no further requests.
 */
const MESSAGE_BATCH = 40;

/** How many requests bring so many messages. */
export const requestsFor = (messages: number): number => Math.ceil(messages / MESSAGE_BATCH);

const PATH = '/website/{websiteId}/conversation/{sessionId}/messages';

/** Source: README of the official client at 2026-04-03. */
const needs: Needs = {
	tiers: ['website', 'plugin', 'user'],
	scope: 'website:conversation:messages read',
};

const OTHER_TRIGGER =
	"It begins with 'session_', and the items of the Crisp triggers have it in 'sessionId'. If another node comes between the trigger and the agent, take it from the trigger: {{ $('Crisp Trigger').item.json.sessionId }}. For a workflow that another trigger starts, such as a Chat Trigger, connect another memory.";

const NO_CONVERSATION = {
	message: "Crisp has no conversation with the ID in 'Session ID'",
	description: `Check that the conversation belongs to the chosen 'Workspace'. ${OTHER_TRIGGER}`,
};

const advice: Advice[] = [
	{ reason: 'session_not_found', ...NO_CONVERSATION },
	{ reason: 'invalid_session', ...NO_CONVERSATION },
	{ status: 404, reason: undefined, ...NO_CONVERSATION },
];

function pathWords(error: PathValueError) {
	if (error.field === 'websiteId') return pathValueWords(error, 'Workspace');
	return { ...pathValueWords(error, 'Session ID'), description: OTHER_TRIGGER };
}

/**
 * Reads the newest messages of a conversation.
 *
 * @returns oldest first
 * @throws NodeOperationError or NodeApiError, in words that name the node's fields
 */
export async function readConversation(
	context: ISupplyDataFunctions,
	{ sessionId, websiteId, requests, itemIndex }: Extent,
): Promise<Message[]> {
	const client = await openClient(context);
	const mask = maskSecrets(client.account);
	let sent = 0;
	const fetch = async (_page: number, query: IDataObject): Promise<unknown> => {
		// Batches overlap, so that they bring fewer than they could; they must not cost more requests.
		if (++sent > requests) return [];
		const path = buildPath(PATH, { websiteId: websiteId || client.account.websiteId, sessionId });
		const { data } = await client.send(
			{ method: 'GET', path, query, wants: 'list' },
			{ itemIndex, needs, advice, signal: context.getExecutionCancelSignal() },
		);
		return data;
	};
	try {
		const parts = { path: {}, query: {}, body: undefined, input: {} };
		const pages = { pages: 'timestampBefore' } as const;
		const messages = await fetchPages(pages, parts, requests * MESSAGE_BATCH, fetch);
		return messages.filter(isObject);
	} catch (error) {
		if (!(error instanceof PathValueError)) {
			throw plainError(context.getNode(), error, { itemIndex, mask });
		}
		const { message, description } = pathWords(error);
		throw new NodeOperationError(context.getNode(), message, { itemIndex, description });
	}
}
