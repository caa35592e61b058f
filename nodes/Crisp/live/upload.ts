import { randomUUID } from 'crypto';
import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';

import { isObject } from '../objects';
import { withRetries, type Ending } from '../client/retry';
import type { Account } from '../client/account';
import { isLoopback } from '../client/loopback';
import type { TemplatedRequest } from '../client/request';
import { systemClock, wait, type Clock } from '../clock';
import { Hub, type Subscriber } from '../realtime/hub';
import type { AttemptEnd } from '../realtime/session';
import { findSocketClass, type SocketClass } from '../realtime/socket';
import { makeEndpoints } from './endpoints';
import { describeEnd, endToError } from './words';
import { bytesInWords } from '../units';

/** A file on its way to Crisp. */
export interface UploadFile {
	name: string;
	/** MIME type. */
	type: string;
	bytes: Buffer;
}

/** What an upload needs of the item that it is for. */
export interface UploadContext {
	execution: IExecuteFunctions;
	itemIndex: number;
	account: Account;
	/** The website that the file is for. */
	websiteId: () => string;
	/** Sends with retries and throws `NodeApiError`. */
	send: (request: TemplatedRequest) => Promise<unknown>;
	/** A look-up whose result all items of this execution share. */
	once: <T>(key: string, lookUp: () => Promise<T>) => Promise<T>;
	/** Called when the node's execution has ended, well or not. */
	atEnd: (close: () => Promise<void>) => void;
}

/** What uploads depend on, for tests to replace. */
export interface UploadDependencies {
	clock: Clock;
	findSocketClass: () => Promise<SocketClass | undefined>;
}

/** The address that Crisp has made for a file. */
interface Slot {
	/** To PUT to. */
	signed: string;
	/** To download from. */
	resource: string;
	/** Bytes. */
	sizeLimit?: number;
}

const EVENT = 'bucket:url:upload:generated';

const ANSWER_MS = 20_000;

const PUT_MS = 300_000;

const readSlot = ({ url, policy }: IDataObject): Slot | undefined => {
	if (!isObject(url)) return undefined;
	const { signed, resource } = url;
	if (typeof signed !== 'string' || typeof resource !== 'string') return undefined;
	const limit = isObject(policy) ? policy.size_limit : undefined;
	return { signed, resource, ...(typeof limit === 'number' ? { sizeLimit: limit } : {}) };
};

/** Whether the bytes may travel to an address: encrypted, unless it is this machine. */
function isSafe(address: string): boolean {
	if (!URL.canParse(address)) return false;
	const { protocol, hostname } = new URL(address);
	return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

const isSuccess = ({ status = 0 }: Ending): boolean => status >= 200 && status < 300;

/** The connection broke while an address was awaited; the event that brings it is gone. */
class Lost extends Error {}

interface Waiting {
	take: (slot: Slot | undefined) => void;
	lose: (lost: Lost) => void;
}

/** Tries to get an address, where the connection breaks in between. */
const MAX_ASKS = 2;

/**
 * Uploads to Crisp's bucket. The address of a file does not come with the answer to the request for
 * it but as a real-time event that repeats the request's ID, so there is one connection for all
 * files of an execution. It has nothing to do with those of triggers.
 */
export class Uploads {
	private readonly waiting = new Map<string, Waiting>();

	private subscriber?: Subscriber;

	private connection?: Promise<void>;

	constructor(
		private readonly execution: IExecuteFunctions,
		private readonly account: Account,
		private readonly dependencies: UploadDependencies,
	) {
		execution
			.getExecutionCancelSignal()
			?.addEventListener('abort', () => void this.close(), { once: true });
	}

	/** Ends the connection; what is still waited for fails. May be called again. */
	async close(): Promise<void> {
		const { subscriber } = this;
		this.subscriber = undefined;
		this.connection = undefined;
		this.loseAll('the execution ended');
		await subscriber?.stop();
	}

	/** Connects where there is no connection; files that come at the same time share the attempt. */
	private async connected(context: UploadContext): Promise<void> {
		this.connection ??= this.connect(context);
		const { connection } = this;
		try {
			await connection;
		} finally {
			// One that did not come about is not to be waited for again.
			if (this.subscriber === undefined && this.connection === connection) {
				this.connection = undefined;
			}
		}
	}

	private async connect({ itemIndex, websiteId }: UploadContext): Promise<void> {
		const { execution, account } = this;
		const { clock, findSocketClass: find } = this.dependencies;
		const socketClass = await find();
		if (socketClass === undefined) {
			throw this.refuse(
				itemIndex,
				'This n8n has no WebSocket, by which Crisp tells where to upload a file',
				'Update n8n, or send the file by its URL.',
			);
		}
		const cancelled = () =>
			this.refuse(itemIndex, 'The execution was cancelled', 'Nothing was uploaded.');
		if (execution.getExecutionCancelSignal()?.aborted) throw cancelled();
		const endpoints = makeEndpoints(execution, account, websiteId() || undefined);
		const subscriber = new Hub({ clock }).subscribe({
			key: 'uploads',
			socketClass,
			login: endpoints.login,
			events: [EVENT],
			lookUpEndpoints: endpoints.lookUp,
			onEvent: (_name, data) => this.receive(data),
			onState: ({ to, end }) => {
				if (to === 'waiting' && end) this.lose(subscriber, end);
			},
			onFailure: (end) => this.lose(subscriber, end),
			onOddity: (what) => execution.logger.debug(`Upload to Crisp: ${what}`),
		});
		this.subscriber = subscriber;
		const { state, end } = await subscriber.start();
		if (state === 'live') return;
		if (this.subscriber === subscriber) this.subscriber = undefined;
		await subscriber.stop();
		if (end) throw endToError(execution.getNode(), end, account);
		throw cancelled();
	}

	/** The next file makes a connection of its own: an event that comes in between is gone for good. */
	private lose(subscriber: Subscriber, end: AttemptEnd): void {
		if (this.subscriber !== subscriber) return;
		this.subscriber = undefined;
		this.connection = undefined;
		void subscriber.stop();
		this.loseAll(describeEnd(end, this.account));
	}

	private loseAll(why: string): void {
		for (const { lose } of [...this.waiting.values()]) lose(new Lost(why));
		this.waiting.clear();
	}

	/**
	 * Uploads one file. Two requests, one of which goes to Crisp's storage without credentials.
	 *
	 * @returns its public address
	 * @throws NodeApiError or NodeOperationError that says why not: empty, larger than Crisp takes, no
	 *   address in time, not taken by the storage
	 */
	async upload(file: UploadFile, context: UploadContext): Promise<string> {
		const { itemIndex } = context;
		if (file.bytes.length === 0) {
			throw this.refuse(itemIndex, `The file '${file.name}' is empty`, 'Give it some content.');
		}
		const slot = await this.ask(file, context);
		const { sizeLimit = Infinity } = slot;
		if (file.bytes.length > sizeLimit) {
			throw this.refuse(
				itemIndex,
				`The file '${file.name}' has ${bytesInWords(file.bytes.length)}, more than the ${bytesInWords(sizeLimit)} that Crisp takes`,
				'Make it smaller, or keep it elsewhere and send its URL.',
			);
		}
		if (!isSafe(slot.signed)) {
			throw this.refuse(
				itemIndex,
				'Crisp named an upload address that is not encrypted',
				"Check 'API Base URL' in the credential.",
			);
		}
		await this.put(file, slot.signed, itemIndex);
		return slot.resource;
	}

	/** Asks for an address, and once more where the connection breaks before it has come. */
	private async ask(file: UploadFile, context: UploadContext): Promise<Slot> {
		const { itemIndex } = context;
		for (let asks = 1; ; asks++) {
			await this.connected(context);
			const slot = await this.askOnce(file, context);
			if (slot === undefined) {
				throw this.refuse(
					itemIndex,
					'Crisp named no upload address in its event',
					'Send the file by its URL instead.',
				);
			}
			if (!(slot instanceof Lost)) return slot;
			if (asks < MAX_ASKS && !this.execution.getExecutionCancelSignal()?.aborted) continue;
			throw this.refuse(
				itemIndex,
				`The real-time connection to Crisp was lost before the upload: ${slot.message}`,
				'Nothing was sent. Run this again.',
			);
		}
	}

	private async askOnce(
		{ name, type }: UploadFile,
		context: UploadContext,
	): Promise<Slot | Lost | undefined> {
		const id = randomUUID();
		const ended = new AbortController();
		const arrived = new Promise<Slot | Lost | undefined>((resolve) => {
			this.waiting.set(id, { take: resolve, lose: resolve });
		});
		try {
			await context.send({
				method: 'POST',
				path: '/bucket/url/generate',
				body: {
					namespace: 'upload',
					id,
					file: { name, type },
					resource: { type: 'website', id: context.websiteId() },
				},
			});
			const late = wait(this.dependencies.clock, ANSWER_MS, ended.signal).then(
				() => 'late' as const,
			);
			const slot = await Promise.race([arrived, late]);
			if (slot !== 'late') return slot;
		} finally {
			ended.abort();
			this.waiting.delete(id);
		}
		throw this.refuse(
			context.itemIndex,
			`Crisp gave no upload address within ${ANSWER_MS / 1_000} seconds`,
			"It comes as a real-time event, which a production plugin token only gets with the scope 'bucket:url' (read and write). Add it to the token, or send the file by its URL.",
		);
	}

	/** An event of another upload of the same token is nothing to us. */
	private receive(data: unknown): void {
		if (!isObject(data)) return;
		this.waiting.get(String(data.id))?.take(readSlot(data));
	}

	/** The signed address is all the permission there is; no credential goes with it. */
	private async put(
		{ bytes, type, name }: UploadFile,
		url: string,
		itemIndex: number,
	): Promise<void> {
		const { execution } = this;
		const signal = execution.getExecutionCancelSignal();
		const { status } = await withRetries({
			method: 'PUT',
			signal,
			attempt: async () => await this.putOnce(url, bytes, type, signal),
			endingOf: (ending) => (isSuccess(ending) ? undefined : ending),
		});
		if (isSuccess({ status })) return;
		const what = status === undefined ? 'could not be reached' : `answered with status ${status}`;
		throw this.refuse(
			itemIndex,
			`The file '${name}' could not be uploaded: Crisp's storage ${what}`,
			'No message was sent. Run this again later.',
		);
	}

	/** @returns nothing of it where the connection broke */
	private async putOnce(
		url: string,
		body: Buffer,
		type: string,
		signal: AbortSignal | undefined,
	): Promise<Ending> {
		try {
			const { statusCode, headers } = (await this.execution.helpers.httpRequest({
				method: 'PUT',
				url,
				body,
				headers: { 'Content-Type': type },
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: PUT_MS,
				...(signal ? { abortSignal: signal } : {}),
			})) as { statusCode: number; headers: Record<string, unknown> };
			const retryAfter = headers['retry-after'];
			return {
				status: statusCode,
				...(typeof retryAfter === 'string' ? { retryAfter } : {}),
			};
		} catch {
			return {};
		}
	}

	private refuse(itemIndex: number, message: string, description: string): NodeOperationError {
		return new NodeOperationError(this.execution.getNode(), message, { itemIndex, description });
	}
}

const REAL: UploadDependencies = { clock: systemClock, findSocketClass };

/** The uploads of this execution: connected with the first file, closed when the execution ends. */
export async function uploadsOf(
	context: UploadContext,
	dependencies: UploadDependencies = REAL,
): Promise<Uploads> {
	return await context.once('uploads', async () => {
		const uploads = new Uploads(context.execution, context.account, dependencies);
		context.atEnd(async () => await uploads.close());
		return uploads;
	});
}
