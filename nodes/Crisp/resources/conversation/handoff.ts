import type { IDataObject } from 'n8n-workflow';

import { isInternal, senderOf } from '../../message';
import { isObject } from '../../objects';
import type { OperationContext, Parts } from '../../engine/spec';
import { objectAt, readConversationData, setConversationData } from '../merging';
import { unreadable } from '../unreadable';
import { takeInOrder, type Step } from './steps';

/*
 * Who answers is kept as a flag in the custom data of the conversation, beside the assignment. This
 * is how a bot in production does it (`ai_status`, source: flow of a third-party integration); Crisp
 * has no property of its own for it.
 */

export const DEFAULT_FLAG = 'ai_status';
const OFF = 'disabled';
const ON = 'enabled';

const CONVERSATION = '/website/{websiteId}/conversation/{sessionId}';

const flagOf = ({ input }: Parts): string =>
	typeof input.flagName === 'string' ? input.flagName.trim() : DEFAULT_FLAG;

/** When the bot got the conversation back; what operators wrote before does not count any more. */
const sinceOf = (flag: string): string => `${flag}_since`;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

function assignment({ path: values, input }: Parts, { send }: OperationContext): Step[] {
	const { userId, inboxId } = input;
	const steps: Step[] = [];
	if (isText(inboxId)) {
		const body = { inbox_id: inboxId };
		const take = async () => {
			await send({ method: 'PATCH', path: `${CONVERSATION}/inbox`, values, body });
			return body;
		};
		steps.push({ name: 'move to inbox', take });
	}
	if (isText(userId)) {
		const body = { assigned: { user_id: userId } };
		const take = async () => {
			await send({ method: 'PATCH', path: `${CONVERSATION}/routing`, values, body });
			return body;
		};
		steps.push({ name: 'assign to operator', take });
	}
	return steps;
}

/** A message of the given type; none where the text is empty. */
function message(
	name: string,
	type: 'note' | 'text',
	content: unknown,
	{ path: values }: Parts,
	{ send }: OperationContext,
): Step[] {
	if (!isText(content)) return [];
	const body = { type, from: 'operator', origin: 'chat', content, automated: true };
	const take = async () => {
		const { data } = await send({ method: 'POST', path: `${CONVERSATION}/message`, values, body });
		return { [`${type}_fingerprint`]: isObject(data) ? data.fingerprint : undefined };
	};
	return [{ name, take }];
}

/**
 * Gives a conversation to the team. The custom data are read before anything is written, as the flag
 * could not be set where they cannot be read, and once more right before they are written. What may
 * be repeated comes first, and messages come last: after a refusal halfway nobody has been told
 * something that is not so, and running it again doubles nothing but, where the last request failed,
 * the note. Four to eight requests, two less where the flag is set already.
 *
 * @returns the new values, and the names of what was done
 */
export async function handOff(parts: Parts, context: OperationContext): Promise<IDataObject> {
	const { path: values, input } = parts;
	const flag = flagOf(parts);
	const there = await readConversationData(context, values);
	const isOff = Object.hasOwn(there, flag) && there[flag] === OFF;
	const steps: Step[] = [
		...assignment(parts, context),
		{
			name: 'set state to unresolved',
			take: async () => {
				const body = { state: 'unresolved' };
				await context.send({ method: 'PATCH', path: `${CONVERSATION}/state`, values, body });
				return body;
			},
		},
		{
			name: 'stop bot',
			take: async () => {
				const { data } = isOff
					? { data: there }
					: await setConversationData(context, values, { [flag]: OFF });
				return { bot_may_answer: false, data };
			},
		},
		...message('write note', 'note', input.note, parts, context),
		...message('tell visitor', 'text', input.message, parts, context),
	];
	return await takeInOrder(steps);
}

/**
 * Gives a conversation back to the bot. The flag comes before the assignment goes: an operator who
 * is still assigned keeps the bot silent, so that after a refusal halfway somebody is in charge.
 */
export async function handBack(parts: Parts, context: OperationContext): Promise<IDataObject> {
	const { path: values } = parts;
	const flag = flagOf(parts);
	return await takeInOrder([
		{
			name: 'start bot',
			take: async () => {
				const given = { [flag]: ON, [sinceOf(flag)]: Date.now() };
				const { data } = await setConversationData(context, values, given);
				return { data };
			},
		},
		{
			name: 'unassign',
			take: async () => {
				const body = { assigned: null };
				await context.send({ method: 'PATCH', path: `${CONVERSATION}/routing`, values, body });
				return { bot_may_answer: true, ...body };
			},
		},
	]);
}

/** When an operator has answered with this message; 0 where it is no answer of an operator. */
function answeredAt(message: unknown): number {
	if (!isObject(message) || isInternal(message) || senderOf(message) !== 'operator') return 0;
	return Number(message.timestamp) || 0;
}

/**
 * Whether a bot may answer in a conversation: not while it is handed off or assigned, and not after an
 * operator has answered. One request where the conversation itself tells, else a second one for its
 * newest messages.
 */
export async function botStatus(parts: Parts, context: OperationContext): Promise<IDataObject> {
	const { path: values, input } = parts;
	const flag = flagOf(parts);
	const found = await context.read({ path: CONVERSATION, values });
	if (Object.keys(found).length === 0) {
		throw unreadable(context, 'nothing about the conversation');
	}
	const data = objectAt(context, objectAt(context, found, 'meta'), 'data');
	const assigned = objectAt(context, found, 'assigned').user_id ?? null;
	const facts = {
		session_id: values.sessionId,
		state: found.state,
		assigned_user_id: assigned,
		bot_flag: data[flag] ?? null,
	};
	if (data[flag] === OFF) return { bot_may_answer: false, reason: 'handed_off', ...facts };
	if (assigned !== null && input.stopWhenAssigned !== false) {
		return { bot_may_answer: false, reason: 'assigned', ...facts };
	}
	const messages = await context.send({
		method: 'GET',
		path: `${CONVERSATION}/messages`,
		values,
		wants: 'list',
	});
	const last = Math.max(0, ...[messages.data].flat().map(answeredAt));
	return last > (Number(data[sinceOf(flag)]) || 0)
		? { bot_may_answer: false, reason: 'operator_answered', ...facts, operator_answered_at: last }
		: { bot_may_answer: true, reason: 'nobody_took_over', ...facts };
}
