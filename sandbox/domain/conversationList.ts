import type { Conversation, Website } from '../model';
import { guessed, invalidData } from '../rest/envelope';
import type { Guesses } from '../guesses';
import type { Query } from '../rest/query';
import type { World } from '../world';
import { fieldOf } from './fields';
import { matchesFilter, readFilter } from './filter';
import { excerpt } from './messages';

/** Longest text that a search takes; Crisp has such a limit, its size is not known. */
const MAX_SEARCH_LENGTH = 500;

type Test = (conversation: Conversation) => boolean;

function textSearch(query: string): Test {
	const wanted = query.toLowerCase();
	return ({ meta, messages }) =>
		[meta.nickname, meta.email, meta.subject, ...messages.map(excerpt)].some((text) =>
			text.toLowerCase().includes(wanted),
		);
}

function search({ longSearch }: Guesses, query: Query): Test {
	const wanted = query.text('search_query');
	if (wanted === '') return () => true;
	switch (query.text('search_type') || 'text') {
		case 'text':
			if (wanted.length > MAX_SEARCH_LENGTH && longSearch !== 'accepted') {
				throw guessed('longSearch');
			}
			return textSearch(wanted);
		case 'segment':
			return ({ meta }) => meta.segments.includes(wanted);
		case 'filter': {
			const filter = readFilter(wanted, 'query.search_query');
			const operator = query.text('search_operator') || 'and';
			return (conversation) =>
				matchesFilter(filter, operator, (criterion) =>
					fieldOf({ ...conversation, ...conversation.meta }, criterion),
				);
		}
		default:
			throw invalidData('query.search_type should be equal to one of the allowed values');
	}
}

/** A switch that is a flag in one official client and an operator's id in the reference. */
function idOrFlag(query: Query, name: string, ids: (conversation: Conversation) => string[]): Test {
	const wanted = query.text(name);
	if (wanted === '' || wanted === '0') return () => true;
	return (conversation) =>
		wanted === '1' ? ids(conversation).length > 0 : ids(conversation).includes(wanted);
}

const isVisible: Record<string, Test> = {
	visitorMessage: ({ messages }) => messages.some(({ from }) => from === 'user'),
	anyMessage: ({ messages }) => messages.length > 0,
	none: () => true,
};

function tests(guesses: Guesses, query: Query): Test[] {
	const inbox = query.text('filter_inbox_id');
	const start = query.date('filter_date_start') ?? Number.NEGATIVE_INFINITY;
	const end = query.date('filter_date_end') ?? Number.POSITIVE_INFINITY;
	const when = (flag: string, test: Test): Test => (query.flag(flag) ? test : () => true);
	return [
		search(guesses, query),
		isVisible[query.flag('include_empty') ? 'none' : guesses.emptyConversations],
		({ inbox_id }) => inbox === '' || inbox_id === inbox,
		({ created_at }) => created_at >= start && created_at <= end,
		when('filter_unread', ({ unread }) => unread.operator > 0),
		when('filter_resolved', ({ state }) => state === 'resolved'),
		when('filter_not_resolved', ({ state }) => state !== 'resolved'),
		when('filter_unassigned', ({ assigned }) => assigned === null),
		idOrFlag(query, 'filter_assigned', ({ assigned }) => (assigned ? [assigned.user_id] : [])),
		idOrFlag(query, 'filter_mention', ({ mentions }) => mentions),
	];
}

function order(
	{ conversationOrder }: Guesses,
	query: Query,
): (conversation: Conversation) => number {
	if (query.flag('order_date_created')) return ({ created_at }) => created_at;
	// The one that has waited longest comes first; those that do not wait come last.
	if (query.flag('order_date_waiting')) {
		return ({ waiting_since }) =>
			waiting_since === null ? Number.NEGATIVE_INFINITY : -waiting_since;
	}
	return query.flag('order_date_updated') || conversationOrder === 'lastChange'
		? ({ updated_at }) => updated_at
		: ({ created_at }) => created_at;
}

/** The conversations that a list request asks for, the newest change first unless it says otherwise. */
export function listConversations(
	{ guesses }: World,
	website: Website,
	query: Query,
): Conversation[] {
	const all = tests(guesses, query);
	const rank = order(guesses, query);
	return [...website.conversations.values()]
		.filter((conversation) => all.every((test) => test(conversation)))
		.reverse()
		.sort((a, b) => rank(b) - rank(a) || 0);
}
