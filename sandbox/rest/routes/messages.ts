import type { Json } from '../../json';
import { copy } from '../../json';
import type { Conversation, Message, Side } from '../../model';
import { MESSAGE_TYPES } from '../../model';
import type { World } from '../../world';
import type { NewMessage } from '../../domain/messages';
import {
	addMessage,
	findMessage,
	markDelivered,
	markRead,
	markUnread,
	messageBatch,
	removeMessage,
	updateMessage,
} from '../../domain/messages';
import type { Routes, WebsiteCall } from '../call';
import { conversationOf } from '../call';
import { deleted, guessed, invalidData, listed, Refusal, resolved, updated } from '../envelope';
import type { Schema } from '../validate';
import { check } from '../validate';
import { callerAsUser } from './sender';

const BASE = 'website/{website_id}/conversation/{session_id}';

const text: Schema = { type: 'string' };
const flag: Schema = { type: 'boolean' };

/** Content by type of message; what is required follows the fields that Crisp's clients always read. */
const CONTENT: Record<Message['type'], Schema> = {
	text: { type: 'string', minLength: 1 },
	note: { type: 'string', minLength: 1 },
	file: {
		type: 'object',
		required: ['name', 'url', 'type'],
		properties: { name: text, url: text, type: text },
	},
	animation: { type: 'object', required: ['url', 'type'], properties: { url: text, type: text } },
	audio: {
		type: 'object',
		required: ['url', 'type', 'duration'],
		properties: { url: text, type: text, duration: { type: 'number' } },
	},
	picker: {
		type: 'object',
		required: ['id', 'text', 'choices'],
		properties: {
			id: text,
			text,
			required: flag,
			choices: {
				type: 'array',
				items: {
					type: 'object',
					required: ['value', 'label', 'selected'],
					properties: { value: text, label: text, icon: text, selected: flag },
				},
			},
		},
	},
	field: {
		type: 'object',
		required: ['id', 'text', 'explain'],
		properties: { id: text, text, explain: text, value: text, required: flag },
	},
	carousel: {
		type: 'object',
		required: ['text', 'targets'],
		properties: {
			text,
			targets: {
				type: 'array',
				items: {
					type: 'object',
					required: ['title', 'description', 'actions'],
					properties: { title: text, description: text, image: text },
				},
			},
		},
	},
	event: { type: 'object', required: ['namespace'], properties: { namespace: text, text } },
};

const MESSAGE: Schema = {
	required: ['type', 'from', 'origin', 'content'],
	properties: {
		type: { enum: MESSAGE_TYPES },
		from: { enum: ['user', 'operator'] },
		origin: { type: 'string', minLength: 1 },
		fingerprint: { type: 'integer' },
		user: { type: 'object', properties: { type: { enum: ['website', 'participant'] } } },
		mentions: { type: 'array', items: text },
		references: { type: 'array', items: { type: 'object' } },
		original: { type: 'object' },
		properties: { type: 'object', values: { type: ['string', 'number', 'boolean'] } },
		timestamp: { type: 'integer' },
		stealth: flag,
		translated: flag,
		automated: flag,
	},
};

/** Fingerprints come as numbers, and as strings in the examples of the official client. */
const MARK: Schema = {
	required: ['from', 'origin'],
	properties: {
		from: { enum: ['user', 'operator'] },
		origin: text,
		fingerprints: { type: 'array', items: { type: ['integer', 'string'] } },
	},
};

function messageOf(call: WebsiteCall): { conversation: Conversation; message: Message } {
	const conversation = conversationOf(call);
	const { fingerprint } = call.params;
	const message = /^\d+$/.test(fingerprint)
		? findMessage(conversation, Number(fingerprint))
		: undefined;
	if (!message) throw guessed('unknownMessage');
	return { conversation, message };
}

function readMark({ body }: WebsiteCall): { side: Side; origin: string; fingerprints?: number[] } {
	check(MARK, body);
	const { from, origin, fingerprints } = body as {
		from: Side;
		origin: string;
		fingerprints?: Array<number | string>;
	};
	return { side: from, origin, fingerprints: fingerprints?.map(Number) };
}

/** Messages of a conversation. */
export function messageRoutes(world: World): Routes<WebsiteCall> {
	/** A message as it is read back. */
	const read = (message: Message): Message => {
		const { content, ...others } = copy(message);
		const masked = world.guesses.maskedTexts === 'masked' && typeof content === 'string';
		return { ...others, content: masked ? content.replace(/[^\s]/gu, 'x') : content };
	};

	return {
		[`GET ${BASE}/messages`]: (call) => {
			const conversation = conversationOf(call);
			const at = {
				before: call.query.integer('timestamp_before'),
				after: call.query.integer('timestamp_after'),
				around: call.query.integer('timestamp_around'),
			};
			const given = Object.values(at).filter((time) => time !== undefined);
			if (given.length > 1 && world.guesses.twoTimestamps !== 'accepted') {
				throw guessed('twoTimestamps', {
					message: 'query should have one of the timestamps only',
				});
			}
			return listed(messageBatch(world, conversation, at).map(read));
		},

		[`POST ${BASE}/message`]: (call) => {
			const conversation = conversationOf(call);
			check(MESSAGE, call.body);
			const given = call.body as unknown as NewMessage;
			check(CONTENT[given.type], given.content, 'data.content');
			if (given.from === 'user' && (given.type === 'note' || given.type === 'event')) {
				throw invalidData('data.from should be equal to one of the allowed values');
			}
			if (given.type === 'note' && world.behaviour.withoutNotes === true) {
				throw new Refusal(402, 'subscription_upgrade_required');
			}
			const user = callerAsUser(call, conversation, given.from);
			const { fingerprint } = addMessage(world, conversation, { ...given, user });
			return { status: 202, reason: 'dispatched', data: { fingerprint } };
		},

		[`GET ${BASE}/message/{fingerprint}`]: (call) => resolved(read(messageOf(call).message)),

		[`PATCH ${BASE}/message/{fingerprint}`]: (call) => {
			const { conversation, message } = messageOf(call);
			check({ required: ['content'] }, call.body);
			check(CONTENT[message.type], call.body.content, 'data.content');
			updateMessage(world, conversation, message, call.body.content as Json);
			return updated();
		},

		[`DELETE ${BASE}/message/{fingerprint}`]: (call) => {
			const { conversation, message } = messageOf(call);
			removeMessage(world, conversation, message);
			return deleted();
		},

		[`PATCH ${BASE}/read`]: (call) => {
			markRead(world, conversationOf(call), readMark(call));
			return updated();
		},

		[`PATCH ${BASE}/unread`]: (call) => {
			const conversation = conversationOf(call);
			check(
				{ required: ['from'], properties: { from: { enum: ['user', 'operator'] } } },
				call.body,
			);
			const same = world.guesses.unreadFrom === 'operator';
			const other = call.body.from === 'user' ? 'operator' : 'user';
			markUnread(world, conversation, same ? (call.body.from as Side) : other);
			return updated();
		},

		[`PATCH ${BASE}/delivered`]: (call) => {
			markDelivered(world, conversationOf(call), readMark(call));
			return updated();
		},
	};
}
