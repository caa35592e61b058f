import type { INodeExecutionData } from 'n8n-workflow';

import { deduplicationKey } from '../events/identity';
import type { Arrival } from '../events/item';
import { sessionOf, websiteOf } from '../events/payload';

/** What starts the workflow once, from the moment it is put together until that execution has ended. */
export interface Execution {
	readonly items: readonly INodeExecutionData[];
	/** For each item, the arrivals that it was made of. */
	readonly arrivals: ReadonlyArray<readonly Arrival[]>;
	/** The execution of an earlier process that it repeats, whether n8n had started that one or not. */
	readonly repeats?: Identities;
}

/** Identities of the messages of an execution, by item. */
export type Identities = ReadonlyArray<readonly string[]>;

/** What an execution was made of; empty texts for arrivals that have no identity. */
export const identitiesOf = ({ arrivals, repeats }: Execution): Identities =>
	repeats ?? arrivals.map((of) => of.map(({ identity }) => identity ?? ''));

/** The conversation that an event is about, in which order is kept; `undefined` for an event of none. */
export function laneOf({ payload }: Arrival): string | undefined {
	const sessionId = sessionOf(payload);
	return sessionId === null ? undefined : `${websiteOf(payload)}:${sessionId}`;
}

/** Conversations that an execution is about, each named once for each arrival: their order is kept. */
export const lanesOf = ({ arrivals }: Execution): string[] =>
	arrivals.flat().flatMap((arrival) => laneOf(arrival) ?? []);

/**
 * The key under which n8n starts an execution once: that of its messages, whatever else was gathered
 * with them, as each message is in one execution only.
 *
 * @param scope the workflow and the node
 * @returns `undefined` where nothing in it has an identity, because then nothing may be left out
 */
export const keyOf = (scope: string, execution: Execution): string | undefined =>
	deduplicationKey(
		scope,
		identitiesOf(execution)
			.flat()
			.filter((identity) => identity !== ''),
	);

/** `content` of each message of each item, for the download of attachments. */
export const contentsOf = ({ arrivals }: Execution): unknown[][] =>
	arrivals.map((of) => of.map(({ payload }) => payload.content));

/** Whether nobody waits for an execution in particular, so that others go first. */
export const isBacklog = ({ arrivals }: Execution): boolean =>
	arrivals.every((of) => of.every((arrival) => arrival.isBacklog === true));
