import type { INodeExecutionData, ITriggerFunctions } from 'n8n-workflow';

import type { Account, Tier } from '../client/account';
import { openClient as openNodeClient, type Client } from '../client/request';
import { wait, type Clock } from '../clock';
import { DERIVED_EVENTS } from '../events/derived';
import { makeFilter } from '../events/filter';
import { downloadAttachments } from '../files/attachments';
import type { StateChange } from '../realtime/session';
import { Answers } from '../waits/stage';
import { Derivation } from './derivation';
import { Emitter } from './emitter';
import { contentsOf, lanesOf, type Execution } from './execution';
import { CatchUpBudget } from './gap/budget';
import { Gaps } from './gap/gaps';
import type { Get } from './gap/history';
import { isRecoverable } from './gap/recoverable';
import { GapReport } from './gap/report';
import { makeLook } from './look';
import type { Outage } from './outages';
import { Pipeline, received } from './pipeline';
import { Position } from './position';
import type { Settings } from './settings';
import { TYPING } from './silence';
import { Typing } from './typing';
import type { Stage } from './stages';
import { Takeover } from './takeover/stage';
import { describeLostWorker, describeOverdue, describeReturn } from './words';

/** What becomes of the events of a connection. */
export interface Intake {
	/** Events to ask Crisp for. */
	subscribes: string[];
	/** What becomes of events while there is no connection, as a sentence. */
	outlook: string | undefined;
	/** Takes an event that was received. */
	take(this: void, event: string, data: unknown): void;
	/** To be told about each change of the connection, with the outage that ended with it. */
	follow(change: StateChange, outage?: Outage): void;
	/**
	 * Resolves when the position can be stored, which n8n does when `trigger()` has returned: once it
	 * is known from when on events are wanted, or after a few seconds.
	 */
	ready(): Promise<void>;
	/** Starts no more executions. What waits is left; nothing is waited for. */
	close(): void;
}

interface IntakeDependencies {
	/** Opens the credential for requests; the node's own where it is left out. */
	openClient?: () => Promise<Client>;
	clock: Clock;
	today: () => number;
	subject: string;
}

/** Lists of websites end long before; this only bounds one that never does. */
const MAX_PAGES = 200;

/**
 * Requests a day that catching up may spend by default: three fifths of what Crisp's guides name for
 * a token, so that something is left for the answers. User tokens have no such quota.
 */
const DAILY_REQUESTS: Record<Tier, number> = { website: 6_000, plugin: 3_000, user: Infinity };

/** A conversation is read ahead for each of so many executions that wait. */
const MAX_BACKLOG = 50;

/** An activation does not wait longer for the time from which events are wanted. */
const MAX_READY_MS = 5_000;

/** Static data is written at most so often where nothing depends on it; less often where there is much. */
const SAVE_MS = 250;
const SAVE_MS_PER_KB = 10;

/** Websites whose events the trigger gets, as far as that can be known. */
function websitesOf({ tier, websiteId }: Account, settings: Settings, position: Position) {
	return async (get: Get): Promise<string[]> => {
		if (settings.websiteId !== undefined) return [settings.websiteId];
		if (tier === 'website' && websiteId !== '') return [websiteId];
		const websites = new Set(position.websites);
		for (let page = 1; tier === 'plugin' && page <= MAX_PAGES; page++) {
			const list = await get(`/plugin/connect/websites/all/${page}`, {});
			const before = websites.size;
			for (const { website_id: id } of list) if (typeof id === 'string') websites.add(id);
			if (list.length === 0 || (page > 1 && websites.size === before)) break;
		}
		return [...websites];
	};
}

type Complete = (execution: Execution) => Promise<Execution>;

/** Downloads the files of the messages of an execution, where that is wanted. */
function makeComplete(
	context: ITriggerFunctions,
	{ attachments }: Settings,
	signal: AbortSignal,
): Complete | undefined {
	if (!attachments) return undefined;
	return async (execution) => {
		const contents = contentsOf(execution);
		const items: INodeExecutionData[] = [];
		for (const [index, item] of execution.items.entries()) {
			const settings = { ...attachments, signal };
			items.push(await downloadAttachments(context, item, contents[index], settings));
		}
		return { ...execution, items };
	};
}

/** In a manual run the first execution is the only one. */
function emitOnce(
	context: ITriggerFunctions,
	signal: AbortSignal,
	complete?: Complete,
): (execution: Execution) => void {
	let emitted = false;
	const emit = ({ items }: Execution) => context.emit([[...items]]);
	return (execution) => {
		if (emitted) return;
		if (!complete) {
			emit(execution);
			emitted = true;
			return;
		}
		emitted = true;
		complete(execution)
			.then((completed) => {
				// Somebody has stopped the run while its files were downloaded.
				if (!signal.aborted) emit(completed);
			})
			.catch((error: Error) => context.emitError(error));
	};
}

/** Joins the parts between the connection and n8n. To be called within `trigger()`. */
export function makeIntake(
	context: ITriggerFunctions,
	account: Account,
	settings: Settings,
	{
		clock,
		today,
		subject,
		openClient = async () => await openNodeClient(context),
	}: IntakeDependencies,
): Intake {
	const { events } = settings;
	const { logger } = context;
	const manual = context.getMode() === 'manual';
	const catchesUp = settings.catchUp && !manual;
	// A workflow that was switched off did not want the events of that time.
	const continues = context.getActivationMode() !== 'activate';
	const position = catchesUp
		? new Position(context.getWorkflowStaticData('node'), events, continues)
		: undefined;
	const closing = new AbortController();
	const complete = makeComplete(context, settings, closing.signal);
	const typing = settings.showsTyping
		? new Typing({
				clock,
				openClient,
				onFailure: (error) =>
					logger.warn(`${subject} could not show the visitor that it types: ${error.message}`),
			})
		: undefined;
	const emitter = new Emitter(context, {
		clock,
		complete,
		scope: `crisp:${String(context.getWorkflow().id)}:${context.getNode().id}`,
		atOnce: settings.atOnce,
		longestMs: settings.longestExecutionMs,
		beforeEmit(execution) {
			typing?.begin(execution);
			save(execution);
		},
		onDone(execution) {
			typing?.end(execution);
			position?.ended(execution);
			gaps?.pump();
		},
		onNotStarted: (error) =>
			logger.warn(
				`${subject} could not start an execution: ${error.message}. It keeps trying for an hour.`,
			),
		onGivenUp: (error) =>
			logger.warn(`${subject} could not start an execution, and leaves it out: ${error.message}`),
		onWorkerLost: (execution, again) =>
			logger.warn(`${subject}: ${describeLostWorker(lanesOf(execution), again)}`),
		onOverdue: (execution) =>
			logger.warn(
				`${subject}: ${describeOverdue(lanesOf(execution), settings.longestExecutionMs)}`,
			),
	});
	// An execution of one message has its key whatever happens. Where messages are gathered, it must
	// be stored which ones before the execution exists.
	const gathers = settings.silenceMs > 0 || settings.batchSize > 1;
	const save = (execution: Execution) => {
		if (gathers) position?.started(execution);
		const notBefore = gathers ? 0 : SAVE_MS + (position?.size ?? 0) * SAVE_MS_PER_KB;
		const isTime = position?.save(clock.now(), today(), notBefore);
		takeover?.save(isTime);
	};
	const base = manual ? undefined : settings.waitingBase;
	const answers =
		base === undefined
			? undefined
			: new Answers(context, {
					account,
					clock,
					today,
					openClient,
					websiteId: settings.websiteId,
					base,
					passOn: settings.passOnAnswers,
				});
	const look = makeLook(openClient, closing.signal);
	const takeover =
		settings.takeover && !manual
			? new Takeover({
					setting: settings.takeover,
					data: context.getWorkflowStaticData('node'),
					continues: catchesUp && continues,
					catchesUp,
					look,
				})
			: undefined;
	const stages: Stage[] = [answers, takeover].filter((stage) => stage !== undefined);
	const derives = DERIVED_EVENTS.some(({ event }) => settings.chosen.includes(event));
	if (derives) stages.push(new Derivation(settings.chosen, look));
	const pipeline = new Pipeline({
		clock,
		settings,
		accepts: makeFilter(settings),
		position,
		stages,
		onStageFailure: (error) => logger.warn(`${subject} could not check an event: ${error.message}`),
		start: manual
			? emitOnce(context, closing.signal, complete)
			: (execution) => emitter.add(execution),
	});
	const gaps =
		position &&
		new Gaps({
			position,
			events,
			clock,
			today,
			lookBackMs: settings.lookBackMs,
			budget: new CatchUpBudget(
				settings.requestBudget,
				settings.dailyRequestBudget || DAILY_REQUESTS[account.tier],
				today,
			),
			report: new GapReport(
				logger,
				subject,
				events.filter((event) => !isRecoverable(event)),
			),
			openClient,
			websites: websitesOf(account, settings, position),
			hasRoom: () => emitter.backlog < MAX_BACKLOG,
			pass: (arrival) => pipeline.take(arrival),
			onPast: (past) => pipeline.recall(past),
			onSettled: (website, sessionId) => pipeline.settled(website, sessionId),
			onOver: () => pipeline.gapIsOver(),
			onListed: (website, values) => answers?.listed(website, values),
		});

	return {
		subscribes: [
			...new Set([
				...events,
				...(settings.silenceMs > 0 ? [TYPING] : []),
				...stages.flatMap((stage) => stage.events ?? []),
			]),
		],
		outlook:
			gaps && events.some(isRecoverable)
				? 'What Crisp keeps of this time is fetched afterwards.'
				: undefined,
		take(event, data) {
			const arrival = received(event, data, today());
			if (gaps) gaps.take(arrival);
			else pipeline.take(arrival);
		},
		follow({ from, to }, outage) {
			if (to === 'live') {
				pipeline.connected();
				if (gaps) gaps.connected(outage);
				else if (outage) logger.info(`${subject} ${describeReturn(outage)}.`);
			} else if (to === 'waiting' || (from === 'live' && to !== 'stopped')) {
				pipeline.lost();
				gaps?.lost();
			}
		},
		async ready() {
			const known = new AbortController();
			void gaps?.known().then(() => known.abort());
			if (gaps) await wait(clock, MAX_READY_MS, known.signal);
			position?.save(clock.now(), today());
			takeover?.save();
		},
		close() {
			closing.abort();
			gaps?.close();
			pipeline.close();
			emitter.close();
			typing?.close();
		},
	};
}
