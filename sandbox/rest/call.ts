import type { JsonObject } from '../json';
import type { Conversation, Website } from '../model';
import type { Caller } from './auth';
import type { Answer } from './envelope';
import { guessed } from './envelope';
import type { Query } from './query';

/** One authenticated request. */
export interface Call {
	caller: Caller;
	/** Decoded path parameters. */
	params: Record<string, string>;
	query: Query;
	/** Empty object where the request has no body. */
	body: JsonObject;
}

/** A request about one website that the caller may see. */
export interface WebsiteCall extends Call {
	website: Website;
}

/** Handlers by `VERB path`, the path as in crispRoutes.json. */
export type Routes<C extends Call = Call> = Record<string, (call: C) => Answer>;

/** @throws Refusal 404 where the website has no such conversation */
export function conversationOf({ website, params }: WebsiteCall): Conversation {
	const conversation = website.conversations.get(params.session_id);
	if (!conversation) throw guessed('unknownConversation');
	return conversation;
}
