import { randomBytes } from 'crypto';
import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { connectionKey } from '../client/account';
import { plainError } from '../client/errors';
import { buildPath, PathValueError, pathValueWords } from '../client/path';
import { openClient, type Client } from '../client/request';
import { systemClock } from '../clock';
import { asObject } from '../objects';
import { pathOf, waitingBase } from '../waits/address';
import { instanceTag, isSameMark, type Mark } from '../waits/marks';
import { addMark, readMetas, removeMark, type ReadMetas } from '../waits/keeping';
import { waitsOf, type Waits } from '../waits/registry';
import { freeze, type Asked, type Wait } from './asked';
import { makeKeeper } from './listener';
import { toMessage } from './message';
import { readLimit, readWish, type QuestionWish } from './parameters';
import { progressOf } from './progress';
import { markAdvice, questionAdvice, readingAdvice } from './refusals';

/** What n8n takes for "without an end". */
const FOREVER = new Date('3000-01-01T00:00:00.000Z');

/** At the limit this node continues with the answers that are there; n8n's own timer comes after it. */
const GRACE_MS = 60_000;

/** Conversations that are worked on at once. */
const AT_ONCE = 5;

const CONVERSATION = '/website/{websiteId}/conversation/{sessionId}';

/** One item on its way. */
interface ItemQuestion {
	wish: QuestionWish;
	metas: ReadMetas;
}

/** Items of one conversation one after another, of different ones side by side. */
async function eachConversation<T extends { wish: QuestionWish }>(
	items: readonly T[],
	run: (item: T) => Promise<void>,
): Promise<void> {
	const groups = new Map<string, T[]>();
	for (const item of items) {
		const key = `${item.wish.websiteId}:${item.wish.sessionId}`;
		const group = groups.get(key);
		if (group) group.push(item);
		else groups.set(key, [item]);
	}
	const waiting = [...groups.values()];
	const work = async () => {
		for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
			for (const item of group) await run(item);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
}

class Asker {
	private readonly failed = new Map<number, INodeExecutionData>();

	private readonly id = randomBytes(4).toString('hex');

	private readonly questions: Asked[] = [];

	private readonly marked: Array<{ wish: QuestionWish; mark: Mark }> = [];

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly client: Client,
		private readonly until: number,
	) {}

	async run(): Promise<INodeExecutionData[]> {
		const { context, client, id, until } = this;
		const asking: ItemQuestion[] = [];
		const wishes: QuestionWish[] = [];
		for (const item of context.getInputData().keys()) {
			await this.attempt({ item }, async () => {
				wishes.push(readWish(context, item, client.account.websiteId));
			});
		}
		// All is looked at before anything is sent.
		await eachConversation(
			wishes.map((wish) => ({ wish })),
			async ({ wish }) => {
				await this.attempt(wish, async () => {
					asking.push({ wish, metas: await this.look(wish) });
				});
			},
		);
		try {
			await eachConversation(asking, async ({ wish, metas }) => {
				await this.attempt(wish, async () => await this.ask(wish, metas));
			});
		} catch (error) {
			await this.takeBack();
			throw plainError(context.getNode(), error);
		}
		if (this.questions.length === 0) return [...this.failed.values()];

		this.questions.sort((one, other) => one.item - other.item);
		const wait: Wait = { id, until, questions: this.questions };
		progressOf(id).hasBegunHere = true;
		const frozen = freeze(wait, this.failed);
		const { data } = context.getExecuteData();
		// Replaced and not changed: the items are the record of the node before.
		data.main = [frozen];
		requireSignature(context);
		await context.putExecutionToWait(until === 0 ? FOREVER : new Date(until + GRACE_MS));
		return frozen;
	}

	private async listen(waits: Waits): Promise<void> {
		// The address ends with execution and node.
		const base = waitingBase(waitingBase(this.resumeAddress()));
		if (base === undefined) return;
		await waits.listen(makeKeeper(this.context, this.client.account, base, waits));
	}

	private resumeAddress(parameters: Record<string, string> = {}): string {
		return this.context.getSignedResumeUrl({ ask: this.id, ...parameters });
	}

	/** With "continue on fail" an item that cannot be asked goes on by itself. */
	private async attempt(
		{ item }: Pick<QuestionWish, 'item'>,
		run: () => Promise<void>,
	): Promise<void> {
		try {
			await run();
		} catch (error) {
			if (!this.context.continueOnFail()) throw plainError(this.context.getNode(), error);
			const { message } = error as Error;
			this.failed.set(item, { json: { error: message }, pairedItem: { item } });
		}
	}

	/** The conversation as it is. One request. */
	private async look({ websiteId, sessionId, item }: QuestionWish): Promise<ReadMetas> {
		const path = this.path(CONVERSATION, { websiteId, sessionId }, item);
		return await readMetas(async () => {
			const { data } = await this.client.send(
				{ method: 'GET', path, wants: 'object' },
				{
					itemIndex: item,
					labels: ['Workspace', 'Conversation'],
					advice: readingAdvice(this.client.account.tier),
				},
			);
			return asObject(data).meta;
		});
	}

	/** Notes the wait, then asks, so that no answer comes before it can be noticed. Two requests. */
	private async ask(wish: QuestionWish, metas: ReadMetas): Promise<void> {
		const { context, client, id, until } = this;
		const { item, whom, how, choices, websiteId, sessionId } = wish;
		const place = { websiteId, sessionId };
		const waits = waitsOf(connectionKey(client.account), client.account.key, systemClock);
		const mark = waits.begin(place, {
			to: pathOf(this.resumeAddress()),
			whom,
			how,
			until,
			instance: instanceTag(context.getInstanceId()),
		});
		this.marked.push({ wish, mark });
		await this.listen(waits);
		const { tier } = client.account;
		const options = { itemIndex: item, advice: markAdvice(tier) };
		const isMarked = await addMark(client, place, metas, mark, options).catch(async (error) => {
			// The answer may be lost and the mark be there.
			await this.unmark(wish, mark);
			throw plainError(context.getNode(), error);
		});
		if (!isMarked) {
			this.unlist(wish, mark);
			throw new NodeOperationError(
				context.getNode(),
				'Too many executions wait for an answer in this conversation already',
				{ itemIndex: item, description: 'Stop some of them, or let them end. Nothing was sent.' },
			);
		}
		const askedAt = Date.now();
		waits.ask(mark);
		try {
			const { data } = await client.send(
				{
					method: 'POST',
					path: buildPath(`${CONVERSATION}/message`, place),
					body: toMessage({
						...wish,
						id,
						linkOf: ({ value }) => this.resumeAddress({ item: String(item), choice: value }),
					}),
				},
				{ itemIndex: item, advice: questionAdvice(tier, whom) },
			);
			const fingerprint = Number(asObject(data).fingerprint);
			if (!Number.isFinite(fingerprint)) {
				throw new NodeOperationError(
					context.getNode(),
					'Crisp did not return the ID of the question',
					{
						itemIndex: item,
						description:
							'So its answer cannot be recognized. Look into the conversation before you ask again.',
					},
				);
			}
			this.questions.push({ item, ...place, whom, how, choices, fingerprint, askedAt });
		} catch (error) {
			await this.unmark(wish, mark);
			throw plainError(context.getNode(), error);
		}
	}

	private path(template: string, values: Record<string, string>, itemIndex: number): string {
		try {
			return buildPath(template, values);
		} catch (error) {
			if (!(error instanceof PathValueError)) throw plainError(this.context.getNode(), error);
			const label = error.field === 'websiteId' ? 'Workspace' : 'Conversation';
			const { message, description } = pathValueWords(error, label);
			throw new NodeOperationError(this.context.getNode(), message, { itemIndex, description });
		}
	}

	/**
	 * This process no longer waits at the mark of an item.
	 *
	 * @returns whether nobody does: another item may have asked the same
	 */
	private unlist(wish: QuestionWish, mark: Mark): boolean {
		const { account } = this.client;
		const { websiteId, sessionId } = wish;
		this.marked.splice(0, this.marked.length, ...this.marked.filter((one) => one.wish !== wish));
		if (this.marked.some((one) => one.mark === mark)) return false;
		const waits = waitsOf(connectionKey(account), account.key, systemClock);
		waits.settle({ websiteId, sessionId }, (one) => isSameMark(one, mark));
		return true;
	}

	/** A mark that stays does no harm: nothing waits at its address. */
	private async unmark(wish: QuestionWish, mark: Mark): Promise<void> {
		const { client } = this;
		const { websiteId, sessionId } = wish;
		const place = { websiteId, sessionId };
		if (!this.unlist(wish, mark)) return;
		await removeMark(client, place, (one) => isSameMark(one, mark)).catch((error: Error) =>
			this.context.logger.debug(`A mark of Crisp Ask could not be removed: ${error.message}`),
		);
	}

	private async takeBack(): Promise<void> {
		for (const { wish, mark } of [...this.marked]) await this.unmark(wish, mark);
	}
}

/** n8n 2.8 checks the signature only where a node asks for it; newer ones always do. */
function requireSignature(context: IExecuteFunctions): void {
	const require: unknown = Reflect.get(context, 'setSignatureValidationRequired');
	if (typeof require === 'function') require.call(context);
}

/**
 * Sends the questions of all items and puts the execution to wait. Three requests for each
 * conversation: one to read it, one for the mark, one for the question.
 *
 * @returns what n8n passes on only if the execution does not wait, because nothing could be asked
 * @throws NodeApiError or NodeOperationError; then nothing is waited for
 */
export async function ask(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	try {
		const client = await openClient(context);
		const until = readLimit(context, Date.now());
		return [await new Asker(context, client, until).run()];
	} catch (error) {
		throw plainError(context.getNode(), error);
	}
}
