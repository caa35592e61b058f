import type { INodeExecutionData, ITriggerFunctions } from 'n8n-workflow';

import type { Account } from '../client/account';
import { crispRequest } from '../client/request';
import { downloadAttachments } from '../files/attachments';
import { isRecoverable } from './catchUp';
import type { Clock } from '../clock';
import type { StateChange } from '../realtime/session';
import { Emitter } from './emitter';
import { contentsOf, lanesOf, type Execution } from './execution';
import { permanenceOf } from '../live/endpoints';
import { makeFilter } from '../events/filter';
import { asObject } from '../objects';
import type { Outage } from './outages';
import { Pipeline, received } from './pipeline';
import { Position } from './position';
import { GapRecovery, type Get } from './recovery';
import type { Settings } from './settings';
import { TYPING } from './silence';
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
	/** Starts no more executions. What waits is left; nothing is waited for. */
	close(): void;
}

interface IntakeDependencies {
	clock: Clock;
	today: () => number;
	subject: string;
}

/** Lists of websites end long before; this only bounds one that never does. */
const MAX_PAGES = 50;

/** Websites whose events the trigger gets, as far as that can be known. */
function websitesOf({ tier, websiteId }: Account, settings: Settings, position: Position) {
	return async (get: Get): Promise<string[]> => {
		if (settings.websiteId !== undefined) return [settings.websiteId];
		if (tier === 'website' && websiteId !== '') return [websiteId];
		const websites = new Set(position.websites);
		for (let page = 1; tier === 'plugin' && page <= MAX_PAGES; page++) {
			const list = await get(`/plugin/connect/websites/all/${page}`, {});
			const before = websites.size;
			for (const { website_id: id } of Array.isArray(list) ? list.map(asObject) : []) {
				if (typeof id === 'string') websites.add(id);
			}
			if (!Array.isArray(list) || list.length === 0 || (page > 1 && websites.size === before))
				break;
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
	{ clock, today, subject }: IntakeDependencies,
): Intake {
	const { events } = settings;
	const { logger } = context;
	const manual = context.getMode() === 'manual';
	const catchesUp = settings.catchUp && !manual;
	// A workflow that was switched off did not want the events of that time.
	const continues = context.getActivationMode() !== 'activate';
	const position = catchesUp
		? new Position(context.getWorkflowStaticData('node'), today(), events, continues)
		: undefined;
	const closing = new AbortController();
	const complete = makeComplete(context, settings, closing.signal);
	const emitter = new Emitter(context, {
		clock,
		complete,
		scope: `crisp:${String(context.getWorkflow().id)}:${context.getNode().id}`,
		atOnce: settings.atOnce,
		longestMs: settings.longestExecutionMs,
		beforeEmit: () => position?.save(),
		onDone({ arrivals }) {
			for (const arrival of arrivals.flat()) position?.end(arrival);
		},
		onGivenUp: (error) =>
			logger.warn(`${subject} could not start an execution, and leaves it out: ${error.message}`),
		onWorkerLost: (execution, again) =>
			logger.warn(`${subject}: ${describeLostWorker(lanesOf(execution), again)}`),
		onOverdue: (execution) =>
			logger.warn(
				`${subject}: ${describeOverdue(lanesOf(execution), settings.longestExecutionMs)}`,
			),
	});
	const pipeline = new Pipeline({
		clock,
		settings,
		accepts: makeFilter(settings),
		position,
		start: manual
			? emitOnce(context, closing.signal, complete)
			: (execution) => emitter.add(execution),
	});
	const gaps =
		position &&
		new GapRecovery({
			position,
			events,
			clock,
			today,
			logger,
			subject,
			lookBackMs: settings.lookBackMs,
			budget: settings.requestBudget,
			websites: websitesOf(account, settings, position),
			request: async (path, query, signal) =>
				await crispRequest(context, { method: 'GET', path, query }, { signal, retry: false }),
			isKnown: (...message) => pipeline.isKnown(...message),
			isHopeless: (error) => permanenceOf(error) !== 'never',
			pass: (arrival) => pipeline.take(arrival),
		});

	return {
		subscribes:
			settings.silenceMs > 0 && !events.includes(TYPING) ? [...events, TYPING] : [...events],
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
				if (gaps) gaps.connected(outage);
				else if (outage) logger.info(`${subject} ${describeReturn(outage)}.`);
			} else if (to === 'waiting' || (from === 'live' && to !== 'stopped')) gaps?.lost();
		},
		close() {
			closing.abort();
			gaps?.close();
			pipeline.close();
			emitter.close();
		},
	};
}
