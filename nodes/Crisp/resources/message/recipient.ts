import { NodeApiError, NodeOperationError, type IDataObject } from 'n8n-workflow';

import { ValueError } from '../../engine/convert';
import { asObject, isObject } from '../../objects';
import type { OperationContext, Parts } from '../../engine/spec';
import { unreadable } from '../unreadable';
import { heldBack } from './takeover';
import { Unfinished } from './unfinished';

/** A conversation to write in, and how it was come by. */
interface Found {
	sessionId: string;
	peopleId?: string;
}

interface Recipient extends Found {
	/** Made just now, for this item. */
	created: boolean;
}

/** Whom an item writes to. */
interface Wish {
	/** ID or email of a contact; Crisp takes both in its place. */
	contact: string;
	/** The email, where that is what was given. */
	email?: string;
	use: 'new' | 'open' | 'openOrNew';
	includeResolved: boolean;
	/** Metas of a new conversation. */
	meta: IDataObject;
}

const MESSAGE = '/website/{websiteId}/conversation/{sessionId}/message';

/** Looked at to find the latest one. The order of the list is not documented: half from each end. */
const MAX_CANDIDATES = 10;

const META_FIELDS = ['nickname', 'phone', 'subject', 'segments', 'data'];

const unfinished = new Unfinished();

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const textIn = (value: unknown): string | undefined => (isText(value) ? value : undefined);

/** @throws ValueError where the email is none */
function readWish({ input }: Parts): Wish {
	const given = String(input.sendTo === 'email' ? input.email : input.peopleId).trim();
	if (input.sendTo === 'email' && !/^[^\s@]+@[^\s@]+$/.test(given)) {
		throw new ValueError("'Email' is not an email address");
	}
	const meta = META_FIELDS.map((name) => [name, input[name]]).filter(
		([, value]) => value !== undefined && value !== '',
	);
	return {
		contact: given,
		...(input.sendTo === 'email' ? { email: given } : {}),
		use: input.useConversation as Wish['use'],
		includeResolved: input.includeResolved === true,
		meta: Object.fromEntries(meta) as IDataObject,
	};
}

/** Items to one recipient go one after the other (see `Operation.lane`), so that a conversation is made once. */
export const laneOfRecipient = ({ path, input }: Parts): string =>
	path.sessionId ?? String(input.sendTo === 'email' ? input.email : input.peopleId);

const fromBothEnds = <T>(list: T[]): T[] =>
	list.length <= MAX_CANDIDATES
		? list
		: [...list.slice(0, MAX_CANDIDATES / 2), ...list.slice(-MAX_CANDIDATES / 2)];

/**
 * The contact's conversation that has changed last. One request for the list, and one for each
 * candidate: neither state nor time is in the list, and the filter is known from the Go client only.
 */
async function findLast(
	context: OperationContext,
	{ contact, includeResolved }: Wish,
): Promise<Found | undefined> {
	const { send } = context;
	const listed = await send(
		{
			method: 'GET',
			path: '/website/{websiteId}/people/conversations/{peopleId}/list/1',
			values: { peopleId: contact },
			query: includeResolved ? {} : { filter_not_resolved: true },
			wants: 'list',
		},
		[404],
	);
	const ids = listed.status === 404 ? [] : [listed.data].flat();
	if (!ids.every(isText)) throw unreadable(context, 'something that is no list of conversations');
	const answers = await Promise.all(
		fromBothEnds(ids).map(
			async (sessionId) =>
				await send(
					{
						method: 'GET',
						path: '/website/{websiteId}/conversation/{sessionId}',
						values: { sessionId },
						wants: 'object',
					},
					[404],
				),
		),
	);
	const candidates = answers
		.filter(({ status }) => status !== 404)
		.map(({ data }) => asObject(data));
	if (!candidates.every(({ session_id: id }) => isText(id))) {
		throw unreadable(context, 'something that is no conversation');
	}
	const [last] = candidates
		.filter(({ state }) => includeResolved || state !== 'resolved')
		.sort((one, other) => Number(other.updated_at ?? 0) - Number(one.updated_at ?? 0));
	if (last === undefined) return undefined;
	return { sessionId: String(last.session_id), peopleId: textIn(last.people_id) };
}

/** What a new conversation takes over from a contact; the email binds the two. One request. */
async function readProfile(
	{ read, execution, itemIndex }: OperationContext,
	contact: string,
): Promise<{ peopleId?: string; meta: IDataObject }> {
	const profile = await read({
		path: '/website/{websiteId}/people/profile/{peopleId}',
		values: { peopleId: contact },
	});
	const person = asObject(profile.person);
	const email = textIn(profile.email);
	if (email === undefined) {
		throw new NodeOperationError(
			execution.getNode(),
			'The contact has no email, which a new conversation needs to belong to it',
			{
				itemIndex,
				description:
					"Add an email to the contact, or choose a conversation in 'Send To: Conversation'.",
			},
		);
	}
	const nickname = textIn(person.nickname);
	const phone = textIn(person.phone);
	return {
		peopleId: textIn(profile.people_id),
		meta: { email, ...(nickname ? { nickname } : {}), ...(phone ? { phone } : {}) },
	};
}

/** Adds to the words of a refusal that the conversation is there already. */
function withConversation(error: unknown, sessionId: string): unknown {
	if (!(error instanceof NodeApiError)) return error;
	error.message = `${error.message} (the new conversation ${sessionId} is left without the message)`;
	error.description = `${error.description ?? ''} The message is not sent, but its new conversation ${sessionId} exists. "Retry On Fail" goes on with it; by hand, choose it in 'Send To: Conversation'.`;
	return error;
}

/** Names an item's wish across the tries of one execution. */
function unfinishedKey({ execution, websiteId }: OperationContext, { contact }: Wish): string {
	return [execution.getExecutionId(), execution.getNode().id, websiteId(), contact].join(' ');
}

/** POST, then the metas, so that nobody sees a conversation without a name. Two requests. */
async function start(context: OperationContext, wish: Wish, meta: IDataObject): Promise<string> {
	const key = unfinishedKey(context, wish);
	let sessionId = unfinished.take(key);
	if (sessionId === undefined) {
		const { data } = await context.send({
			method: 'POST',
			path: '/website/{websiteId}/conversation',
		});
		sessionId = textIn(isObject(data) ? data.session_id : undefined);
	}
	if (sessionId === undefined) {
		throw new NodeOperationError(context.execution.getNode(), 'Crisp named no new conversation', {
			itemIndex: context.itemIndex,
			description: 'Nothing was sent. Run this again.',
		});
	}
	try {
		await context.send({
			method: 'PATCH',
			path: '/website/{websiteId}/conversation/{sessionId}/meta',
			values: { sessionId },
			body: meta,
		});
	} catch (error) {
		unfinished.keep(key, sessionId);
		throw withConversation(error, sessionId);
	}
	return sessionId;
}

async function startFor(context: OperationContext, wish: Wish): Promise<Found> {
	const { email, contact } = wish;
	const known = email === undefined ? await readProfile(context, contact) : { meta: { email } };
	const sessionId = await start(context, wish, { ...known.meta, ...wish.meta });
	return { sessionId, ...('peopleId' in known ? { peopleId: known.peopleId } : {}) };
}

async function findOrStart(context: OperationContext, wish: Wish): Promise<Recipient> {
	const found = wish.use === 'new' ? undefined : await findLast(context, wish);
	if (found) return { ...found, created: false };
	if (wish.use !== 'open') return { ...(await startFor(context, wish)), created: true };
	throw new NodeOperationError(
		context.execution.getNode(),
		`'${wish.email === undefined ? 'Contact' : 'Email'}' has no open conversation`,
		{
			itemIndex: context.itemIndex,
			description:
				"Set 'Use Conversation' to one that starts a new conversation, or add 'Include Resolved' to the conversation options.",
		},
	);
}

/** Items of one execution that write to the same contact share the conversation that is found or made. */
async function resolve(context: OperationContext, wish: Wish): Promise<Recipient> {
	if (wish.use === 'new') return await findOrStart(context, wish);
	const { contact, use, includeResolved } = wish;
	const key = ['recipient', context.websiteId(), contact.toLowerCase(), use, includeResolved];
	let mine = false;
	const shared = await context.once(key.join(' '), async () => {
		mine = true;
		return await findOrStart(context, wish);
	});
	return { ...shared, created: mine && shared.created };
}

/**
 * Sends a message to the chosen recipient. Requests: one to a conversation; to a contact or an
 * email one for the list of conversations, one for each candidate (at most ten) and one for the
 * message; where a conversation is made, two more, and for a contact one to read its profile. Where
 * the message is to be skipped for a human, see `heldBack`.
 *
 * @returns Crisp's answer; where no conversation was chosen also which one it was, whether it was
 *   `existing` or `created`, and the contact's ID where it is known
 * @throws NodeApiError that names the new conversation where only the message is missing
 */
export async function sendTo(
	parts: Parts,
	context: OperationContext,
	body: unknown,
): Promise<unknown> {
	const asks = parts.input.skipIfHumanTookOver === true;
	const deliver = async (sessionId: string, isNew = false) => {
		const held = asks && !isNew ? await heldBack(context, sessionId) : undefined;
		if (held) return held;
		const { data } = await context.send({
			method: 'POST',
			path: MESSAGE,
			values: { sessionId },
			body,
		});
		return asks ? { sent: true, ...asObject(data) } : data;
	};
	// Workflows made before there was a choice have none.
	if (!['contact', 'email'].includes(String(parts.input.sendTo))) {
		return await deliver(parts.path.sessionId);
	}

	const wish = readWish(parts);
	const { sessionId, peopleId, created } = await resolve(context, wish);
	let answer: unknown;
	try {
		answer = await deliver(sessionId, created);
	} catch (error) {
		if (created) unfinished.keep(unfinishedKey(context, wish), sessionId);
		throw created ? withConversation(error, sessionId) : error;
	}
	return {
		session_id: sessionId,
		...(peopleId === undefined ? {} : { people_id: peopleId }),
		conversation: created ? 'created' : 'existing',
		...(isObject(answer) ? answer : {}),
	};
}
