import type { IDataObject } from 'n8n-workflow';

import { lastTimesOf } from '../../message';
import { isObject } from '../../objects';
import type { OperationContext, Parts } from '../../engine/spec';
import { objectAt, readConversationData, setConversationData } from '../merging';
import { unreadable } from '../unreadable';
import {
	DEFAULT_FLAG,
	FLAG_OFF,
	FLAG_ON,
	judgeMessages,
	judgeStanding,
	sinceOf,
	type Verdict,
} from '../../takeover';
import { takeInOrder, type Step } from './steps';

const CONVERSATION = '/website/{websiteId}/conversation/{sessionId}';

const flagOf = ({ input }: Parts): string =>
	typeof input.flagName === 'string' ? input.flagName.trim() : DEFAULT_FLAG;

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
 * the note. Four to eight requests.
 *
 * The flag is written with its time even where it is set already: in a conversation that was resolved
 * since, it would otherwise tell nobody that there was another hand-off.
 *
 * @returns the new values, and the names of what was done
 */
export async function handOff(parts: Parts, context: OperationContext): Promise<IDataObject> {
	const { path: values, input } = parts;
	const flag = flagOf(parts);
	await readConversationData(context, values);
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
				const given = { [flag]: FLAG_OFF, [sinceOf(flag)]: Date.now() };
				const { data } = await setConversationData(context, values, given);
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
				const given = { [flag]: FLAG_ON, [sinceOf(flag)]: Date.now() };
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

/** What a conversation says of who answers in it. */
export interface ConversationFacts {
	/** What can be told without its messages. */
	verdict?: Verdict;
	/** When the bot got the conversation last, in milliseconds since 1970; 0 where that is not known. */
	since: number;
	assigned: unknown;
	flag: unknown;
}

/**
 * @param conversation as Crisp gives it
 * @throws NodeOperationError where it cannot be read
 */
export function factsOf(
	context: OperationContext,
	conversation: IDataObject,
	flag: string,
	stopWhenAssigned: boolean,
): ConversationFacts {
	if (Object.keys(conversation).length === 0) {
		throw unreadable(context, 'nothing about the conversation');
	}
	const data = objectAt(context, objectAt(context, conversation, 'meta'), 'data');
	const assigned = objectAt(context, conversation, 'assigned').user_id ?? null;
	return {
		verdict: judgeStanding({
			state: conversation.state,
			isHandedOff: data[flag] === FLAG_OFF,
			isAssigned: stopWhenAssigned && assigned !== null,
		}),
		since: Number(data[sinceOf(flag)]) || 0,
		assigned,
		flag: data[flag] ?? null,
	};
}

/** Judges a conversation by its newest messages (usually 40). One request. */
export async function readVerdict(
	{ send }: OperationContext,
	values: Record<string, string>,
	{ since, verdict }: ConversationFacts,
): Promise<{ verdict: Verdict; answeredAt: number }> {
	const { data } = await send({
		method: 'GET',
		path: `${CONVERSATION}/messages`,
		values,
		wants: 'list',
	});
	const times = lastTimesOf([data].flat());
	return { verdict: judgeMessages(verdict, times, since), answeredAt: times.answeredAt };
}

/**
 * Whether a bot may answer in a conversation (see `Verdict`). One request where it is resolved, else a
 * second one for its newest messages.
 */
export async function botStatus(parts: Parts, context: OperationContext): Promise<IDataObject> {
	const { path: values, input } = parts;
	const found = await context.read({ path: CONVERSATION, values });
	const facts = factsOf(context, found, flagOf(parts), input.stopWhenAssigned !== false);
	const looked = facts.verdict?.botMayAnswer
		? { verdict: facts.verdict, answeredAt: 0 }
		: await readVerdict(context, values, facts);
	const { botMayAnswer, reason } = looked.verdict;
	return {
		bot_may_answer: botMayAnswer,
		reason,
		session_id: values.sessionId,
		state: found.state,
		assigned_user_id: facts.assigned as string | null,
		bot_flag: facts.flag as string | null,
		...(reason === 'operator_answered' ? { operator_answered_at: looked.answeredAt } : {}),
	};
}
