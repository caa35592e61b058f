import type { IDataObject } from 'n8n-workflow';

import { buildPath } from '../client/path';
import type { Client } from '../client/request';
import { asObject } from '../objects';
import {
	isSameMark,
	placeKey,
	MARK_NAME,
	MARK_SEGMENT,
	MAX_OPEN,
	readMarks,
	writeMarks,
	type Mark,
	type Marks,
	type Place,
} from './marks';

/** The metas of a conversation that marks are kept in. */
export interface Metas {
	data: IDataObject;
	segments: string[];
}

const META = '/website/{websiteId}/conversation/{sessionId}/meta';

/** Custom data and segments out of what Crisp says about a conversation's metas. */
export function metasOf(meta: unknown): Metas {
	const { data, segments } = asObject(meta);
	return {
		data: asObject(data),
		segments: Array.isArray(segments)
			? segments.filter((one): one is string => typeof one === 'string')
			: [],
	};
}

/** Metas, and how many writes this process had made before they were read. */
export interface ReadMetas extends Metas {
	readAfter: number;
}

/** Conversations of which it is known when this process has last written to them. */
const MAX_WRITTEN = 5_000;

let writes = 0;

/** The number of the last write to each conversation. */
const written = new Map<string, number>();

/** Notes a write, and forgets the oldest ones. */
function noteWrite(key: string): void {
	written.delete(key);
	written.set(key, ++writes);
	const [oldest] = written.keys();
	if (written.size > MAX_WRITTEN) written.delete(oldest);
}

/**
 * Reads metas with a request of the caller's.
 *
 * @param read resolves with what Crisp says about the metas
 */
export async function readMetas(read: () => Promise<unknown>): Promise<ReadMetas> {
	const readAfter = writes;
	return { ...metasOf(await read()), readAfter };
}

/** Those that come at the same time for the same conversation go one after another. */
const turns = new Map<string, Promise<unknown>>();

async function inTurn<T>(place: Place, run: () => Promise<T>): Promise<T> {
	const key = placeKey(place);
	const turn = (turns.get(key) ?? Promise.resolve()).then(run, run);
	const settled = turn.then(
		() => undefined,
		() => undefined,
	);
	turns.set(key, settled);
	try {
		return await turn;
	} finally {
		if (turns.get(key) === settled) turns.delete(key);
	}
}

/**
 * What is to be written so that a conversation has these marks. All custom data are sent, as Crisp
 * does not document whether it merges or replaces them; the segments only where they change, as a
 * whole.
 *
 * @returns nothing of what stays as it is
 */
function changed({ data, segments }: Metas, marks: Marks, key: string, place: Place) {
	const text = writeMarks(marks, key, place);
	const isMarked = segments.includes(MARK_SEGMENT);
	const isOpen = marks.open.length > 0;
	return {
		...(text === (data[MARK_NAME] ?? '') ? {} : { data: { ...data, [MARK_NAME]: text } }),
		...(isOpen === isMarked
			? {}
			: {
					segments: isOpen
						? [...segments, MARK_SEGMENT]
						: segments.filter((one) => one !== MARK_SEGMENT),
				}),
	};
}

async function write(
	{ send }: Client,
	place: Place,
	body: IDataObject,
	options?: Parameters<Client['send']>[1],
): Promise<void> {
	if (Object.keys(body).length === 0) return;
	noteWrite(placeKey(place));
	await send({ method: 'PATCH', path: buildPath(META, { ...place }), body }, options);
}

const readAgain = async (
	{ send }: Client,
	place: Place,
	options?: Parameters<Client['send']>[1],
) => {
	const path = buildPath(META, { ...place });
	const { data } = await send({ method: 'GET', path, wants: 'object' }, options);
	return metasOf(data);
};

/**
 * Adds a mark. One request, and one more where this process has written to the conversation since the
 * metas were read: what it wrote is to stay.
 *
 * @param metas as they have just been read
 * @returns `false` where too many executions wait there already; nothing is written then
 */
export async function addMark(
	client: Client,
	place: Place,
	metas: ReadMetas,
	mark: Mark,
	options?: Parameters<Client['send']>[1],
): Promise<boolean> {
	const { key } = client.account;
	return await inTurn(place, async () => {
		const isOld = (written.get(placeKey(place)) ?? 0) > metas.readAfter;
		const latest = isOld ? await readAgain(client, place, options) : metas;
		const { open, taken } = readMarks(latest.data[MARK_NAME], key, place);
		const others = open.filter((one) => !isSameMark(one, mark));
		if (others.length >= MAX_OPEN) return false;
		const marks = { open: [...others, mark], taken };
		await write(client, place, changed(latest, marks, key, place), options);
		return true;
	});
}

/**
 * Takes marks out again, and remembers the answer. Two requests, one where nothing is to be written.
 * A mark that stays does no harm, so that callers may leave it at a refusal.
 *
 * @param isOver which marks go
 * @param taken key of the answer, see `answerKey`
 * @returns the keys of the answers that were taken before
 */
export async function removeMark(
	client: Client,
	place: Place,
	isOver: (mark: Mark) => boolean,
	taken?: string,
	options?: Parameters<Client['send']>[1],
): Promise<string[]> {
	const { key } = client.account;
	return await inTurn(place, async () => {
		const metas = await readAgain(client, place, options);
		const marks = readMarks(metas.data[MARK_NAME], key, place);
		const body = changed(
			metas,
			{
				open: marks.open.filter((mark) => !isOver(mark)),
				taken: taken === undefined ? marks.taken : [...marks.taken, taken],
			},
			key,
			place,
		);
		await write(client, place, body, options);
		return marks.taken;
	});
}
