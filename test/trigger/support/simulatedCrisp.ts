import type { INode } from 'n8n-workflow';

import type { Refusal } from '../../../nodes/Crisp/client/answer';
import { refusalToError } from '../../../nodes/Crisp/client/errors';
import { readLimits } from '../../../nodes/Crisp/client/limits';
import type { Client } from '../../../nodes/Crisp/client/request';
import { wait, type Clock } from '../../../nodes/Crisp/clock';

export interface SimulatedMessage {
	fingerprint: number;
	timestamp: number;
	from: 'user' | 'operator';
	type: string;
	content: string;
	user: object;
}

export interface SimulatedConversation {
	sessionId: string;
	websiteId: string;
	updatedAt: number;
	state: string;
	messages: SimulatedMessage[];
}

/** What goes wrong with a request. */
export type Fault =
	'cut' | 'dropped' | 'timeout' | 'notJson' | 'noList' | 500 | 502 | 429 | 401 | 423;

const REFUSALS: Record<Fault, Refusal> = {
	cut: { kind: 'cut', status: 200, code: 'ERR_BAD_RESPONSE' },
	dropped: { kind: 'unreachable', code: 'ECONNRESET' },
	timeout: { kind: 'timeout', code: 'ECONNABORTED' },
	notJson: { kind: 'notJson', status: 200 },
	noList: { kind: 'saysNothing', status: 200 },
	500: { kind: 'refused', status: 500, reason: 'server_error' },
	502: { kind: 'refused', status: 502 },
	429: { kind: 'refused', status: 429, reason: 'rate_limited' },
	401: { kind: 'refused', status: 401, reason: 'invalid_session' },
	423: { kind: 'refused', status: 423, reason: 'quota_limit_exceeded' },
};

const NODE = { name: 'Crisp Trigger', type: 'crispTrigger', parameters: {} } as unknown as INode;

const refused = (refusal: Refusal): Error =>
	refusalToError(NODE, refusal, { tier: 'website', baseUrl: 'https://crisp.test', attempts: 1 });

export interface SimulatedCrispOptions {
	clock: Clock;
	random: () => number;
	websiteId: string;
	/** All websites of the token, and in which of them a conversation is; the one above where left out. */
	websites?: readonly string[];
	websiteOf?: (sessionId: string) => string;
	/** Messages in a full batch. */
	batchSize?: number;
	/** Which end of the messages after a time a full batch holds. */
	newestAfter?: boolean;
	/** Page size of the list of conversations, whatever is asked; what is asked where left out. */
	pageSize?: number;
	/** Milliseconds that a request is on its way to Crisp. */
	latency?: () => number;
	/** Milliseconds that an answer is on its way back. */
	answerLatency?: () => number;
	/** What goes wrong with a request, if anything. */
	fault?: (path: string) => Fault | undefined;
}

/**
 * As much of Crisp as a trigger sees of it, in memory and on the clock of a test: visitors, the list of
 * conversations, messages by time. Written apart from the sandbox, so that both would have to be wrong.
 */
export class SimulatedCrisp {
	readonly conversations = new Map<string, SimulatedConversation>();

	/** Conversations and websites that answer with a status for good. */
	readonly forbidden = new Map<string, 403 | 404>();

	requests = 0;

	/** Every request, for assertions. */
	readonly paths: string[] = [];

	/** Told of each message. */
	onMessage: (message: Record<string, unknown>) => void = () => {};

	/** Told of each change of a state. */
	onState: (change: Record<string, unknown>) => void = () => {};

	private fingerprints = 1_000_000;

	/** Crisp's own clock has nothing to do with that of n8n. */
	private readonly epoch = 1_700_000_000_000;

	constructor(private readonly options: SimulatedCrispOptions) {}

	now(): number {
		return this.epoch + Math.floor(this.options.clock.now());
	}

	say(
		sessionId: string,
		content: string,
		{
			from = 'user',
			timestamp = this.now(),
		}: { from?: 'user' | 'operator'; timestamp?: number } = {},
	): SimulatedMessage {
		const conversation = this.conversation(sessionId);
		const message: SimulatedMessage = {
			fingerprint: this.fingerprints++,
			timestamp,
			from,
			type: 'text',
			content,
			user: from === 'user' ? { user_id: sessionId, nickname: 'V' } : { user_id: 'operator-1' },
		};
		conversation.messages.push(message);
		conversation.updatedAt = Math.max(this.now(), timestamp);
		this.onMessage({ website_id: conversation.websiteId, session_id: sessionId, ...message });
		return message;
	}

	/** Changes a conversation without a message that a visitor could have written. */
	touch(sessionId: string): void {
		this.conversation(sessionId).updatedAt = this.now();
	}

	setState(sessionId: string, state: string): void {
		this.touch(sessionId);
		const conversation = this.conversation(sessionId);
		conversation.state = state;
		this.onState({ website_id: conversation.websiteId, session_id: sessionId, state });
	}

	client(): Client {
		return {
			account: {} as never,
			sent: () => this.requests,
			sentToday: () => this.requests,
			limits: readLimits({}),
			send: async ({ path, query = {} }, { signal } = {}) => {
				this.requests++;
				this.paths.push(path);
				await this.delay(this.options.latency?.() ?? 0, signal);
				const fault = this.options.fault?.(path);
				if (fault !== undefined) throw refused(REFUSALS[fault]);
				const data = this.answer(path, query as Record<string, number>);
				// By the time that it arrives it may be out of date.
				await this.delay(this.options.answerLatency?.() ?? 0, signal);
				return { status: 200, data };
			},
		};
	}

	private conversation(sessionId: string): SimulatedConversation {
		let conversation = this.conversations.get(sessionId);
		if (!conversation) {
			const { websiteId, websiteOf } = this.options;
			const website = websiteOf?.(sessionId) ?? websiteId;
			conversation = {
				sessionId,
				websiteId: website,
				updatedAt: this.now(),
				state: 'pending',
				messages: [],
			};
			this.conversations.set(sessionId, conversation);
		}
		return conversation;
	}

	private async delay(ms: number, signal?: AbortSignal): Promise<void> {
		await wait(this.options.clock, ms, signal);
		if (signal?.aborted) throw refused({ kind: 'cancelled' });
	}

	private answer(path: string, query: Record<string, number>): unknown {
		const [, , website, kind, id] = path.split('/').map(decodeURIComponent);
		if (kind === 'websites') return this.websites(path);
		const gone = this.forbidden.get(kind === 'conversations' ? website : id);
		if (gone) throw refused({ kind: 'refused', status: gone, reason: 'not_allowed' });
		if (kind === 'conversations') {
			return this.list(website, Number(id), this.options.pageSize ?? query.per_page);
		}
		const conversation = this.conversations.get(id);
		if (!conversation) throw refused({ kind: 'refused', status: 404, reason: 'session_not_found' });
		return this.messages(conversation, query);
	}

	/** Websites of a plugin, all on the first page. */
	private websites(path: string): unknown[] {
		const { websiteId, websites = [websiteId] } = this.options;
		return path.endsWith('/1') ? websites.map((website) => ({ website_id: website })) : [];
	}

	private list(website: string, page: number, size: number): unknown[] {
		return [...this.conversations.values()]
			.filter(({ websiteId }) => websiteId === website)
			.sort((a, b) => b.updatedAt - a.updatedAt)
			.slice((page - 1) * size, page * size)
			.map(({ sessionId, updatedAt, state, messages }) => ({
				session_id: sessionId,
				website_id: website,
				updated_at: updatedAt,
				state,
				preview_message: messages.at(-1) ?? null,
			}));
	}

	private messages(conversation: SimulatedConversation, query: Record<string, number>): unknown[] {
		const size = this.options.batchSize ?? 40;
		const { timestamp_before: before, timestamp_after: after, timestamp_around: around } = query;
		const all = [...conversation.messages].sort((a, b) => a.timestamp - b.timestamp);
		if (before !== undefined) return all.filter((one) => one.timestamp < before).slice(-size);
		if (around !== undefined) {
			const middle = all.findIndex((one) => one.timestamp >= around);
			return all.slice(Math.max(middle - size / 2, 0)).slice(0, size);
		}
		if (after === undefined) return all.slice(-size);
		const later = all.filter((one) => one.timestamp > after);
		return this.options.newestAfter ? later.slice(-size) : later.slice(0, size);
	}
}
