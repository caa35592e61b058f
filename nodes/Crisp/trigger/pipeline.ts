import type { INodeExecutionData } from 'n8n-workflow';

import type { Clock } from '../clock';
import { NEW_CONVERSATION } from '../events/derived';
import { identityOf } from '../events/identity';
import { toBurstItem, toItem, type Arrival } from '../events/item';
import {
	isSentMessage,
	isStateChange,
	isVisitorMessage,
	sessionOf,
	websiteOf,
} from '../events/payload';
import { States } from '../events/states';
import { asObject } from '../objects';
import { Batch } from './batch';
import type { Execution } from './execution';
import { Interrupted } from './interrupted';
import type { Position } from './position';
import { Seen } from './seen';
import type { Settings } from './settings';
import { Silence, TYPING } from './silence';
import { Stages, type Past, type Stage } from './stages';

export interface PipelineOptions {
	clock: Clock;
	settings: Settings;
	accepts: (event: string, payload: Arrival['payload']) => boolean;
	/** Left out where nothing is to be caught up with. */
	position?: Position;
	/** In the order in which they judge. */
	stages?: readonly Stage[];
	/** A stage could not judge an event, which goes on its way. */
	onStageFailure(this: void, error: Error): void;
	start(execution: Execution): void;
}

/** The way of an event from its arrival to an execution: filters, duplicates, stages, gathering. */
export class Pipeline {
	private readonly seen: Seen;

	private readonly states: States;

	private readonly silence?: Silence;

	private readonly batch?: Batch<Execution>;

	private readonly interrupted: Interrupted;

	private readonly stages: Stages;

	constructor(private readonly options: PipelineOptions) {
		const { clock, position, settings, stages = [], onStageFailure } = options;
		const { silenceMs, longestSilenceMs, batchSize, batchMs } = settings;
		this.seen = position?.seen ?? new Seen();
		this.states = position?.states ?? new States();
		if (silenceMs > 0) {
			this.silence = new Silence(clock, silenceMs, longestSilenceMs, (burst) =>
				this.gather(this.toItem(burst), burst),
			);
		}
		if (batchSize > 1) {
			this.batch = new Batch(clock, batchSize, batchMs, (batch) => this.start(batch));
		}
		this.interrupted = new Interrupted(
			position?.interrupted ?? new Set(),
			(arrivals, repeats) => this.startAgain(arrivals, repeats),
			(arrival) => this.stages.judge(arrival),
		);
		this.stages = new Stages(stages, {
			pass: (arrival) => this.add(arrival),
			drop: (arrival) => position?.end(arrival),
			onFailure: onStageFailure,
		});
	}

	take(arrival: Arrival): void {
		const { event, payload } = arrival;
		const { settings, accepts, position } = this.options;
		if (event === TYPING) this.silence?.typing(sessionOf(payload));
		else if (isStateChange(event) && !this.isNewState(arrival)) return;
		const identity = identityOf(event, payload);
		if (identity !== undefined && !this.isNew(payload)) return;
		this.stages.learn(arrival);
		if (!settings.events.includes(event) || !accepts(event, payload)) {
			if (isSentMessage(event)) position?.passOver(arrival);
			return;
		}
		arrival.identity = identity;
		if (isSentMessage(event)) position?.accept(arrival);
		// What was in an interrupted execution has been judged before.
		if (!this.interrupted.take(arrival)) this.stages.judge(arrival);
	}

	/** Nothing more of a conversation's past will come. */
	settled(website: string, sessionId: string): void {
		this.interrupted.settled(website, sessionId);
	}

	/** Nothing more of a gap will come. */
	gapIsOver(): void {
		this.interrupted.over();
	}

	/** Events are received from now on. */
	connected(): void {
		this.stages.connected();
	}

	/** Events may be missed from now on. */
	lost(): void {
		this.stages.lost();
	}

	/** What a gap has brought of a conversation, before it is taken event by event. */
	recall(past: Past): void {
		this.stages.recall(past);
	}

	/** Forgets what was gathered. */
	close(): void {
		this.stages.close();
		this.silence?.close();
		this.batch?.close();
	}

	/** Starts what had been put together before n8n ended. */
	private startAgain(arrivals: Arrival[][], repeats: Execution['repeats']): void {
		const { start, settings } = this.options;
		for (const arrival of arrivals.flat()) {
			// It was judged before; with no other event chosen that one can be this only.
			const isNew = arrival.event === 'message:send' && !settings.chosen.includes('message:send');
			if (isNew) arrival.event = NEW_CONVERSATION;
		}
		start({ items: arrivals.map((of) => this.toItem(of)), arrivals, repeats });
	}

	/** Remembers a message that has an identity. @returns whether it has not arrived before */
	private isNew(payload: Arrival['payload']): boolean {
		return this.seen.add(websiteOf(payload) ?? '', String(sessionOf(payload)), payload.fingerprint);
	}

	/** Notes the state of a conversation. @returns whether it is to be told */
	private isNewState(arrival: Arrival): boolean {
		const { payload, recovered } = arrival;
		const sessionId = sessionOf(payload);
		if (sessionId === null) return true;
		arrival.previousState = this.states.of(sessionId);
		this.states.note(sessionId, payload.state);
		// Fetched states are those of all changed conversations, whatever has changed.
		return !recovered || arrival.previousState !== payload.state;
	}

	private add(arrival: Arrival): void {
		if (this.silence && isVisitorMessage(arrival.event)) this.silence.add(arrival);
		else this.gather(toItem(arrival, this.options.settings.simplify), [arrival]);
	}

	/** The item of messages in a row, in the form in which silence gives them. */
	private toItem(arrivals: readonly Arrival[]): INodeExecutionData {
		const { simplify } = this.options.settings;
		const isBurst = arrivals.length > 1 || (this.silence && isVisitorMessage(arrivals[0].event));
		return isBurst ? toBurstItem(arrivals, simplify) : toItem(arrivals[0], simplify);
	}

	private gather(item: INodeExecutionData, arrivals: readonly Arrival[]): void {
		const execution = { items: [item], arrivals: [arrivals] };
		if (this.batch) this.batch.add(execution);
		else this.options.start(execution);
	}

	/** Starts what was gathered as one execution. */
	private start(batch: readonly Execution[]): void {
		this.options.start({
			items: batch.flatMap(({ items }) => items),
			arrivals: batch.flatMap(({ arrivals }) => arrivals),
		});
	}
}

/** An event as it comes from the connection. */
export const received = (event: string, data: unknown, receivedAt: number): Arrival => ({
	event,
	payload: asObject(data),
	receivedAt,
	recovered: false,
});
