import type { IExecuteFunctions } from 'n8n-workflow';

import { withRetries, type Ending } from '../client/retry';
import { bytesInWords } from '../units';

export interface DownloadContext {
	helpers: Pick<IExecuteFunctions['helpers'], 'httpRequest'>;
}

export interface DownloadSettings {
	maxBytes: number;
	/** Ends the download. */
	signal?: AbortSignal;
}

export interface Download {
	bytes: Buffer;
	/** The answer's Content-Type without its parameters. */
	type?: string;
}

/** A file that could not be fetched; the message says why, for a user. */
export class DownloadError extends Error {}

const TIMEOUT_MS = 60_000;

const MAX_RETRIES = 2;

const MEGABYTE = 1_000_000;

/** How an attempt ended without a file. */
interface Failure extends Ending {
	words: string;
}

const LOST: Failure = { words: 'The connection to its host broke or did not come about' };

interface Streamed {
	statusCode: number;
	headers: Record<string, unknown>;
	body: AsyncIterable<Uint8Array> & { destroy?: () => void };
}

const header = ({ headers }: Streamed, name: string): string | undefined => {
	const value = headers[name];
	return typeof value === 'string' ? value : undefined;
};

/**
 * Reads no further than the limit; leaving the loop destroys the stream and its connection.
 *
 * @returns `undefined` where there is more
 */
async function readBody({ body }: Streamed, maxBytes: number): Promise<Buffer | undefined> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size > maxBytes) return undefined;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

async function receive(response: Streamed, maxBytes: number): Promise<Download | Failure> {
	const { statusCode: status } = response;
	const announced = Number(header(response, 'content-length') ?? Number.NaN);
	if (announced > maxBytes) {
		response.body.destroy?.();
		return {
			status,
			words: `It has ${bytesInWords(announced)}, more than ${bytesInWords(maxBytes)}`,
		};
	}
	const bytes = await readBody(response, maxBytes);
	if (bytes === undefined) return { status, words: `It is larger than ${bytesInWords(maxBytes)}` };
	return { bytes, type: header(response, 'content-type')?.split(';')[0].trim() };
}

async function attempt(
	context: DownloadContext,
	url: string,
	maxBytes: number,
	signal: AbortSignal,
): Promise<Download | Failure> {
	try {
		// As a stream, so that the size is known before the bytes are in memory. No credentials, and no
		// redirects: they would lead past the check of the address.
		const response = (await context.helpers.httpRequest({
			method: 'GET',
			url,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: TIMEOUT_MS,
			abortSignal: signal,
		})) as Streamed;
		const { statusCode: status } = response;
		if (status >= 200 && status < 300) return await receive(response, maxBytes);
		response.body.destroy?.();
		const words =
			status >= 300 && status < 400
				? 'Its host leads to another address, which is not followed'
				: `Its host answered with status ${status}`;
		return { status, retryAfter: header(response, 'retry-after'), words };
	} catch {
		return LOST;
	}
}

/**
 * Fetches a file, without credentials. The caller has checked the address (see `whyNotFetched`).
 * A host that is busy or not reached is asked up to three times.
 *
 * @throws DownloadError that says why there is none: too large, not found, no answer in time
 */
export async function download(
	context: DownloadContext,
	url: string,
	{ maxBytes, signal }: DownloadSettings,
): Promise<Download> {
	const deadline = AbortSignal.timeout(TIMEOUT_MS);
	const ends = signal ? AbortSignal.any([deadline, signal]) : deadline;
	const result = await withRetries({
		method: 'GET',
		max: MAX_RETRIES,
		signal: ends,
		attempt: async () => await attempt(context, url, maxBytes, ends),
		endingOf: (one) => ('bytes' in one || ends.aborted ? undefined : one),
	});
	if ('bytes' in result) return result;
	if (signal?.aborted) throw new DownloadError('The execution was cancelled');
	if (ends.aborted) {
		throw new DownloadError(`It did not arrive within ${TIMEOUT_MS / 1_000} seconds`);
	}
	throw new DownloadError(result.words);
}

/** A limit in megabytes (of a million bytes) as bytes; at least one byte. */
export const megabytes = (value: number): number => Math.max(Math.floor(value * MEGABYTE), 1);
