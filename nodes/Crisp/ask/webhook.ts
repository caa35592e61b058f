import { timingSafeEqual } from 'crypto';
import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { connectionKey } from '../client/account';
import { refusalOf } from '../client/errors';
import { openClient, type Client } from '../client/request';
import { passesByItself } from '../client/retry';
import { systemClock, wait } from '../clock';
import { waitIdOf } from '../waits/address';
import type { FoundAnswer, Choice } from '../waits/answers';
import { removeMark } from '../waits/keeping';
import { isMarkOf, placeKey, type Mark } from '../waits/marks';
import { REPLY_NAME, type PokeReply } from '../waits/poke';
import { waitsOf } from '../waits/registry';
import { thaw, toJson, type Asked, type Frozen, type Unanswered } from './asked';
import { lookUp } from './lookUp';
import { confirmationPage, messagePage } from './page';
import { pauseMs, progressOf, type AskProgress } from './progress';

const isOver = 'This question is no longer open. There is nothing to do.';

/** Answers the request without continuing the execution. */
function reply(context: IWebhookFunctions, content: PokeReply): IWebhookResponseData {
	context
		.getResponseObject()
		.status(200)
		.json({ [REPLY_NAME]: content });
	return { noWebhookResponse: true };
}

function show(context: IWebhookFunctions, html: string): IWebhookResponseData {
	context.getResponseObject().status(200).type('html').send(html);
	return { noWebhookResponse: true };
}

/** The items with which the execution waits. */
function readFrozen(context: IWebhookFunctions): Frozen | undefined {
	// As text, because the engine of expressions gives no objects away.
	const items = context.evaluateExpression('{{ JSON.stringify($input.all()) }}');
	return typeof items === 'string' ? thaw(JSON.parse(items)) : undefined;
}

/** What was decided by the link of a choice; its signed parameters are the proof. */
interface Link {
	asked: Asked;
	choice: Choice;
}

function readLink(context: IWebhookFunctions, { wait: { questions } }: Frozen): Link | undefined {
	const { item, choice: value } = context.getQueryData() as Record<string, unknown>;
	const asked = questions.find((one) => String(one.item) === item);
	const choice = asked?.choices.find((one) => one.value === value);
	return asked && choice ? { asked, choice } : undefined;
}

/** What a poke says about where to look. It proves nothing. */
function hintedBy(context: IWebhookFunctions, { wait: { questions } }: Frozen): Asked[] {
	const { session_id: sessionId } = (context.getBodyData() ?? {}) as Record<string, unknown>;
	const hinted = questions.filter((asked) => asked.sessionId === sessionId);
	return hinted.length > 0 || questions.length > 1 ? hinted : questions;
}

/**
 * Whether the address of the request is one that this execution has given out. n8n 2.8 does not check it
 * where the editor has left out the operation, as it does with defaults.
 */
function isSigned(context: IWebhookFunctions): boolean {
	const parameters: Record<string, string> = {};
	for (const [name, value] of Object.entries(context.getQueryData() as Record<string, unknown>)) {
		if (typeof value !== 'string') return false;
		parameters[name] = value;
	}
	const given = Buffer.from(parameters.signature ?? '');
	delete parameters.signature;
	const { searchParams } = new URL(context.getSignedResumeUrl(parameters));
	const wanted = Buffer.from(searchParams.get('signature') ?? '');
	return wanted.length > 0 && given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Whether Crisp refuses and would do so again. */
function isFinal(error: unknown): boolean {
	const refusal = refusalOf(error);
	return refusal?.kind === 'refused' && !passesByItself(refusal.status);
}

const isAnswer = (outcome: FoundAnswer | Unanswered | undefined): outcome is FoundAnswer =>
	typeof outcome === 'object';

/** A call of the address. */
class Round {
	private readonly calledAt = systemClock.now();

	private readonly settled: Asked[] = [];

	private client?: Client;

	constructor(
		private readonly context: IWebhookFunctions,
		private readonly frozen: Frozen,
		private readonly progress: AskProgress,
	) {}

	/**
	 * Waits before Crisp is asked again. Only this call: whoever pokes in one conversation holds up no
	 * answer of another.
	 */
	async pause(): Promise<void> {
		if (this.isLate || this.progress.isOver) return;
		const { looks } = this.progress;
		const pauses = this.open(hintedBy(this.context, this.frozen)).map(({ sessionId }) =>
			pauseMs(looks.get(sessionId), this.calledAt),
		);
		await wait(systemClock, Math.max(0, ...pauses));
	}

	/** Continues the execution if all have answered or the time is over. */
	async take(link: Link | undefined): Promise<IWebhookResponseData> {
		const { context, progress, frozen, isLate } = this;
		const { questions } = frozen.wait;
		if (progress.isOver) return this.tell(link, 'over');
		if (link) this.decide(link);
		const hinted = link ? [link.asked] : hintedBy(context, frozen);
		if (isLate) await this.look(questions);
		// What Crisp was asked since the call has come, it need not be asked again.
		else if (!link) await this.look(hinted.filter((asked) => !this.isLookedAt(asked)));
		if (!isLate && !progress.hasBegunHere && !progress.isWhole && this.settled.length > 0) {
			// Others may have answered before this process began.
			await this.look(questions);
			progress.isWhole = true;
		}
		this.forgetAfterwards(isLate);
		if (!isLate && questions.some(({ item }) => !progress.outcomes.has(item))) {
			const isTaken = hinted.length > 0 && hinted.every(({ item }) => progress.outcomes.has(item));
			return this.tell(link, isTaken ? 'taken' : 'waiting');
		}
		progress.isOver = true;
		const told = this.tell(link, 'taken');
		return { ...told, workflowData: [this.items()] };
	}

	private items(): INodeExecutionData[] {
		const { wait: waited, failed } = this.frozen;
		const { outcomes } = this.progress;
		return [
			...waited.questions.map((asked) => ({
				json: toJson(asked, outcomes.get(asked.item) ?? 'timedOut'),
				pairedItem: { item: asked.item },
			})),
			...failed,
		];
	}

	private decide({ asked, choice }: Link): void {
		if (this.progress.outcomes.has(asked.item)) return;
		this.settle(asked, {
			text: choice.label,
			value: choice.value,
			fingerprint: null,
			by: 'link',
		});
	}

	private settle(asked: Asked, outcome: FoundAnswer | Unanswered): void {
		this.progress.outcomes.set(asked.item, outcome);
		this.settled.push(asked);
	}

	private get isLate(): boolean {
		const { until } = this.frozen.wait;
		return until > 0 && Date.now() >= until;
	}

	private open(questions: readonly Asked[]): Asked[] {
		return questions.filter(({ item }) => !this.progress.outcomes.has(item));
	}

	private isLookedAt({ sessionId }: Asked): boolean {
		return (this.progress.looks.get(sessionId)?.at ?? -Infinity) > this.calledAt;
	}

	private async look(questions: readonly Asked[]): Promise<void> {
		const { looks } = this.progress;
		const open = this.open(questions);
		if (open.length === 0) return;
		this.client ??= await openClient(this.context);
		for (const asked of open) {
			const { sessionId } = asked;
			const { fruitless = 0 } = looks.get(sessionId) ?? {};
			const at = systemClock.now();
			// Also where Crisp does not answer: else each call would cost a request.
			looks.set(sessionId, { at, fruitless: Math.max(fruitless, 1) });
			const found = await lookUp(this.client, asked);
			if (found === undefined) looks.set(sessionId, { at, fruitless: fruitless + 1 });
			else {
				this.settle(asked, found);
				looks.delete(sessionId);
			}
		}
	}

	private tell(link: Link | undefined, state: PokeReply['state']): IWebhookResponseData {
		const { context, frozen, progress } = this;
		if (link) {
			const outcome = progress.outcomes.get(link.asked.item);
			const isMine = isAnswer(outcome) && outcome.by === 'link' && state !== 'over';
			return show(
				context,
				messagePage(
					isMine ? `Thank you. Your answer is “${outcome.text}”. You can close this page.` : isOver,
				),
			);
		}
		const { session_id: sessionId } = (context.getBodyData() ?? {}) as Record<string, unknown>;
		const taken = frozen.wait.questions
			.filter((asked) => asked.sessionId === sessionId || frozen.wait.questions.length === 1)
			.map(({ item }) => progress.outcomes.get(item))
			.flatMap((outcome) => (isAnswer(outcome) && outcome.key !== undefined ? [outcome.key] : []));
		return reply(context, { state, taken });
	}

	/**
	 * Takes the marks of what is settled out of Crisp, once the request is answered: n8n continues the
	 * execution before, and a mark that is left does no harm.
	 */
	private forgetAfterwards(isLate: boolean): void {
		const { context, progress, frozen } = this;
		const { id, questions } = frozen.wait;
		const open = isLate ? [] : questions.filter(({ item }) => !progress.outcomes.has(item));
		const gone = isLate
			? questions.filter(
					(asked) => this.settled.includes(asked) || !progress.outcomes.has(asked.item),
				)
			: [...this.settled];
		if (gone.length === 0) return;
		const forget = async () => {
			const client = (this.client ??= await openClient(context));
			const waits = waitsOf(connectionKey(client.account), client.account.key, systemClock);
			for (const asked of gone) {
				const outcome = progress.outcomes.get(asked.item);
				const key = isAnswer(outcome) ? outcome.key : undefined;
				// Another item may ask somebody else in the same conversation.
				const others = open.filter((one) => placeKey(one) === placeKey(asked));
				const isGone = (mark: Mark) =>
					waitIdOf(mark.to) === id && !others.some((one) => isMarkOf(mark, one));
				waits.settle(asked, isGone, key);
				if (outcome === 'removed') continue;
				await removeMark(client, asked, isGone, key);
			}
		};
		const response = context.getResponseObject();
		const begin = () =>
			void forget().catch((error: Error) =>
				context.logger.debug(`A mark of Crisp Ask could not be removed: ${error.message}`),
			);
		if (response.closed) begin();
		else response.once('close', begin);
	}
}

/**
 * Decides about a call of the address of a waiting execution. A poke makes it look in Crisp; only an
 * answer that is really there, the limit, or the signed link of a choice continues it. A link acts on
 * POST alone, as programs that preview links open them.
 */
export async function receiveCall(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	if (!isSigned(context)) {
		context.getResponseObject().status(401).json({ message: 'This address is not signed.' });
		return { noWebhookResponse: true };
	}
	const frozen = readFrozen(context);
	const { ask } = context.getQueryData() as Record<string, unknown>;
	const { method } = context.getRequestObject();
	const isCurrent = frozen !== undefined && frozen.wait.id === ask;
	const link = isCurrent ? readLink(context, frozen) : undefined;
	if (method !== 'POST') {
		const isOpen = isCurrent && link && !progressOf(frozen.wait.id).outcomes.has(link.asked.item);
		return show(context, isOpen ? confirmationPage(link.choice.label) : messagePage(isOver));
	}
	if (!isCurrent) return reply(context, { state: 'over', taken: [] });
	const progress = progressOf(frozen.wait.id);
	const round = new Round(context, frozen, progress);
	if (!link) await round.pause();
	// One after another: each may end the wait.
	const turn = progress.turn.then(async () => await round.take(link));
	progress.turn = turn.catch(() => undefined);
	try {
		return await turn;
	} catch (error) {
		context.logger.warn(`Crisp Ask could not look for an answer: ${(error as Error).message}`);
		if (isFinal(error)) return reply(context, { state: 'waiting', taken: [] });
		context.getResponseObject().status(503).json({ message: 'Crisp could not be asked.' });
		return { noWebhookResponse: true };
	}
}
