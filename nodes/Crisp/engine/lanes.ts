import type { IDataObject, INode } from 'n8n-workflow';

import { isObject } from '../objects';
import { pathNames } from '../client/path';
import type { Operation, Parts } from './spec';
import { usesWebsite } from './website';

/** Names in a path that do not say what is written to. */
const NOT_OWN = ['websiteId', 'page'];

const emailIn = (body: unknown): string | undefined => {
	const { email } = isObject(body) ? body : ({} as IDataObject);
	return typeof email === 'string' && email.trim() !== '' ? email : undefined;
};

/** What the operation changes, in a word that is equal for equal things. */
function subjectOf({ request: { method, path }, lane }: Operation, parts: Parts) {
	if (lane) return lane(parts);
	if (method === 'GET' || method === 'HEAD') return undefined;
	const own = pathNames(path).filter((name) => !NOT_OWN.includes(name));
	const subject = (own.length > 0 ? parts.path[own[0]] : undefined) ?? emailIn(parts.body);
	if (subject !== undefined) return subject;
	// What is created new cannot be in another item's way.
	return method === 'POST' && own.length === 0 ? undefined : '';
}

/**
 * The lane of an item (see `pool.ts`): those that write to the same conversation, contact, campaign,
 * … keep their order. It is the first ID of the path, else the email that is written, else the
 * website as a whole. Reads, and what creates something without an email, have none.
 */
export function laneOf(
	operation: Operation,
	parts: Parts,
	website: () => string,
): string | undefined {
	const subject = subjectOf(operation, parts);
	if (subject === undefined) return undefined;
	return `${usesWebsite(operation) ? website() : ''} ${subject.trim().toLowerCase()}`;
}

/** Parameters that make a read of one item and a write of another. */
const KINDS = ['resource', 'operation', 'method'];

/** Whether items may differ in what they do, so that reads have to keep their place among writes. */
export const isMixed = ({ parameters }: INode): boolean =>
	KINDS.some((name) => {
		const value = parameters[name];
		return typeof value === 'string' && value.startsWith('=');
	});
