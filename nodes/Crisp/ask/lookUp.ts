import { buildPath } from '../client/path';
import type { Client } from '../client/request';
import { MIN_FULL_BATCH } from '../engine/pages';
import type { Message } from '../message';
import { isObject } from '../objects';
import { findAnswer, type FoundAnswer } from '../waits/answers';
import type { Asked } from './asked';

const CONVERSATION = '/website/{websiteId}/conversation/{sessionId}';

/** Batches that are read to find the question again. */
const MAX_BATCHES = 10;

const timeOf = ({ timestamp }: Message): number => (typeof timestamp === 'number' ? timestamp : 0);

/** One batch of messages; `undefined` where the conversation is no longer there. */
async function readBatch(
	{ send }: Client,
	{ websiteId, sessionId }: Asked,
	before?: number,
): Promise<Message[] | undefined> {
	const { status, data } = await send(
		{
			method: 'GET',
			path: buildPath(`${CONVERSATION}/messages`, { websiteId, sessionId }),
			...(before === undefined ? {} : { query: { timestamp_before: before } }),
			wants: 'list',
		},
		{ accept: [404] },
	);
	if (status === 404) return undefined;
	return (data as unknown[]).filter(isObject);
}

/**
 * The messages from the question on, newest batch first until it is found. Each batch begins within the
 * one before: messages at its border can have the same time.
 */
async function messagesSince(client: Client, asked: Asked): Promise<Message[] | undefined> {
	const known = new Set<unknown>();
	let all: Message[] = [];
	let before: number | undefined;
	for (let batches = 0; batches < MAX_BATCHES; batches++) {
		const batch = await readBatch(client, asked, before);
		if (batch === undefined) return undefined;
		const fresh = batch.filter(({ fingerprint }) => !known.has(fingerprint));
		for (const { fingerprint } of fresh) known.add(fingerprint);
		all = [...fresh, ...all];
		if (known.has(asked.fingerprint) || batch.length < MIN_FULL_BATCH) break;
		// A whole batch of one moment brings nothing new; then the moment itself is left behind.
		before = fresh.length > 0 ? timeOf(batch[0]) + 1 : timeOf(batch[0]);
	}
	return all;
}

/**
 * Looks in Crisp for the answer to a question. One request, unless more than a batch of messages came
 * after the question.
 *
 * @returns `removed` where the conversation is no longer there
 * @throws NodeApiError
 */
export async function lookUp(
	client: Client,
	asked: Asked,
): Promise<FoundAnswer | 'removed' | undefined> {
	const { websiteId, sessionId, fingerprint, whom, how, askedAt } = asked;
	if (whom === 'visitor' && how === 'buttons') {
		const { status, data } = await client.send(
			{
				method: 'GET',
				path: buildPath(`${CONVERSATION}/message/{fingerprint}`, {
					websiteId,
					sessionId,
					fingerprint: String(fingerprint),
				}),
				wants: 'object',
			},
			{ accept: [404] },
		);
		if (status !== 404) return findAnswer([data as Message], asked, askedAt);
		// The message or the whole conversation.
		return (await readBatch(client, asked)) === undefined ? 'removed' : undefined;
	}
	const messages = await messagesSince(client, asked);
	return messages === undefined ? 'removed' : findAnswer(messages, asked, askedAt);
}
