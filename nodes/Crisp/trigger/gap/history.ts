export type Values = Record<string, unknown>;

/** One request for a list of a website. */
export type Get = (path: string, query: Record<string, number>) => Promise<Values[]>;

/** A time of Crisp's in milliseconds since 1970; 0 where there is none. */
export const timeOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** A batch of messages that is cut off is never smaller. Crisp's official export example takes 40 for a full one. */
const MIN_FULL_BATCH = 20;

/** Messages in the order of the batches that they came in: Crisp gives no other for equal times. */
class Merged {
	private readonly messages: Values[] = [];

	/** The step in which each message was found, by fingerprint. */
	private readonly steps = new Map<unknown, number>();

	private step = 0;

	/** What is known now counts as known before from here on. */
	nextStep(): void {
		this.step++;
	}

	/** @returns how many of the batch were new, and whether it holds one that was known before this step */
	add(batch: Values[], since: number): { added: number; isJoined: boolean } {
		const wanted = batch.filter(({ timestamp }) => timeOf(timestamp) >= since);
		const isJoined = wanted.some(
			({ fingerprint }) => (this.steps.get(fingerprint) ?? this.step) < this.step,
		);
		const firstKnown = wanted.find(({ fingerprint }) => this.steps.has(fingerprint));
		// Before the first one that is known; in front of or behind all where none is.
		let place = firstKnown ? this.indexOf(firstKnown) : this.placeOf(wanted[0]);
		let added = 0;
		for (const message of wanted) {
			if (this.steps.has(message.fingerprint)) place = this.indexOf(message) + 1;
			else {
				this.steps.set(message.fingerprint, this.step);
				this.messages.splice(place++, 0, message);
				added++;
			}
		}
		return { added, isJoined };
	}

	get all(): Values[] {
		// Stable, so that messages of one moment stay in their order.
		return this.messages.sort((a, b) => timeOf(a.timestamp) - timeOf(b.timestamp));
	}

	private placeOf(first: Values | undefined): number {
		const isEarlier = timeOf(first?.timestamp) < timeOf(this.messages[0]?.timestamp);
		return isEarlier ? 0 : this.messages.length;
	}

	private indexOf({ fingerprint }: Values): number {
		return this.messages.findIndex((message) => message.fingerprint === fingerprint);
	}
}

/**
 * The messages of a conversation from a time on, in the order of time.
 *
 * Crisp pages by time. Whether a batch after a time begins at that time or ends with the newest
 * message is not documented, so a full batch is followed both ways. Each step begins within the last
 * one, because messages on both sides of the border may have the same time. Of a single millisecond,
 * more messages than a batch holds can be had, though not any number.
 *
 * @param since milliseconds since 1970, by Crisp's clock
 * @throws what `get` rejects with
 */
export async function messagesSince(
	get: Get,
	websiteId: string,
	sessionId: string,
	since: number,
): Promise<Values[]> {
	const path = `/website/${encodeURIComponent(websiteId)}/conversation/${encodeURIComponent(sessionId)}/messages`;
	const messages = new Merged();
	const read = async (query: Record<string, number>) => await get(path, query);
	const firstTime = (batch: Values[]) => timeOf(batch[0]?.timestamp);
	const lastTime = (batch: Values[]) => timeOf(batch.at(-1)?.timestamp);
	/** The first of these queries that brings something new; an empty batch where none does. */
	const firstNew = async (...queries: Array<Record<string, number>>) => {
		for (const query of queries) {
			const batch = await read(query);
			const { added, isJoined } = messages.add(batch, since);
			if (added > 0) return { batch, isJoined };
		}
		return { batch: [], isJoined: true };
	};
	/** Reads what lies between a batch and what was known before this step. */
	const fillUpTo = async (later: Values[]) => {
		for (let batch = later, isJoined = false; !isJoined && batch.length >= MIN_FULL_BATCH;) {
			const edge = firstTime(batch);
			if (edge < since) return;
			({ batch, isJoined } = await firstNew(
				{ timestamp_before: edge + 1 },
				...(lastTime(batch) === edge ? [{ timestamp_around: edge }] : []),
				{ timestamp_before: edge },
			));
		}
	};

	const first = await read({ timestamp_after: since - 1 });
	messages.add(first, since);
	await fillUpTo(first);
	for (let batch = first; batch.length >= MIN_FULL_BATCH;) {
		messages.nextStep();
		const edge = lastTime(batch);
		const isOneMoment = firstTime(batch) === edge;
		let isJoined: boolean;
		({ batch, isJoined } = await firstNew(
			{ timestamp_after: edge - 1 },
			// More messages of one millisecond than a batch holds: from their other end, and around them.
			...(isOneMoment ? [{ timestamp_before: edge + 1 }, { timestamp_around: edge }] : []),
			{ timestamp_after: edge },
		));
		if (!isJoined) await fillUpTo(batch);
	}
	return messages.all;
}
