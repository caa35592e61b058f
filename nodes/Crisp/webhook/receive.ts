import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { downloadAttachments } from '../files/attachments';
import { isChosenWebsite, makeFilter } from '../events/filter';
import { websiteOf } from '../events/payload';
import { toItem } from '../events/item';
import { fileOf } from '../message';
import { refuseSender } from './authenticate';
import { deliveryKey, type Settle } from './deliveries';
import { parseBody, readEnvelope, type Envelope } from './envelope';
import { HookHistory, type NodeHistory } from './history';
import type { Rejection } from './rejection';
import { readRequest, type HookRequest } from './request';
import { readHookSettings, type HookSettings } from './settings';
import { isStored, store } from './stored';

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
function settleWithAnswer(context: IWebhookFunctions, settle: Settle): void {
	const response = context.getResponseObject();
	// Of a sender that did not wait it cannot be known; then the static data decides.
	if (response.closed) settle(false);
	response.once('close', () => settle(response.writableFinished && response.statusCode < 300));
}

/** @returns whether the delivery is the first of its kind, and is remembered from now on */
async function isFirst(
	context: IWebhookFunctions,
	{ deliveries }: NodeHistory,
	key: string,
): Promise<boolean> {
	const settle = await deliveries.claim(key);
	if (settle === undefined) return false;
	const data = context.getWorkflowStaticData('node');
	if (isStored(data, key)) {
		settle(true);
		return false;
	}
	store(data, key, deliveries.taken);
	settleWithAnswer(context, settle);
	return true;
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

async function start(
	context: IWebhookFunctions,
	{ event, websiteId, payload, timestamp }: Envelope,
	settings: HookSettings,
	now: number,
): Promise<IWebhookResponseData> {
	const item = toItem(
		{ event, payload, receivedAt: timestamp ?? now, recovered: false },
		settings.simplify,
	);
	// The payload of some events names no website; that of the web hook always does.
	item.json.website_id ??= websiteId;
	return await withFiles(context, item, payload, settings);
}

const bodyOf = ({ raw, parsed }: HookRequest): Buffer | string => raw ?? JSON.stringify(parsed);

/**
 * Takes a web hook of Crisp: checks who has sent it, then starts the workflow with its event. What
 * was not asked for, and what has been received before, is answered with 200, so that Crisp does not
 * send it again. Nothing but the event gets into the execution.
 *
 * Never throws for what a sender does: n8n would start an execution that has failed.
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
	const request = await readRequest(context);
	const refusal = refuseSender(request, settings, now);
	if (refusal !== undefined) return refused(refusal);

	const envelope = readEnvelope(request.raw ? parseBody(request.raw) : request.parsed);
	if ('malformed' in envelope) return refused({ status: 400, reason: envelope.malformed });
	if (!isWanted(envelope, settings)) return answer(context, 200, 'Not asked for.');
	// A test by hand takes one event and ends; trying with the same one again must work.
	const counts = context.getMode() !== 'manual';
	if (counts && !(await isFirst(context, history, deliveryKey(envelope, bodyOf(request))))) {
		return answer(context, 200, 'Received before.');
	}
	return await start(context, envelope, settings, now);
}
