import { DEFAULT_GUESSES, type GuessName, type Guesses } from '../guesses';
import type { JsonObject } from '../json';

/** What a route hands back: the parts of Crisp's envelope, and the status. */
export interface Answer {
	status?: number;
	reason: string;
	data: unknown;
}

/**
 * A refusal in Crisp's words: status and `reason`, and `data.message` where it explains.
 */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		readonly reason: string,
		readonly data: JsonObject = {},
		/** The guess by which it is given: the sandbox may have been told another answer. */
		readonly guess?: GuessName,
	) {
		super(reason);
	}

	/** The same by other guesses. */
	by(guesses: Guesses): Refusal {
		const [status, reason] = this.guess === undefined ? [] : guesses[this.guess].split(' ');
		return reason === undefined ? this : new Refusal(Number(status), reason, this.data, this.guess);
	}
}

/** A refusal whose status and reason are a guess. */
export function guessed(guess: GuessName, data: JsonObject = {}): Refusal {
	const [status, reason] = DEFAULT_GUESSES[guess].split(' ');
	return new Refusal(Number(status), reason, data, guess);
}

export const invalidData = (message: string): Refusal =>
	new Refusal(400, 'invalid_data', { message });

export const resolved = (data: unknown): Answer => ({ reason: 'resolved', data });
export const listed = (data: unknown[]): Answer => ({ reason: 'listed', data });
export const added = (data: unknown = {}): Answer => ({ reason: 'added', data });
export const updated = (): Answer => ({ reason: 'updated', data: {} });
export const deleted = (): Answer => ({ reason: 'deleted', data: {} });
