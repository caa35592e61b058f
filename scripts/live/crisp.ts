/** Requests to Crisp, by the nodes' own client in n8n-core's own context. */
import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';
import type { ExecuteContext } from 'n8n-core';

import type { Account } from '../../nodes/Crisp/client/account';
import { refusalOf } from '../../nodes/Crisp/client/errors';
import { buildPath } from '../../nodes/Crisp/client/path';
import { openClient, type Client } from '../../nodes/Crisp/client/request';
import { isObject } from '../../nodes/Crisp/objects';
import { credential, makeExecution } from '../../test/support/n8n';
import { crispNode } from './nodes';
import type { Seen } from './words';

/** Crisp's answer to one request. */
export interface Said {
	/** `{}` where it was refused. */
	data: unknown;
	/** Status and reason, where it was refused. */
	refusal?: string;
}

export interface Asked {
	query?: IDataObject;
	body?: IDataObject;
}

/** What a run is for: nothing that comes after it can help either. */
export class Hopeless extends Error {}

/** Statuses that say the same to every other request. */
const HOPELESS = ['401', '420', '423', '429'];

export const tokenCredential = ({ baseUrl, ...account }: Account): IDataObject =>
	credential(baseUrl, { ...account });

export class Crisp {
	private constructor(
		private readonly client: Client,
		readonly context: ExecuteContext,
		readonly websiteId: string,
		private readonly seen: Seen,
		private readonly signal: AbortSignal | undefined,
	) {}

	/**
	 * @param signal ends what is under way
	 * @throws NodeOperationError where the account cannot be used
	 */
	static async open(account: Account, seen: Seen, signal?: AbortSignal): Promise<Crisp> {
		const context = makeExecution(crispNode, {
			parameters: { resource: 'conversation', operation: 'getAll' },
			credential: tokenCredential(account),
		});
		return new Crisp(await openClient(context), context, account.websiteId, seen, signal);
	}

	get account(): Account {
		return this.client.account;
	}

	/** Requests so far. */
	get requests(): number {
		return this.client.sent();
	}

	/**
	 * @param path with `{name}` for what is in `values`; `{w}` is the website
	 * @throws Hopeless where the token, its quota or the network lets nothing through
	 */
	async ask(
		method: IHttpRequestMethods,
		path: string,
		values: Record<string, string> = {},
		{ query, body }: Asked = {},
	): Promise<Said> {
		const full = buildPath(path.replace('{w}', '/website/{websiteId}'), {
			websiteId: this.websiteId,
			...values,
		});
		try {
			const { data } = await this.client.send(
				{ method, path: full, query, body, wants: 'nothing' },
				{ signal: this.signal },
			);
			this.seen.note(data);
			return { data };
		} catch (error) {
			const refusal = this.refusalIn(error);
			if (HOPELESS.includes(refusal.split(' ')[0])) {
				throw new Hopeless(`Crisp answers ${refusal}. Nothing else can be tried now.`);
			}
			return { data: {}, refusal };
		}
	}

	/** @throws Hopeless where there was no answer */
	refusalIn(error: unknown): string {
		this.signal?.throwIfAborted();
		const { kind, status, reason = 'none' } = refusalOf(error) ?? {};
		if (kind === 'refused') return `${status} ${this.seen.word(reason)}`;
		// What is no answer of Crisp's says nothing about Crisp.
		throw new Hopeless(`The API cannot be used: ${kind ?? 'the request could not be sent'}.`);
	}
}

/** What an experiment could not find out. */
export class Unanswered extends Error {}

/** The data of an answer. @throws Unanswered where it was refused */
export function need({ data, refusal }: Said, what: string): IDataObject {
	if (refusal !== undefined) throw new Unanswered(`${what}: ${refusal}`);
	return isObject(data) ? data : {};
}

/** As `need`, for a list of objects. */
export function needList({ data, refusal }: Said, what: string): IDataObject[] {
	if (refusal !== undefined) throw new Unanswered(`${what}: ${refusal}`);
	return Array.isArray(data) ? data.filter(isObject) : [];
}

/**
 * `accepted`, or status and reason.
 *
 * @throws Unanswered where the plan or the token does not allow to find out
 */
export function answerIn({ refusal }: Said): string {
	if (refusal !== undefined && /^40[23] /.test(refusal)) throw new Unanswered(refusal);
	return refusal ?? 'accepted';
}
