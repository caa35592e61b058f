import type { IDataObject } from 'n8n-workflow';

import { senderOf, type Sender } from '../message';
import { isSentMessage, isStateChange } from './payload';

/** Stands for the main inbox, for which Crisp has no ID. */
export const MAIN_INBOX = 'main';

/** Which events start the workflow. An empty list asks for nothing. */
export interface Filters {
	inboxes: string[];
	messageTypes: string[];
	senders: Sender[];
	/** Whole origins, or how a connector's URN begins up to a colon. */
	origins: string[];
	/** New states of conversations. */
	states: string[];
	ignoreAutomated: boolean;
}

/**
 * Whether an event of a website is wanted. One that names no website is.
 *
 * @param chosen `undefined` for all websites
 */
export const isChosenWebsite = (chosen: string | undefined, website: string | null): boolean =>
	chosen === undefined || website === null || website === chosen;

type Test = (event: string, payload: IDataObject) => boolean;

const includes = (list: readonly string[], value: unknown): boolean =>
	typeof value === 'string' && list.includes(value);

function fromOrigins(origins: readonly string[], value: unknown): boolean {
	return (
		typeof value === 'string' &&
		origins.some((origin) => value === origin || value.startsWith(`${origin}:`))
	);
}

/** @returns whether an event may start the workflow; what a filter cannot judge, it lets through */
export function makeFilter(filters: Filters): Test {
	const { inboxes, messageTypes, senders, origins, states } = filters;
	const ignoreBots = filters.ignoreAutomated && !senders.includes('bot');
	const tests: Test[] = [];
	const testMessages = (test: (payload: IDataObject) => boolean) =>
		tests.push((event, payload) => !isSentMessage(event) || test(payload));

	if (inboxes.length > 0) {
		tests.push(
			(_event, payload) =>
				!('inbox_id' in payload) || includes(inboxes, payload.inbox_id ?? MAIN_INBOX),
		);
	}
	if (ignoreBots) testMessages((payload) => senderOf(payload) !== 'bot');
	if (senders.length > 0) testMessages((payload) => senders.includes(senderOf(payload)));
	if (messageTypes.length > 0) testMessages((payload) => includes(messageTypes, payload.type));
	if (origins.length > 0) testMessages((payload) => fromOrigins(origins, payload.origin));
	if (states.length > 0) {
		tests.push((event, payload) => !isStateChange(event) || includes(states, payload.state));
	}
	return (event, payload) => tests.every((test) => test(event, payload));
}
