import type Crisp from 'crisp-api';
import type { INodeParameters } from 'n8n-workflow';

/** An operation with values for its parameters. */
interface Input {
	resource: string;
	operation: string;
	parameters: INodeParameters;
	/** What Crisp answers, where the shape matters (default: an empty object). */
	data?: unknown;
	/** What Crisp answers to the first requests of the node, where they need different answers. */
	answers?: unknown[];
	/** Statuses of the first answers to the node, where it sends several requests; the last request is compared. */
	replies?: number[];
	/** Which request of the node is compared, where it sends several and it is not the last. */
	request?: number;
}

/** One method of the official client beside the operation that does the same, with the same values. */
export interface Case extends Input {
	/** `service.method` of the official client. */
	sdk: string;
	call: (client: Crisp) => Promise<unknown>;
	/** Where the client is known to be wrong or to lack something: what is right, and how that is known. */
	difference?: {
		reason: string;
		/** What the node sends in place of these parts. */
		node: Partial<Sent>;
	};
}

/** What an operation has to send where the official client has no method for it. */
export interface DocumentedCase extends Input {
	/** Where that is documented. */
	source: string;
	sent: Sent;
}

export type AnyCase = Case | DocumentedCase;

/** The parts of a request that must be equal. */
export interface Sent {
	method: string;
	/** Decoded: the official client does not encode the values of a path. */
	path: string;
	query: Record<string, string>;
	/** Parsed JSON; `undefined` without a body. */
	body: unknown;
}

/** A reason for a difference. */
export const NO_FILTERS =
	'The Node client cannot filter this list; the Go client can, by these names.';

/** What the clock shows in all cases. */
export const NOW = Date.UTC(2026, 2, 1);

export const WEBSITE = '8c842203-7ed8-4e29-a608-7cf78a7d2fcc';
export const SESSION = 'session_36ba3566-9651-4790-afc8-ffedbccc317f';
export const PEOPLE = 'c5a2f70c-f605-4648-b47f-8c39d4b03a50';
export const OPERATOR = 'a4c32c68-be91-4e29-8a05-976e93abbe3f';
export const CAMPAIGN = '355d805f-a72f-457e-a3e5-5d01521f3cd8';

/** A resource locator's value, given by ID. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });
