import type { Client } from '../client/request';
import type { Clock } from '../clock';
import { isVisitorMessage, sessionOf, websiteOf } from '../events/payload';
import type { Execution } from './execution';

export interface TypingOptions {
	clock: Clock;
	/** Opens the credential for requests. */
	openClient(): Promise<Client>;
	/** Crisp did not take a request. Called once. */
	onFailure(error: Error): void;
}

/** For how long Crisp shows it is not documented. */
const REPEAT_MS = 15_000;

/** So that an execution that waits for hours costs a bounded number of requests: 10 minutes. */
const MAX_REPEATS = 40;

/** Typing that is shown in one conversation. */
interface Shown {
	path: string;
	repeats: number;
	cancel: () => void;
	/** Requests are sent one after another, so that the last one is the end. */
	last: Promise<boolean>;
}

/**
 * Shows visitors that somebody types while the workflow works on their messages. For each conversation
 * of an execution one request when it begins, one every 15 seconds, and one when it has ended,
 * however it ended.
 */
export class Typing {
	private readonly shown = new Map<Execution, Shown[]>();

	private client?: Promise<Client>;

	private isTold = false;

	constructor(private readonly options: TypingOptions) {}

	/** An execution begins; harmless where it has begun already. */
	begin(execution: Execution): void {
		if (this.shown.has(execution)) return;
		const paths = execution.arrivals.flat().flatMap(({ event, payload }) => {
			const sessionId = sessionOf(payload);
			const website = websiteOf(payload);
			if (!isVisitorMessage(event) || sessionId === null || website === null) return [];
			return `/website/${encodeURIComponent(website)}/conversation/${encodeURIComponent(sessionId)}/compose`;
		});
		const shown = [...new Set(paths)].map((path) => {
			const one = { path, repeats: 0, cancel: () => {}, last: Promise.resolve(true) };
			this.show(one);
			return one;
		});
		this.shown.set(execution, shown);
	}

	/** An execution has ended, or is no longer waited for. */
	end(execution: Execution): void {
		const shown = this.shown.get(execution) ?? [];
		this.shown.delete(execution);
		for (const one of shown) {
			one.cancel();
			// What was not taken need not be taken back.
			one.last = one.last.then(async (taken) => taken && (await this.send(one.path, 'stop')));
		}
	}

	/** The end of what still runs will not be told. */
	close(): void {
		for (const execution of [...this.shown.keys()]) this.end(execution);
	}

	private show(one: Shown): void {
		one.last = one.last.then(async (taken) => taken && (await this.send(one.path, 'start')));
		if (one.repeats++ === MAX_REPEATS) return;
		one.cancel = this.options.clock.after(REPEAT_MS, () => this.show(one));
	}

	/** @returns whether Crisp took it; never rejects, as nothing depends on it */
	private async send(path: string, type: 'start' | 'stop'): Promise<boolean> {
		const { openClient, onFailure } = this.options;
		try {
			this.client ??= openClient();
			const client = await this.client;
			const body = { type, from: 'operator' };
			await client.send({ method: 'PATCH', path, body }, { retry: false });
			return true;
		} catch (error) {
			// The next one is opened with the credential as it is then.
			this.client = undefined;
			if (!this.isTold) onFailure(error as Error);
			this.isTold = true;
			return false;
		}
	}
}
