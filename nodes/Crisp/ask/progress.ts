import type { FoundAnswer } from '../waits/answers';
import type { Unanswered } from './asked';

/** When Crisp was asked about a conversation. */
export interface Look {
	/** By `Clock.now`. */
	at: number;
	/** Looks in a row that have brought nothing. */
	fruitless: number;
}

/** How far this process has come with a wait. Crisp has the answers; this only saves requests. */
export interface AskProgress {
	/** What became of the questions, by their item. */
	outcomes: Map<number, FoundAnswer | Unanswered>;
	/** Whether the questions were sent by this process, so that every poke has come here. */
	hasBegunHere: boolean;
	/** Whether all questions have been looked at once. */
	isWhole: boolean;
	/** Whether the execution has gone on. */
	isOver: boolean;
	/** The last look at each conversation, by its ID. */
	looks: Map<string, Look>;
	/** What is under way. */
	turn: Promise<unknown>;
}

const MAX_WAITS = 2_000;

const all = new Map<string, AskProgress>();

/** @param id of the wait */
export function progressOf(id: string): AskProgress {
	const there = all.get(id);
	if (there) return there;
	const made: AskProgress = {
		outcomes: new Map(),
		hasBegunHere: false,
		isWhole: false,
		isOver: false,
		looks: new Map(),
		turn: Promise.resolve(),
	};
	all.set(id, made);
	for (const oldest of all.keys()) {
		if (all.size <= MAX_WAITS) break;
		all.delete(oldest);
	}
	return made;
}

const SPACING_MS = 2_000;
const MAX_SPACING_MS = 60_000;

/**
 * How long to wait before Crisp is asked again. Whoever knows the address can poke, and each look
 * costs a request, so that the pause grows with looks that bring nothing.
 */
export function pauseMs(look: Look | undefined, now: number): number {
	if (look === undefined || look.fruitless === 0) return 0;
	const spacing = Math.min(SPACING_MS * 2 ** (look.fruitless - 1), MAX_SPACING_MS);
	return Math.max(look.at + spacing - now, 0);
}
