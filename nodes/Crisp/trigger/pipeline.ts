import type { INodeExecutionData } from 'n8n-workflow';

import type { Clock } from '../clock';
import { Batch } from './batch';
import type { Unit } from './emitter';
import { deduplicationKey, identityOf } from '../events/identity';
import { toBurstItem, toItem, type Arrival } from '../events/item';
import { isSentMessage, isStateChange, sessionOf, websiteOf } from '../events/payload';
import { asObject } from '../objects';
import type { Position, Ticket } from './position';
import { Seen } from './seen';
import type { Settings } from './settings';
import { Silence, TYPING } from './silence';

export interface PipelineOptions {
	clock: Clock;
	settings: Settings;
	/** The workflow and the node, for keys. */
	scope: string;
	accepts: (event: string, payload: Arrival['payload']) => boolean;
	/** Left out where nothing is to be caught up with. */
	position?: Position;
	start(unit: Unit): void;
}

interface Tracked extends Arrival {
	identity?: string;
	ticket?: Ticket;
}

interface Parcel {
	item: INodeExecutionData;
	parts: readonly Tracked[];
}

/** Conversations of which the parts are, each named once for each part. */
function lanesOf(parts: readonly Tracked[]): string[] {
	const lanes: string[] = [];
	for (const { payload } of parts) {
		const sessionId = sessionOf(payload);
		if (sessionId !== null) lanes.push(`${websiteOf(payload)}:${sessionId}`);
	}
	return lanes;
}

const contentsOf = ({ parts }: Parcel): unknown[] => parts.map(({ payload }) => payload.content);

/** The way of an event from its arrival to an execution: filters, duplicates, gathering. */
export class Pipeline {
	private readonly seen: Seen;

	private readonly silence?: Silence<Tracked>;

	private readonly batch?: Batch<Parcel>;

	constructor(private readonly options: PipelineOptions) {
		const { clock, position, settings } = options;
		const { silenceMs, longestSilenceMs, batchSize, batchMs } = settings;
		this.seen = position?.seen ?? new Seen();
		if (silenceMs > 0) {
			this.silence = new Silence(clock, silenceMs, longestSilenceMs, (burst) =>
				this.pack(toBurstItem(burst, settings.simplify), burst),
			);
		}
		if (batchSize > 1) {
			this.batch = new Batch(clock, batchSize, batchMs, (parcels) => this.send(parcels));
		}
	}

	take(arrival: Arrival): void {
		const { event, payload, receivedAt, recovered } = arrival;
		const { settings, accepts, position } = this.options;
		if (event === TYPING) this.silence?.typing(sessionOf(payload));
		else if (isStateChange(event) && position && !this.isNewState(arrival, position)) return;
		const identity = identityOf(event, payload);
		if (identity !== undefined && !this.isNew(payload)) return;
		if (!settings.events.includes(event) || !accepts(event, payload)) {
			// Without its identity: what is stored as known must have nothing unfinished before it.
			const ticket = this.ticketFor(arrival);
			if (ticket) position?.end(ticket);
			return;
		}
		const ticket = this.ticketFor(arrival, identity);
		const tracked = { event, payload, receivedAt, recovered, identity, ticket };
		if (this.silence && event === 'message:send') this.silence.add(tracked);
		else this.pack(toItem(arrival, settings.simplify), [tracked]);
	}

	/** Whether a message has arrived before. */
	isKnown(website: string, sessionId: string, fingerprint: unknown): boolean {
		return this.seen.has(website, sessionId, fingerprint);
	}

	/** Forgets what was gathered. */
	close(): void {
		this.silence?.close();
		this.batch?.close();
	}

	/** Remembers a message that has an identity. @returns whether it has not arrived before */
	private isNew(payload: Arrival['payload']): boolean {
		return this.seen.add(websiteOf(payload) ?? '', String(sessionOf(payload)), payload.fingerprint);
	}

	/** Notes the state of a conversation. @returns whether it is to be told */
	private isNewState({ payload, recovered }: Arrival, position: Position): boolean {
		const sessionId = sessionOf(payload);
		if (sessionId === null) return true;
		const isNews = position.noteState(sessionId, payload.state);
		// Fetched states are those of all changed conversations, whatever has changed.
		return isNews || !recovered;
	}

	private ticketFor({ event, payload, receivedAt }: Arrival, identity?: string) {
		const { timestamp } = payload;
		if (!isSentMessage(event) || typeof timestamp !== 'number') return undefined;
		// A time in the future must not hide what comes before it.
		const reached = Math.min(timestamp, receivedAt);
		return this.options.position?.begin(websiteOf(payload), reached, identity);
	}

	private pack(item: INodeExecutionData, parts: readonly Tracked[]): void {
		const parcel = { item, parts };
		if (this.batch) this.batch.add(parcel);
		else this.send([parcel]);
	}

	private send(parcels: readonly Parcel[]): void {
		const { position, scope, settings, start } = this.options;
		const parts = parcels.length === 1 ? parcels[0].parts : parcels.flatMap((it) => it.parts);
		start({
			items: parcels.map(({ item }) => item),
			...(settings.attachments ? { contents: parcels.map(contentsOf) } : {}),
			lanes: lanesOf(parts),
			deduplicationKey: deduplicationKey(
				scope,
				parts.map(({ identity }) => identity),
			),
			done() {
				for (const { ticket } of parts) if (ticket) position?.end(ticket);
			},
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
