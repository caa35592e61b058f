import type { Verb } from './rest/catalogue';

export interface FaultTarget {
	/** Only requests with this verb. */
	verb?: Verb;
	/** Only requests whose path (from `/v1/` on, as sent) fits. */
	path?: RegExp;
	/** How many requests it meets before it is spent; 1 by default. */
	times?: number;
}

export interface AnswerFault extends FaultTarget {
	status: number;
	/** Crisp's `reason`; by default the one that belongs to the status. */
	reason?: string;
	data?: unknown;
	/** Value of the Retry-After header: seconds or a date. */
	retryAfter?: number | string;
	headers?: Record<string, string>;
	/** Sent as it is in place of an envelope, for answers that are not JSON. */
	raw?: string;
	/** Whether the envelope says `error`; by default it does from status 400 on. */
	error?: boolean;
}

export interface DropFault extends FaultTarget {
	/** Whether the request is carried out before its connection breaks. */
	when: 'before' | 'after';
}

export type RestFault = ({ kind: 'answer' } & AnswerFault) | ({ kind: 'drop' } & DropFault);

/** Switches for trouble with REST requests. Each fault meets the next fitting requests, then ends. */
export class RestFaults {
	private pending: Array<RestFault & { left: number }> = [];
	/** Milliseconds that every request waits before anything else happens to it. */
	latency = 0;

	/** The next request gets this answer; nothing is done for it. */
	answer(fault: AnswerFault): void {
		this.pending.push({ kind: 'answer', ...fault, left: fault.times ?? 1 });
	}

	/** The connection of the next request breaks, before or after the work is done. */
	drop(fault: DropFault): void {
		this.pending.push({ kind: 'drop', ...fault, left: fault.times ?? 1 });
	}

	/** Ends all faults and the latency. */
	clear(): void {
		this.pending = [];
		this.latency = 0;
	}

	/** The fault that meets a request, which uses it up once. */
	take(verb: string, path: string): RestFault | undefined {
		const fault = this.pending.find(
			(candidate) =>
				(candidate.verb === undefined || candidate.verb === verb) &&
				(candidate.path === undefined || candidate.path.test(path)),
		);
		if (!fault) return undefined;
		fault.left -= 1;
		if (fault.left <= 0) this.pending.splice(this.pending.indexOf(fault), 1);
		return fault;
	}
}

const REASONS: Record<number, string> = {
	400: 'invalid_data',
	401: 'invalid_session',
	402: 'subscription_upgrade_required',
	403: 'not_allowed',
	404: 'not_found',
	420: 'rate_limited',
	423: 'quota_limit_exceeded',
	429: 'rate_limited',
};

/** The reason that an answer with this status carries unless a test says another. */
export const usualReason = (status: number): string =>
	REASONS[status] ?? (status >= 400 ? 'server_error' : 'resolved');
