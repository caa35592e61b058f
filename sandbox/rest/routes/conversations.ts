import type { JsonObject } from '../../json';
import { copy } from '../../json';
import type { Conversation, State } from '../../model';
import type { World } from '../../world';
import {
	compose,
	conversationView,
	createConversation,
	patchMeta,
	removeConversation,
	setBlocked,
	setInbox,
	setParticipants,
	setRouting,
	setState,
	setVerified,
} from '../../domain/conversations';
import { listConversations } from '../../domain/conversationList';
import type { Routes, WebsiteCall } from '../call';
import { conversationOf } from '../call';
import { added, deleted, guessed, listed, resolved, updated } from '../envelope';
import type { Schema } from '../validate';
import { check } from '../validate';
import { checkCustomData, checkInbox, checkOperator, CUSTOM_DATA } from './checks';
import { callerAsUser } from './sender';

const BASE = 'website/{website_id}/conversation/{session_id}';

const text: Schema = { type: 'string' };
const flag: Schema = { type: 'boolean' };

const META: Schema = {
	properties: {
		nickname: text,
		email: text,
		phone: text,
		address: text,
		subject: text,
		ip: text,
		avatar: text,
		origin: text,
		segments: { type: 'array', items: text },
		data: CUSTOM_DATA,
		device: { type: 'object' },
	},
};

const STATE: Schema = {
	required: ['state'],
	properties: { state: { enum: ['pending', 'unresolved', 'resolved'] } },
};

const ROUTING: Schema = {
	required: ['assigned'],
	properties: {
		assigned: { type: ['object', 'null'], required: ['user_id'], properties: { user_id: text } },
		silent: flag,
	},
};

const PARTICIPANTS: Schema = {
	required: ['participants'],
	properties: {
		participants: {
			type: 'array',
			items: {
				type: 'object',
				required: ['type', 'target'],
				properties: { type: { enum: ['email'] }, target: { type: 'string', format: 'email' } },
			},
		},
	},
};

const COMPOSE: Schema = {
	required: ['type', 'from'],
	properties: {
		type: { enum: ['start', 'stop'] },
		from: { enum: ['user', 'operator'] },
		excerpt: text,
		stealth: flag,
		automated: flag,
	},
};

/** Conversations themselves: life, state, routing, metas and what Crisp keeps beside them. */
export function conversationRoutes(world: World): Routes<WebsiteCall> {
	/** A PATCH with one required flag. */
	const switchRoute =
		(name: string, set: (conversation: Conversation, on: boolean, call: WebsiteCall) => void) =>
		(call: WebsiteCall) => {
			const conversation = conversationOf(call);
			check({ required: [name], properties: { [name]: flag } }, call.body);
			set(conversation, call.body[name] === true, call);
			return updated();
		};

	return {
		'GET website/{website_id}/conversations/{page_number}': ({ website, query, params }) =>
			listed(
				query
					.page(listConversations(world, website, query), params.page_number, { sized: true })
					.map((conversation) => conversationView(world, conversation)),
			),

		'POST website/{website_id}/conversation': ({ website }) =>
			added({ session_id: createConversation(world, website).session_id }),

		[`HEAD ${BASE}`]: (call) => resolved(conversationOf(call).session_id),

		[`GET ${BASE}`]: (call) => resolved(conversationView(world, conversationOf(call))),

		[`DELETE ${BASE}`]: (call) => {
			removeConversation(world, call.website, conversationOf(call));
			return deleted();
		},

		[`POST ${BASE}/initiate`]: (call) => {
			const conversation = conversationOf(call);
			conversation.initiated = true;
			world.announceSession(conversation, 'session:request:initiated', {});
			return { status: 200, reason: 'initiated', data: {} };
		},

		[`GET ${BASE}/state`]: (call) => resolved({ state: conversationOf(call).state }),

		[`PATCH ${BASE}/state`]: (call) => {
			const conversation = conversationOf(call);
			check(STATE, call.body);
			setState(world, conversation, call.body.state as State);
			return updated();
		},

		[`GET ${BASE}/routing`]: (call) => resolved({ assigned: copy(conversationOf(call).assigned) }),

		[`PATCH ${BASE}/routing`]: (call) => {
			const conversation = conversationOf(call);
			check(ROUTING, call.body);
			const { assigned } = call.body as { assigned: { user_id: string } | null };
			if (assigned) checkOperator(world, call.website, assigned.user_id);
			setRouting(world, conversation, assigned?.user_id ?? null);
			return updated();
		},

		[`PATCH ${BASE}/inbox`]: (call) => {
			const conversation = conversationOf(call);
			check(
				{ required: ['inbox_id'], properties: { inbox_id: { type: ['string', 'null'] } } },
				call.body,
			);
			const { inbox_id: inboxId } = call.body as { inbox_id: string | null };
			if (inboxId !== null) checkInbox(world, call.website, inboxId);
			setInbox(world, conversation, inboxId);
			return updated();
		},

		[`GET ${BASE}/meta`]: (call) => resolved(copy(conversationOf(call).meta)),

		[`PATCH ${BASE}/meta`]: (call) => {
			const conversation = conversationOf(call);
			check(META, call.body);
			checkCustomData(world, call.body.data as JsonObject | undefined);
			const known = Object.entries(call.body).filter(([name]) =>
				Object.hasOwn(META.properties ?? {}, name),
			);
			patchMeta(world, call.website, conversation, Object.fromEntries(known));
			return updated();
		},

		[`PATCH ${BASE}/compose`]: (call) => {
			const conversation = conversationOf(call);
			check(COMPOSE, call.body);
			const { type, from, excerpt, stealth, automated } = call.body as {
				type: 'start' | 'stop';
				from: string;
				excerpt?: string;
				stealth?: boolean;
				automated?: boolean;
			};
			const side = from === 'user' ? 'visitor' : 'operator';
			const user = callerAsUser(call, conversation, side === 'visitor' ? 'user' : 'operator');
			compose(world, conversation, { side, type, excerpt, stealth, automated, user });
			return updated();
		},

		[`PATCH ${BASE}/open`]: switchRoute('opened', (conversation, opened, call) =>
			world.announceSession(conversation, opened ? 'session:set_opened' : 'session:set_closed', {
				operator: callerAsUser(call, conversation, 'operator'),
			}),
		),

		[`GET ${BASE}/block`]: (call) => resolved({ blocked: conversationOf(call).is_blocked }),
		[`PATCH ${BASE}/block`]: switchRoute('blocked', (conversation, blocked) =>
			setBlocked(world, conversation, blocked),
		),

		[`GET ${BASE}/verify`]: (call) => {
			const { is_verified: verified, verifications } = conversationOf(call);
			return resolved({ verified, verifications: copy(verifications) });
		},
		[`PATCH ${BASE}/verify`]: switchRoute('verified', (conversation, verified) =>
			setVerified(world, conversation, verified),
		),

		[`GET ${BASE}/participants`]: (call) =>
			resolved({ participants: copy(conversationOf(call).participants) }),

		[`PUT ${BASE}/participants`]: (call) => {
			const conversation = conversationOf(call);
			check(PARTICIPANTS, call.body);
			setParticipants(world, conversation, copy(call.body.participants as JsonObject[]));
			return updated();
		},

		[`GET ${BASE}/relations`]: (call) => {
			conversationOf(call);
			return resolved({ conversations: { parent: null, children: [] } });
		},

		[`GET ${BASE}/original/{original_id}`]: (call) => {
			const { website_id, session_id, originals } = conversationOf(call);
			const original = originals.get(call.params.original_id);
			if (!original) throw guessed('unknownOriginal');
			return resolved({ website_id, session_id, ...copy(original) });
		},

		[`GET ${BASE}/pages/{page_number}`]: (call) =>
			listed(call.query.page(conversationOf(call).pages, call.params.page_number)),

		[`GET ${BASE}/events/{page_number}`]: (call) =>
			listed(call.query.page(conversationOf(call).events, call.params.page_number)),

		[`GET ${BASE}/files/{page_number}`]: (call) => {
			const files = conversationOf(call)
				.messages.filter((message) => message.type === 'file')
				.map(({ content, fingerprint, timestamp }) => ({
					...(copy(content) as JsonObject),
					fingerprint,
					timestamp,
				}));
			return listed(call.query.page(files, call.params.page_number));
		},
	};
}
