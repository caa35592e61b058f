/**
 * Who answers in a conversation: the bot, or a human who took over. The one rule for the trigger and
 * the operations. A human has a conversation that was handed off, in which an operator is assigned or
 * has answered; resolving it gives it back.
 *
 * That it was handed off is a flag in its custom data, as a bot in production keeps it (`ai_status`,
 * source: flow of a third-party integration); Crisp has no property of its own for it.
 */

export const DEFAULT_FLAG = 'ai_status';
export const FLAG_OFF = 'disabled';
export const FLAG_ON = 'enabled';

/** Name of the custom data that hold when the flag was set, in milliseconds since 1970. */
export const sinceOf = (flag: string): string => `${flag}_since`;

/** What a conversation tells without its messages. */
export interface Standing {
	/** Crisp's word for the state. */
	state: unknown;
	/** Whether the flag is off. */
	isHandedOff: boolean;
	isAssigned: boolean;
}

export type TakeoverReason = 'handed_off' | 'assigned' | 'operator_answered';
export type FreeReason = 'resolved' | 'nobody_took_over';

/** Whether a bot may answer, and why. */
export type Verdict =
	{ botMayAnswer: false; reason: TakeoverReason } | { botMayAnswer: true; reason: FreeReason };

/** @returns `undefined` where only the messages tell (see `judgeAnswers`) */
export function judgeStanding({ state, isHandedOff, isAssigned }: Standing): Verdict | undefined {
	if (state === 'resolved') return { botMayAnswer: true, reason: 'resolved' };
	if (isHandedOff) return { botMayAnswer: false, reason: 'handed_off' };
	if (isAssigned) return { botMayAnswer: false, reason: 'assigned' };
	return undefined;
}

/**
 * For a conversation of which `judgeStanding` has told nothing.
 *
 * @param answeredAt when an operator answered last, in milliseconds since 1970; 0 for never
 * @param since when the bot got the conversation last
 */
export const judgeAnswers = (answeredAt: number, since: number): Verdict =>
	answeredAt > since
		? { botMayAnswer: false, reason: 'operator_answered' }
		: { botMayAnswer: true, reason: 'nobody_took_over' };

/** What the messages of a conversation tell of it, in milliseconds since 1970; 0 for never. */
export interface MessageTimes {
	/** When an operator answered last. */
	answeredAt: number;
	/** When it was resolved last. */
	resolvedAt: number;
}

/**
 * Judges a conversation by its messages. An assignment and a flag can outlast the resolution that gave
 * the conversation back; then only what came after the resolution counts. An operator who was assigned
 * after it and has not answered yet cannot be told from one who was assigned before.
 *
 * @param standing what `judgeStanding` has told
 * @param since when the bot got the conversation from 'Hand Back to Bot', or the flag was set
 */
export function judgeMessages(
	standing: Verdict | undefined,
	{ answeredAt, resolvedAt }: MessageTimes,
	since: number,
): Verdict {
	const isFlagNewer = standing?.reason === 'handed_off' && since >= resolvedAt;
	if (standing && (resolvedAt === 0 || isFlagNewer)) return standing;
	return judgeAnswers(answeredAt, Math.max(since, resolvedAt));
}
