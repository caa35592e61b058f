import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { systemClock, wait } from '../clock';
import { downloadAttachments } from '../files/attachments';
import { isChosenWebsite, makeFilter } from '../events/filter';
import { websiteOf } from '../events/payload';
import { toItem } from '../events/item';
import { fileOf } from '../message';
import { isAnswerOfHook } from '../waits/hooks';
import { readTimestamp } from './age';
import { refuseForgery, refuseStranger } from './authenticate';
import { deliveryKey, MAX_CERTAIN } from './deliveries';
import { isDeep } from './depth';
import type { Derived } from './derive';
import { parseBody, readEnvelope, type Envelope } from './envelope';
import { HookHistory, type NodeHistory } from './history';
import type { Rejection } from './rejection';
import { readBody, readSender, TOO_DEEP, type HookSender } from './request';
import { readHookSettings, type HookSettings } from './settings';
import { readStored, store } from './stored';

/** What the trigger depends on, for tests to replace. */
export interface HookDependencies {
	/** Milliseconds since 1970. */
	today: () => number;
	histories: HookHistory;
}

/** All triggers of this process share it. */
const REAL: HookDependencies = { today: Date.now, histories: new HookHistory() };

/** Ends the request without starting the workflow. */
function answer(context: IWebhookFunctions, status: number, text: string): IWebhookResponseData {
	context.getResponseObject().status(status).type('text/plain').send(text);
	return { noWebhookResponse: true };
}

function refuse(
	context: IWebhookFunctions,
	{ status, reason, advice }: Rejection,
	isNews: boolean,
): IWebhookResponseData {
	if (isNews) {
		const { id, name } = context.getWorkflow();
		context.logger.warn(
			[
				`'${context.getNode().name}' of workflow '${name ?? id}' refuses what is sent to its address.`,
				reason,
				...(advice ? [advice] : []),
			].join(' '),
		);
	}
	return answer(context, status, reason);
}

/** What n8n makes of the request is known when it has been answered. */
function settleWithAnswer(context: IWebhookFunctions, settle: (taken: boolean) => void): void {
	const response = context.getResponseObject();
	// Of a sender that did not wait it cannot be known; then the static data decides.
	if (response.closed) settle(false);
	else response.once('close', () => settle(response.writableFinished && response.statusCode < 300));
}

const FULL: Rejection = {
	status: 503,
	reason: 'Too many web hooks arrived to tell repeats apart. Send this again later.',
	advice: `${MAX_CERTAIN} can be remembered within 'Max Age', which can be made shorter in the node's options.`,
};

const UNKNOWN: Rejection = {
	status: 503,
	reason: 'Crisp could not be asked whether the conversation is new. Send this again later.',
};

/** Much less than n8n takes to make an execution. */
const MARK_AGAIN_MS = 2;

/**
 * Makes n8n store the static data with its answer. It stores them only if they are marked as changed,
 * and n8n 2.40 clears that mark while it makes the execution, so it is set again until the answer.
 */
async function keepMarked(context: IWebhookFunctions, mark: () => void): Promise<void> {
	const response = context.getResponseObject();
	while (!response.writableEnded && !response.closed) {
		await wait(systemClock, MARK_AGAIN_MS);
		mark();
	}
}

/** A delivery that is let in, and what stores with it what is remembered. */
interface LetIn {
	store: () => void;
}

/** Lets a delivery in, if it is the first of its kind. It is settled with the answer to the request. */
async function letIn(
	context: IWebhookFunctions,
	{ deliveries }: NodeHistory,
	key: string,
	{ timestamp = '' }: HookSender,
	{ hookType, maxAgeMs }: HookSettings,
	today: () => number,
): Promise<'repeat' | 'full' | LetIn> {
	// Whoever knows the key of a website hook can make requests, and needs no recorded ones.
	const isSigned = hookType === 'plugin';
	const span = () => ({ now: today(), certainMs: isSigned ? maxAgeMs : 0 });
	const at = Math.max(today(), (isSigned && readTimestamp(timestamp)) || 0);
	const data = context.getWorkflowStaticData('node');
	const claim = await deliveries.claim(key, at, readStored(data), span);
	if (typeof claim === 'string') return claim;
	settleWithAnswer(context, (taken) => claim.settle(taken));
	return {
		store() {
			const mark = store(data, claim.times(), span());
			void keepMarked(context, mark);
		},
	};
}

/** Whether an event is one that was asked for. */
function isWanted({ event, websiteId, payload }: Envelope, settings: HookSettings): boolean {
	return (
		settings.events.includes(event) &&
		isChosenWebsite(settings.websiteId, websiteId ?? websiteOf(payload)) &&
		makeFilter(settings)(event, payload)
	);
}

/**
 * Files take longer to download than Crisp waits, so it is answered before; then it does not send
 * again what n8n cannot start.
 */
async function withFiles(
	context: IWebhookFunctions,
	item: INodeExecutionData,
	{ content }: Envelope['payload'],
	{ attachments }: HookSettings,
): Promise<IWebhookResponseData> {
	if (!attachments || fileOf(content) === undefined) return { workflowData: [[item]] };
	const answered = answer(context, 200, 'Received.');
	const whole = await downloadAttachments(context, item, [content], attachments);
	return { ...answered, workflowData: [[whole]] };
}

/** Whether an event is what an execution of Crisp Ask waits for, which then continues. Never rejects. */
async function answers(
	context: IWebhookFunctions,
	{ event, websiteId, payload }: Envelope,
	settings: HookSettings,
): Promise<boolean> {
	const { waitingBase: base } = settings;
	if (base === undefined || context.getMode() === 'manual') return false;
	try {
		const complete = { ...payload, website_id: websiteOf(payload) ?? websiteId };
		return await isAnswerOfHook(context, event, complete, base);
	} catch (error) {
		context.logger.warn(
			`Crisp Ask could not tell whether a web hook is an answer: ${(error as Error).message}`,
		);
		return false;
	}
}

async function start(
	context: IWebhookFunctions,
	{ websiteId, payload, timestamp }: Envelope,
	{ event = '', previousState }: Derived,
	settings: HookSettings,
	now: number,
): Promise<IWebhookResponseData> {
	const item = toItem(
		{ event, payload, receivedAt: timestamp ?? now, recovered: false, previousState },
		settings.simplify,
	);
	// The payload of some events names no website; that of the web hook always does.
	item.json.website_id ??= websiteId;
	return await withFiles(context, item, payload, settings);
}

/**
 * Takes a web hook of Crisp: checks who has sent it, then starts the workflow with its event. What
 * was not asked for, and what has been received before, is answered with 200, so that Crisp does not
 * send it again. Nothing but the event gets into the execution.
 *
 * Never throws for what a sender does: n8n would start an execution that has failed. What Crisp has
 * not signed, or sent to the address with its key, is refused before its body is read.
 */
export async function receiveHook(
	context: IWebhookFunctions,
	{ today, histories }: HookDependencies = REAL,
): Promise<IWebhookResponseData> {
	const now = today();
	const history = histories.of(`${context.getWorkflow().id}:${context.getNode().id}`);
	const refused = (refusal: Rejection) =>
		refuse(context, refusal, history.isNews(refusal.reason, now));

	let settings: HookSettings;
	try {
		settings = await readHookSettings(context);
	} catch (error) {
		const advice = `${(error as Error).message}.`;
		return refused({ status: 403, reason: 'This web hook is not set up.', advice });
	}
	const sender = readSender(context);
	const stranger = refuseStranger(sender, settings);
	if (stranger !== undefined) return refused(stranger);
	const body = await readBody(context);
	if (!Buffer.isBuffer(body)) return refused(body);
	const forgery = refuseForgery(sender, body, settings, now);
	if (forgery !== undefined) return refused(forgery);
	if (isDeep(body)) return refused(TOO_DEEP);

	const envelope = readEnvelope(parseBody(body));
	if ('malformed' in envelope) return refused({ status: 400, reason: envelope.malformed });
	const isAnswer = answers(context, envelope, settings);
	const data = context.getWorkflowStaticData('node');
	const { deriving } = history;
	const notAskedFor = () => {
		deriving.passOver(data, envelope);
		return answer(context, 200, 'Not asked for.');
	};
	if (!isWanted(envelope, settings)) return notAskedFor();
	let told: Derived;
	try {
		told = await deriving.tell(context, data, envelope, settings);
	} catch (error) {
		return refused({ ...UNKNOWN, advice: `${(error as Error).message}.` });
	}
	if (told.event === undefined) return notAskedFor();
	// A test by hand takes one event and ends; trying with the same one again must work.
	if (context.getMode() === 'manual') return await start(context, envelope, told, settings, now);

	const key = deliveryKey(envelope, body);
	const delivery = await letIn(context, history, key, sender, settings, today);
	if (delivery === 'repeat') return answer(context, 200, 'Received before.');
	if (delivery === 'full') return refused(FULL);
	if ((await isAnswer) && !settings.passOnAnswers) {
		const taken = answer(context, 200, 'The answer to a question.');
		delivery.store();
		return taken;
	}
	const started = await start(context, envelope, told, settings, now);
	deriving.noteState(data, envelope.event, envelope.payload);
	// Only now: others may have been taken over while a file was downloaded.
	delivery.store();
	return started;
}
