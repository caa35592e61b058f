import type { JsonObject } from '../../json';
import { copy, isObject } from '../../json';
import type { Conversation, Person } from '../../model';
import type { World } from '../../world';
import {
	patchMeta,
	removeConversation,
	setBlocked,
	setInbox,
	setRouting,
	setState,
} from '../../domain/conversations';
import { fieldOf } from '../../domain/fields';
import { checkFilter, matchesFilter } from '../../domain/filter';
import { markRead, markUnread } from '../../domain/messages';
import { removePerson, saveProfile } from '../../domain/people';
import type { Routes, WebsiteCall } from '../call';
import { guessed, invalidData, updated } from '../envelope';
import type { Schema } from '../validate';
import { check } from '../validate';
import { checkCustomData, checkInbox, checkOperator, CUSTOM_DATA } from './checks';

const BASE = 'website/{website_id}/batch';

const text: Schema = { type: 'string' };
const SESSIONS: Schema = { type: 'array', items: text };
const SEGMENTS: Schema = { type: 'array', items: text };

/** The contacts that `people` names by id or by a filter. */
function peopleOf({ website, body }: WebsiteCall): Person[] {
	const { people } = body;
	if (!isObject(people)) throw invalidData('data.people should be object');
	if (people.search === undefined) {
		check({ required: ['profiles'], properties: { profiles: SESSIONS } }, people, 'data.people');
		return (people.profiles as string[]).flatMap((id) => website.people.get(id) ?? []);
	}
	const { filter, operator } = isObject(people.search) ? people.search : {};
	const conditions = checkFilter(filter, 'data.people.search.filter');
	return [...website.people.values()].filter((person) =>
		matchesFilter(conditions, typeof operator === 'string' ? operator : 'and', (criterion) =>
			fieldOf(person, criterion),
		),
	);
}

/** The same change to many conversations or contacts in one request. */
export function batchRoutes(world: World): Routes<WebsiteCall> {
	/** The conversations named in `sessions`; unknown ones are passed over unless guessed otherwise. */
	const named = ({ website, body }: WebsiteCall): Conversation[] => {
		check({ required: ['sessions'], properties: { sessions: SESSIONS } }, body);
		const ids = body.sessions as string[];
		if (world.guesses.batchUnknown !== 'accepted') {
			if (!ids.every((id) => website.conversations.has(id))) throw guessed('batchUnknown');
		}
		return ids.flatMap((id) => website.conversations.get(id) ?? []);
	};

	/** As `named`, or all conversations (of one inbox) where the body names none. */
	const namedOrAll = (call: WebsiteCall): Conversation[] => {
		const { website, body } = call;
		check({ properties: { inbox_id: { type: ['string', 'null'] } } }, body);
		const all = body.sessions === undefined ? [...website.conversations.values()] : named(call);
		return all.filter(({ inbox_id }) => body.inbox_id === undefined || inbox_id === body.inbox_id);
	};

	const each =
		(
			select: (call: WebsiteCall) => Conversation[],
			work: (conversation: Conversation, call: WebsiteCall) => void,
			rule: Schema = {},
		) =>
		(call: WebsiteCall) => {
			check(rule, call.body);
			for (const conversation of select(call)) work(conversation, call);
			return updated();
		};
	const conversationsOrPeople =
		(
			rule: Schema,
			onConversation: (conversation: Conversation, call: WebsiteCall) => void,
			onPerson: (person: Person, call: WebsiteCall) => void,
		) =>
		(call: WebsiteCall) => {
			check(rule, call.body);
			checkCustomData(world, call.body.data as JsonObject | undefined);
			if (call.body.people === undefined) {
				for (const conversation of named(call)) onConversation(conversation, call);
			} else {
				for (const person of peopleOf(call)) onPerson(person, call);
			}
			return updated();
		};

	return {
		[`PATCH ${BASE}/resolve`]: each(namedOrAll, (conversation) =>
			setState(world, conversation, 'resolved'),
		),
		[`PATCH ${BASE}/unresolve`]: each(named, (conversation) =>
			setState(world, conversation, 'unresolved'),
		),
		[`PATCH ${BASE}/read`]: each(namedOrAll, (conversation) =>
			markRead(world, conversation, { side: 'user', origin: 'chat' }),
		),
		[`PATCH ${BASE}/unread`]: each(named, (conversation) =>
			markUnread(world, conversation, 'operator'),
		),
		[`PATCH ${BASE}/block`]: each(
			named,
			(conversation, { body }) => setBlocked(world, conversation, body.blocked === true),
			{ required: ['blocked'], properties: { blocked: { type: 'boolean' } } },
		),
		[`PATCH ${BASE}/routing`]: each(
			named,
			(conversation, { body, website }) => {
				const userId = (body.assigned as { user_id: string } | null)?.user_id ?? null;
				if (userId !== null) checkOperator(world, website, userId);
				setRouting(world, conversation, userId);
			},
			{
				required: ['assigned'],
				properties: {
					assigned: {
						type: ['object', 'null'],
						required: ['user_id'],
						properties: { user_id: text },
					},
				},
			},
		),
		[`PATCH ${BASE}/inbox`]: each(
			named,
			(conversation, { body, website }) => {
				const inboxId = body.inbox_id as string | null;
				if (inboxId !== null) checkInbox(world, website, inboxId);
				setInbox(world, conversation, inboxId);
			},
			{ required: ['inbox_id'], properties: { inbox_id: { type: ['string', 'null'] } } },
		),
		[`PATCH ${BASE}/remove`]: conversationsOrPeople(
			{},
			(conversation, { website }) => removeConversation(world, website, conversation),
			(person, { website }) => removePerson(world, website, person),
		),
		[`PATCH ${BASE}/data`]: conversationsOrPeople(
			{ required: ['data'], properties: { data: CUSTOM_DATA } },
			(conversation, { website, body }) =>
				patchMeta(world, website, conversation, { data: body.data }),
			(person, { body }) => {
				person.data = { ...person.data, ...copy(body.data as JsonObject) };
			},
		),
		[`PATCH ${BASE}/segments`]: conversationsOrPeople(
			{ required: ['segments'], properties: { segments: SEGMENTS } },
			(conversation, { website, body }) =>
				patchMeta(world, website, conversation, { segments: body.segments }),
			(person, { website, body }) =>
				saveProfile(world, website, person, { segments: body.segments as string[] }, 'change'),
		),
	};
}
