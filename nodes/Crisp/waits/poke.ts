import { wait, type Clock } from '../clock';
import { isObject } from '../objects';

/*
 * A poke tells an execution that waits to look for its answer. It proves nothing; the execution asks
 * Crisp. What comes back tells what became of the message that may be the answer.
 */

/** The name under which an answer to a poke is known to be one of Crisp Ask. */
export const REPLY_NAME = 'crispAsk';

/** What the execution answers to a poke. */
export interface PokeReply {
	/** `over` where nothing is waited for any longer. */
	state: 'waiting' | 'taken' | 'over';
	/** Keys of the answers that it took in the conversation of the poke, see `answerKey`. */
	taken: string[];
}

/** What a poke may say. Nothing of it counts as proof. */
export interface Hint {
	session_id: string;
	website_id: string;
}

export interface PokeResult {
	/**
	 * `foreign`: not an execution of this n8n. `unreachable`: n8n did not reach itself, or did not
	 * store the execution in time.
	 */
	state: PokeReply['state'] | 'foreign' | 'unreachable';
	taken: string[];
	/** Why it was not reached. */
	why?: string;
}

/** Sends a POST. Rejects where no answer came. */
export type Post = (
	address: string,
	body: Hint,
	signal?: AbortSignal,
) => Promise<{ status: number; body: unknown }>;

/** An execution that has just begun to wait is stored within moments; one that still asks others takes longer. */
const RETRY_MS = [200, 400, 800, 1_500, 3_000, 5_000, 8_000, 8_000, 8_000, 8_000, 8_000];

const wordsOf = (body: unknown): string => {
	const words = isObject(body) ? body.message : body;
	return typeof words === 'string' ? words : '';
};

function readReply(body: unknown): PokeReply | undefined {
	const reply = isObject(body) ? body[REPLY_NAME] : undefined;
	if (!isObject(reply)) return undefined;
	const { state, taken } = reply;
	if (state !== 'waiting' && state !== 'taken' && state !== 'over') return undefined;
	const keys = Array.isArray(taken) ? taken : [];
	return { state, taken: keys.filter((key): key is string => typeof key === 'string') };
}

/** @returns `undefined` where it is to be tried again */
function readAnswer(status: number, body: unknown): PokeResult | undefined {
	if (status === 401 || status === 403) return { state: 'foreign', taken: [] };
	// n8n says so while an execution is not stored as waiting yet, and while it goes on.
	if (status === 409) return /running/i.test(wordsOf(body)) ? undefined : OVER;
	if (status === 404 || status === 410) return OVER;
	if (status >= 200 && status < 300) return readReply(body) ?? OVER;
	return undefined;
}

const OVER: PokeResult = { state: 'over', taken: [] };

/**
 * Pokes an execution, again where it is not stored yet or n8n did not answer.
 *
 * @param signal ends it; then it counts as not reached
 */
export async function poke(
	post: Post,
	address: string,
	hint: Hint,
	clock: Clock,
	signal?: AbortSignal,
): Promise<PokeResult> {
	let why = '';
	for (let attempt = 0; ; attempt++) {
		try {
			const { status, body } = await post(address, hint, signal);
			const result = readAnswer(status, body);
			if (result) return result;
			why = `it answered with status ${status}`;
		} catch (error) {
			why = (error as Error).message;
		}
		if (attempt === RETRY_MS.length) return { state: 'unreachable', taken: [], why };
		await wait(clock, RETRY_MS[attempt], signal);
		if (signal?.aborted) return { state: 'unreachable', taken: [], why: 'it was stopped' };
	}
}
