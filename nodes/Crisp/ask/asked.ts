import type { GenericValue, IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isObject } from '../objects';
import type { FoundAnswer, Choice, Question } from '../waits/answers';
import type { Place } from '../waits/marks';

/** A question that was sent, for one item of the node. */
export interface Asked extends Question, Place {
	/** Index of the item. */
	item: number;
	/** When it was sent by the clock of n8n, in milliseconds since 1970. */
	askedAt: number;
}

/** What the execution waits for. Kept with its items while it waits, so that only n8n can write it. */
export interface Wait {
	/** Tells this wait of the node from its others in the same execution. */
	id: string;
	/** When it is over, in milliseconds since 1970; 0 for never. */
	until: number;
	questions: Asked[];
}

/** Why an item has no answer. */
export type Unanswered = 'timedOut' | 'removed';

/** The value and the label of the two choices of an approval, in this order. */
export const APPROVE = 'approve';
export const DECLINE = 'decline';

/**
 * The JSON of an item.
 *
 * @param outcome the answer, or why there is none
 */
export function toJson(
	{ how, websiteId, sessionId, fingerprint }: Asked,
	outcome: FoundAnswer | Unanswered,
): IDataObject {
	const answer = typeof outcome === 'string' ? undefined : outcome;
	const approved = how === 'approval' ? answer?.value === APPROVE : null;
	const text = answer?.text ?? null;
	const value = answer && how !== 'freeText' ? answer.value : null;
	const by: GenericValue | IDataObject = answer ? answer.by : null;
	return {
		answered: answer !== undefined,
		timed_out: outcome === 'timedOut',
		text,
		value,
		approved,
		answered_by: by,
		session_id: sessionId,
		website_id: websiteId,
		question_fingerprint: fingerprint,
		answer_fingerprint: answer?.fingerprint ?? null,
		...(outcome === 'removed' ? { conversation_removed: true } : {}),
		data: { approved, text, value },
	};
}

/** Under which name the first frozen item holds the wait, beside its JSON. */
const WAIT_NAME = 'crispAsk';

/**
 * The items that the next node receives if n8n's own timer ends the wait, which runs nothing of this
 * node. The first one carries the wait itself, for `webhook()`.
 */
export function freeze(
	wait: Wait,
	failed: ReadonlyMap<number, INodeExecutionData>,
): INodeExecutionData[] {
	const items = wait.questions.map((asked): INodeExecutionData => ({
		json: toJson(asked, 'timedOut'),
		pairedItem: { item: asked.item },
	}));
	const all = [...items, ...failed.values()];
	all[0] = { ...all[0], [WAIT_NAME]: { wait: JSON.stringify(wait) } };
	return all;
}

export interface Frozen {
	wait: Wait;
	/** Items that could not be asked, which go on as they are. */
	failed: INodeExecutionData[];
}

/** @param items see `freeze` @returns `undefined` where they are none */
export function thaw(items: unknown): Frozen | undefined {
	if (!Array.isArray(items)) return undefined;
	const [first] = items.filter(isObject);
	const held = first?.[WAIT_NAME];
	if (!isObject(held) || typeof held.wait !== 'string') return undefined;
	const wait = JSON.parse(held.wait) as Wait;
	return { wait, failed: items.slice(wait.questions.length) as INodeExecutionData[] };
}

/** What an approval can be answered with: the labels of the node, or the plain words. */
export const approvalChoices = (approve: string, decline: string): Choice[] => [
	{ label: approve, value: APPROVE },
	{ label: decline, value: DECLINE },
];
