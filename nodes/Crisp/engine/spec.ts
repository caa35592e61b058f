import type {
	GenericValue,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import type { Account } from '../client/account';
import type { Answer } from '../client/answer';
import type { Advice, Needs } from '../client/errors';
import type { TemplatedRequest } from '../client/request';

/**
 * Where the value of a field goes: into the path, a query parameter, the body (whole or at a dotted
 * place), the row of a list that the field stands in, or only to the operation's hooks.
 */
export type Target =
	'path' | `query.${string}` | 'body' | `body.${string}` | `item.${string}` | 'input';

/**
 * How a value changes on its way, where n8n's parameter types cannot say it:
 * `list` comma-separated text (or an array from an expression) → list of texts;
 * `numbers` the same as numbers; `session` an ID of a conversation, which may lack its `session_`;
 * `sessions` a `list` of those;
 * `merge` an object (JSON) whose content is added to what its target holds already;
 * `map` rows of `name` and `value` → object; `milliseconds` date and time → Unix time in ms.
 */
export type Conversion =
	'list' | 'numbers' | 'session' | 'sessions' | 'map' | 'merge' | 'milliseconds';

/** An n8n property with, last, where its value goes. A collection has none: its options have. */
export interface Field<N extends string = string> extends Omit<
	INodeProperties,
	'name' | 'options'
> {
	name: N;
	options?: Array<Field | INodePropertyOptions | FieldGroup>;
	as?: Conversion;
	to?: Target;
}

/** One group of a fixed collection. */
export interface FieldGroup {
	name: string;
	displayName: string;
	values: Field[];
}

/** What a request is made of; values of the path are not encoded yet. */
export interface Parts {
	path: Record<string, string>;
	query: IDataObject;
	body: GenericValue | IDataObject;
	/** Values of the fields that go to `input`, by parameter name. */
	input: IDataObject;
}

/** What hooks get to see and do. */
export interface OperationContext {
	execution: IExecuteFunctions;
	itemIndex: number;
	account: Account;
	/** The website that the item works on: the node's choice, else the credential's default. */
	websiteId: () => string;
	/** Sends with retries and throws `NodeApiError`; statuses in `accept` are answers, with `data` as `{}`. */
	send: (request: TemplatedRequest, accept?: number[]) => Promise<Answer>;
	/**
	 * A GET that other requests depend on: resolves with an object, and throws `NodeApiError` where
	 * Crisp answers with anything else, so that a read that says nothing does not become a write.
	 */
	read: (request: Pick<TemplatedRequest, 'path' | 'values'>) => Promise<IDataObject>;
	/**
	 * A look-up whose result all items of this execution share, such as the ID behind an email. The
	 * key names what is looked up, with everything the result depends on (the website, too).
	 */
	once: <T>(key: string, lookUp: () => Promise<T>) => Promise<T>;
	/** Called when the node's execution has ended, well or not; must neither throw nor hang. */
	atEnd: (close: () => Promise<void>) => void;
}

export type Paging =
	/** The page number, from 1, is the `{page}` of the path. */
	| 'pathNumber'
	/** Newest batch first; the timestamp of its first message leads to the batch before. */
	| 'timestampBefore';

/** What becomes of entries of a list by something that Crisp cannot filter by. */
export interface Sieve {
	keeps: (entry: IDataObject) => boolean;
	/** Whether all that follows is known not to be kept either. */
	isPast: (entry: IDataObject) => boolean;
}

export type Output =
	/** `data` as one item. */
	| 'item'
	/** `data` is a list: one item each. */
	| 'items'
	/** `{ success: true }` with the ids used and what `data` holds. */
	| 'success'
	/** `{ deleted: true }` with the ids used. */
	| 'deleted'
	/** `{ exists }` with the ids used; a 404 is an answer here. */
	| 'exists';

/** A form of the whole answer that 'Output' offers beside the usual ones. */
export interface View {
	name: string;
	value: string;
	description: string;
	/** What becomes of the answer; treated like `data`. */
	show: (data: unknown, parts: Parts, context: OperationContext) => unknown;
}

export interface OperationSpec<P extends string = string, N extends string = string> {
	name: string;
	value: string;
	action: string;
	description: string;
	/** Method of the official client that does the same, as `service.method`; several where they share it. */
	sdk: string | string[];
	/** `{name}` is one segment; `{name+}` may hold several, divided by slashes. */
	request: { method: IHttpRequestMethods; path: P };
	/** Adds Return All and Limit. */
	pages?: Paging;
	/**
	 * Page sizes that Crisp takes as `per_page`; absent where it takes none. `isGuess` where no official
	 * source says that it does: it is then sent only for more than the smallest page.
	 */
	perPage?: { min: number; max: number; isGuess?: true };
	/** For pages by number. They are read until enough entries are kept. */
	sieve?: (parts: Parts) => Sieve | undefined;
	output: Output;
	/**
	 * Fields of a long answer that are used most, the most used first, at most ten; a dot leads inside.
	 * Adds the parameter 'Output', which is Simplified by default.
	 */
	simplify?: string[];
	/** What 'Selected Fields' offers beside them. Equal lists of several operations are one property. */
	select?: string[];
	/** More choices of 'Output'. Their own fields are shown by `displayOptions` on `output`. */
	views?: { choices: View[]; fields: Field[] };
	needs?: Needs;
	advice?: Advice[];
	/** What the body holds where no field says otherwise. */
	preset?: IDataObject;
	fields: Array<Field<N>>;
	prepare?: (parts: Parts, context: OperationContext) => Parts | Promise<Parts>;
	finish?: (data: unknown, context: OperationContext) => unknown;
	/**
	 * What an item changes, where the path does not tell: those with equal words go one after
	 * another. `undefined` where the item may go at any time.
	 */
	lane?: (parts: Parts) => string | undefined;
	/** Takes the place of the one request; what it resolves with is treated like `data`. */
	run?: (parts: Parts, context: OperationContext) => Promise<unknown>;
	/** Adds binary data to the items that go out; `data` is what they were made of. */
	attach?: (
		items: INodeExecutionData[],
		data: unknown,
		parts: Parts,
		context: OperationContext,
	) => Promise<INodeExecutionData[]>;
}

export type Operation = OperationSpec;

export interface Resource {
	name: string;
	value: string;
	operations: Operation[];
	/** What a person should know before any of its operations, shown above their fields. */
	notice?: string;
	/** For the docs: how a request is known that differs from the one of the official client. */
	source?: string;
	/** Value of the operation to show first; otherwise Get Many, Get, or the first one that reads. */
	first?: string;
}

/** The methods that `sdk` names, always as a list. */
export const sdkMethods = (operation: Operation): string[] => [operation.sdk].flat();
